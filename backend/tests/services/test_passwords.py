import pytest

from app.errors import Invalid
from app.services import passwords


def test_the_parameters_are_those_that_owasp_recommends() -> None:
    # The tests' own hasher is cheaper.
    assert (passwords.MEMORY, passwords.PASSES, passwords.LANES) == (19 * 1024, 2, 1)
    assert passwords.make_hash("x").startswith("$argon2id$")


def test_a_password_matches_only_its_hash() -> None:
    stored = passwords.make_hash("correct horse")

    assert passwords.is_right(stored, "correct horse")
    assert not passwords.is_right(stored, "Correct horse")
    assert not passwords.is_right(None, "nobody has this password")
    assert passwords.make_hash("correct horse") != stored


@pytest.mark.parametrize("password", ["correct horse battery staple", "Xk3!kd82ld0s", "přílišžluťoučký"])
def test_a_strong_password_is_accepted(password: str) -> None:
    passwords.refuse_weak(password, "ada@example.com", "Ada Lovelace")


@pytest.mark.parametrize(
    "password",
    ["qwertyuiopas", "password12345", "lovelace1815", "ada@example.com", "letmeinletmein", "111111111111"],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(Invalid, match=r"^This password is too easy to guess\. .+\.$"):
        passwords.refuse_weak(password, "ada@example.com", "Ada Lovelace")
