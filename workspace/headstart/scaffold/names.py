"""The names of a resource, in all forms that its files need."""

import json
import re
import sys
from dataclasses import dataclass

from headstart.core import commands

# Inflect instruments all its functions with type checks while it is imported, which takes seconds. Python
# leaves that out with -O, so it runs in a process of its own.
INFLECT = """
import json, sys
import inflect
engine = inflect.engine()
print(json.dumps([[engine.plural_noun(word), engine.singular_noun(word) or "", engine.a(word)]
                  for word in sys.argv[1:]]))
"""

# Words that labels show in capitals. Inflect does not know abbreviations.
ABBREVIATION_WORDS = """
api bic bpm cpu crm css csv cvv dns ean erp eta eur faq gps gpu gtin html http https iban id ip isbn iso
issn kpi mpn pdf png qr ram rgb rss seo sku sms sql ssd ssn sso svg tv ui upc uri url usb usd utc uuid
vat vin vip vpn xml
"""
ABBREVIATIONS = frozenset(ABBREVIATION_WORDS.split())


@dataclass(frozen=True)
class Forms:
    """The forms of a noun: its plural, its singular if it is a plural, and the noun with its article."""

    plural: str
    singular: str
    indefinite: str


_FORMS: dict[str, Forms] = {}


def inflect_nouns(*phrases: str) -> list[Forms]:
    """Return the forms of nouns in lower case; in a phrase the last word is inflected."""
    if unknown := [phrase for phrase in dict.fromkeys(phrases) if phrase not in _FORMS]:
        args = [sys.executable, "-O", "-c", INFLECT, *unknown]
        output = commands.output(args, failure=f"could not determine the plural of {', '.join(unknown)}")
        _FORMS.update(
            (phrase, Forms(*forms)) for phrase, forms in zip(unknown, json.loads(output), strict=True)
        )
    return [_FORMS[phrase] for phrase in phrases]


@dataclass(frozen=True)
class Names:
    """The names of a resource: its class, and its singular, plural and indefinite in words."""

    cls: str
    words: str
    many_words: str
    indefinite: str

    @property
    def one(self) -> str:
        """The singular in snake case: a Python variable."""
        return self.words.replace(" ", "_")

    @property
    def many(self) -> str:
        """The plural in snake case: the table, and modules about many records."""
        return self.many_words.replace(" ", "_")

    @property
    def classes(self) -> str:
        """The plural in Pascal case, as in ``listInvoices``."""
        return pascal(self.many)

    @property
    def kebab(self) -> str:
        """The singular in kebab case: TypeScript files."""
        return self.words.replace(" ", "-")

    @property
    def kebabs(self) -> str:
        """The plural in kebab case: addresses and TypeScript files."""
        return self.many_words.replace(" ", "-")

    @property
    def camel(self) -> str:
        """The singular in camel case: a TypeScript variable."""
        return self.cls[0].lower() + self.cls[1:]

    @property
    def camels(self) -> str:
        """The plural in camel case: a TypeScript variable."""
        return self.classes[0].lower() + self.classes[1:]


def words_of(cls: str) -> str:
    """Return the words of a class name, in lower case."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", cls).lower()


def spelled(words: str) -> str:
    """Return the words with abbreviations in capitals."""
    return " ".join(_spelled(word) for word in words.split(" "))


def sentence(words: str) -> str:
    """Return the words with the first letter in upper case."""
    return words[:1].upper() + words[1:]


def _spelled(word: str) -> str:
    if word in ABBREVIATIONS:
        return word.upper()
    singular = word.removesuffix("s")
    return f"{singular.upper()}s" if singular in ABBREVIATIONS else word


def pascal(snake: str) -> str:
    """Return a snake-case name in Pascal case."""
    return "".join(part.capitalize() for part in snake.split("_"))
