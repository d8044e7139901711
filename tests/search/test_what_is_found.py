"""Tests of hits and their order: terms, numbers, kinds, languages, groups, damaged indexes."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fake_encoders import TopicEncoder
from palermo.edition import CompiledDocument, Library, Manifest, View, open_view
from palermo.embeddings import DIMENSIONS, VectorArray
from palermo.errors import NoLibrary
from palermo.search import INDEX_FOLDER, QueryWarningCode, SearchIndex, build_index, open_index
from palermo.search.query_language import detect_query_language
from palermo.search.ranking import weigh_meaning
from palermo.statements import PassageKind

type MakePart = Callable[..., CompiledDocument]


def _build_documents(make_part: MakePart) -> list[CompiledDocument]:
    english = make_part(
        "Paper on camps",
        "Judges should learn how camps are run in a year of war, such as 2021.",
        "The report of 2021",
        "Judges of the court met in public and spoke of procurement by States.",
        "Public roads lead from one district to the other one.",
        "Procurement is slow where offices are small and far away.",
        "The camps should be closed by the States that opened them.",
        date="2021-05-01",
        publishers=("iom",),
    )
    heading = replace(english.passages[1], kind=PassageKind.HEADING)
    english = replace(english, passages=(english.passages[0], heading, *english.passages[2:]))
    french = make_part("Texte", "Les camps doivent être fermés par les États.", date="2022-01-01", language="fr")
    french = replace(french, passages=tuple(replace(item, language="fr") for item in french.passages))
    arabic = make_part("ورقة", "يجب إغلاق المخيمات في أقرب وقت ممكن.", date="2022-01-01", language="ar")
    arabic = replace(arabic, passages=tuple(replace(item, language="ar") for item in arabic.passages))
    return [english, french, arabic]


@pytest.fixture(scope="module")
def indexed_library(tmp_path_factory: pytest.TempPathFactory, make_part: MakePart, write_edition: Any) -> Library:
    """A library with a small edition in three languages, which no test changes."""
    library = Library(tmp_path_factory.mktemp("indexed") / "library")
    library.create()
    manifest = write_edition(library, _build_documents(make_part))
    build_index(library.get_edition_folder(manifest.id), manifest, TopicEncoder("camp", "المخيمات"))
    return library


@pytest.fixture
def edition_and_folder(indexed_library: Library, tmp_path: Path) -> tuple[View, Path]:
    """A copy of that edition, and its folder."""
    return _open(Library(shutil.copytree(indexed_library.path, tmp_path / "copy")))


@pytest.fixture(scope="module")
def index(indexed_library: Library) -> SearchIndex:
    return open_index(*_open(indexed_library), TopicEncoder("camp", "المخيمات"))


def _open(library: Library) -> tuple[View, Path]:
    view = open_view(library)
    return view, library.get_edition_folder(view.manifest.id)


def _texts(index: SearchIndex, query: str) -> list[str]:
    return [hit.text[:12] for hit in index.search_hits(query)]


def test_passages_with_both_words_of_a_term_come_first(index: SearchIndex) -> None:
    assert _texts(index, "public procurement")[0] == "Judges of th"


def test_a_year_does_not_outweigh_words(index: SearchIndex) -> None:
    assert _texts(index, "judges of camps in 2021")[0] == "Judges shoul"


@pytest.mark.parametrize(
    ("query", "result"),
    [
        ("camps kind:recommendation", 3),
        ("camps kind:recommendations lang:fr", 1),
        ("camps publisher:iom year:2018..2021", 2),
        ("camps kind:mandate", 0),
    ],
)
def test_filters(index: SearchIndex, query: str, result: int) -> None:
    assert index.search(query).by_words == result


def _with_a_text_for_members(library: Library, make_part: MakePart, write_edition: Any) -> Path:
    """An indexed edition that holds, beside the others, a text that strangers must not see."""
    closed = make_part("For members", "Camps near Xanadu were raided, 帐篷。")
    closed = replace(closed, document=replace(closed.document, visibility="members"))
    manifest: Manifest = write_edition(library, [*_build_documents(make_part), closed])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest)
    return folder


def test_no_note_tells_of_words_that_only_hidden_passages_hold(
    library: Library, make_part: MakePart, write_edition: Any
) -> None:
    """Else a stranger who asks word by word learns what documents for members say."""
    folder = _with_a_text_for_members(library, make_part, write_edition)
    with open_view(library) as view:
        index = open_index(view, folder)
        output = {word: index.search(f"camps {word}").query.warnings for word in ("Xanadu", "xyzzyx", "帐篷", "states")}
    unknown = {
        word: [note.detail for note in notes if note.code is QueryWarningCode.NO_WORD] for word, notes in output.items()
    }
    assert unknown == {"Xanadu": ["Xanadu"], "xyzzyx": ["xyzzyx"], "帐篷": ["帐篷"], "states": []}
    with open_view(library, visibility=("public", "members")) as view:
        visited = open_index(view, folder).search("camps Xanadu")
    assert QueryWarningCode.NO_WORD not in {note.code for note in visited.query.warnings}


def test_words_that_only_hidden_passages_hold_weigh_as_if_nothing_held_them(
    library: Library, make_part: MakePart, write_edition: Any
) -> None:
    """Else the order of hits tells a stranger what documents for members say."""
    folder = _with_a_text_for_members(library, make_part, write_edition)
    with open_view(library) as view:
        index = open_index(view, folder)
        weights = [weigh_meaning(index._parse_request(f"camps {word}", None, "en"), 0) for word in ("Xanadu", "xyzzyx")]
    assert weights[0] == weights[1] > weigh_meaning(index._parse_request("camps", None, "en"), 0)


def test_why_an_index_is_damaged_names_no_folder(
    edition_and_folder: tuple[View, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    view, folder = edition_and_folder

    def gone(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", str(folder / INDEX_FOLDER / "numbers.npz"))

    monkeypatch.setattr("palermo.search.index.StoredFields", gone)
    with pytest.raises(NoLibrary) as output:
        open_index(view, folder)
    assert "numbers.npz" in output.value.reason
    assert str(folder.parent) not in output.value.reason


@pytest.mark.parametrize(
    "query",
    ["camps judges", '"the camps"', '"the camps" nobody', "camps lang:en year:2021", "lang:en"],
)
def test_what_is_asked_again_is_counted_alike(index: SearchIndex, query: str) -> None:
    first, second = index.search(query), index.search(query)
    assert first.by_words > 0
    assert (second.by_words, second.facets, second.groups) == (first.by_words, first.facets, first.groups)


def test_many_rows_of_a_phrase_are_fetched_in_pieces(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    few = index.search('"the camps"')
    index._bitmaps._bits.clear()
    monkeypatch.setattr("palermo.search.lexical_index.MAX_FETCHED_ROWS", 0)
    several = index.search('"the camps"')
    assert (several.by_words, several.facets) == (few.by_words, few.facets)
    assert several.by_words > 0


@pytest.mark.parametrize("query", ["camps", "judges public states", "procurement lang:en", "camps publisher:iom"])
def test_filters_before_and_after_the_ranking_find_alike(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    after = index.search(query)
    monkeypatch.setattr("palermo.search.ranking.MIN_BROAD_SHARE", 2.0)
    assert index.search(query).groups == after.groups


def test_hits_stand_by_document(index: SearchIndex) -> None:
    answer = index.search("camps judges public procurement states")
    assert len({group.document.work for group in answer.groups}) == len(answer.groups) == answer.works
    first = answer.groups[0]
    assert len(first.hits) == 3
    assert first.more == 2


def test_a_page_past_the_end_is_the_last_one(index: SearchIndex) -> None:
    assert [g.document for g in index.search("camps", page=99, size=1).groups] == [
        g.document for g in index.search("camps", page=3, size=1).groups
    ]


def test_ten_thousand_characters_are_heard_in_part(index: SearchIndex) -> None:
    answer = index.search("camps judges " * 800)
    assert answer.by_words > 0
    assert QueryWarningCode.TOO_LONG in [note.code for note in answer.warnings]


def test_what_says_the_same_as_a_statement_is_found_in_any_language(index: SearchIndex, make_part: MakePart) -> None:
    arabic = _build_documents(make_part)[2].statements[0]
    result = index.find_similar(replace(arabic, language="ar"))
    assert {hit.language for hit in result} == {"en", "fr"}
    assert all(hit.why.other_language and hit.why.cosine for hit in result)


def test_similar_passages_are_close_in_meaning_and_repeated_texts_shown_once(
    library: Library, make_part: MakePart, write_edition: Any
) -> None:
    """Half of what two sentences speak of in common is not the same request."""
    source = make_part("Call", "Close the pits.")
    others = [
        make_part("Guide", "Close every pit now.", "Close roads.", "Close old pits."),
        *(make_part(f"Reprint {number}", "Close every pit now.") for number in range(25)),
    ]
    cosines = {"Close the pits.": 1.0, "Close every pit now.": 0.7, "Close old pits.": 0.62, "Close roads.": 0.5}
    encoder = TopicEncoder()

    def encode(texts: Sequence[str]) -> VectorArray:
        angles = [np.arccos(cosines.get(text, 0.0)) for text in texts]
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        vectors[:, 0], vectors[:, 1] = np.cos(angles), np.sin(angles)
        return vectors

    encoder.encode = encode  # type: ignore[method-assign]
    manifest: Manifest = write_edition(library, [source, *others])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest, encoder)
    with open_view(library) as view:
        hits = open_index(view, folder, encoder).find_similar(source.statements[0], limit=2)
    assert [hit.text for hit in hits] == ["Close every pit now.", "Close old pits."]


def test_a_word_of_another_language_is_not_mended(index: SearchIndex) -> None:
    assert index.search("closd").suggestion == "closed"
    assert index.search("the procuremant").suggestion == "the procurement"
    assert index.search("doivent être closd", hint="fr").suggestion is None


@pytest.mark.parametrize(
    ("words", "hint", "language"),
    [
        ("victimes de la traite", "en", "fr"),
        ("trata de niñas", "en", "es"),
        ("mariage forcé", "en", "fr"),
        ("торговля людьми", "en", "ru"),
        ("人口贩运", "en", "zh"),
        ("الاتجار", "en", "ar"),
        ("identification", "fr", "fr"),
        ("identification", "ru", "en"),
    ],
)
def test_the_language_of_a_query(words: str, hint: str, language: str) -> None:
    assert detect_query_language(words.split(), hint, lambda word, language: False) == language


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["idx", "pos", "term", "npz", "npy", "jsonl", "json"])
@pytest.mark.parametrize("stored", [None, 0, 0.5])
def test_an_index_that_is_cut_off_is_reported(
    edition_and_folder: tuple[View, Path], ending: str, stored: float | None
) -> None:
    view, folder = edition_and_folder
    path = max((folder / INDEX_FOLDER).rglob(f"*.{ending}"), key=lambda item: item.stat().st_size)
    content = path.read_bytes()
    path.unlink()
    if stored is not None:
        path.write_bytes(content[: int(stored * len(content))])
    with pytest.raises(NoLibrary, match="search index"):
        open_index(view, folder, TopicEncoder("camp", "المخيمات"))
    build_index(folder, view.manifest, TopicEncoder("camp", "المخيمات"))
    assert open_index(view, folder, TopicEncoder("camp", "المخيمات")).search("camps").by_words == 3


@pytest.mark.slow
def test_an_index_by_several_processes_is_the_same(
    library: Library, make_part: MakePart, write_edition: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = write_edition(library, _build_documents(make_part))
    folder = library.get_edition_folder(manifest.id)
    alone = build_index(folder, manifest)
    shutil.rmtree(folder / INDEX_FOLDER)
    monkeypatch.setattr("palermo.search.index_builder.MIN_PARALLEL_PASSAGES", 0)
    shared = build_index(folder, manifest, workers=2)
    assert [(p.key, p.rows) for p in shared.parts] == [(p.key, p.rows) for p in alone.parts]
    assert len(shared.parts) > 1
    assert open_index(open_view(library), folder).search("camps").by_words == 3
