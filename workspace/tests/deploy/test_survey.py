"""What a server reports, and what prevents a deployment."""

import pytest

from headstart.core.errors import WorkspaceError
from headstart.deploy import survey
from headstart.deploy.targets import Target

TARGET = Target("production", "me@example.com", {"SITE_ADDRESS": "example.com"})
GOOD = {
    "time": "20261128-143000",
    "current": "",
    "next": "",
    "free": "50000000",
    "ports": "0016 1F90",
    "docker": "28.2.2 linux/arm64",
    "compose": "v2.40.3",
    "proxy": "",
}


def report(**values: str) -> str:
    return "".join(f"{name} {value}\n" for name, value in {**GOOD, **values}.items())


def test_a_new_server_is_ready() -> None:
    assert survey.judge(report(), TARGET) == survey.Survey("20261128-143000", "", "", "linux/arm64", "")


def test_releases_and_the_revision_are_reported() -> None:
    found = survey.judge(report(current="a", next="b", revision="0123abc"), TARGET)

    assert found == survey.Survey("20261128-143000", "a", "b", "linux/arm64", "0123abc")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"missing": "docker"},
            r"has no Docker: pass --install-docker .* or run `ssh me@example",
        ),
        ({"missing": "flock"}, "has no flock: install util-linux"),
        ({"docker": "permission denied while trying to connect"}, r"usermod -aG docker \$USER"),
        ({"docker": "Cannot connect to the Docker daemon"}, "sudo systemctl start docker"),
        ({"docker": "20.10.24 linux/amd64"}, "Docker 23.0 is needed, but me@example.com has 20.10.24"),
        ({"compose": "docker: 'compose' is not a docker command."}, "Docker Compose 2.17 is needed"),
        ({"free": "1000000"}, "has 1.0 GB of free disk space, but needs 2 GB"),
        ({"ports": "0016 0050"}, "port 80 of me@example.com is in use"),
    ],
)
def test_a_problem_is_explained(values: dict[str, str], message: str) -> None:
    with pytest.raises(WorkspaceError, match=message):
        survey.judge(report(**values), TARGET)


def test_the_smallest_disk_counts() -> None:
    with pytest.raises(WorkspaceError, match=r"0\.0 GB"):
        survey.judge(report() + "free 1\n", TARGET)


def test_the_own_proxy_may_use_the_ports() -> None:
    assert survey.judge(report(ports="0050", proxy="0a1b2c"), TARGET).current == ""
