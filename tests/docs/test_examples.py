"""Tests of examples: python blocks as doctests, console blocks in an empty folder."""

import doctest
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
IN_CODE = [path for path in sorted((ROOT / "src").rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]


def blocks(path: Path, language: str) -> list[str]:
    """Texts of the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.M | re.S)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def pages_with(language: str) -> list[Path]:
    return [path for path in PAGES if blocks(path, language)]


@pytest.mark.parametrize("path", pages_with("python"), ids=name)
def test_python_examples(path: Path) -> None:
    source = "\n".join(blocks(path, "python"))
    assert ">>> " in source
    example = doctest.DocTestParser().get_doctest(source, {}, name(path), str(path), 0)
    text: list[str] = []
    assert doctest.DocTestRunner(optionflags=OPTIONS).run(example, out=text.append).failed == 0, "".join(text)


@pytest.mark.parametrize("path", IN_CODE, ids=name)
def test_examples_in_docstrings(path: Path) -> None:
    module = importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
    result = doctest.testmod(module, optionflags=OPTIONS)
    assert (result.failed, result.attempted > 0) == (0, True)


def steps(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, and what it is said to print."""
    for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
        lines = step.splitlines(keepends=True)
        ends = next(n for n, line in enumerate(lines, 1) if not line.rstrip("\n").endswith("\\"))
        yield "".join(lines[:ends]), "".join(lines[ends:])


@pytest.mark.slow
@pytest.mark.parametrize("path", pages_with("console"), ids=name)
def test_console_examples(path: Path, tmp_path: Path) -> None:
    scripts = Path(sys.executable).parent
    foreign = {k: v for k, v in os.environ.items() if not k.startswith(("PALERMO_", "DATABASE_URL"))}
    environment = foreign | {"PATH": f"{scripts}:{os.environ['PATH']}", "NO_COLOR": "1", "COLUMNS": "120"}
    environment["PALERMO_WORKERS"] = "1"
    checker = doctest.OutputChecker()
    for block in blocks(path, "console"):
        for command, text in steps(block):
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                timeout=120,
            )
            assert checker.check_output(text, done.stdout, OPTIONS), f"$ {command}{done.stdout}"
