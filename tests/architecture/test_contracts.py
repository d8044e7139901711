"""Tests of the import contracts: each one breaks when a violation is planted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = {
    "A package imports only packages of lower layers": (
        "statements/planted.py",
        "import palermo.reading",
        "palermo.statements.planted -> palermo.reading",
    ),
    "Stages do not import each other": (
        "extraction/planted.py",
        "from palermo.reading import ParsedDocument",
        "palermo.extraction.planted -> palermo.reading",
    ),
    "Components of extraction do not import each other": (
        "extraction/tagger/planted.py",
        "import palermo.extraction.lists",
        "palermo.extraction.tagger.planted -> palermo.extraction.lists",
    ),
    "The sandbox imports no stage": (
        "sandbox/planted.py",
        "import palermo.reading",
        "palermo.sandbox.planted -> palermo.reading",
    ),
    "Only the portal imports Django": (
        "reading/planted.py",
        "def late():\n    import django.conf",
        "palermo.reading.planted -> django",
    ),
    "Only entry points read settings": (
        "reading/planted.py",
        "from palermo.environment import load_settings",
        "palermo.reading.planted -> palermo.environment",
    ),
    "Statements do no input or output": (
        "statements/planted.py",
        "import socket",
        "palermo.statements.planted -> socket",
    ),
    "Analysis reads and writes no files": (
        "analysis/planted.py",
        "from pathlib import Path",
        "palermo.analysis.planted -> pathlib",
    ),
    "Only the pipeline requests second opinions": (
        "analysis/planted.py",
        "import palermo.second_opinion.queue",
        "palermo.analysis.planted -> palermo.second_opinion.queue",
    ),
    "Questions and answers of second opinions do no input or output": (
        "second_opinion/prompts.py",
        "import socket",
        "palermo.second_opinion.prompts -> socket",
    ),
    "Apps of the portal are independent of each other": (
        "portal/maps/planted.py",
        "from palermo.portal.gaps import views",
        "palermo.portal.maps.planted -> palermo.portal.gaps.views",
    ),
    "Services of the portal import no app, and its base imports no service": (
        "portal/base/planted.py",
        "import palermo.portal.services.current_edition",
        "palermo.portal.base.planted -> palermo.portal.services.current_edition",
    ),
    "Packages within a package form no cycle": (
        "publishing/sheets/planted.py",
        "import palermo.publishing.svg.balance",
        "No cycles are allowed in palermo.publishing.",
    ),
}
"""Contract -> a module, lines in it that break the contract, and what the checker says of them."""


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    env = os.environ | {"PYTHONPATH": str(folder / "src")}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def verdicts(output: str) -> dict[str, str]:
    lines = [line.split(" (")[0] for line in output.splitlines()]
    pairs = [line.rpartition(" ") for line in lines if line.endswith((" KEPT", " BROKEN"))]
    return {name: verdict for name, _, verdict in pairs}


def section_of(output: str, contract: str) -> str:
    """Return what the output says of a broken contract, below its underlined name."""
    return output.partition(f"\n{contract}\n---")[2].partition("\n---")[0]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The Python files of the package and its contracts, copied."""
    for path in (ROOT / "src").rglob("*.py"):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout
    assert verdicts(done.stdout) == dict.fromkeys(PLANTED, "KEPT")


def test_each_planted_violation_breaks_its_contract(copy: Path) -> None:
    for name, lines, _reason in PLANTED.values():
        with (copy / "src/palermo" / name).open("a") as module:
            module.write(f"\n{lines}\n")
    done = lint_imports(copy)
    assert done.returncode == 1
    assert verdicts(done.stdout) == dict.fromkeys(PLANTED, "BROKEN")
    missing = [name for name, (*_, reason) in PLANTED.items() if reason not in section_of(done.stdout, name)]
    assert missing == [], done.stdout


def test_a_room_without_a_place_in_the_layers_breaks_the_build(copy: Path) -> None:
    (copy / "src/palermo/attic").mkdir()
    (copy / "src/palermo/attic/__init__.py").touch()
    done = lint_imports(copy)
    assert done.returncode == 1
    assert "palermo.attic" in done.stdout
