"""Tests of docs/architecture.md: its packages stand in the order of the import contract."""

import configparser
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = re.findall(r"^\*\*`(\w+)`\.\*\*", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_packages_stand_in_the_order_of_their_layers() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contracts["importlinter:contract:layers"]["layers"].split("\n")
    layers = {name: number for number, line in enumerate(lines) for name in re.findall(r"\w+", line)}
    numbers = [layers[name] for name in PACKAGES]

    assert len(PACKAGES) > 25
    assert numbers == sorted(numbers), "docs/architecture.md lists a package above one that imports it"
