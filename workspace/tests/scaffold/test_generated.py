"""Resources with every type and modifier are created, checked, tested and dropped."""

import pytest

from headstart.scaffold import records
from tests.scaffold.projects import Project

CUSTOMER = (
    "OwnCustomer", "name:str:unique", "kind:enum(person|company)=person", "notes:text=", "score:int?:index",
    "email:email:unique", "other_email:email?:index", "website:url?", "source:url=https://example.com",
    "active:bool=true", "vip:bool", "code:str(10):unique", "joined_on:date=2026-01-31",
)  # fmt: skip
LINE = (
    "OwnInvoiceLine", "text:str=none", "summary:text", "position:int:index=1", "serial:int:unique",
    "total:money", "discount:money=0.5", "fee:money?:unique", "weight:decimal", "change:decimal=-1.5",
    "factor:decimal?:unique", "issued_on:date", "due_on:date?:unique",
    "sent_at:datetime?", "made_at:datetime=2026-01-31T12:00:00+01:00", "seen_at:datetime:unique",
    "external_id:int",
    "opens_at:time", "closes_at:time?=18:00", "estimate:duration", "spent:duration?=5400", "key:uuid",
    "external_key:uuid?:unique", "other_key:uuid?:index", "details:json", "extras:json?", "options:json={}",
    "state:enum(open|paid)", "colour:enum(red|dark_blue)?", "customer:ref:OwnCustomer",
    "payer:ref:OwnCustomer?", "agent:ref:OwnCustomer:cascade", "category:ref:OwnCategory?:cascade",
    "short_reference_of_partner:str(12)", "partners:refs:OwnCustomer", "labels:refs:OwnCategory",
)  # fmt: skip
CATEGORY = (
    "OwnCategory",
    "name:str",
    "shown:bool=true",
    "kind:enum(a|b)=b",
    "parent:ref:OwnCategory?:cascade",
)
# A reference to the sample, if it exists.
AUTHOR = [f"author:ref:{name}?" for name in records.resources() if name == "Author"]
TESTS = "backend/tests"


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--shared",), ("--owned",)])
def test_resources_of_every_type_are_created_tested_and_dropped(
    project_copy: Project, options: tuple[str, ...]
) -> None:
    tree, schema = project_copy.tree(), project_copy.schema()

    for args in (CUSTOMER, CATEGORY, (*LINE, *AUTHOR)):
        result = project_copy.inv("new", *args, *options)
        assert result.returncode == 0, result.stdout + result.stderr

    _check(project_copy)
    refused = project_copy.inv("drop", "OwnCustomer")
    assert (
        refused.stderr
        == "inv: OwnInvoiceLine still refers to OwnCustomer: run `inv drop OwnInvoiceLine` first\n"
    )
    for name in ("OwnInvoiceLine", "OwnCategory", "OwnCustomer"):
        dropped = project_copy.inv("drop", name)
        assert dropped.returncode == 0, dropped.stdout + dropped.stderr
    assert project_copy.tree() == tree
    assert project_copy.schema() == schema


def _check(project_copy: Project) -> None:
    """Run the parts of `inv check` and `inv test` that apply to new resources."""
    project_copy.python("-m", "ruff", "check", "--quiet")
    project_copy.python("-m", "ruff", "format", "--check", "--quiet")
    project_copy.python("-m", "mypy", "backend")
    project_copy.program("lint-imports", "--no-cache")
    project_copy.node("tsc", "--noEmit")
    project_copy.node("vitest", "run", "own-")
    project_copy.python("-m", "alembic", "check")
    assert (
        project_copy.python("-c", "from headstart.checks import api_client; print(api_client.stale())")
        == "[]\n"
    )
    own = [
        str(path.relative_to(project_copy.root))
        for many in ("own_customers", "own_categories", "own_invoice_lines")
        for path in (project_copy.root / TESTS).rglob(f"test_{many}.py")
    ]
    assert len(own) == 18
    shared = [f"{TESTS}/models/test_models.py", f"{TESTS}/seeds/test_seeds.py"]
    project_copy.python("-m", "pytest", "--quiet", "-n", "2", *own, *shared)
