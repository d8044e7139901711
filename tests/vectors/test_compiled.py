"""The encoder's model is kept ready for the next process, with the same vectors to the bit; or it is read anew."""

import sys
from pathlib import Path

import numpy as np
import pytest

from palermo.vectors import compiled
from palermo.vectors.encoder import _Sentences

TEXTS = ("protect the victims of 2021", "打击人口贩运需要国际合作", "حماية الأطفال", "защита детей", "12.5 %")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the model is kept in a test: nothing stands there yet."""
    found = tmp_path / "kept" / "model"
    monkeypatch.setattr("palermo.vectors.encoder.kept_at", lambda release: found)
    return found


def test_what_is_kept_gives_the_same_vectors(place: Path) -> None:
    read = _Sentences("1").encode(TEXTS)
    assert sorted(one.name for one in place.iterdir()) == [compiled.STATE, compiled.TABLE]
    assert [one.name for one in place.parent.iterdir()] == [place.name]
    back = compiled.restored(place)
    assert isinstance(back.table, np.memmap)
    assert np.array_equal(_Sentences("1").encode(TEXTS), read)
    (place / compiled.STATE).write_bytes((place / compiled.STATE).read_bytes()[:5000])
    assert compiled.restored(place) is None
    assert np.array_equal(_Sentences("1").encode(TEXTS), read)
    assert compiled.restored(place) is not None, "what could not be used is kept anew"


@pytest.mark.parametrize("lost", [compiled.STATE, compiled.TABLE])
def test_of_what_is_cut_off_nothing_is_taken(tmp_path: Path, lost: str) -> None:
    (tmp_path / compiled.STATE).write_bytes(b"")
    np.save(tmp_path / compiled.TABLE, np.zeros(3))
    (tmp_path / lost).unlink()
    assert compiled.restored(tmp_path) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    compiled.keep(compiled.read(), tmp_path / "file" / "model")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_python_that_keeps_nothing_keeps_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled.kept_at("1") is None
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    found = compiled.kept_at("1")
    assert found is not None
    assert found.name.startswith("compiled.")
    assert "1-numpy" in found.name
