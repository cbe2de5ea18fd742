"""Applies the difference between two versions of a file to a third one, which was edited by hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from headstart.core.errors import WorkspaceError
from headstart.scaffold.merging.identity import IMPORTS, WRAPPERS, identity, match
from headstart.scaffold.merging.renames import NO_RENAMES, Renames
from headstart.scaffold.merging.syntax import Node, parse

# Where order has no meaning: a new part goes to the end if none of its neighbours is there any more.
UNORDERED = {
    "tuple", "list", "dictionary", "object", "array", "union_type", "module", "program", "named_imports",
    "type_parameter", "set", "argument_list",
}  # fmt: skip
# What nobody needs to be told about.
DETAILS = {"docstring", "key column", "key width", "key wide", "key card"}
TEST_FILE = re.compile(r"(^|/)test_|\.test\.|\.spec\.")
FILES = {"module", "program"}
BODIES = {*FILES, "block", "statement_block", "class_body"}
IMPORT_PARTS = {*IMPORTS, "import_clause", "named_imports"}
DEFINED = ("definition ", "assignment ")
WORD = re.compile(r"\w+")
SEPARATORS = {",", ";"}
# Whose parts are separated by commas.
COMMA_LISTS = {
    "tuple", "list", "dictionary", "object", "array", "set", "argument_list", "arguments", "named_imports",
}  # fmt: skip


@dataclass(frozen=True)
class Missing:
    """A change whose place was not found: the line near it, and what to do."""

    line: int
    advice: str


@dataclass(frozen=True)
class Merged:
    """The merged text, and the changes that a person has to make."""

    text: str
    missing: tuple[Missing, ...] = ()


def merge(before: str, after: str, current: str, path: str, renames: Renames = NO_RENAMES) -> Merged:
    """Return the current text of a file with the changes between two generated versions of it.

    Raises:
        WorkspaceError: the current text is not valid.
    """
    if current == before:
        return Merged(after)
    suffix = PurePath(path).suffix
    try:
        base, target, mine = (parse(text, suffix) for text in (before, after, current))
    except WorkspaceError as error:
        msg = f"{path} cannot be changed: {error}, correct it first"
        raise WorkspaceError(msg) from None
    if base.tokens == mine.tokens:
        return Merged(after)
    edits = _Edits(current, after, renames, is_test=bool(TEST_FILE.search(path)))
    edits.merge(base, target, mine)
    edits.define_names(base, target, mine)
    edits.import_names(base, target, mine)
    text = edits.apply()
    try:
        parse(text, suffix)
    except WorkspaceError:
        return Merged(current, (Missing(1, "the file differs too much: change it by hand"),))
    if edits.is_test:
        text = _without_unused_definitions(text, target, edits.removed_words(), suffix)
    unused = _Edits(text, after, renames)
    if suffix != ".py":  # there Ruff does that
        names = imported_names(base).keys() - imported_names(target).keys()
        unused.remove_imports(names, parse(text, suffix))
    return Merged(unused.apply(), tuple(edits.missing))


def _without_unused_definitions(text: str, target: Node, words: set[str], suffix: str) -> str:
    """Return a text without generated definitions that only removed parts used, such as a fixture."""
    generated = {each.tokens for each in target.items}
    while True:
        tree = parse(text, suffix)
        unused = [
            each for each in tree.items
            if each.tokens in generated
            and (name := _defined_name(each)) in words
            and tree.tokens.count(name) == 1
            and not name.startswith("test_")
        ]  # fmt: skip
        if not unused:
            return text
        edits = _Edits(text, "", NO_RENAMES)
        edits.remove(unused[0], tree)
        words |= edits.removed_words()
        text = edits.apply()


def _defined_name(node: Node) -> str:
    """Return the name that a statement defines; empty if it defines none."""
    text = identity(node).text
    return text.split()[1] if text.startswith(DEFINED) else ""


@dataclass
class _Edits:
    """The edits of a text: what replaces each span."""

    text: str
    source: str  # where inserted parts are from
    renames: Renames
    is_test: bool = False
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    def apply(self) -> str:
        """Return the edited text."""
        parts, position = [], 0
        for start, end, replacement in sorted(self.spans, key=lambda span: span[:2]):
            parts += [self.text[position : max(start, position)], replacement]
            position = max(end, position)
        return "".join([*parts, self.text[position:]])

    def merge(self, base: Node, target: Node, mine: Node) -> None:
        """Apply the difference between two nodes to their counterpart."""
        if target.tokens in (base.tokens, mine.tokens):
            return
        while mine.kind in WRAPPERS and mine.kind != base.kind:
            mine = mine.items[-1]
        is_import = base.kind in IMPORT_PARTS
        if mine.tokens == base.tokens and not is_import:
            self._replace(mine, target)
        elif mine.kind == base.kind == target.kind and mine.items:
            self._merge_items(base, target, mine)
        else:
            self._report_changes(mine, base, target)

    def define_names(self, base: Node, target: Node, mine: Node) -> None:
        """Insert the definitions that inserted parts use, if the current text has none, such as a fixture."""
        places, known = match(target, mine), match(target, base)
        missing = [
            each for each in target.items
            if each in known and each not in places and _defined_name(each)
        ]  # fmt: skip
        while used := [each for each in missing if _defined_name(each) in self._inserted_words()]:
            self._insert(used[0], target, mine, dict(places))
            self.spans.insert(0, self.spans.pop())  # above what uses it
            missing.remove(used[0])

    def _inserted_words(self) -> set[str]:
        return {word for *_, text in self.spans for word in WORD.findall(text)}

    def removed_words(self) -> set[str]:
        """Return the words of what is removed or replaced."""
        return {word for start, end, _ in self.spans for word in WORD.findall(self.text[start:end])}

    def import_names(self, base: Node, target: Node, mine: Node) -> None:
        """Import what inserted parts use and generated files import, if nothing of the current text does."""
        generated, inserted = imported_names(target), self._inserted_words()
        for name in (generated.keys() & imported_names(base).keys() & inserted) - imported_names(mine).keys():
            node = generated[name]
            [statement] = [each for each in target.items if each.start <= node.start < each.end]
            same = [names for each, names in _imports(mine) if identity(each) == identity(statement)]
            if same:
                self._add_after(same[0].parts[-1], same[0], node.text, ", ")
            else:
                last = [each for each in mine.items if each.kind in IMPORTS][-1:]
                # First, as definitions may be inserted at the same place.
                self.spans[:0] = [(each.end, each.end, f"\n{statement.text}") for each in last]

    def remove_imports(self, names: Collection[str], mine: Node) -> None:
        """Remove imports that nothing uses any more."""
        for statement, names_node in _imports(mine):
            imported = names_node.parts
            unused = [each for each in imported if each.text in names and mine.tokens.count(each.text) == 1]
            if unused and unused == imported:
                self.remove(statement, mine)
            else:
                for node in unused:
                    self.remove(node, names_node)

    def _merge_items(self, base: Node, target: Node, mine: Node) -> None:
        changed, found = match(base, target, self.renames), match(base, mine)
        changed |= _replaced_string(base, target, changed)
        origins = {after: before for before, after in changed.items()}
        places = {after: found.get(before) for after, before in origins.items()}
        for node in base.parts:
            if node not in changed:
                self._delete(node, found.get(node), mine)
        for node in target.parts:
            origin = origins.get(node)
            if origin is None:
                self._insert(node, target, mine, places)
            elif origin.tokens != node.tokens:
                if origin in found:
                    self.merge(origin, node, found[origin])
                elif not (self.is_test and base.kind in FILES):  # somebody has deleted this test
                    self._report_changes(mine, origin, node)

    def _insert(self, node: Node, target: Node, mine: Node, places: dict[Node, Node | None]) -> None:
        """Insert a node, with the comments above it, where its neighbours are."""
        siblings = target.parts
        index = siblings.index(node)
        following = next((each for each in siblings[index:] if not each.is_comment), None)
        if node.is_comment and (following is None or following not in places):
            return  # inserted with the node below it
        if any(identity(each) == identity(node) for each in mine.parts):
            return
        first = index
        while first and siblings[first - 1].is_comment and siblings[first - 1] not in places:
            first -= 1
        text = self.source[siblings[first].start : node.end]
        above = [places.get(each) for each in reversed(siblings[:first])]
        below = [places.get(each) for each in siblings[index + 1 :]]
        before, after = next(filter(None, above), None), next(filter(None, below), None)
        if before is None and after is None and mine.kind in UNORDERED and mine.parts:
            before = mine.parts[-1]
        only = ", " if mine.kind in COMMA_LISTS else "\n"
        gap_below = self._gap(node, siblings[index + 1]) if index + 1 < len(siblings) else only
        gap_above = self._gap(siblings[first - 1], siblings[first]) if first else gap_below
        is_nearer = bool(before and after) and (below.index(after), gap_below.count("\n")) < (
            above.index(before), gap_above.count("\n")
        )  # fmt: skip
        if after and (node.is_comment or is_nearer or not before):
            self.spans.append((after.start, after.start, self._indented(text, node, after) + gap_below))
        elif before:
            self._add_after(before, mine, self._indented(text, node, before), gap_above)
        else:
            self._report(mine, f"add `{_short(node)}`", node)

    def _add_after(self, anchor: Node, parent: Node, text: str, gap: str) -> None:
        """Insert a text after a node, with the space and the separator of another gap."""
        separator = gap.strip() if gap.strip() in SEPARATORS else ""
        space = gap.replace(separator, "", 1) if separator else gap
        *_, last = [anchor, *_following(anchor, parent, {separator})]
        comments = [each for each in parent.children if each.is_comment and each.start >= last.end]
        if comments and "\n" not in self.text[last.end : comments[0].start]:
            position, space = comments[0].end, space if "\n" in space else "\n"
        else:
            position = last.end
        text = f"{separator}{space}{text}" if last is anchor else f"{space}{text}{separator}"
        self.spans.append((position, position, text))

    def _delete(self, node: Node, mine: Node | None, parent: Node) -> None:
        if node.kind in IMPORTS or parent.kind in IMPORT_PARTS:
            return  # only if no handwritten code needs it
        if mine is None or identity(mine) != identity(node):
            if not node.is_comment:
                self._report(parent, f"remove `{_short(node)}`", node)
            return
        self.remove(mine, parent)

    def remove(self, node: Node, parent: Node) -> None:
        """Remove a node with its separator, and its lines if nothing else is on them."""
        parts = [node, *_following(node, parent, SEPARATORS)]
        if len(parts) == 1 and not node.is_comment:
            index = parent.children.index(node)
            parts = [*(each for each in parent.children[index - 1 : index] if each.text == ","), node]
        start, end = parts[0].start, parts[-1].end
        before, after = self.text.rfind("\n", 0, start), self.text.find("\n", end)
        if not self.text[before + 1 : start].strip() and not self.text[end:after].strip():
            start, end = before + 1, after + 1
        self.spans.append((start, end, ""))

    def _replace(self, mine: Node, target: Node) -> None:
        self.spans.append((mine.start, mine.end, self._indented(target.text, target, mine)))

    def _gap(self, left: Node, right: Node) -> str:
        return self.source[left.end : right.start]

    def _indented(self, text: str, node: Node, place: Node) -> str:
        """Return a text that is indented like a node, indented like a place in the other text."""
        old, new = _indentation(self.source, node.start), _indentation(self.text, place.start)
        return re.sub(rf"^{old}", new, text, flags=re.MULTILINE) if old != new else text

    def _report_changes(self, place: Node, base: Node, target: Node) -> None:
        """Report the smallest parts that differ."""
        is_renamed = "identifier" in target.kind and self.renames.apply(base.text) == target.text
        if is_renamed or identity(target).text in DETAILS:
            return  # `rename_uses` renames attributes
        if self._replace_name(place, base, target):
            return
        if base.kind != target.kind or not base.parts:
            self._report(place, f"change `{_short(base)}` to `{_short(target)}`", target)
            return
        changed = match(base, target, self.renames)
        for before in base.parts:
            if before not in changed:
                self._report(place, f"remove `{_short(before)}`", before)
            elif before.tokens != changed[before].tokens:
                self._report_changes(place, before, changed[before])
        for after in target.parts:
            if after not in changed.values():
                self._report(place, f"add `{_short(after)}`", after)

    def _replace_name(self, place: Node, base: Node, target: Node) -> bool:
        """Replace a name in a handwritten value, if it is there only once."""
        names = [leaf for leaf in place.leaves() if (leaf.kind, leaf.text) == (base.kind, base.text)]
        is_name = base.kind == target.kind == "identifier"
        if not is_name or len(names) != 1 or place.kind in BODIES:
            return False
        self._replace(names[0], target)
        return True

    def _report(self, place: Node, advice: str, node: Node) -> None:
        if identity(node).text not in DETAILS and not node.is_comment:
            self.missing.append(Missing(self.text.count("\n", 0, place.start) + 1, advice))


def _replaced_string(base: Node, target: Node, pairs: dict[Node, Node]) -> dict[Node, Node]:
    """Return the string of a list that another one takes the place of."""
    before = [each for each in base.parts if each not in pairs]
    after = [each for each in target.parts if each not in pairs.values()]
    is_replaced = len(before) == len(after) == 1 and before[0].kind == after[0].kind == "string"
    return {before[0]: after[0]} if is_replaced else {}


def _indentation(text: str, position: int) -> str:
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return line[: len(line) - len(line.lstrip())]


def _following(node: Node, parent: Node, texts: Collection[str]) -> list[Node]:
    """Return the next sibling in a list, if it has one of the texts."""
    index = parent.children.index(node)
    return [each for each in parent.children[index + 1 : index + 2] if each.text in texts]


def imported_names(tree: Node) -> dict[str, Node]:
    """Return the names that a file imports from other modules, with their nodes."""
    return {(node.items or [node])[-1].text: node for _, names in _imports(tree) for node in names.parts}


def _imports(tree: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the imports of a file, each with the node whose parts are the names."""
    for statement in tree.items:
        if statement.kind == "import_from_statement" or (
            statement.kind == "import_statement" and statement.items[0].kind == "dotted_name"
        ):
            yield statement, statement
        elif statement.kind == "import_statement":
            clauses = [each for clause in statement.items for each in clause.items]
            yield from ((statement, each) for each in clauses if each.kind == "named_imports")


def _short(node: Node) -> str:
    return " ".join(node.text.split())
