"""Whole texts of ours in the manner of series that the field publishes: what each passage states, and who."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo.extraction import extract
from palermo.statements import Masthead, Passage, PassageKind, Statement, passage_id

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.yaml"))
ROLES = ("actors", "addressees", "partners")


def written(rows: list[dict[str, Any]]) -> Iterator[Passage]:
    """The passages of a text."""
    for ordinal, row in enumerate(rows):
        kind = PassageKind(row.get("kind", "paragraph"))
        yield Passage(
            id=passage_id("d", row["text"], ordinal),
            document="d",
            ordinal=ordinal,
            page=1,
            paragraph=row.get("number"),
            kind=kind,
            headings=tuple(row.get("heads", ())),
            language="en",
            text=row["text"],
        )


def told(file: Path) -> list[tuple[dict[str, Any], list[Statement]]]:
    """Each passage of a text with what was found in it."""
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["passages"]
    passages = list(written(rows))
    found = list(extract(passages, Masthead()).statements)
    return [
        (row, [one for one in found if one.locator.passage == passage.id])
        for row, passage in zip(rows, passages, strict=True)
    ]


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_each_passage_states_what_it_says(file: Path) -> None:
    assert len(TEXTS) >= 7
    wrong = [line for row, made in told(file) for line in differences(row, made)]
    assert wrong == []


def differences(row: dict[str, Any], made: list[Statement]) -> Iterator[str]:
    """What differs between what a passage is to state and what was found, in words."""
    wanted = row.get("states", [])
    kinds = [one.kind.value for one in made], [state["kind"] for state in wanted]
    if kinds[0] != kinds[1]:
        yield f"{row['text'][:90]}: {kinds[0]}, not {kinds[1]}"
        return
    for state, one in zip(wanted, made, strict=True):
        begins, _, ends = state.get("quote", "").partition(" … ")
        if not (one.quote.startswith(begins) and one.quote.endswith(ends)):
            yield f"{row['text'][:90]}: quoted as “{one.quote}”"
        if state.get("tense", one.tense) != one.tense or state.get("years", list(one.years)) != list(one.years):
            yield f"{row['text'][:90]}: {one.tense} {one.years}"
        for role in ROLES:
            names = [ref.name for ref in getattr(one, role)]
            if state.get(role, names) != names:
                yield f"{row['text'][:90]}: {role} {names}, not {state[role]}"
