"""Targets on the command line and in pyproject.toml."""

from typing import Any

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.deploy import targets

SHOP = {"host": "me@10.0.0.7", "environment": {"SITE_ADDRESS": "shop.example.com", "HTTPS_PORT": 8443}}


def configure(monkeypatch: pytest.MonkeyPatch, **configured: Any) -> None:
    monkeypatch.setattr(project, "pyproject", lambda: {"tool": {"deploy": configured}})


@pytest.mark.parametrize(
    "host", ["me@shop.example.com", "ssh://me@shop.example.com:2222", "shop.example.com"]
)
def test_the_domain_of_a_host_is_the_address(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch)

    target = targets.find(host)

    assert (target.host, target.address) == (host, "https://shop.example.com")
    assert target.ports == {80, 443}


def test_a_name_leads_to_a_host_and_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, production=SHOP, staging={"host": "staging.example.com"})

    target = targets.find("production")

    assert (target.name, target.host) == ("production", "me@10.0.0.7")
    assert target.address == "https://shop.example.com:8443"
    assert target.ports == {80, 8443}


def test_the_only_target_needs_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, production=SHOP)

    assert targets.find("").name == "production"


@pytest.mark.parametrize(
    ("text", "configured", "message"),
    [
        ("", {}, r"deploy where\? Run `inv deploy user@host`"),
        ("", {"a": SHOP, "b": SHOP}, r"deploy where\? Run `inv deploy a` or `inv deploy b`"),
        ("b", {"a": SHOP}, r"unknown target b \(configured: a\): add \[tool.deploy.b\]"),
        ("-oProxyCommand=x", {}, "unknown target"),
        ("a b.com", {}, "unknown target"),
        ("a", {"a": {}}, r'\[tool.deploy.a\] in pyproject.toml needs host = "user@host"'),
        ("a", {"a": {"host": "-x.com"}}, "needs host"),
        ("a", {"a": {"host": "x.com", "prot": 1}}, "needs host"),
        (
            "a",
            {"a": {"host": "x.com", "overlays": ["observability", "odic"]}},
            "overlays must be a list of these names: observability, ",
        ),
        ("a", {"a": {"host": "x.com", "overlays": "oidc"}}, "overlays must be a list"),
        ("a", {"a": {"host": "x.com", "registry": "x com"}}, "x com is not the address of a registry"),
        ("a", {"a": {"host": "x.com", "environment": {"API_IMAGE": "x"}}}, "API_IMAGE cannot be set there"),
        (
            "a",
            {"a": {"host": "x.com", "environment": {"MAIL_FROM": "O'Hara"}}},
            "MAIL_FROM cannot be set there",
        ),
        ("a", {"a": {"host": "x.com", "environment": {"HTTP_PORT": "x"}}}, "HTTP_PORT must be a number"),
        ("me@10.0.0.7", {}, "10.0.0.7 is not a domain: set SITE_ADDRESS"),
        ("a", {"a": {"host": "alias"}}, "alias is not a domain"),
    ],
)
def test_an_invalid_target_is_explained(
    text: str, configured: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, **configured)

    with pytest.raises(WorkspaceError, match=message):
        targets.find(text)


def test_a_product_without_a_domain_has_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    address = {"PUBLIC_URL": "http://localhost:8080/"}
    configure(monkeypatch, trial={"host": "alias", "environment": address})

    assert targets.find("trial").address == "http://localhost:8080"


def test_the_folder_is_named_like_the_compose_project() -> None:
    assert targets.compose_project().endswith("-production")
