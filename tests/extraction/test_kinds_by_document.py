"""Which kind a passage states, in texts of ours in the manner of forty documents of the field."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage, PassageKind, passage_id

WRITTEN = Path(__file__).parent / "documents.txt"
UNDER = " under "
"""Between a document's name and the heading above its items."""

type Line = tuple[str, str, str]
"""Kind, tense, words."""


def documents() -> Iterator[tuple[str, list[Line]]]:
    """Each document with its lines."""
    for text in WRITTEN.read_text(encoding="utf-8").split("\n@ ")[1:]:
        name, *lines = text.splitlines()
        parted = (line.partition("|") for line in lines if line and not line.startswith("#"))
        yield (
            name,
            [(kind.partition(":")[0].strip(), kind.partition(":")[2].strip(), w.strip()) for kind, _, w in parted],
        )


def passages(name: str, lines: list[Line]) -> list[Passage]:
    """The passages of a document; items stand under its heading where it has one."""
    headings = tuple(name.partition(UNDER)[2:]) if UNDER in name else ()
    return [
        Passage(
            id=passage_id(name, words, ordinal),
            document="d",
            ordinal=ordinal,
            page=1,
            paragraph=None,
            kind=PassageKind.ITEM if words.startswith("* ") else PassageKind.PARAGRAPH,
            headings=headings if words.startswith("* ") else (),
            language="en",
            text=words.removeprefix("* "),
        )
        for ordinal, (_, _, words) in enumerate(lines)
    ]


@pytest.mark.parametrize(("name", "lines"), list(documents()))
def test_each_passage_is_of_its_kind(name: str, lines: list[Line]) -> None:
    read = passages(name, lines)
    made: dict[str, list[tuple[str, str | None]]] = {passage.id: [] for passage in read}
    for one in extract(read, Masthead()).statements:
        made[one.locator.passage].append((one.kind.value, one.tense))
    for passage, (kind, tense, words) in zip(read, lines, strict=True):
        kinds = [found for found, _ in made[passage.id]]
        assert kinds == ([] if kind == "nothing" else [kind]), words
        assert not tense or made[passage.id][0][1] == tense, words


def test_documents_are_of_many_kinds() -> None:
    assert len(list(documents())) >= 40
    assert sum(len(lines) for _, lines in documents()) >= 380
