"""The encoder's model is kept ready for the next process, with the same vectors to the bit; or it is read anew."""

import sys
from pathlib import Path

import numpy as np
import pytest

from palermo.embeddings import model_cache
from palermo.embeddings.encoder import _UniversalSentenceEncoder

TEXTS = ("protect the victims of 2021", "打击人口贩运需要国际合作", "حماية الأطفال", "защита детей", "12.5 %")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the model is kept in a test: nothing stands there yet."""
    found = tmp_path / "kept" / "model"
    monkeypatch.setattr("palermo.embeddings.encoder.locate_cached_backend", lambda release: found)
    return found


def test_what_is_kept_gives_the_same_vectors(place: Path) -> None:
    read = _UniversalSentenceEncoder("1").encode(TEXTS)
    assert sorted(one.name for one in place.iterdir()) == [model_cache.STATE_FILE, model_cache.TABLE_FILE]
    assert [one.name for one in place.parent.iterdir()] == [place.name]
    back = model_cache.load_cached_backend(place)
    assert isinstance(back.table, np.memmap)
    assert np.array_equal(_UniversalSentenceEncoder("1").encode(TEXTS), read)
    (place / model_cache.STATE_FILE).write_bytes((place / model_cache.STATE_FILE).read_bytes()[:5000])
    assert model_cache.load_cached_backend(place) is None
    assert np.array_equal(_UniversalSentenceEncoder("1").encode(TEXTS), read)
    assert model_cache.load_cached_backend(place) is not None, "what could not be used is kept anew"


@pytest.mark.parametrize("lost", [model_cache.STATE_FILE, model_cache.TABLE_FILE])
def test_of_what_is_cut_off_nothing_is_taken(tmp_path: Path, lost: str) -> None:
    (tmp_path / model_cache.STATE_FILE).write_bytes(b"")
    np.save(tmp_path / model_cache.TABLE_FILE, np.zeros(3))
    (tmp_path / lost).unlink()
    assert model_cache.load_cached_backend(tmp_path) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    model_cache.cache_backend(model_cache.load_packaged_backend(), tmp_path / "file" / "model")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_python_that_keeps_nothing_keeps_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert model_cache.locate_cached_backend("1") is None
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    found = model_cache.locate_cached_backend("1")
    assert found is not None
    assert found.name.startswith("model_cache.")
    assert "1-numpy" in found.name
