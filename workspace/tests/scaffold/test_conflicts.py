"""Names that are taken: refused with a better one that is free, or made to work."""

from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.scaffold import existing, records
from headstart.scaffold.conflicts import conflicts
from headstart.scaffold.creation import specify
from headstart.scaffold.identifiers import identifiers
from headstart.scaffold.ownership import owned
from headstart.scaffold.parser import parse
from headstart.scaffold.references import refuse_incomplete_targets
from headstart.scaffold.rendering import rendered_backend

LONG = "CustomerSubscriptionInvoiceLine postal_code_of_billing_address:str"
LONG_FIELD = "responsible_department_manager_of_region:bool"
REFUSED = [
    ("Release name:str build:int", "every factory has build already", "release_build:int"),
    ("Show name:str stub:str", "every factory has stub already", "show_stub:str"),
    ("Tag name:str metadata:str", "every model has metadata already", "tag_metadata:str"),
    ("Tag name:str copy:int=3", "every schema has copy already", "tag_copy:int=3"),
    ("Tag name:str model_dump_at:date", "pydantic keeps names that begin with", "tag_model_dump_at:date"),
    ("Tag name:str sort:enum(a|b)", "the query of every list has sort already", "tag_sort:enum(a|b)"),
    ("Tag name:str date:date", "date means something else in the files of a tag", "tag_date:date"),
    ("Tag name:str state:enum(a|b) state_name:int", "two indexes would be called ix_tags_state_name_id", ""),
    ("Query title:str", "Query means something else in the files of a resource", "QueryRecord"),
    ("Cursor name:str", "backend/app/controllers/cursors.py is there already", "CursorRecord"),
    ("Doc name:str", "backend/app/controllers/docs is there already", "DocRecord"),
    ("Row name:str", "backend/seeds/rows.py is there already", "RowRecord"),
    ("Problem name:str", "the API's document has a schema Problem already", "ProblemRecord"),
    (LONG, "78 characters, of which PostgreSQL keeps 63", ""),
    (f"SupportTicket name:str {LONG_FIELD}", "67 characters", "department_manager_of_region:bool"),
    ("PgTable name:str", "PostgreSQL keeps names that begin with pg_", ""),
]
REFUSED_IN_THE_SAMPLE = [
    ("Book name:str", "Book exists already, in backend/app/models/book.py", "BookRecord"),
    ("BookUpdate name:str", "the API's document has a schema BookUpdate already", "BookUpdateRecord"),
    ("BookPage name:str", "the API's document has a schema BookPage already", "BookPageRecord"),
    ("BookStatus name:str", "the API's document has a schema BookStatus already", "BookStatusRecord"),
    ("Statistic name:str", "the API answers at /api/statistics already", "StatisticRecord"),
    ("Tag name:str row:ref:Author", "row means something else in the files of a tag", "tag_row:ref:Author"),
]
ACCEPTED = [
    "Flyer name:str page:enum(a|b) update:enum(a|b)=b query:enum(a|b)?",
    "Job name:str after:bool values:bool request:bool versions:int",
    "Tag name:str sort:str cursor:str search:text filters:int items:int type:str format:str hash:int",
    "Tag name:str contains:bool plain:bool change:bool line1:str line_1:str",
    "Tag name:str public:bool default_value:str package:int size:bool identity:str record:str",
    "Client name:str", "Case title:str", "Key name:str", "Engine name:str", "ApiKey name:str",
    "Asset name:str",
]  # fmt: skip


def refusal(line: str) -> str:
    name, *args = line.split(" ")
    with pytest.raises(WorkspaceError) as refused:
        specify(name, args)
    return str(refused.value)


def check(line: str, why: str, better: str) -> None:
    sentence = refusal(line)
    assert why in sentence
    assert len(sentence.splitlines()) == 1
    if better:
        assert sentence.endswith(f"; write for example `{better}`")
    if "write for example `" in sentence:
        old, new = sentence[1 : sentence.index("`", 1)], sentence.rpartition("example `")[2].rstrip("`")
        name, *args = (new if part == old else part for part in line.split(" "))
        assert specify(name, args).names.cls == name


@pytest.mark.parametrize(("line", "why", "better"), REFUSED)
def test_a_name_that_is_taken_is_refused_with_one_that_is_free(line: str, why: str, better: str) -> None:
    check(line, why, better)


@pytest.mark.sample
@pytest.mark.parametrize(("line", "why", "better"), REFUSED_IN_THE_SAMPLE)
def test_a_name_that_another_resource_has_is_refused(line: str, why: str, better: str) -> None:
    check(line, why, better)


@pytest.mark.sample
def test_two_references_to_different_resources_are_accepted() -> None:
    args = ["name:str", "author:ref:Author", "editor:ref:Author?", "book:ref:Book", "parent:ref:Review?"]
    assert len(specify("Review", args).targets) == 3


@pytest.mark.parametrize("line", ACCEPTED)
def test_a_name_that_something_has_elsewhere_is_accepted(line: str) -> None:
    name, *args = line.split(" ")
    assert specify(name, args).names.cls == name


@pytest.mark.sample
def test_the_database_has_the_names_that_were_foreseen() -> None:
    for name, args in records.resources().items():
        relations = {one.text for one in identifiers(parse(name, args)) if one.kind != "check"}
        assert relations <= owned().relations


PAYMENT = '''
class Payment(Base):
    """A payment."""

    __tablename__ = "payments"
    __table_args__ = (Index(None, "name"), {"schema": "billing"})

    name: Mapped[str] = mapped_column(String(200))
'''


@pytest.fixture
def root(folder: Path) -> Path:
    """Return a project with a model in a subpackage and in a schema of its own."""
    models = folder / "backend" / "app" / "models" / "billing"
    models.mkdir(parents=True)
    (models / "payment.py").write_text(PAYMENT, "utf-8")
    return folder


def test_a_model_in_a_subpackage_and_in_another_schema_is_referred_to(root: Path) -> None:
    resource = parse("Receipt", ["name:str", "payment:ref:Payment"], root)
    model = rendered_backend(resource)["backend/app/models/receipt.py"]

    assert "from app.models.billing.payment import Payment" in model
    assert 'ForeignKey("billing.payments.id"' in model
    assert existing.models(root)["Payment"].path == "backend/app/models/billing/payment.py"


def test_a_table_of_the_same_name_in_another_schema_is_no_conflict(root: Path) -> None:
    (root / "backend" / "app" / "models" / "billing" / "payment.py").write_text(
        PAYMENT.replace("Payment", "Paid").replace("billing", "audit"), "utf-8"
    )
    assert parse("Payment", ["name:str"], root).names.many == "payments"


def test_a_reference_to_a_model_names_the_layers_that_it_lacks(root: Path) -> None:
    receipt = parse("Receipt", ["name:str", "payment:ref:Payment?"], root)
    with pytest.raises(WorkspaceError) as refused:
        refuse_incomplete_targets(receipt, owned(), root)
    assert str(refused.value) == (
        "`payment:ref:Payment`: Payment has a model, and a reference also needs "
        "PaymentRepository in backend/app/repositories/payments.py, "
        "PaymentService in backend/app/services/payments.py, "
        "PaymentFactory in backend/factories/payment.py, PaymentFactory in backend/factories/__init__.py, "
        "GET /api/payments, GET /api/payments/{payment_id}; "
        "write that first, or store a number: `payment_id:int`"
    )

    backend = root / "backend"
    for path in ("app/repositories/payments.py", "app/services/payments.py", "factories/payment.py"):
        name = {"repositories": "Repository", "services": "Service"}.get(path.split("/")[1], "Factory")
        (backend / path).parent.mkdir(parents=True, exist_ok=True)
        (backend / path).write_text(f"class Payment{name}:\n    pass\n", "utf-8")
    exported = "from factories.payment import PaymentFactory as PaymentFactory\n"
    (backend / "factories" / "__init__.py").write_text(exported, "utf-8")
    refuse_incomplete_targets(receipt, owned(), root, api_only=True)


def test_a_model_in_a_subpackage_exists(root: Path) -> None:
    found = list(conflicts(parse("Payment", ["name:str"], root), owned(), root))
    assert found[0].why == "Payment exists already, in backend/app/models/billing/payment.py"
