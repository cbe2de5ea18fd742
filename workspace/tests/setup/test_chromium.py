"""The pinned Chromium, downloaded by a real npm from a registry in the test, verified and unpacked."""

import base64
import hashlib
import io
import json
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import chromium, toolchain

VERSION = "1.2.3"
# A stand-in for the browser that prints its environment and its arguments.
BROWSER = b'#!/bin/sh\necho "Chromium 1.2.3 $LD_LIBRARY_PATH $FONTCONFIG_FILE $*"\n'
COMPRESS = "process.stdout.write(require('zlib').brotliCompressSync(require('fs').readFileSync(0)))"


def tar(files: dict[str, bytes], mode: Literal["w", "w:gz"] = "w") -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode=mode) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return content.getvalue()


def compress(data: bytes) -> bytes:
    node = toolchain.node().folder / "node"
    return subprocess.run([node, "--eval", COMPRESS], input=data, capture_output=True, check=True).stdout


@pytest.fixture(scope="session")
def package() -> bytes:
    """Return an archive with the layout of the real package."""
    libraries = {"al2023": "lib/libnss3.so", "swiftshader": "libEGL.so", "fonts": "fonts/Sans.ttf"}
    return tar(
        {
            "package/package.json": json.dumps({"name": chromium.PACKAGE, "version": VERSION}).encode(),
            "package/bin/chromium.br": compress(BROWSER),
            **{
                f"package/bin/{name}.tar.br": compress(tar({file: b"content"}))
                for name, file in libraries.items()
            },
        },
        "w:gz",
    )


@pytest.fixture
def registry(package: bytes) -> Iterator[str]:
    """Serve the package as a registry does."""
    integrity = f"sha512-{base64.b64encode(hashlib.sha512(package).digest()).decode()}"

    class Registry(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_archive = self.path.endswith(".tgz")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(package if is_archive else json.dumps(self.document()).encode())

        def document(self) -> dict[str, object]:
            dist = {"tarball": f"http://{self.headers['Host']}/chromium.tgz", "integrity": integrity}
            version = {"name": chromium.PACKAGE, "version": VERSION, "dist": dist}
            tags = {"latest": VERSION}
            return {"name": chromium.PACKAGE, "dist-tags": tags, "versions": {VERSION: version}}

        def log_message(self, *_args: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def pin(package: bytes, folder: Path, registry: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that changes the pins, by default to those of the registry's package."""
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", registry)
    monkeypatch.setenv("NPM_CONFIG_CACHE", str(folder / "npm"))
    real = project.pins()

    def change(version: str = VERSION, content: bytes = package) -> None:
        integrity = f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"
        pins = replace(real, chromium=version, chromium_integrity=integrity)
        monkeypatch.setattr(project, "pins", lambda: pins)

    change()
    return change


@pytest.mark.usefixtures("pin")
def test_it_has_its_own_libraries_and_fonts(state: Path) -> None:
    program = chromium.install()
    folder = state / f"chromium-{VERSION}"
    assert program == folder / "chromium"
    output = subprocess.run([program, "--version", "a b"], capture_output=True, text=True, check=True).stdout
    assert output == f"Chromium 1.2.3 {folder}/lib {folder}/fonts.conf --version a b\n"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")} == {
        "fonts.conf", "fonts/Sans.ttf", "lib/libnss3.so", "libEGL.so",
    }  # fmt: skip


@pytest.mark.usefixtures("pin")
def test_it_is_downloaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    chromium.install()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(toolchain, "npm", lambda: ["/no/such/npm"])
    assert chromium.install().exists()


def test_a_new_version_replaces_old_and_incomplete_ones(pin: Callable[..., None], state: Path) -> None:
    for left in ("chromium-1.2.2", "chromium-x7bk2s"):
        (state / left / "download").mkdir(parents=True)
    pin()
    chromium.install()
    assert [path.name for path in state.glob("chromium-*")] == [f"chromium-{VERSION}"]


def test_content_with_another_checksum_is_refused(pin: Callable[..., None]) -> None:
    pin(content=b"another")
    expected = (
        r"@sparticuz/chromium@1\.2\.3 has the checksum sha512-\S+==, but chromium_integrity in pyproject"
    )
    with pytest.raises(WorkspaceError, match=expected):
        chromium.install()
    assert list(project.STATE.glob("chromium-*")) == []


def test_a_version_that_the_registry_lacks_is_reported(pin: Callable[..., None]) -> None:
    pin(version="9.9.9")
    with pytest.raises(
        WorkspaceError, match=r"npm could not download @sparticuz/chromium@9\.9\.9: .*No matching version"
    ):
        chromium.install()


@pytest.mark.usefixtures("pin")
def test_without_a_network_npms_reason_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://127.0.0.1:9/")
    with pytest.raises(
        WorkspaceError, match=r"npm could not download @sparticuz/chromium@1\.2\.3: .*ECONNREFUSED"
    ):
        chromium.install()


@pytest.mark.parametrize(
    ("system", "processor"), [("linux", "aarch64"), ("darwin", "x86_64"), ("darwin", "arm64")]
)
def test_other_systems_have_none(system: str, processor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("platform.machine", lambda: processor)
    assert not chromium.has_build()


def test_a_linux_without_its_loader_has_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(chromium, "LOADER", folder)
    assert chromium.has_build()
    monkeypatch.setattr(chromium, "LOADER", folder / "missing")
    assert not chromium.has_build()
