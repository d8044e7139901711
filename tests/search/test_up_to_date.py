"""Tests of updated indexes, which answer like new ones."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fake_encoders import LetterEncoder
from palermo.edition import BucketEntry, CompiledDocument, EditionWriter, Library, Manifest, open_view
from palermo.embeddings import VectorArray
from palermo.errors import RunStopped
from palermo.search import INDEX_FOLDER, SearchIndex, build_index, load_index_manifest, open_index
from palermo.statements import Document, Masthead, Passage, PassageKind, compute_document_id, compute_passage_id

QUERIES = (
    "inspectors trained",
    '"forced labour"',
    "shelters children",
    "year:2011..2014",
    "nothing holds this",
    "trained",
)
SENTENCES = (
    "Inspectors were trained to find forced labour in workshop {0}.",
    "The shelters of district {0} were opened to children.",
    "A law on the matter was read in session {0}, and put off.",
    "Victims and their children were heard by {0} judges.",
)


def _document(name: str, number: int, extra: str = "") -> CompiledDocument:
    key = compute_document_id(f"{name}{extra}".encode())
    document = Document(
        id=key, work=key, source=f"{name}.txt", media_type="text/plain", size=1, pages=1, language="en",
        title=f"Paper {name}", masthead=Masthead(date=str(2010 + number % 9)),
    )  # fmt: skip
    texts = [*(item.format(number) for item in SENTENCES), *([extra] if extra else [])]
    passages = tuple(
        Passage(
            id=compute_passage_id(key, text, at), document=key, ordinal=at, page=1, paragraph=None,
            kind=PassageKind.PARAGRAPH, headings=(), language="en", text=text,
        )
        for at, text in enumerate(texts)
    )  # fmt: skip
    return CompiledDocument(document=document, passages=passages, statements=())


def _written(library: Library, parts: Mapping[str, CompiledDocument]) -> Manifest:
    by_id = {part.document.id: part for part in parts.values()}
    entries = [BucketEntry(document=id, key=id) for id in by_id]
    return EditionWriter(library, versions={}).write(entries, lambda e: by_id[e.document], (), datetime.now(UTC))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    result = Library(tmp_path / "library")
    result.create()
    return result


def _answers(library: Library, edition: str) -> list[object]:
    view = open_view(library, edition)
    index: SearchIndex = open_index(view, library.get_edition_folder(edition), LetterEncoder(2))
    answers = [index.search(query) for query in QUERIES]
    hits = [
        [(hit.id, hit.score, hit.why, hit.highlights) for hit in index.search_hits(query, limit=60)]
        for query in QUERIES
    ]
    return [hits, [(item.total, item.works, item.facets, item.suggestion) for item in answers]]


@pytest.mark.slow
def test_it_answers_as_one_that_is_made_anew(library: Library) -> None:
    papers = {f"p{number}": _document(f"p{number}", number) for number in range(60)}
    first = _written(library, papers)
    build_index(library.get_edition_folder(first.id), first, LetterEncoder(2))
    changed = "The gap in the shelters was closed by trained people."
    del papers["p7"]
    papers |= {"p3": _document("p3", 3, changed), "new": _document("new", 99)}
    second = _written(library, papers)
    encoder = LetterEncoder(2)
    build_index(library.get_edition_folder(second.id), second, encoder, previous=library.get_edition_folder(first.id))
    brought = _answers(library, second.id)
    accepted = load_index_manifest(library.get_edition_folder(second.id))
    (library.get_edition_folder(second.id) / INDEX_FOLDER).rename(library.path / "aside")
    assert load_index_manifest(library.get_edition_folder(second.id)) is None
    build_index(library.get_edition_folder(second.id), second, LetterEncoder(2))
    assert brought == _answers(library, second.id)
    assert brought[0] != _answers(library, first.id)[0]
    assert set(encoder.encoded) == {changed, *(item.format(99) for item in SENTENCES)}
    assert accepted is not None
    linked = [
        part.key for part in accepted.parts if (library.path / "aside" / part.key / "table.npz").stat().st_nlink > 1
    ]
    assert len(accepted.parts) - 4 <= len(linked) < len(accepted.parts)


def test_vectors_are_added_to_an_index_that_has_none(library: Library) -> None:
    made_up = _written(library, {"one": _document("one", 1), "two": _document("two", 2)})
    folder = library.get_edition_folder(made_up.id)
    without = build_index(folder, made_up)
    with_vectors = build_index(folder, made_up, LetterEncoder(2))
    assert (without.encoder, with_vectors.encoder) == (None, "letters-2")
    assert without.parts == with_vectors.parts
    assert open_index(open_view(library), folder, LetterEncoder(2)).has_vectors
    assert build_index(folder, made_up).encoder == "letters-2"


def test_what_is_damaged_in_the_index_before_is_made_again(library: Library) -> None:
    papers = {f"p{number}": _document(f"p{number}", number) for number in range(20)}
    first = _written(library, papers)
    before = build_index(library.get_edition_folder(first.id), first, LetterEncoder(2))
    second = _written(library, papers | {"new": _document("new", 99)})
    (library.get_edition_folder(first.id) / INDEX_FOLDER / before.parts[0].key / "names.json").unlink()
    build_index(
        library.get_edition_folder(second.id), second, LetterEncoder(2), previous=library.get_edition_folder(first.id)
    )
    assert open_index(open_view(library), library.get_edition_folder(second.id)).search("inspectors").total == 21


def test_an_edition_of_nothing_can_be_searched(library: Library) -> None:
    empty = _written(library, {})
    build_index(library.get_edition_folder(empty.id), empty, LetterEncoder(2))
    answer = open_index(open_view(library), library.get_edition_folder(empty.id), LetterEncoder(2)).search(
        "inspectors year:2012"
    )
    assert (answer.total, answer.groups) == (0, ())


class Unloadable(LetterEncoder):
    """An encoder whose model cannot be loaded."""

    def encode(self, texts: Sequence[str]) -> VectorArray:
        raise RunStopped("model", "it is damaged", "Install it again")


def test_a_model_that_cannot_be_loaded_is_reported_once(library: Library, capfd: pytest.CaptureFixture[str]) -> None:
    made_up = _written(library, {"a": _document("a", 1)})
    with pytest.raises(RunStopped):
        build_index(library.get_edition_folder(made_up.id), made_up, Unloadable())
    assert "Traceback" not in capfd.readouterr().err
