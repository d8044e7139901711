"""Tests of the library's palermo.toml."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import NoLibrary, SettingInvalid, SourceMissing
from palermo.pipeline.origins import load_sources, save_sources

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=40)


@given(NAMES.filter(lambda name: name not in {".", ".."}))
def test_any_path_comes_back(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    save_sources(folder / "palermo.toml", [folder / name])
    assert load_sources(folder / "palermo.toml") == [(folder / name).resolve()]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sources = [", "cannot be read"),
        ("sources = []", "not a list of paths"),
        ("sources = [1]", "not a list of paths"),
        ("", "not a list of paths"),
        ('sources = ["a"]\ncolour = 1', "no setting 'colour'"),
    ],
)
def test_odd_content_is_named(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "palermo.toml").write_text(text)
    with pytest.raises(SettingInvalid, match=reason):
        load_sources(tmp_path / "palermo.toml")


def test_no_file_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(NoLibrary, match="no sources of an earlier build"):
        load_sources(tmp_path / "palermo.toml")


def test_a_path_that_toml_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="not UTF-8"):
        save_sources(tmp_path / "palermo.toml", [tmp_path / os.fsdecode(b"caf\xe9")])


def test_a_path_within_the_file_may_be_relative(tmp_path: Path) -> None:
    (tmp_path / "palermo.toml").write_text('sources = ["../documents"]')
    assert load_sources(tmp_path / "palermo.toml") == [tmp_path / "../documents"]
