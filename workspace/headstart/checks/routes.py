"""The front end's table of routes, which the router's own generator makes of the files in ``app/routes``."""

from pathlib import Path

from headstart.core import commands, project
from headstart.setup import toolchain

TREE = project.FRONTEND / "src" / "app" / "route-tree.gen.ts"
GENERATE = """
import { Generator, getConfig } from "@tanstack/router-generator";
await new Generator({ config: getConfig({}, process.cwd()), root: process.cwd() }).run();
"""


def write() -> Path:
    """Write the table; return its file."""
    words = [toolchain.node().folder / "node", "--input-type=module", "--eval", GENERATE]
    failure = "the table of routes could not be written"
    commands.output(words, toolchain.node_environment(), cwd=project.FRONTEND, failure=failure)
    return TREE
