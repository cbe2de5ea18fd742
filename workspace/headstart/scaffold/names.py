"""What a resource is called, in all the ways in which its files say it."""

import json
import re
import sys
from dataclasses import dataclass

from headstart.core import commands

# Inflect looks at the types of all its arguments, and rewrites itself for that while it is imported: three
# seconds, unless Python leaves assertions out.
INFLECT = """
import json, sys
import inflect
engine = inflect.engine()
print(json.dumps([[engine.plural_noun(word), engine.singular_noun(word) or "", engine.a(word)]
                  for word in sys.argv[1:]]))
"""

# What labels show in capitals. Inflect knows no abbreviations.
ABBREVIATION_WORDS = """
api bic bpm cpu crm css csv cvv dns ean erp eta eur faq gps gpu gtin html http https iban id ip isbn iso
issn kpi mpn pdf png qr ram rgb rss seo sku sms sql ssd ssn sso svg tv ui upc uri url usb usd utc uuid
vat vin vip vpn xml
"""
ABBREVIATIONS = frozenset(ABBREVIATION_WORDS.split())


@dataclass(frozen=True)
class Forms:
    """A noun in lower case: its plural, its singular where it is a plural, and its article before it."""

    plural: str
    singular: str
    indefinite: str


_FORMS: dict[str, Forms] = {}


def inflected(*phrases: str) -> list[Forms]:
    """Return the forms of nouns in lower case; of several words the last one changes."""
    if unknown := [phrase for phrase in dict.fromkeys(phrases) if phrase not in _FORMS]:
        words = [sys.executable, "-O", "-c", INFLECT, *unknown]
        found = commands.output(words, doing=f"the plural of {', '.join(unknown)} was not found")
        _FORMS.update(
            (phrase, Forms(*forms)) for phrase, forms in zip(unknown, json.loads(found), strict=True)
        )
    return [_FORMS[phrase] for phrase in phrases]


@dataclass(frozen=True)
class Names:
    """A resource's name: the class, its words, and the words for many."""

    cls: str
    words: str
    many_words: str
    indefinite: str

    @property
    def one(self) -> str:
        """The name as Python writes a variable."""
        return self.words.replace(" ", "_")

    @property
    def many(self) -> str:
        """The plural as Python writes a variable: the table, and the modules that deal with many."""
        return self.many_words.replace(" ", "_")

    @property
    def classes(self) -> str:
        """The plural as a part of other names: ``listInvoices``."""
        return pascal(self.many)

    @property
    def kebab(self) -> str:
        """The name as TypeScript's files have it."""
        return self.words.replace(" ", "-")

    @property
    def kebabs(self) -> str:
        """The plural as addresses and TypeScript's files have it."""
        return self.many_words.replace(" ", "-")

    @property
    def camel(self) -> str:
        """The name as TypeScript writes a variable."""
        return self.cls[0].lower() + self.cls[1:]

    @property
    def camels(self) -> str:
        """The plural as TypeScript writes a variable."""
        return self.classes[0].lower() + self.classes[1:]


def words_of(cls: str) -> str:
    """Return a class's name as words."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", cls).lower()


def spelled(words: str) -> str:
    """Return words with those in capitals that nobody writes otherwise."""
    return " ".join(_spelled(word) for word in words.split(" "))


def sentence(words: str) -> str:
    """Return words as a sentence begins."""
    return words[:1].upper() + words[1:]


def _spelled(word: str) -> str:
    if word in ABBREVIATIONS:
        return word.upper()
    one = word.removesuffix("s")
    return f"{one.upper()}s" if one in ABBREVIATIONS else word


def pascal(snake: str) -> str:
    """Return a name as Python writes a class."""
    return "".join(part.capitalize() for part in snake.split("_"))
