"""Tests of the import contracts: each one breaks when a violation is planted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = {
    "A package imports only packages of lower layers": ("statements/planted.py", "import palermo.reading"),
    "Stages do not import each other": ("extraction/planted.py", "from palermo.reading import ParsedDocument"),
    "Components of extraction do not import each other": (
        "extraction/tagger/planted.py",
        "import palermo.extraction.lists",
    ),
    "The sandbox imports no stage": ("sandbox/planted.py", "import palermo.reading"),
    "Only the portal imports Django": ("reading/planted.py", "def late():\n    import django.conf"),
    "Only entry points read settings": ("reading/planted.py", "from palermo.settings import load_settings"),
    "Statements do no input or output": ("statements/planted.py", "import socket"),
    "Analysis reads and writes no files": ("analysis/planted.py", "from pathlib import Path"),
    "Only the pipeline requests second opinions": ("analysis/planted.py", "import palermo.second_opinion.queue"),
    "Questions and answers of second opinions do no input or output": (
        "second_opinion/prompts.py",
        "import socket",
    ),
    "Apps of the portal are independent of each other": (
        "portal/maps/planted.py",
        "from palermo.portal.gaps import views",
    ),
    "Services of the portal import no app, and its base imports no service": (
        "portal/base/planted.py",
        "import palermo.portal.services.current_edition",
    ),
    "Packages within a package form no cycle": (
        "publishing/sheets/planted.py",
        "import palermo.publishing.svg.balance",
    ),
}
"""Contract -> a module and the line in it that breaks the contract."""


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    env = os.environ | {"PYTHONPATH": str(folder / "src")}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def verdicts(output: str) -> dict[str, str]:
    lines = [line.split(" (")[0] for line in output.splitlines()]
    pairs = [line.rpartition(" ") for line in lines if line.endswith((" KEPT", " BROKEN"))]
    return {name: verdict for name, _, verdict in pairs}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, copied."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout
    assert verdicts(done.stdout) == dict.fromkeys(PLANTED, "KEPT")


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_its_contract(copy: Path, contract: str) -> None:
    name, line = PLANTED[contract]
    module = copy / "src/palermo" / name
    module.parent.mkdir(exist_ok=True)
    (module.parent / "__init__.py").touch()
    module.write_text(line + "\n")
    done = lint_imports(copy)
    assert done.returncode == 1
    assert verdicts(done.stdout)[contract] == "BROKEN"


def test_a_room_without_a_place_in_the_layers_breaks_the_build(copy: Path) -> None:
    (copy / "src/palermo/attic").mkdir()
    (copy / "src/palermo/attic/__init__.py").touch()
    done = lint_imports(copy)
    assert done.returncode == 1
    assert "palermo.attic" in done.stdout
