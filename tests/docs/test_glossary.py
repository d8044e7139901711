"""Tests of the glossary: each term once, in order, with modules that define it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| (?!term |---)(.+?) \| (.+?) \| (.+?) \|$", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.M
)


def locate(name: str) -> Path:
    return ROOT / name if name.startswith(("digests/", "training/")) else ROOT / "src/palermo" / name


def list_modules() -> list[tuple[str, str]]:
    """Each term with each path at which the glossary says that it is defined."""
    return [(term, path) for term, _, places in ROWS for path in re.findall(r"`([^`]+)`", places)]


def test_the_glossary_has_terms() -> None:
    assert len(ROWS) > 100


def test_terms_are_unique_and_in_alphabetical_order() -> None:
    terms = [term.replace("`", "").casefold() for term, _, _ in ROWS]
    assert terms == sorted(terms)
    assert len(terms) == len(set(terms))


def test_every_term_has_a_meaning_and_a_module() -> None:
    assert [term for term, meaning, places in ROWS if not meaning.strip() or "`" not in places] == []


def test_module_of_a_term_exists() -> None:
    for term, path in list_modules():
        assert locate(path).exists(), term


def test_names_in_code_are_defined_in_a_module_that_is_named() -> None:
    missing = []
    for term, _, places in ROWS:
        files = [place for path in re.findall(r"`([^`]+)`", places) for place in list_python_files(locate(path))]
        source = "\n".join(file.read_text(encoding="utf-8") for file in files)
        for name in re.findall(r"`(\w+)`", term):
            if not re.search(rf"^(?:class|def|type) {name}\b|^{name}\b.*=", source, re.M):
                missing.append(name)
    assert missing == []


def list_python_files(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]
