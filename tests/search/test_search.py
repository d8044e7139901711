"""Tests of search over a small edition: words, phrases, symbols, filters, meaning."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fake_encoders import TopicEncoder
from palermo.edition import BucketEntry, CompiledDocument, EditionWriter, Library, open_view
from palermo.errors import NoLibrary
from palermo.search import QueryWarningCode, SearchIndex, build_index, open_index
from palermo.statements import Document, Masthead, Passage, PassageKind, compute_document_id, compute_passage_id

TEXTS = {
    "one": ("en", 2019, ["States should protect the victims of trafficking.", "See resolution A/RES/64/293 of 2010."]),
    "two": (
        "fr",
        2021,
        [
            "Protéger les victimes de la traite des êtres humains.",
            "Les élèves et l’école publique (S/RES/2331 (2016)).",
        ],
    ),
    "three": ("zh", 2022, ["打击人口贩运需要国际合作。"]),
    "four": ("ar", 2022, ["حماية الأطفال ضحايا الاتجار بالأشخاص في المخيمات."]),
}


def _compiled(name: str, language: str, year: int, texts: Sequence[str]) -> CompiledDocument:
    key = compute_document_id(name.encode())
    document = Document(
        id=key, work=key, source=f"{name}.txt", media_type="text/plain", size=1, pages=1, language=language,
        title=name, masthead=Masthead(date=str(year)), publishers=("iom",),
    )  # fmt: skip
    passages = tuple(
        Passage(
            id=compute_passage_id(key, text, 0), document=key, ordinal=at, page=1, paragraph=None,
            kind=PassageKind.PARAGRAPH, headings=(), language=language, text=text,
        )
        for at, text in enumerate(texts)
    )  # fmt: skip
    return CompiledDocument(document=document, passages=passages, statements=())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = Library(tmp_path_factory.mktemp("library"))
    library.create()
    parts = [_compiled(name, *rest) for name, rest in TEXTS.items()]
    by_id = {part.document.id: part for part in parts}
    entries = [BucketEntry(document=id, key=id) for id in by_id]
    built = EditionWriter(library, versions={}).write(entries, lambda e: by_id[e.document], (), datetime.now(UTC))
    build_index(library.get_edition_folder(built.id), built, TopicEncoder("victim", "ضحايا"))
    return library.path


@pytest.fixture(scope="module")
def index(folder: Path) -> SearchIndex:
    view = open_view(Library(folder))
    return open_index(view, Library(folder).get_edition_folder(view.manifest.id), TopicEncoder("victim", "ضحايا"))


def _titles(index: SearchIndex, query: str) -> list[str]:
    return [hit.document.title for hit in index.search_hits(query) if hit.why.words]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("victim", ["one", "two"]),
        ("64/293", ["one"]),
        ("A/RES/64/293", ["one"]),
        ("S/RES/2331", ["two"]),
        ("RES/2331(2016)", ["two"]),
        ('"victims of trafficking"', ["one"]),
        ('"trafficking of victims"', []),
        ("eleve", ["two"]),
        ("人口贩运", ["three"]),
        ("اطفال", ["four"]),
        ("victimes lang:fr", ["two"]),
        ("victims year:2018..2020", ["one"]),
        ("victims year:2020..2018", ["one"]),
        ("victims publisher:IOM", ["one", "two"]),
        ("victims publisher:who", []),
    ],
)
def test_words_phrases_symbols_and_filters(index: SearchIndex, query: str, titles: list[str]) -> None:
    assert sorted(_titles(index, query)) == sorted(titles)


def test_marks_are_the_words_that_were_asked_for(index: SearchIndex) -> None:
    hit = index.search_hits("victim trafficking")[0]
    assert [hit.text[start:end] for start, end in hit.highlights] == ["victims", "trafficking"]
    assert hit.why.has_all_words


def test_other_languages_come_after_what_holds_the_words(index: SearchIndex) -> None:
    hits = index.search_hits("protect victims")
    assert hits[0].document.title == "one"
    arabic = next(hit for hit in hits if hit.language == "ar")
    assert arabic.why.other_language
    assert arabic.why.words == ()
    assert arabic.why.cosine == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(
    ("query", "trouble"),
    [
        ('"victims', QueryWarningCode.OPEN_QUOTE),
        ("colour:red victims", QueryWarningCode.NO_FIELD),
        ("publisher:nobody victims", QueryWarningCode.NO_VALUE),
        ("year:soon victims", QueryWarningCode.NO_YEAR),
        ("victims " * 1300, QueryWarningCode.TOO_LONG),
        (f'"{"all of the victims " * 9}"', QueryWarningCode.TOO_LONG),
        (" ".join(f"A/RES/{year}/1" for year in range(1, 40)), QueryWarningCode.TOO_LONG),
    ],
)
def test_what_is_not_understood_is_reported(index: SearchIndex, query: str, trouble: QueryWarningCode) -> None:
    assert trouble in [note.code for note in index.search(query).warnings]


@pytest.mark.parametrize(
    "query", ["", " ", '"', '""', ":", "year:", "()", "a:b:c", "\u0000", "-", "AND OR NOT", "lang:"]
)
def test_nothing_that_is_typed_is_an_error(index: SearchIndex, query: str) -> None:
    answer = index.search(query, page=99)
    assert not answer.groups, "no query of these has so many pages"


def test_facets_count_under_the_other_filters(index: SearchIndex) -> None:
    facets = index.search("victims lang:fr").facets
    listed = {item.value: index.search(f"victims lang:{item.value}").listed for item in facets["language"]}
    assert {item.value: item.passages for item in facets["language"]} == listed
    assert listed["en"] == listed["fr"] == 1
    assert {item.value: item.passages for item in facets["year"]} == {"2021": 1}


def test_a_word_that_nobody_holds_has_another_proposed(index: SearchIndex) -> None:
    assert index.search("traficking").suggestion == "trafficking"
    assert index.search("trafficking").suggestion is None


def test_the_name_of_a_kind_is_no_part_of_the_meaning(folder: Path) -> None:
    view = open_view(Library(folder))
    encoder = TopicEncoder("victim", "ضحايا")
    index = open_index(view, Library(folder).get_edition_folder(view.manifest.id), encoder)
    index.search("recommendations on victims")
    assert encoder.encoded == ["on victims"]


def test_without_an_encoder_words_alone_are_searched(folder: Path) -> None:
    view = open_view(Library(folder))
    index = open_index(view, Library(folder).get_edition_folder(view.manifest.id))
    answer = index.search("protect victims")
    assert not answer.meaning
    assert QueryWarningCode.WORDS_ALONE in [note.code for note in answer.warnings]
    assert answer.related == ()


def test_an_index_that_is_gone_is_reported(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NoLibrary, match="no search index"):
        open_index(open_view(Library(folder)), tmp_path)
