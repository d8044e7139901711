"""Tests of derived artefacts of the current edition: which edition has them, and reuse."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_encoders import LetterEncoder
from made_editions import MakePart, WriteEdition
from palermo import registry
from palermo.analysis import appraisal, follow_up
from palermo.edition import ArtefactStore, Library
from palermo.pipeline import derived_artefacts
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import LineReporter
from palermo.statements import StatementKind

ASKED = "Establish shelters for survivors of forced labour in every province"


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> LetterEncoder:
    letters = LetterEncoder()
    monkeypatch.setattr(derived_artefacts, "load_shipped_encoder", lambda: letters)
    return letters


@pytest.fixture
def editions(library: Library, make_part: MakePart, write_edition: WriteEdition) -> Iterator[Path]:
    """Folders of two editions with the same calls, each current from when it is asked for."""

    def made() -> Iterator[Path]:
        library.create()
        requests = [make_part("first", ASKED, date="2019-03-01"), make_part("second", f"{ASKED}.", date="2021-03-01")]
        yield library.get_edition_folder(write_edition(library, requests).id)
        factor = make_part("factor", "Poverty", statement={"kind": StatementKind.FACTOR})
        yield library.get_edition_folder(write_edition(library, [*requests, factor]).id)

    return made()


def follow(library: Library, *, meaning: bool = True, bounded: bool = False) -> None:
    ensure_follow_up(library, use_embeddings=meaning, progress=LineReporter(lambda line: None), is_bounded=bounded)


def test_an_edition_that_becomes_current_meanwhile_is_not_read(
    library: Library, make_part: MakePart, write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.create()
    first = write_edition(library, [make_part("first", ASKED, f"{ASKED}.")]).id
    second = write_edition(library, [make_part("second", "Train judges")]).id
    output = iter([first])
    monkeypatch.setattr(Library, "read_current_id", lambda self: next(output, second))
    follow(library, meaning=False)
    about = follow_up.load_manifest(library.open_artefacts(first))
    assert about is not None
    assert about["calls"] == 2


def test_both_are_taken_over(library: Library, editions: Iterator[Path], encoder: LetterEncoder) -> None:
    next(editions)
    follow(library)
    new = next(editions)
    follow(library, bounded=True)
    assert follow_up.load_manifest(ArtefactStore(new)) is not None
    assert appraisal.has_matches(ArtefactStore(new), registry.load_registry(), encoder)


def test_chains_are_not_taken_over_without_the_appraisal(
    library: Library, editions: Iterator[Path], encoder: LetterEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derived_artefacts, "MAX_SENTENCES_ALWAYS_COMPARED", 0)
    old = next(editions)
    follow(library)
    shutil.rmtree(old / appraisal.FOLDER)
    new = next(editions)
    follow(library, bounded=True)
    assert follow_up.load_manifest(ArtefactStore(new)) is None
    follow(library)
    assert follow_up.load_manifest(ArtefactStore(new)) is not None
    assert appraisal.has_matches(ArtefactStore(new), registry.load_registry(), encoder)


def test_provisions_are_encoded_once_for_all_editions(
    library: Library, editions: Iterator[Path], encoder: LetterEncoder
) -> None:
    old = next(editions)
    follow(library)
    encoded = list(encoder.encoded)
    shutil.rmtree(old / appraisal.FOLDER)
    new = next(editions)
    follow(library)
    assert appraisal.has_matches(ArtefactStore(new), registry.load_registry(), encoder)
    assert encoder.encoded == encoded


def test_words_give_way_to_meaning_and_meaning_stays(
    library: Library, editions: Iterator[Path], encoder: LetterEncoder
) -> None:
    next(editions)
    follow(library, meaning=False)
    new = next(editions)
    follow(library)
    assert appraisal.has_matches(ArtefactStore(new), registry.load_registry(), encoder)
    follow(library, meaning=False)
    about = follow_up.load_manifest(ArtefactStore(new))
    assert about is not None
    assert about["encoder"] == encoder.version


def test_those_of_another_encoder_are_made_again(
    library: Library, editions: Iterator[Path], encoder: LetterEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    next(editions)
    follow(library)
    new = next(editions)
    monkeypatch.setattr(encoder, "version", "letters-2")
    follow(library)
    about = follow_up.load_manifest(ArtefactStore(new))
    assert about is not None
    assert about["encoder"] == "letters-2"
    assert appraisal.has_matches(ArtefactStore(new), registry.load_registry(), encoder)


def test_without_meaning_what_has_it_is_taken_over(library: Library, editions: Iterator[Path]) -> None:
    next(editions)
    follow(library)
    new = next(editions)
    follow(library, meaning=False)
    about = follow_up.load_manifest(ArtefactStore(new))
    assert about is not None
    assert about["encoder"] == LetterEncoder().version
    assert appraisal.has_matches(ArtefactStore(new), registry.load_registry())


def test_matches_by_another_vocabulary_are_made_again(
    library: Library, editions: Iterator[Path], encoder: LetterEncoder
) -> None:
    folder = next(editions)
    follow(library)
    about = folder / appraisal.FOLDER / "about.json"
    stored = about.read_text()
    about.write_text(stored.replace('"vocabulary": "', '"vocabulary": "older-'))
    assert not appraisal.has_matches(ArtefactStore(folder), registry.load_registry(), encoder)
    follow(library)
    assert about.read_text() == stored
