"""Tests of the wheels: contents, sizes, same bytes twice, and the demo."""

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from pathlib import Path, PurePosixPath

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
MAX_WHEEL_BYTES = 10_000_000


def build_distribution(folder: Path, target: Path, kind: str) -> Path:
    """Build the wheel or the source archive of a project folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(target)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return {
        name: build_distribution(folder, tmp_path_factory.mktemp(name), "wheel")
        for name, folder in {"palermo": ROOT, "models": ROOT / "models"}.items()
    }


def read_metadata(wheel: Path) -> Mapping[str, list[str]]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(item for item in archive.namelist() if item.endswith(".dist-info/METADATA"))
        message = message_from_bytes(archive.read(name))
    return {key: message.get_all(key, []) for key in message}


def test_the_wheel_is_small_and_has_licence_types_and_sample(wheels: Mapping[str, Path]) -> None:
    assert wheels["palermo"].stat().st_size < MAX_WHEEL_BYTES
    names = set(zipfile.ZipFile(wheels["palermo"]).namelist())
    texts = {path.stem for path in (ROOT / "sample").glob("*.md")}
    documents = {PurePosixPath(name) for name in names if name.startswith("palermo/sample/")}
    assert {path.stem for path in documents} == texts | {"catalogue"}
    assert {path.suffix for path in documents} == {".pdf", ".docx", ".html", ".csv"}
    assert {"palermo/py.typed", "palermo-0.1.0.dist-info/licenses/LICENSE"} <= names
    assert not [name for name in names if name.endswith((".onnx", ".npz", ".mo", ".pyc"))]


def test_metadata_names_licence_classifiers_and_models(wheels: Mapping[str, Path]) -> None:
    metadata = read_metadata(wheels["palermo"])
    assert metadata["License-Expression"] == ["Apache-2.0"]
    assert "Typing :: Typed" in metadata["Classifier"]
    assert [item for item in metadata["Requires-Dist"] if item.startswith("palermo-models")]


def test_models_are_a_distribution_of_the_files_of_the_tagger(wheels: Mapping[str, Path]) -> None:
    folder = ROOT / "src/palermo/extraction/tagger/weights"
    names = set(zipfile.ZipFile(wheels["models"]).namelist())
    assert {f"palermo/extraction/tagger/weights/{path.name}" for path in folder.iterdir()} <= names
    assert not names & set(zipfile.ZipFile(wheels["palermo"]).namelist())


def test_a_second_build_gives_the_same_bytes(wheels: Mapping[str, Path], tmp_path: Path) -> None:
    second = build_distribution(ROOT, tmp_path, "wheel")
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (second, wheels["palermo"])}
    assert len(digests) == 1


def test_the_demo_runs_from_the_wheels_outside_of_the_checkout(wheels: Mapping[str, Path], tmp_path: Path) -> None:
    site = tmp_path / "site"
    for wheel in wheels.values():
        zipfile.ZipFile(wheel).extractall(site)
    catalogue = site / "palermo/sample/catalogue.csv"
    rows = catalogue.read_text(encoding="utf-8").splitlines()[:3]
    catalogue.write_text("\n".join(rows), encoding="utf-8")
    for path in catalogue.parent.iterdir():
        if path != catalogue and not any(row.startswith(f"{path.name},") for row in rows):
            path.unlink()
    done = subprocess.run(
        [sys.executable, "-m", "palermo", "demo", "--no-serve", "--library", "demo", "--workers", "1"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 documents, ")
    assert ", 0 quarantined, " in done.stdout
