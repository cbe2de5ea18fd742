"""The one exception that a task turns into a sentence instead of a traceback."""


class WorkspaceError(Exception):
    """Says in one sentence what is wrong and which command fixes it."""
