"""Tests of label files: kinds, sources, vocabulary ids, offsets, and no text of others."""

import json
from pathlib import Path
from typing import Any

import pytest

from palermo.extraction.tagger.model_outputs import TAG_SCHEMES
from palermo.languages import LANGUAGES
from palermo.statements import ROLE_SOURCES, ROLES, StatementKind
from palermo.vocabulary import load_vocabulary
from training.statements import label_files

FILES = sorted((Path(label_files.__file__).parent / "labels").glob("*.jsonl"))
PERSONS = {"official", "author", "victim", "relative", "witness", "defendant", "other"}
MAX_NAME_CHARS = 200


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_name_passages_by_hash_and_offsets(path: Path) -> None:
    for row in rows(path):
        assert len(row["sha1"]) == 40
        assert row["language"] in LANGUAGES
        assert not {"text", "passage_text", "quote", "publisher"} & set(row)
        for start, end, role in row.get("persons", ()):
            assert 0 <= start < end
            assert role in PERSONS


def test_a_document_with_persons_is_held_out_as_a_whole() -> None:
    persons = next(path for path in FILES if path.stem == "persons")
    halves: dict[str, set[bool]] = {}
    for row in rows(persons):
        if "held_out" in row:
            halves.setdefault(row["document"], set()).add(row["held_out"])
    assert halves
    assert all(len(parts) == 1 for parts in halves.values())


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_statements_have_known_kinds_and_tags(path: Path) -> None:
    ids = {scheme: {concept.id for concept in load_vocabulary().list_concepts(scheme)} for scheme in TAG_SCHEMES}
    for statement in (one for row in rows(path) for one in row.get("statements", ())):
        assert statement["kind"] in {kind.value for kind in StatementKind}
        assert 0 <= statement["start"] < statement["end"]
        assert set(statement.get("sources", {}).values()) <= set(ROLE_SOURCES)
        for scheme in TAG_SCHEMES:
            assert set(statement.get(scheme, ())) <= ids[scheme]
        for place in (place for role in ROLES for place in statement.get(role, ())):
            is_name = place[0] == "name"
            assert len(place[1]) <= MAX_NAME_CHARS if is_name else 0 <= place[1] < place[2]
