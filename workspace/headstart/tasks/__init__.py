"""The names of all tasks; their functions are in the modules of this package."""

from headstart.core import environment, pipes, project
from headstart.tasks.manifest import collection

TASKS = {
    "up": "app.up",
    "debug": "app.debug",
    "setup": "app.setup",
    "build": "app.build",
    "migrate": "data.migrate",
    "migration": "data.migration",
    "seed": "data.seed",
    "test.all": "tests.run_all",
    "test.backend": "tests.backend",
    "test.frontend": "tests.frontend",
    "test.e2e": "tests.e2e",
    "test.workspace": "tests.workspace",
    "test.faults": "tests.faults",
    "check": "checks.check",
    "format": "checks.fix",
    "client": "checks.write_client",
    "audit": "checks.audit_packages",
    "new": "scaffold.new",
    "drop": "scaffold.drop",
    "init": "scaffold.init",
    "eject": "scaffold.eject",
    "upgrade": "upgrade.upgrade",
    "doctor": "diagnosis.doctor",
    "docs": "documentation.docs",
    "completion": "completion.completion",
    "bench": "bench.bench",
    "db.start": "db.start",
    "db.stop": "db.stop",
    "db.status": "db.status",
    "db.shell": "db.shell",
    "db.reset": "db.reset",
    "db.snapshot": "snapshots.snapshot",
    "db.restore": "snapshots.restore",
    "db.list": "snapshots.list_snapshots",
    "db.remove": "snapshots.remove",
    "db.dump": "snapshots.dump",
    "db.load": "snapshots.load",
    "db.follow": "follow.follow",
    "db.rehearse": "rehearse.rehearse",
}

environment.neutralize()
pipes.end_quietly()

# The tooling's source can be tested; its wheel can be unpacked.
HIDDEN_TASKS = {"eject"} if project.has_tooling_source() else {"test.workspace", "test.faults"}

namespace = collection({name: place for name, place in TASKS.items() if name not in HIDDEN_TASKS})
