"""Declarations of this project's own, beside Factory Boy's."""

import re
from collections.abc import Sequence

from factory.fuzzy import BaseFuzzyAttribute
from factory.random import randgen


class Phrase(BaseFuzzyAttribute):
    """Text from patterns and lists of words.

    ``Phrase("The {adjective} {noun}", "{noun}", adjective=ADJECTIVES, noun=NOUNS)`` draws a pattern, and
    for each name in it a word.
    """

    def __init__(self, *patterns: str, **words: Sequence[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # Factory Boy's
        self._patterns = [
            (re.sub(r"\{\w+\}", "{}", pattern), [words[name] for name in re.findall(r"\{(\w+)\}", pattern)])
            for pattern in patterns
        ]

    def fuzz(self) -> str:
        """Return one."""
        return self.batch(1)[0]

    def batch(self, count: int) -> list[str]:
        """Return many, in a fraction of the time that they take one by one: bulk seeding asks for it."""
        picked = randgen.choices(range(len(self._patterns)), k=count)
        made = [self._made(index, picked.count(index)) for index in range(len(self._patterns))]
        return [made[index].pop() for index in picked]

    def _made(self, index: int, count: int) -> list[str]:
        pattern, lists = self._patterns[index]
        return list(map(pattern.format, *(randgen.choices(words, k=count) for words in lists)))
