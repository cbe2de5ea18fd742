"""Words for demo data: names of people, companies and things."""

from random import Random

from headstart.scaffold.names import Names
from headstart.scaffold.python import numbered
from headstart.scaffold.specification import Field

# fmt: off
FIRST_NAMES = (
    "Amara", "Bram", "Chiara", "Dagny", "Emeka", "Farid", "Greta", "Henrik", "Ingeborg", "Jasper", "Kwame",
    "Linnea", "Mateus", "Nadia", "Odile", "Priya", "Rafael", "Saskia", "Tobias", "Yuki",
)
LAST_NAMES = (
    "Abernathy", "Bergqvist", "Castellanos", "Dalgaard", "Eriksdotter", "Ferreira", "Haddad", "Iyer",
    "Jankowski", "Kowalczyk", "Lindqvist", "Marchetti", "Nakagawa", "Okonjo", "Penhallow", "Rosenthal",
    "Solberg", "Takahashi", "Vermeulen",
)
ADJECTIVES = (
    "Amber", "Bright", "Coastal", "Early", "Folded", "Golden", "Hidden", "Little", "Northern", "Painted",
    "Quiet", "Round", "Silver", "Tall", "Wild", "Winter",
)
NOUNS = (
    "anchor", "basket", "candle", "compass", "garden", "harbor", "kettle", "lantern", "mirror", "orchard",
    "piano", "river", "season", "table", "violin",
)
COLORS = ("amber", "blue", "green", "red", "silver")
ENDINGS = ("Ltd", "& Sons", "Group", "Partners", "Works")
SENTENCES = (
    "Confirmed by phone.", "Please check the details before the end of the month.", "Nothing to add.",
    "The first delivery arrived early, the second is on its way.", "Asked for a reminder in spring.",
    "Follows the agreement of last year.", "Handle with care.", "Waiting for an answer.",
)
PEOPLE = {
    "attendee", "author", "candidate", "client", "contact", "customer", "doctor", "employee", "guest",
    "member", "patient", "person", "player", "staff", "student", "teacher", "user", "volunteer",
}
COMPANIES = {
    "agency", "bank", "brand", "company", "firm", "manufacturer", "organization", "partner", "publisher",
    "shop", "store", "supplier", "tenant", "vendor",
}
CODES = {"code", "key", "number", "reference", "sku"}
# fmt: on


def name(names: Names, field: Field, number: int) -> str:
    """Return the label of a record, different for each number."""
    kind = names.words.rpartition(" ")[2]
    last = LAST_NAMES[number % len(LAST_NAMES)]
    if field.name.rpartition("_")[2] in CODES:
        return f"{numbered(field, code(names.words))}-{1000 + number}"
    if kind in PEOPLE:
        text = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {last}"
    elif kind in COMPANIES:
        text = f"{last} {ENDINGS[number % len(ENDINGS)]}"
    else:
        text = f"{ADJECTIVES[number % len(ADJECTIVES)]} {NOUNS[number % len(NOUNS)]}"
    return text if len(text) <= field.length else f"{numbered(field, text)} {number}"


def code(words: str) -> str:
    """Return the first letters of words, in capitals: "invoice" becomes "INV"."""
    return words.replace(" ", "")[:3].upper()


def phrase(number: int, random: Random) -> str:
    """Return a few words."""
    return f"{random.choice(ADJECTIVES)} {NOUNS[number % len(NOUNS)]}"


def email(number: int, suffix: str = "") -> str:
    """Return the email address of the person that a number names."""
    first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)]
    return f"{first}.{last}{suffix}@example.com".lower()


def link(number: int, suffix: str = "") -> str:
    """Return the address of the page about the thing that a number names."""
    adjective, noun = ADJECTIVES[number % len(ADJECTIVES)], NOUNS[number % len(NOUNS)]
    return f"https://example.com/{adjective}-{noun}{suffix}".lower()


def sentence(random: Random) -> str:
    """Return one sentence."""
    return random.choice(SENTENCES)
