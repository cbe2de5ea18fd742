"""Which tasks exist and under which names; their bodies are in `workspace/tasks`."""

from workspace.tasks.manifest import collection

namespace = collection(
    {
        "up": "app.up",
        "setup": "app.setup",
        "build": "app.build",
        "migrate": "data.migrate",
        "migration": "data.migration",
        "seed": "data.seed",
        "test.all": "tests.everything",
        "test.backend": "tests.backend",
        "test.frontend": "tests.frontend",
        "test.e2e": "tests.e2e",
        "test.workspace": "tests.workspace",
        "check": "checks.check",
        "format": "checks.mend",
        "client": "checks.write_client",
        "new": "scaffold.new",
        "drop": "scaffold.drop",
        "init": "scaffold.init",
        "doctor": "diagnosis.doctor",
        "bench": "bench.bench",
        "db.start": "db.start",
        "db.stop": "db.stop",
        "db.status": "db.status",
        "db.shell": "db.shell",
        "db.reset": "db.reset",
        "db.snapshot": "snapshots.snapshot",
        "db.restore": "snapshots.restore",
        "db.list": "snapshots.everything",
        "db.remove": "snapshots.remove",
        "db.dump": "snapshots.dump",
        "db.load": "snapshots.load",
        "db.follow": "follow.follow",
        "db.rehearse": "rehearse.rehearse",
    }
)
