"""The tasks on the command line."""
