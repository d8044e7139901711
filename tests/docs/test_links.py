"""Tests of links and pictures of the pages at the root and in docs/."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def anchors(path: Path) -> set[str]:
    """Anchors of a page's headings, as they are made from their words."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def prose(path: Path) -> str:
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


def test_links_and_pictures_resolve() -> None:
    for path in PAGES:
        broken = []
        for target in re.findall(r"\]\(([^)\s]+)\)", prose(path)):
            if re.match(r"https?://", target):
                continue
            name, _, anchor = target.partition("#")
            place = (path.parent / name).resolve() if name else path
            if not place.exists() or (anchor and anchor not in anchors(place)):
                broken.append(target)
        assert broken == [], path


def test_every_picture_says_what_it_shows() -> None:
    for path in PAGES:
        pictures = re.findall(r"!\[(.*?)\]\(", prose(path))
        assert [words for words in pictures if len(words.split()) < 3] == [], path


def test_the_readme_shows_two_commands_after_its_picture() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    order = [text.index(part) for part in ("![", "make demo", "make test", "## Concepts", "## Contributing")]
    assert order == sorted(order)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "LICENSE"])
def test_the_root_has_the_usual_files(name: str) -> None:
    assert (ROOT / name).stat().st_size > 1000


def test_the_licence_is_the_one_that_the_package_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    title = re.search(r"(\w+) License\s+Version ([\d.]+)", (ROOT / "LICENSE").read_text(encoding="utf-8"))
    assert title
    assert project["license"] == f"{title[1]}-{title[2]}"


PINNED = re.compile(r"palermo \d+\.\d+|\b(?:presence|lists?|recommendations|mandates|tagger)(?:\.\w+)*\.\d+\b")


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_no_page_states_a_version_by_hand(path: Path) -> None:
    assert PINNED.findall(path.read_text(encoding="utf-8")) == []
