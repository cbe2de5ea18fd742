"""Output of the audits, and failures to reach an advisory database.

Trivy's output is that of its documentation, as no package index has the program.
"""

import json
from pathlib import Path

import pytest

from headstart.checks import audit
from headstart.core.commands import Completed

SKIPPED = {"name": "flask", "skip_reason": "Dependency not found on PyPI"}
CLEAN = {"name": "jinja2", "version": "3.1.6", "vulns": []}
VULNERABLE = {
    "name": "flask",
    "version": "0.5",
    "vulns": [{"id": "PYSEC-2019-179", "fix_versions": ["1.0"]}, {"id": "PYSEC-2018-66", "fix_versions": []}],
}
ADVISORY = {
    "value": "lodash",
    "children": {"Issue": "Prototype pollution", "Severity": "high", "URL": "https://example.com/1"},
}

# Where there are none, the key "Vulnerabilities" is missing, or null in older versions.
SCAN = {
    "Results": [
        {"Target": "headstart-production-api (debian 13.1)", "Class": "os-pkgs", "Type": "debian"},
        {"Target": "Java", "Vulnerabilities": None},
        {
            "Target": "Python",
            "Vulnerabilities": [
                {
                    "VulnerabilityID": "CVE-2026-1",
                    "PkgName": "openssl",
                    "InstalledVersion": "3.5.1-1",
                    "FixedVersion": "3.5.1-2",
                    "Severity": "HIGH",
                }
            ],
        },
    ]
}


def python_findings(*packages: object) -> list[str]:
    return list(audit._python_findings(Completed(0, json.dumps({"dependencies": packages}), "")))


def test_each_vulnerability_of_a_python_package_is_one_line() -> None:
    assert python_findings(CLEAN, SKIPPED) == []
    assert python_findings(CLEAN, VULNERABLE) == [
        "flask 0.5: PYSEC-2019-179, fixed in 1.0",
        "flask 0.5: PYSEC-2018-66, fixed in no version yet",
    ]


def test_an_audit_without_results_is_an_error() -> None:
    with pytest.raises(audit.Unreachable, match="of PyPI"):
        python_findings(SKIPPED)
    with pytest.raises(audit.Unreachable, match="of PyPI"):
        list(audit._python_findings(Completed(1, "", "ConnectionError")))


def test_each_vulnerability_of_a_node_package_is_one_line() -> None:
    assert list(audit._node_findings(Completed(0, "", ""))) == []
    assert list(audit._node_findings(Completed(1, json.dumps(ADVISORY), ""))) == [
        "lodash: Prototype pollution (high), https://example.com/1"
    ]


def test_an_unreachable_registry_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YARN_NPM_AUDIT_REGISTRY", "http://127.0.0.1:1")

    with pytest.raises(audit.Unreachable, match="of npm"):
        audit.node()


def test_each_vulnerability_of_an_image_is_one_line() -> None:
    assert list(audit._image_findings("api:latest", Completed(0, json.dumps(SCAN), ""))) == [
        "api:latest: openssl 3.5.1-1: CVE-2026-1 (high), fixed in 3.5.1-2"
    ]
    assert list(audit._image_findings("api:latest", Completed(0, "{}", ""))) == []


def test_a_failed_scan_is_an_error_with_its_reason() -> None:
    with pytest.raises(audit.Unreachable, match=r"Trivy \(FATAL: no route to host\)"):
        list(
            audit._image_findings(
                "api:latest", Completed(1, "", "INFO: downloading\nFATAL: no route to host")
            )
        )


def test_without_a_scanner_images_are_not_scanned(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(audit.NotScanned, match="Trivy is not installed"):
        audit.container_images()
