"""What makes a part of a file the same part in another version of the file, wherever it stands."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from headstart.scaffold.merging.renames import NO_RENAMES, Renames
from headstart.scaffold.merging.syntax import Node

DEFINITIONS = {
    "function_definition", "class_definition", "function_declaration", "class_declaration",
    "interface_declaration", "type_alias_declaration", "method_definition",
}  # fmt: skip
ASSIGNMENTS = {"assignment", "variable_declarator"}
KEYS = {
    "keyword_argument", "pair", "property_signature", "jsx_attribute", "typed_parameter", "default_parameter",
    "typed_default_parameter", "required_parameter", "optional_parameter", "import_specifier",
}  # fmt: skip
WRAPPERS = {"decorated_definition", "export_statement", "lexical_declaration"}
IMPORTS = {"import_statement", "import_from_statement"}
BLOCKS = {"if_statement", "for_statement", "while_statement", "with_statement"}
CALLS = {"call", "call_expression"}
ELEMENTS = {"jsx_self_closing_element", "jsx_element"}
# Nodes with any number of equal parts; the parts of the others have a place each.
LISTS = {
    "argument_list", "arguments", "array", "block", "dictionary", "list", "module", "named_imports", "object",
    "program", "set", "statement_block", "tuple", "type_parameter", "union_type", "import_from_statement",
    "class_body", "interface_body", "object_type", "jsx_element", "parameters", "formal_parameters",
}  # fmt: skip
NAMING_ATTRIBUTES = ("label", "name", "resource")
QUOTES = "\"'"
MIN_SIMILARITY = 0.5


@dataclass(frozen=True)
class Identity:
    """The identity of a part: its name, or else its text."""

    text: str
    is_name: bool = True


def identity(node: Node) -> Identity:
    """Return the identity of a part among its siblings."""
    for kinds, identify in RULES:
        if node.kind in kinds:
            return identify(node)
    return _text(node)


def _text(node: Node) -> Identity:
    return Identity(" ".join(node.tokens), is_name=False)


def _tuple(node: Node) -> Identity:
    """Identify a parameter set of a test, such as ``("rank", [1, 2, 3])``, by the field that it is about."""
    kinds = [each.kind for each in node.items]
    is_about_field = kinds[:1] == ["string"] and "list" in kinds
    return _text(node.items[0]) if is_about_field else _text(node)


def _statement(node: Node) -> Identity:
    return Identity("docstring") if node.items[0].kind == "string" else identity(node.items[0])


def _import(node: Node) -> Identity:
    is_type = any(child.text == "type" for child in node.children)
    source = node.items[0] if node.kind == "import_from_statement" else node.items[-1]
    return Identity(" ".join(("import type" if is_type else "import", *source.tokens)))


def _call(node: Node) -> Identity:
    """Identify a call by its function and its name, or else the strings that it passes."""
    function, arguments = node.items[0], node.items[-1].items
    names = [each.items[-1] for each in arguments if identity(each).text == "key name"]
    strings = names or [each for each in arguments if each.kind in {"string", "none"}]
    words = [token for each in (function, *strings) for token in each.tokens]
    return Identity(" ".join(words), is_name=bool(names))


def _element(node: Node) -> Identity:
    """Identify a JSX element by its component and its label."""
    opening = node.items[0] if node.kind == "jsx_element" else node
    tag = next((each.text for each in opening.items if each.kind != "jsx_attribute"), "")
    attributes = {
        each.items[0].text: each.items[-1] for each in opening.items if each.kind == "jsx_attribute"
    }
    label = next((attributes[name].tokens for name in NAMING_ATTRIBUTES if name in attributes), ())
    return Identity(" ".join((f"<{tag}", *label)))


RULES: Sequence[tuple[Collection[str], Callable[[Node], Identity]]] = (
    (WRAPPERS, lambda node: identity(node.items[-1])),
    ({"expression_statement"}, _statement),
    (DEFINITIONS, lambda node: Identity(f"definition {node.items[0].text}")),
    (ASSIGNMENTS, lambda node: Identity(f"assignment {node.items[0].text}")),
    (KEYS, lambda node: Identity(f"key {node.items[0].text.strip(QUOTES)}")),
    (IMPORTS, _import),
    (BLOCKS, lambda node: Identity(" ".join((node.kind, *node.items[0].tokens)))),
    ({"return_statement"}, lambda _node: Identity("return")),
    (CALLS, _call),
    ({"tuple"}, _tuple),
    (ELEMENTS, _element),
)


Pairs = dict[Node, Node]


def match(before: Node, after: Node, renames: Renames = NO_RENAMES) -> Pairs:
    """Return which parts of two versions of a node are the same.

    Those with one identity come first, then those that were renamed, then unnamed ones that are similar, or
    of one kind if the node is not a list.
    """
    left, right, min_similarity = before.parts, after.parts, MIN_SIMILARITY if before.kind in LISTS else 0
    pairs: Pairs = {}
    remaining = list(right)

    def pair(find: Callable[[Node], Node | None]) -> None:
        for node in left:
            if node not in pairs and (twin := find(node)):
                pairs[node] = twin
                remaining.remove(twin)

    pair(lambda node: next((each for each in remaining if identity(each) == identity(node)), None))
    pair(lambda node: next((each for each in remaining if _is_renamed(node, each, renames)), None))
    pair(lambda node: _most_similar(node, remaining, min_similarity))
    return pairs


def _is_renamed(before: Node, after: Node, renames: Renames) -> bool:
    return bool(renames.attributes) and renames.apply(identity(before).text) == renames.apply(
        identity(after).text
    )


def _most_similar(node: Node, others: Sequence[Node], minimum: float) -> Node | None:
    if identity(node).is_name or node.is_comment:
        return None
    candidates = [each for each in others if each.kind == node.kind and not identity(each).is_name]
    ratios = {each: SequenceMatcher(None, node.tokens, each.tokens).ratio() for each in candidates}
    best = max(candidates, key=lambda each: ratios[each], default=None)
    return best if best and ratios[best] >= minimum else None
