import pytest

from seeds.__main__ import main, summary


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", "DATABASE_URL: must start with postgresql://."),
        ("postgresql://nobody@127.0.0.1:1/nothing", "The database does not answer: connection"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(SystemExit) as ended:
        main()

    assert str(ended.value).startswith(expected)
    assert len(str(ended.value).splitlines()) == 1


def test_where_nothing_has_demo_data_it_says_so() -> None:
    assert summary({}) == "nothing to seed: `inv new` adds demo data with each resource"
    assert summary({"notes": 0}) == "nothing to seed: all of it exists"
