"""The exception that tasks report as a message instead of a traceback."""


class WorkspaceError(Exception):
    """An expected failure: one sentence about what is wrong and which command fixes it."""
