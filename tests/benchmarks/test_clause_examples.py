"""Examples of clauses: which set a document is of, what meets its label, and that what is kept is read back."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from loading import loaded
from palermo.extraction.second_reading import KINDS
from palermo.statements import Kind
from palermo.vectors import shipped_encoder

ROOT = Path(__file__).parents[2]
ROW = (
    '{"document": "d", "language": "en", "passage_text": "IOM trained 40 judges in Kenya. The hall is blue.", '
    '"statements": [{"kind": "activity", "quote": "IOM trained 40 judges in Kenya", "actors": ["IOM"], '
    '"addressees": [], "partners": [], "exploitation": [], "interventions": [], "themes": [], "groups": [], '
    '"places": [], "instruments": []}]}\n'
)


@pytest.fixture(scope="module")
def examples() -> ModuleType:
    return loaded("clause_examples", ROOT / "benchmarks" / "clause_examples.py")


def test_what_is_checked_with_is_told_by_the_name_of_its_file(examples: ModuleType) -> None:
    assert examples.part_of("en-check") == "checked"
    assert examples.part_of("en-learn") == "held"
    assert examples.part_of("subject") == "subject"


def test_clauses_have_the_labels_of_the_statements_that_they_meet(
    examples: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "en-learn.jsonl"
    file.write_text(ROW, encoding="utf-8")
    made = examples.of_file("en-learn", file, shipped_encoder())
    assert made.labelled.tolist() == [KINDS.index(Kind.ACTIVITY), len(KINDS)]
    assert made.found[0] == made.labelled[0]
    assert made.lost("held") == 0
    assert len(set(made.passages.tolist())) == 1
    monkeypatch.setattr(examples, "KEPT", tmp_path / "kept.npz")
    examples.keep(examples.joined(made, made))
    kept = examples.load()
    assert len(kept.found) == 4
    assert np.array_equal(kept.signs[:2], made.signs)
    assert np.array_equal(kept.vectors[:2], made.vectors)
    assert kept.only(kept.labelled == KINDS.index(Kind.ACTIVITY)).sets.tolist() == ["held", "held"]


def test_passages_of_two_files_of_one_corpus_are_told_apart(examples: ModuleType, tmp_path: Path) -> None:
    files = [tmp_path / "dev.jsonl", tmp_path / "extra.jsonl"]
    for file in files:
        file.write_text(ROW, encoding="utf-8")
    made = [examples.of_file("statements", file, shipped_encoder()) for file in files]
    assert {one.sets[0] for one in made} == {"statements"}
    assert made[0].passages[0] != made[1].passages[0]
