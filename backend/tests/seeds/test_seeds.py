import pytest

from seeds.__main__ import main, summary


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", "DATABASE_URL is not set."),
        ("postgresql://nobody@127.0.0.1:1/nothing", "The database does not answer: connection"),
    ],
)
def test_failures_are_short_errors(monkeypatch: pytest.MonkeyPatch, url: str, expected: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(SystemExit) as error:
        main()

    assert str(error.value).startswith(expected)
    assert len(str(error.value).splitlines()) == 1


def test_the_summary_reports_that_there_is_nothing_to_seed() -> None:
    assert summary({}) == "nothing to seed: `inv new` adds demo data with each resource"
    assert summary({"notes": 0}) == "nothing to seed: all of it exists"
