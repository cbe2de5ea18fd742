"""The handlers of background jobs, which are entry points like controllers: they call services.

Every module of this package is loaded: to add a job, add a file.
"""
