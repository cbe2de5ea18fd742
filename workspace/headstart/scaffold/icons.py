"""The icons of the sections in the navigation: those of Tabler that the front end has installed."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold.names import Names, pascal

FOLDER = "frontend/node_modules/@tabler/icons-react/dist/esm/icons"
PREFIX = "Icon"

# The last word of a resource's name, and its icon if that has another name.
SYNONYMS: Mapping[str, str] = {
    "account": "UserCircle", "activity": "Activity", "address": "MapPin", "agreement": "FileText",
    "announcement": "Speakerphone", "answer": "MessageCircle", "appointment": "CalendarEvent",
    "article": "Article", "asset": "Box", "attendee": "Users", "author": "Feather",
    "booking": "CalendarCheck", "branch": "Building", "budget": "PigMoney", "campaign": "Speakerphone",
    "candidate": "UserSearch", "category": "Category", "city": "BuildingCommunity", "class": "School",
    "client": "Users",
    "comment": "Message", "company": "Building", "contact": "AddressBook", "contract": "FileText",
    "country": "World", "course": "School", "customer": "Users", "deal": "Briefcase",
    "department": "Sitemap", "discount": "Discount", "document": "FileText", "employee": "IdBadge2",
    "entry": "ListDetails", "event": "CalendarEvent", "expense": "Receipt", "feature": "Sparkles",
    "genre": "Tags", "group": "UsersGroup", "guest": "Users", "image": "Photo", "invoice": "FileInvoice",
    "issue": "Bug", "item": "Package", "job": "Briefcase", "label": "Tag", "lead": "Target",
    "lesson": "School", "letter": "Mail", "line": "ListDetails", "location": "MapPin",
    "machine": "Engine", "manufacturer": "BuildingFactory", "meal": "ToolsKitchen2", "meeting": "Users",
    "member": "Users", "message": "Message", "milestone": "Flag", "movie": "Movie", "note": "Note",
    "office": "Building", "offer": "FileDollar", "order": "ShoppingCart", "organization": "Building",
    "page": "FileText", "partner": "HeartHandshake", "patient": "HeartRateMonitor",
    "payment": "CreditCard", "person": "User", "place": "MapPin", "plan": "ClipboardList",
    "position": "Briefcase", "post": "Article", "product": "Package", "project": "Folders",
    "property": "Home", "purchase": "ShoppingBag", "question": "HelpCircle", "quote": "FileDollar",
    "rating": "Star", "recipe": "ChefHat", "report": "ReportAnalytics", "request": "Inbox",
    "reservation": "CalendarCheck", "review": "Star", "role": "Shield", "room": "Door", "sale": "Cash",
    "service": "Tool", "session": "Clock", "shipment": "Truck", "shop": "BuildingStore", "song": "Music",
    "staff": "Users", "status": "CircleCheck", "stock": "Packages", "store": "BuildingStore",
    "student": "School", "subscription": "Refresh", "supplier": "Truck", "task": "Checkbox",
    "teacher": "School", "team": "UsersGroup", "tenant": "Building", "topic": "Hash",
    "transaction": "ArrowsExchange", "trip": "Plane", "unit": "Ruler", "vehicle": "Car",
    "vendor": "BuildingStore", "venue": "MapPin", "version": "Versions", "warehouse": "BuildingWarehouse",
    "workshop": "Tools",
}  # fmt: skip


def choose(names: Names, wanted: str = "", root: Path = project.ROOT) -> str:
    """Return the component of a resource's icon; empty if no icon fits its name.

    Raises:
        WorkspaceError: there is no icon with the wanted name. The message suggests the nearest ones.
    """
    if wanted:
        icon = wanted if wanted.startswith(PREFIX) else PREFIX + pascal(wanted.replace("-", "_"))
        if not _exists(icon, root):
            raise _unknown(wanted, icon, root)
        return icon
    return next((icon for icon in _candidates(names) if _exists(icon, root)), "")


def _candidates(names: Names) -> Iterator[str]:
    last = names.words.rpartition(" ")[2]
    if " " in names.words:
        yield PREFIX + names.cls
    yield PREFIX + SYNONYMS.get(last, last.capitalize())


def _exists(icon: str, root: Path) -> bool:
    return (root / FOLDER / f"{icon}.mjs").exists()


def _unknown(wanted: str, icon: str, root: Path) -> WorkspaceError:
    names = [path.stem for path in (root / FOLDER).glob(f"{PREFIX}*.mjs")]
    similar = difflib.get_close_matches(icon, names) or [f"{PREFIX}Star"]
    msg = f"no icon is called {wanted}: choose one of https://tabler.io/icons, such as {', '.join(similar)}"
    return WorkspaceError(msg)
