"""Tests of names and terms of one to four words: order, languages, spellings, notes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from made_editions import CreateLibrary
from palermo.edition import CompiledDocument, Library, open_view
from palermo.embeddings import DIMENSIONS, VectorArray
from palermo.publishing.search_results import format_warning
from palermo.search import QueryWarningCode, SearchIndex, build_index, open_index
from palermo.search.ranking_weights import BRIEF_COSINE_FLOOR, TERM_COSINE_FLOOR, compute_cosine_floors
from palermo.statements import PassageKind

type MakePart = Callable[..., CompiledDocument]

COSINES = {
    "trabajadores del puerto": 0.9,
    "train many more bakers": 0.4,
    "what bakers say": 0.4,
    "bakers rise very early": 0.45,
    "bakeries of the": 0.3,
    "www.example": 0.6,
    "ann bell": 0.6,
    "crews and their": 0.6,
}


class Likeness:
    """Puts passages as far from every query as COSINES says."""

    version = "likeness-1"

    def encode(self, texts: Sequence[str]) -> VectorArray:
        result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            if len(text.split()) < 3:
                cosine = 1.0
            else:
                cosine = next((item for begins, item in COSINES.items() if text.lower().startswith(begins)), 0.0)
            result[row, 0], result[row, 1 + row % 300] = cosine, (1 - cosine**2) ** 0.5
        return result


@pytest.fixture(scope="module")
def index(create_library: CreateLibrary, make_part: MakePart, write_edition: Any) -> SearchIndex:
    """An edition in English and Spanish."""
    english = make_part(
        "Paper on bread",
        "Train many more bakers;",
        "What bakers say",
        "Bakeries of the old town were closed for a year and opened again.",
        "Organized labour, the programmes of its centres and the defence of its members are told of here.",
        "The court forced the mill to open its books to all who asked for them.",
    )
    heading = replace(english.passages[1], kind=PassageKind.HEADING)
    item = replace(english.passages[0], kind=PassageKind.ITEM)
    english = replace(english, passages=(item, heading, *english.passages[2:]))
    spanish = make_part(
        "Texto", "Trabajadores del puerto en huelga.", "El molino puso fin al trabajo forzoso.", language="es"
    )
    spanish = replace(spanish, passages=tuple(replace(entry, language="es") for entry in spanish.passages))
    library = create_library()
    manifest = write_edition(library, [english, spanish])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest, Likeness())
    return open_index(open_view(library), folder, Likeness())


def test_what_holds_all_words_of_a_term_comes_first_whatever_is_alike(index: SearchIndex) -> None:
    result = [hit.text for hit in index.search_hits("trabajo forzoso")]
    assert result[0] == "El molino puso fin al trabajo forzoso."
    assert result[1] == "Trabajadores del puerto en huelga."


def test_a_word_that_stands_nowhere_finds_by_meaning_what_says_something(index: SearchIndex) -> None:
    """Its language is unsure; an item of a list says something in few words, a heading does not."""
    answer = index.search("panaderos")
    assert [hit.text for group in answer.groups for hit in group.hits if "baker" in hit.text] == [
        "Train many more bakers;"
    ]
    assert not answer.warnings


def test_what_is_alike_enough_is_reported_by_language_and_by_what_a_passage_says() -> None:
    little = np.array([True, False])
    assert compute_cosine_floors("", 1, 0, little).tolist() == [BRIEF_COSINE_FLOOR, TERM_COSINE_FLOOR]
    assert compute_cosine_floors("en", 1, 0, little).tolist()[1] > TERM_COSINE_FLOOR


@pytest.mark.parametrize(
    ("query", "trouble"), [("wxyz lang:es kind:mandate", QueryWarningCode.NARROW), ("«»", None), ("bakers", None)]
)
def test_where_nothing_is_found_a_note_says_what_to_try(
    index: SearchIndex, query: str, trouble: QueryWarningCode | None
) -> None:
    output = {note.code for note in index.search(query).warnings} & {QueryWarningCode.NO_MATCH, QueryWarningCode.NARROW}
    assert output == ({trouble} if trouble else set())


def test_nothing_at_all_is_reported(library: Library, make_part: MakePart, write_edition: Any) -> None:
    manifest = write_edition(library, [make_part("Paper", "Bakers open early in the morning.")])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest)
    answer = open_index(open_view(library), folder).search("wxyz")
    assert QueryWarningCode.NO_MATCH in {note.code for note in answer.warnings}


@pytest.mark.parametrize(
    "query",
    ["organised labor", "organized labour", "labor programs", "programme centers", "centre defense", "labour defence"],
)
def test_american_and_british_spellings_find_each_other(index: SearchIndex, query: str) -> None:
    answer = index.search(query)
    assert (answer.by_words, answer.has_enough_words) == (1, True)
    assert all(word in "Organized labour programmes centres defence" for word in answer.groups[0].hits[0].why.words)


def test_a_slip_behind_the_beginning_of_a_term_has_another_word_proposed(index: SearchIndex) -> None:
    assert index.search("forcd labour").suggestion == "forced labour"
    assert index.search("forcing labour").suggestion is None


@pytest.mark.parametrize("query", ['"organised labor"', '"organized Labour"', '"the programs of its centers"'])
def test_quoted_words_are_found_in_either_spelling_and_marked(index: SearchIndex, query: str) -> None:
    answer = index.search(query)
    assert (answer.by_words, answer.has_enough_words) == (1, True)
    why = answer.groups[0].hits[0].why
    assert why.has_all_words
    assert why.words in {("Organized labour",), ("the programmes of its centres",)}
    assert index.search('"labour organized"').by_words == 0


@pytest.mark.parametrize(
    ("typed", "result", "output"),
    [
        ("place:Europe", {"France", "Europe", "North"}, "Europe"),
        ("place:150", {"France", "Europe", "North"}, "Europe"),
        ("place:Европа", {"France", "Europe", "North"}, "Europe"),
        ('place:"Western Europe"', {"France"}, "Western Europe"),
        ("place:France", {"France"}, ""),
        ("place:FRA place:154", {"France", "North"}, "Northern Europe"),
        ("place:Africa", set(), ""),
    ],
)
def test_a_place_may_be_a_region_with_its_states_and_regions(
    library: Library, make_part: MakePart, write_edition: Any, typed: str, result: set[str], output: str
) -> None:
    places = {"France": (("FRA",), ()), "Europe": ((), ("150",)), "North": ((), ("154",)), "Nowhere": ((), ())}
    parts = []
    for name, (states, regions) in places.items():
        part = make_part(name, f"{name} should train its bakers.")
        text = replace(part.statements[0], places=states, regions=regions)
        parts.append(replace(part, statements=(text, *part.statements[1:])))
    manifest = write_edition(library, parts)
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest)
    answer = open_index(open_view(library), folder).search(f"bakers {typed}")
    assert {group.document.title for group in answer.groups} == result
    assert answer.by_words == len(result)
    lines = [format_warning(note) for note in answer.warnings if note.code is QueryWarningCode.REGION]
    assert [line.partition(" is a region")[0] for line in lines] == ([output] if output else [])


def test_a_word_that_stands_nowhere_finds_nothing_that_is_only_slightly_similar(
    library: Library, make_part: MakePart, write_edition: Any
) -> None:
    short = ("Train many more bakers;", "Bakers rise very early")
    part = make_part("Paper", *short, "The court forced the mill to open its books.")
    manifest = write_edition(library, [part])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest, Likeness())
    answer = open_index(open_view(library), folder, Likeness()).search("xylophone")
    assert (answer.groups, [note.code for note in answer.warnings][-1:]) == ((), [QueryWarningCode.NO_MATCH])


def test_addresses_numbers_and_lists_of_names_are_similar_to_nothing(
    library: Library, make_part: MakePart, write_edition: Any
) -> None:
    texts = (
        "www.example.org/a www.example.org/b c@example.org",
        "Ann Bell, Ben Hill, Carla Moss",
        "Crews and their boats",
    )
    part = make_part("Paper", *texts, "The court forced the mill to open its books.")
    manifest = write_edition(library, [part])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest, Likeness())
    hits = open_index(open_view(library), folder, Likeness()).search_hits("xylophone")
    assert [hit.text for hit in hits] == ["Crews and their boats"]


def test_facets_of_a_search_at_the_limit_count_what_their_filters_find(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.search.index.MAX_RANKED_PASSAGES", 2)
    query = "the court forced the mill and some bakers"
    answer = index.search(query)
    assert answer.by_words
    for name, counts in answer.facets.items():
        for item in counts:
            assert item.passages == index.search(query, {name: (item.value,)}).by_words
