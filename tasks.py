"""Which tasks exist and under which names; their bodies are in `workspace/tasks`."""

from invoke.collection import Collection

from workspace.tasks import app, data, db

namespace = Collection(
    app.up,
    app.setup,
    data.migrate,
    data.migration,
    data.seed,
    db=Collection("db", db.start, db.stop, db.status, db.shell, db.reset),
)
