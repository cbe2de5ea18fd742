"""The commands in a document."""

import re
import shlex

FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:\./)?inv [^`\n]+)`")
PLACEHOLDER = re.compile(r"^[A-Z]|…|\[")


def commands(text: str) -> list[list[str]]:
    """Return the arguments of each ``inv`` in a document, whether in a block or in a sentence."""
    inline = [
        line for line in INLINE.findall(FENCED.sub("", text)) if not PLACEHOLDER.search(line.split()[1])
    ]
    return [*block_commands(text), *(shlex.split(line)[1:] for line in inline)]


def block_commands(text: str) -> list[list[str]]:
    """Return the arguments of each ``inv`` in the blocks of a document, in their order."""
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
    commands_ = [shlex.split(line, comments=True) for line in lines if re.match(r"(\./)?inv \S", line)]
    return [args[1:] for args in commands_]
