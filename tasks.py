"""Which tasks exist and under which names; their bodies are in `workspace/tasks`."""

from invoke.collection import Collection

from workspace.tasks import (
    app,
    bench,
    checks,
    data,
    db,
    diagnosis,
    follow,
    rehearse,
    scaffold,
    snapshots,
    tests,
)

test = Collection("test")
test.add_task(tests.everything, name="all", default=True)
test.add_task(tests.backend)
test.add_task(tests.frontend)
test.add_task(tests.e2e)
test.add_task(tests.workspace)

database = Collection(
    "db", db.start, db.stop, db.status, db.shell, db.reset, follow.follow, rehearse.rehearse
)
for task in (snapshots.snapshot, snapshots.restore, snapshots.remove, snapshots.dump, snapshots.load):
    database.add_task(task)
database.add_task(snapshots.everything, name="list")

namespace = Collection(app.up, app.setup, app.build, data.migrate, data.migration, data.seed, test, database)
namespace.add_collection(Collection("bench", bench.seed))
namespace.add_task(checks.check)
namespace.add_task(checks.mend, name="format")
namespace.add_task(checks.write_client, name="client")
namespace.add_task(scaffold.new)
namespace.add_task(scaffold.drop)
namespace.add_task(scaffold.init)
namespace.add_task(diagnosis.doctor)
