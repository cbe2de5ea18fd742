"""Names that are taken are refused, with one that is free."""

from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.scaffold import existing, records
from headstart.scaffold.conflicts import conflicts
from headstart.scaffold.creation import specify
from headstart.scaffold.identifiers import identifiers
from headstart.scaffold.parser import parse
from headstart.scaffold.references import refuse_incomplete_targets
from headstart.scaffold.rendering import render_backend
from headstart.scaffold.used_names import read_used_names

LONG = "CustomerSubscriptionInvoiceLine postal_code_of_billing_address:str"
LONG_FIELD = "responsible_department_manager_of_region:bool"
REFUSED = [
    ("Release name:str build:int", "every factory already has build", "release_build:int"),
    ("Show name:str stub:str", "every factory already has stub", "show_stub:str"),
    ("Tag name:str metadata:str", "every model already has metadata", "tag_metadata:str"),
    ("Tag name:str copy:int=3", "every schema already has copy", "tag_copy:int=3"),
    ("Tag name:str model_dump_at:date", "pydantic reserves names that start with", "tag_model_dump_at:date"),
    ("Tag name:str sort:enum(a|b)", "the query of every list already has sort", "tag_sort:enum(a|b)"),
    (
        "Tag name:str date:date",
        "date clashes with another name in the files of a tag",
        "tag_date:date",
    ),
    ("Tag name:str state:enum(a|b) state_name:int", "two indexes would be called ix_tags_state_name_id", ""),
    ("Text title:str", "Text clashes with another name in its files", "TextRecord"),
    ("Cursor name:str", "backend/app/controllers/cursors.py already exists", "CursorRecord"),
    ("Doc name:str", "backend/app/controllers/docs already exists", "DocRecord"),
    ("Row name:str", "backend/seeds/rows.py already exists", "RowRecord"),
    ("Problem name:str", "the OpenAPI document already has a schema Problem", "ProblemRecord"),
    (LONG, "has 78 characters; PostgreSQL allows 63", ""),
    (f"SupportTicket name:str {LONG_FIELD}", "67 characters", "department_manager_of_region:bool"),
    ("PgTable name:str", "PostgreSQL reserves names that start with pg_", ""),
]
REFUSED_WITH_SAMPLE = [
    ("Book name:str", "Book already exists in backend/app/models/book.py", "BookRecord"),
    ("BookUpdate name:str", "the OpenAPI document already has a schema BookUpdate", "BookUpdateRecord"),
    ("BookPage name:str", "the OpenAPI document already has a schema BookPage", "BookPageRecord"),
    ("BookStatus name:str", "the OpenAPI document already has a schema BookStatus", "BookStatusRecord"),
    ("Statistic name:str", "the API already has /api/statistics", "StatisticRecord"),
    (
        "Tag name:str row:ref:Author",
        "row clashes with another name in the files of a tag",
        "tag_row:ref:Author",
    ),
]
ACCEPTED = [
    "Customer name:str email:str city:str? since:date premium:bool=false",
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
        assert sentence.endswith(f"; for example, write `{better}`")
    if "for example, write `" in sentence:
        old, new = sentence[1 : sentence.index("`", 1)], sentence.rpartition("write `")[2].rstrip("`")
        name, *args = (new if part == old else part for part in line.split(" "))
        assert specify(name, args).names.cls == name


@pytest.mark.parametrize(("line", "why", "better"), REFUSED)
def test_a_name_that_is_taken_is_refused_with_one_that_is_free(line: str, why: str, better: str) -> None:
    check(line, why, better)


@pytest.mark.sample
@pytest.mark.parametrize(("line", "why", "better"), REFUSED_WITH_SAMPLE)
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
def test_the_database_has_the_expected_names() -> None:
    for name, args in records.resources().items():
        relations = {each.text for each in identifiers(parse(name, args)) if each.kind != "check"}
        assert relations <= read_used_names().relations


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
    model = render_backend(resource)["backend/app/models/receipt.py"]

    assert "from app.models.billing.payment import Payment" in model
    assert 'ForeignKey("billing.payments.id"' in model
    assert existing.models(root)["Payment"].path == "backend/app/models/billing/payment.py"


def test_a_target_whose_name_makes_an_existing_class_is_refused_with_its_field(root: Path) -> None:
    (root / "backend" / "app" / "models" / "update.py").write_text(
        PAYMENT.replace("Payment", "Update").replace("payments", "updates"), "utf-8"
    )
    ticket = parse("Ticket", ["name:str", "update:ref:Update?"], root)

    [refused] = conflicts(ticket, read_used_names(), root)

    assert refused.reason.startswith("Ticket and Update together make class names")  # TicketUpdate
    assert refused.field == ticket.fields[1]


def test_a_table_of_the_same_name_in_another_schema_is_no_conflict(root: Path) -> None:
    (root / "backend" / "app" / "models" / "billing" / "payment.py").write_text(
        PAYMENT.replace("Payment", "Paid").replace("billing", "audit"), "utf-8"
    )
    assert parse("Payment", ["name:str"], root).names.many == "payments"


def test_a_reference_to_a_model_names_the_layers_that_it_lacks(root: Path) -> None:
    receipt = parse("Receipt", ["name:str", "payment:ref:Payment?"], root)
    with pytest.raises(WorkspaceError) as refused:
        refuse_incomplete_targets(receipt, read_used_names(), root)
    assert str(refused.value) == (
        "`payment:ref:Payment`: a reference to Payment also needs "
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
    refuse_incomplete_targets(receipt, read_used_names(), root, api_only=True)


def test_a_model_in_a_subpackage_exists(root: Path) -> None:
    result = list(conflicts(parse("Payment", ["name:str"], root), read_used_names(), root))
    assert result[0].reason == "Payment already exists in backend/app/models/billing/payment.py"
