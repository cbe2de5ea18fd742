"""The account that runs the server: the current user, or another one for root."""

import os
import pwd
import subprocess
from pathlib import Path

import pytest

from headstart.postgres import accounts
from headstart.postgres.accounts import Account

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can switch users")
AS_USER = pytest.mark.skipif(os.geteuid() == 0, reason="root has no limits")


@AS_USER
def test_an_ordinary_user_runs_the_server(folder: Path) -> None:
    account = accounts.server_account()
    assert (account.uid, account.must_switch, account.popen) == (os.geteuid(), False, {})
    folder.chmod(0o700)
    assert account.can_reach(folder / "data")


@AS_ROOT
def test_the_owner_of_the_checkout_runs_the_server_for_root(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    daemon = pwd.getpwnam("daemon").pw_uid
    os.chown(folder, daemon, 4321)
    monkeypatch.setattr(accounts, "ROOT", folder)
    assert accounts.server_account() == Account(daemon, 4321, must_switch=True)


@AS_ROOT
def test_an_unknown_owner_does_not_run_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chown(folder, 54321, 54321)
    monkeypatch.setattr(accounts, "ROOT", folder)
    assert accounts.server_account().uid != 54321


@AS_ROOT
def test_another_account_runs_the_server_where_root_owns_the_checkout(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "ROOT", folder)
    account = accounts.server_account()
    assert account.must_switch
    assert account.uid != 0


@AS_ROOT
def test_without_other_accounts_the_id_of_nobody_is_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(name: str) -> pwd.struct_passwd:
        raise KeyError(name)

    monkeypatch.setattr(accounts, "ROOT", folder)
    monkeypatch.setattr(pwd, "getpwnam", unknown)
    assert accounts.server_account() == Account(65534, 65534, must_switch=True)


@AS_ROOT
def test_a_program_runs_as_the_account() -> None:
    output = subprocess.run(
        ["/bin/sh", "-c", "id -u; id -g; id -G"],
        **Account(1234, 4321, must_switch=True).popen, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert output.stdout.split() == ["1234", "4321", "4321"]


@pytest.mark.parametrize(
    ("mode", "owner", "group", "is_reachable"),
    [
        (0o700, 1234, 0, True),
        (0o077, 1234, 4321, False),
        (0o710, 0, 4321, True),
        (0o701, 0, 4321, False),
        (0o701, 0, 0, True),
        (0o770, 0, 0, False),
    ],
)
@AS_ROOT
def test_the_mode_of_a_folder_determines_who_can_enter_it(
    mode: int, owner: int, group: int, *, is_reachable: bool, folder: Path
) -> None:
    os.chown(folder, owner, group)
    folder.chmod(mode)
    assert Account(1234, 4321, must_switch=True).can_reach(folder / "data") is is_reachable


@AS_ROOT
def test_a_link_is_followed(folder: Path) -> None:
    (folder / "private").mkdir(mode=0o700)
    (folder / "link").symlink_to(folder / "private")
    assert not Account(1234, 4321, must_switch=True).can_reach(folder / "link" / "data")


@AS_ROOT
def test_a_folder_that_does_not_exist_yet_is_reachable(folder: Path) -> None:
    assert Account(1234, 4321, must_switch=True).can_reach(folder / "new" / "data")
