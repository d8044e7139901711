"""Documents of ours in five languages, each in the manner of a series: how many of their statements are found."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage, PassageKind, passage_id

HERE = Path(__file__).parent / "documents"
LANGUAGES = ("fr", "es", "ar", "ru", "zh")
NUMBER = re.compile(r"^(\d+(?:[.-]\d+)?\.?(?:\s-\s|\s)|[(（]?(?:[a-z]|[أبجد])[)）]\s|-\s)")
ROLES = ("actors", "addressees", "partners")
Row = tuple[Passage, str | None, list[list[str]]]
"""A passage, the kind that it states, and the names of its roles."""


def documents(language: str) -> Iterator[list[Row]]:
    """The documents of a language, each as its passages with their labels."""
    text = (HERE / f"{language}.txt").read_text(encoding="utf-8")
    for part in re.split(r"^## .*$", text, flags=re.M)[1:]:
        yield list(passages(part.strip().splitlines(), language))


def passages(lines: list[str], language: str) -> Iterator[Row]:
    headings: tuple[str, ...] = ()
    for ordinal, line in enumerate(lines):
        words, *labels = (cell.strip() for cell in line.split("|"))
        heading = words.startswith("= ")
        found = None if heading else NUMBER.match(words)
        words = words[2:] if heading else words[found.end() :] if found else words
        headings = (words,) if heading else headings
        passage = Passage(
            id=passage_id("d", words, ordinal),
            document="d",
            ordinal=ordinal,
            page=1,
            paragraph=(found[1].strip(" -") or None) if found else None,
            kind=PassageKind.HEADING if heading else PassageKind.ITEM if found else PassageKind.PARAGRAPH,
            headings=() if heading else headings,
            language=language,
            text=words,
        )
        kind = labels[0].partition(":")[0] if labels and labels[0] != "-" else None
        yield passage, kind, [[name.strip() for name in cell.split(";") if name.strip()] for cell in labels[1:4]]


def counted(language: str) -> tuple[Counter[str], Counter[str]]:
    """Of kinds and of names in roles: labelled, found and right."""
    kinds, names = Counter[str](), Counter[str]()
    for document in documents(language):
        made = list(extract([passage for passage, *_ in document], Masthead()).statements)
        for passage, kind, roles in document:
            here = [one for one in made if one.locator.passage == passage.id]
            right = next((one for one in here if one.kind.value == kind), None)
            kinds += Counter(labelled=kind is not None, found=len(here), right=right is not None)
            for role, labelled in zip(ROLES, roles, strict=False) if right else ():
                found = [ref.name for ref in getattr(right, role)]
                names += Counter(labelled=len(labelled), found=len(found), right=len(set(labelled) & set(found)))
    return kinds, names


def f1(count: Counter[str]) -> float:
    return 2 * count["right"] / (count["labelled"] + count["found"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_statements_of_a_document_are_found(language: str) -> None:
    kinds, names = counted(language)
    assert kinds["labelled"] >= 100
    assert f1(kinds) >= 0.93
    assert f1(names) >= 0.7
