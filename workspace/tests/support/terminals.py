"""A terminal that answers questions."""


class Terminal:
    """A standard input that gives the same answer to every question."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        """Return True."""
        return True

    def readline(self) -> str:
        """Return the answer."""
        return self.answer
