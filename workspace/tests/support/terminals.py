"""Somebody at a terminal, for questions."""


class Terminal:
    """A person at a keyboard."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        """Say yes."""
        return True

    def readline(self) -> str:
        """Return what was typed."""
        return self.answer
