"""Tests of docs/architecture.md: linked modules define the named functions, packages stand in order of import."""

import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
STEPS = re.findall(r"`([\w.]+)`\s(?:in\s|\()\s*\[[^\]]+\]\(\.\./(src/[^)]+\.py)\)", PAGE)


def test_the_walk_has_steps() -> None:
    assert len(STEPS) >= 20


@pytest.mark.parametrize(("name", "path"), STEPS)
def test_linked_module_defines_the_function(name: str, path: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    for part in name.split("."):
        assert re.search(rf"^\s*(?:async def|def|class) {part}\b", source, re.M), part


@pytest.mark.parametrize("path", sorted((ROOT / "src/palermo").iterdir()), ids=lambda path: path.name)
def test_every_package_has_its_paragraph(path: Path) -> None:
    if not path.name.startswith("_") and path.suffix != ".typed":
        assert f"**`{path.stem}`.** " in PAGE


def test_packages_stand_in_the_order_of_their_layers() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contracts["importlinter:contract:layers"]["layers"].split("\n")
    layers = {name: number for number, line in enumerate(lines) for name in re.findall(r"\w+", line)}
    numbers = [layers[name] for name in re.findall(r"^\*\*`(\w+)`\.\*\*", PAGE, re.MULTILINE)]

    assert numbers == sorted(numbers), "docs/architecture.md lists a package above one that imports it"
