"""The task that tries migrations on a copy of the database."""

import json

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.tasks import rehearse
from tests.migrations.rehearsal.chains import Chain
from tests.support.checkouts import Checkout
from tests.support.tables import make_tables


@pytest.fixture
def chain(checkout: Checkout) -> Chain:
    return Chain(checkout.root / "backend" / "migrations" / "versions")


def test_the_result_is_a_table_with_a_verdict(chain: Chain, checkout: Checkout, migrated: str) -> None:
    chain.add("notes", "CREATE TABLE notes (id bigint PRIMARY KEY)", "DROP TABLE notes")
    result = checkout.run("db.rehearse", "--max-wait", "3,600", DATABASE_URL=migrated)
    assert (result.returncode, result.stderr) == (0, "")
    heading, path, columns, *phases, verdict = result.stdout.splitlines()
    assert heading == "notes notes"
    assert path == "backend/migrations/versions/20990101_000000_notes.py"
    assert columns.split()[:3] == ["time", "locks", "rewritten"]
    assert [phase.split("  ")[0] for phase in phases if not phase.startswith(" ")] == [
        "up",
        "down",
        "up again",
    ]
    assert verdict == "✓ no client waits too long, and the downgrade undoes the upgrade"


def test_json_is_printed_on_demand_with_an_exit_code(chain: Chain, checkout: Checkout, migrated: str) -> None:
    make_tables(migrated, authors=1)
    chain.add_form("bad", "lost_column")
    result = checkout.run("db.rehearse", "--json", "--max-wait", "3600", DATABASE_URL=migrated)
    assert (result.returncode, result.stderr) == (1, "inv: 1 of 1 rehearsed migrations have problems\n")
    (migration,) = json.loads(result.stdout)
    assert migration["migration"]["revision"] == "bad_lost_column"
    assert [phase["name"] for phase in migration["phases"]] == ["up", "down", "up again"]
    assert {lock["mode"] for lock in migration["phases"][0]["locks"]} == {"AccessExclusiveLock"}
    assert migration["problems"] == [
        "own_authors.biography has other values after up and down: up drops its 1 values"
    ]


@pytest.mark.parametrize(
    "options", [{"rows": "many"}, {"rows": "-5"}, {"rows": "0.5"}, {"max_wait": "soon"}, {"max_wait": "nan"}]
)
def test_an_invalid_number_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(Exit, match=r"must be a positive number, for example --(rows 1000000|max-wait 0\.1)"):
        rehearse.rehearse(Context(), **options)


def test_a_remote_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.com/shop")
    with pytest.raises(Exit, match="the server of shop is not on this machine"):
        rehearse.rehearse(Context())


def test_nothing_to_rehearse_is_reported(chain: Chain, checkout: Checkout, migrated: str) -> None:
    result = checkout.run("db.rehearse", "--since", chain.first, DATABASE_URL=migrated)
    assert (result.returncode, result.stdout) == (
        0,
        f"nothing to rehearse: no migration comes after {chain.first}\n",
    )
