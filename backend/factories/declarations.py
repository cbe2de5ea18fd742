"""Additional declarations for Factory Boy."""

import re
from collections.abc import Sequence

from factory.fuzzy import BaseFuzzyAttribute
from factory.random import randgen


class Phrase(BaseFuzzyAttribute):
    """Random text from patterns and word lists.

    ``Phrase("The {adjective} {noun}", "{noun}", adjective=ADJECTIVES, noun=NOUNS)`` picks a pattern, then
    a word for each placeholder in it.
    """

    def __init__(self, *patterns: str, **words: Sequence[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # Factory Boy's
        self._patterns = [
            (re.sub(r"\{\w+\}", "{}", pattern), [words[name] for name in re.findall(r"\{(\w+)\}", pattern)])
            for pattern in patterns
        ]

    def fuzz(self) -> str:
        """Return one phrase."""
        return self.batch(1)[0]

    def batch(self, count: int) -> list[str]:
        """Return many phrases, much faster than one by one."""
        choices = randgen.choices(range(len(self._patterns)), k=count)
        phrases = [self._fill(index, choices.count(index)) for index in range(len(self._patterns))]
        return [phrases[index].pop() for index in choices]

    def _fill(self, index: int, count: int) -> list[str]:
        pattern, lists = self._patterns[index]
        return list(map(pattern.format, *(randgen.choices(words, k=count) for words in lists)))
