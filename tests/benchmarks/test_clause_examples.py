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
    assert np.allclose(kept.signs[:2], made.signs, atol=1e-2)
    assert kept.only(kept.labelled == KINDS.index(Kind.ACTIVITY)).sets.tolist() == ["held", "held"]
