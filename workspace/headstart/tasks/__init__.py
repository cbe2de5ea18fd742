"""The names of all tasks, by groups; their functions are in the modules of this package."""

from headstart.core import environment, pipes, project
from headstart.tasks.manifest import collection

# In the order of a day's work, as `inv` shows them.
GROUPS = {
    "Run and test": {
        "up": "app.up",
        "debug": "app.debug",
        "test.all": "tests.run_all",
        "test.backend": "tests.backend",
        "test.frontend": "tests.frontend",
        "test.e2e": "tests.e2e",
        "test.faults": "tests.faults",
        "test.workspace": "tests.workspace",
        "check": "checks.check",
        "format": "checks.fix",
    },
    "Change the product": {
        "new": "scaffold.new",
        "field": "field.field",
        "drop": "scaffold.drop",
        "migration": "data.migration",
        "migrate": "data.migrate",
        "client": "checks.write_client",
        "init": "scaffold.init",
        "upgrade": "upgrade.upgrade",
        "eject": "scaffold.eject",
    },
    "Data": {
        "seed": "data.seed",
        "user.list": "users.list_users",
        "user.create": "users.create",
        "user.password": "users.password",
        "user.unlock": "users.unlock",
        "jobs.all": "jobs.list_jobs",
        "jobs.retry": "jobs.retry",
        "jobs.cancel": "jobs.cancel",
        "db.shell": "db.shell",
        "db.status": "db.status",
        "db.start": "db.start",
        "db.stop": "db.stop",
        "db.reset": "db.reset",
        "db.snapshot": "snapshots.snapshot",
        "db.restore": "snapshots.restore",
        "db.list": "snapshots.list_snapshots",
        "db.remove": "snapshots.remove",
        "db.dump": "snapshots.dump",
        "db.load": "snapshots.load",
        "db.follow": "follow.follow",
        "db.rehearse": "rehearse.rehearse",
    },
    "Release": {
        "build": "app.build",
        "deploy.all": "deploy.deploy",
        "deploy.status": "deploy.status",
        "deploy.logs": "deploy.logs",
        "deploy.shell": "deploy.shell",
        "deploy.secrets": "deploy.secrets",
        "deploy.rollback": "deploy.rollback",
        "backup.all": "backups.backup",
        "backup.fetch": "backups.fetch",
        "backup.list": "backups.list",
        "backup.restore": "backups.restore",
        "audit": "checks.audit_packages",
        "bench": "bench.bench",
    },
    "Get help": {
        "docs": "documentation.docs",
        "doctor": "diagnosis.doctor",
        "setup": "app.setup",
        "completion": "completion.completion",
    },
}
TASKS = {name: place for group in GROUPS.values() for name, place in group.items()}

environment.neutralize()
pipes.end_quietly()

# The tooling's source can be tested; its wheel can be unpacked.
HIDDEN_TASKS = {"eject"} if project.has_tooling_source() else {"test.workspace", "test.faults"}
if not (project.BACKEND / "app" / "users.py").exists():  # a product can leave out accounts
    HIDDEN_TASKS |= {"user.list", "user.create", "user.password", "user.unlock"}

namespace = collection({name: place for name, place in TASKS.items() if name not in HIDDEN_TASKS})
