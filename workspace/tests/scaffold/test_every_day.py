"""A developer's days: a resource is edited by hand and reformatted, and its fields change again and again."""

import re
import sys
import time
from pathlib import Path

import pytest

from tests.scaffold.projects import Project

LINT = "from headstart.migrations import lint; problems = lint.lint(); assert not problems, problems"
STALE = "from headstart.checks import api_client; assert not api_client.stale(), api_client.stale()"
FEATURE = "frontend/src/features/own-gadgets"
GADGET = (
    "OwnGadget", "name:str:unique", "price:money", "stock:int=0", "state:enum(open|sold)=open",
    "parent:ref:OwnGadget?",
)  # fmt: skip
# What somebody changes by hand: the file, a pattern, and the text that replaces it.
EDITS = (
    ("backend/app/models/own_gadget.py", r"    price: Mapped\[Decimal\]\n", ""),
    ("backend/app/models/own_gadget.py", r"(    name: )", r"    price: Mapped[Decimal]  # without VAT\n\1"),
    (
        "backend/app/models/own_gadget.py",
        r"(    def __str__)",
        (r'    @property\n    def is_free(self) -> bool:\n        """Whether it costs nothing."""\n'
        r"        return bool(self.price == 0)\n\n\1"),
    ),
    (
        "backend/app/services/own_gadgets.py",
        r"(    def create\()",
        (r'    def sell(self, own_gadget_id: int) -> OwnGadget:\n        """Sell a gadget."""\n'
        r"        return self.change(own_gadget_id, None, state=OwnGadgetState.SOLD, stock=0)\n\n\1"),
    ),
    (
        "backend/app/controllers/schemas/own_gadget.py",
        r"    price: Money\n",
        r'    price: Annotated[Money, Field(description="Without VAT.")]\n',
    ),
    ("backend/app/repositories/own_gadgets.py", r"if filters.search:", "if filters.search is not None:"),
    ("backend/factories/own_gadget.py", r"(    price = )", r"    # Most are cheap.\n\1"),
    (
        "backend/tests/services/test_own_gadgets.py",
        r"\Z",
        ("\n\ndef test_a_sold_gadget_is_out_of_stock(service: OwnGadgetService) -> None:\n"
        "    sold = service.sell(OwnGadgetFactory.create(stock=4).id)\n\n"
        '    assert (sold.stock, sold.state, sold.is_free) == (0, "sold", False)\n'),
    ),
    (f"{FEATURE}/texts.ts", r'price: "Price"', 'price: "Net price"'),
    (f"{FEATURE}/texts.ts", r"(  fields: \{)", r'  description: "What we sell.",\n\1'),
    (f"{FEATURE}/fields.tsx", r"  stock: .*\n", ""),
    (f"{FEATURE}/fields.tsx", r"(  name: )", r"  stock: integer({ half: true }),\n\1"),
    (f"{FEATURE}/fields.tsx", r"(  name: text\(\{)", r'\1 description: "On the box",'),
    (f"{FEATURE}/filters.tsx", r"(      <ReferenceFilter)", r"      <span>{texts.description}</span>\n\1"),
    ("pyproject.toml", r"line-length = 110", "line-length = 120"),
    ("frontend/.prettierrc.json", r'"printWidth": \d+', '"printWidth": 76'),
)  # fmt: skip
OPERATIONS = (
    ("pages:int?",),
    ("weight:decimal", "--default", "1.50"),
    ("kind:enum(a|b)=a",),
    ("--rename", "price:net_price"),
    ("code:str(20)?:index",),
    ("code:str(20)?:unique",),
    ("--rename", "state:phase"),
    ("pages:int", "--default", "0"),
    ("pages:decimal",),
    ("contact:email?", "lasts:duration=60", "details:json={}", "opens_at:time?"),
    ("--drop", "kind", "--yes"),
    ("--rename", "name:title"),
    ("--drop", "parent", "--yes"),
    ("phase:enum(open|sold|lost)=open", "notes:text=", "fresh:bool=true"),
)


@pytest.mark.slow
def test_ten_changes_of_an_edited_and_reformatted_resource(project_copy: Project) -> None:
    created = project_copy.inv("new", *GADGET)
    assert created.returncode == 0, created.stderr
    for path, pattern, text in EDITS:
        edit(project_copy.root / path, pattern, text)
    project_copy.python("-m", "ruff", "format", "--quiet", "backend")
    project_copy.python("-m", "ruff", "check", "--quiet", "--fix", "backend")
    project_copy.node("prettier", "--write", "--log-level", "warn", "src")
    project_copy.inv("seed")

    for operation in OPERATIONS:
        start = time.monotonic()
        result = project_copy.inv("field", "OwnGadget", *operation)
        sys.stdout.write(f"{time.monotonic() - start:.1f} s: inv field OwnGadget {' '.join(operation)}\n")
        assert result.returncode == 0, result.stdout + result.stderr
        assert "by hand" not in result.stdout, result.stdout
        check(project_copy)


def edit(path: Path, pattern: str, text: str) -> None:
    before = path.read_text("utf-8")
    after = re.sub(pattern, text, before, count=1)
    assert after != before, f"{pattern} is not in {path}"
    path.write_text(after, "utf-8")


def check(project_copy: Project) -> None:
    """Run the parts of `inv check` and `inv test` that apply to the resource."""
    project_copy.python("-m", "ruff", "check", "--quiet", "backend")
    project_copy.python("-m", "ruff", "format", "--check", "--quiet", "backend")
    project_copy.python("-m", "mypy", "backend")
    project_copy.program("lint-imports", "--no-cache")
    project_copy.python("-m", "alembic", "check")
    project_copy.python("-c", LINT)
    project_copy.python("-c", STALE)
    project_copy.node("tsc", "--noEmit")
    project_copy.node("prettier", "--check", "--log-level", "warn", FEATURE.removeprefix("frontend/"))
    project_copy.node("vitest", "run", "own-gadgets")
    tests = project_copy.root / "backend" / "tests"
    own = [str(path) for path in sorted(tests.rglob("test_own_gadgets.py"))]
    project_copy.python(
        "-m",
        "pytest",
        "--quiet",
        "-n",
        "2",
        *own,
        tests / "models/test_models.py",
        tests / "seeds/test_seeds.py",
    )
