"""Archives of images without the layers that a server has."""

import io
import json
import tarfile
from pathlib import Path

from headstart.deploy import archive

BASE, PACKAGES, CODE, OTHER = (f"sha256:{digit * 64}" for digit in "1234")


def save(path: Path, *images: tuple[str, ...]) -> Path:
    """Write an archive as `docker save` does, with layers of 1000 bytes."""
    files: dict[str, bytes] = {}
    manifest = []
    for number, layers in enumerate(images):
        names = [f"blobs/{layer[7:]}" for layer in layers]
        files |= dict.fromkeys(names, b"x" * 1000)
        files[f"config{number}"] = json.dumps({"rootfs": {"diff_ids": layers}}).encode()
        manifest.append({"Config": f"config{number}", "Layers": names})
    files["manifest.json"] = json.dumps(manifest).encode()
    with tarfile.open(path, "w") as target:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
    return path


def sent_layers(source: Path, *known: tuple[str, ...]) -> set[str]:
    output = io.BytesIO()
    size = archive.copy_missing(source, known, output)
    output.seek(0)
    with tarfile.open(fileobj=output) as sent:
        names = set(sent.getnames())
    assert "manifest.json" in names
    layers = {f"sha256:{name[6:]}" for name in names if name.startswith("blobs/")}
    assert size.sent < 1000 * (len(layers) + 1) <= size.total + 1000
    return layers


def test_a_new_server_gets_all_layers(folder: Path) -> None:
    source = save(folder / "images.tar", (BASE, PACKAGES, CODE))

    assert sent_layers(source) == {BASE, PACKAGES, CODE}


def test_layers_of_an_earlier_release_are_left_out(folder: Path) -> None:
    source = save(folder / "images.tar", (BASE, PACKAGES, CODE))

    assert sent_layers(source, (BASE, PACKAGES, OTHER)) == {CODE}
    assert sent_layers(source, (BASE, PACKAGES, CODE)) == set()


def test_a_layer_on_top_of_others_is_sent(folder: Path) -> None:
    source = save(folder / "images.tar", (BASE, PACKAGES, CODE))

    assert sent_layers(source, (PACKAGES, CODE)) == {BASE, PACKAGES, CODE}


def test_a_layer_that_one_of_two_images_needs_is_sent(folder: Path) -> None:
    source = save(folder / "images.tar", (BASE, CODE), (PACKAGES, CODE))

    assert sent_layers(source, (BASE, CODE)) == {PACKAGES, CODE}
