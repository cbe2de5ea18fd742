"""The task that shows the documentation."""

import os
import sys

from invoke.context import Context
from rich.markdown import Markdown

from headstart.core import documents
from headstart.tasks.declare import console, task


@task("topic", topic="the document to show; without it, all topics are listed")
def docs(_context: Context, topic: str = "") -> None:
    """Show the documentation of a topic, or list the topics."""
    if not topic:
        topics = documents.topics()
        width = max(map(len, topics), default=0)
        for name, path in topics.items():
            console.print(f"{name:<{width}}  {documents.summary(path)}", markup=False)
        return
    text = documents.find(topic).read_text("utf-8")
    if not console.is_terminal:
        sys.stdout.write(text)
        return
    os.environ.setdefault("LESS", "-FRX")  # keep colours; do not clear the screen
    with console.pager(styles=True):
        console.print(Markdown(text), soft_wrap=False)
