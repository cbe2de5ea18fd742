"""The worker: a process that runs background jobs. Start it with ``python -m app.worker``.

Only this package knows the library procrastinate, and ``app/repositories`` its tables.
"""
