"""Tests of statements that a query finds by words, tags and meaning."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fake_encoders import TopicEncoder
from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo.edition import CompiledDocument, Filters, Library, View, build_filters, open_view
from palermo.search import SearchIndex, build_index, open_index
from palermo.statements import StatementKind, build_locator, compute_statement_id

ASKS = StatementKind.RECOMMENDATION


def _translate(part: CompiledDocument, language: str) -> CompiledDocument:
    """Return a document in another language with its passages and statements."""
    return CompiledDocument(
        document=replace(part.document, language=language),
        passages=tuple(replace(item, language=language) for item in part.passages),
        statements=tuple(replace(item, language=language) for item in part.statements),
    )


@pytest.fixture(scope="module")
def searched(
    create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition
) -> tuple[View, SearchIndex]:
    library = create_library()
    parts = [
        make_part("en", "States should use public procurement with care.", "States should open more shelters."),
        _translate(make_part("es", "El Procurador debe publicar su informe.", "Los Estados deben proteger."), "es"),
        _translate(make_part("fr", "Les États devraient contrôler leurs achats."), "fr"),
        make_part(
            "tag", "Ministries should look at what they buy.", statement={"interventions": ("public-procurement",)}
        ),
    ]
    manifest = write_edition(library, parts)
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest, TopicEncoder("purchase", "procurement", "achats"))
    view = open_view(library)
    return view, open_index(view, folder, TopicEncoder("purchase", "procurement", "achats"))


def _quotes(searched: tuple[View, SearchIndex], query: str, **selected: Any) -> list[str]:
    view, index = searched
    matches = index.match_statements(query, [ASKS])
    filters = Filters(selected=build_filters(**selected).selected, words=query, matches=matches)
    return [item.quote for item in view.find_statements(filters, order="relevance").statements]


def test_words_tags_and_meaning_find_statements(searched: tuple[View, SearchIndex]) -> None:
    quotes = _quotes(searched, "procurement")
    assert quotes[0] == "States should use public procurement with care."
    assert set(quotes[1:]) >= {
        "Les États devraient contrôler leurs achats.",
        "Ministries should look at what they buy.",
    }
    assert "States should open more shelters." not in quotes


def test_a_narrower_term_does_not_find_all_of_its_topic(searched: tuple[View, SearchIndex]) -> None:
    _, index = searched
    assert index.match_statements("procurement").tags == {"intervention": ("public-procurement",)}
    assert index.match_statements("recruitment fees").tags == {}


def test_counts_of_facets_agree_with_the_list(searched: tuple[View, SearchIndex]) -> None:
    view, index = searched
    filters = Filters(words="procurement", matches=index.match_statements("procurement"))
    counts = view.count_facets(filters, ("language", "kind"))
    assert sum(item.statements for item in counts["kind"]) == view.find_statements(filters).total
    for item in counts["language"]:
        assert len(_quotes(searched, "procurement", language=[item.value])) == item.statements


def test_stem_of_another_language_does_not_rank_first(searched: tuple[View, SearchIndex]) -> None:
    hits = searched[1].search_hits("procurement")
    assert hits[0].text == "States should use public procurement with care."
    assert hits[-1].text == "El Procurador debe publicar su informe."
    spanish = searched[1].search_hits("procurador", hint="es")
    assert spanish[0].text == "El Procurador debe publicar su informe."


def test_word_that_nothing_has_finds_no_statement(searched: tuple[View, SearchIndex]) -> None:
    assert _quotes(searched, "zebra") == []


def test_statements_of_one_paragraph_are_distinguished_by_their_words(
    tmp_path: Path, make_part: MakePart, write_edition: WriteEdition
) -> None:

    library = Library(tmp_path / "library")
    library.create()
    first, second = "States should audit procurement.", "Ministries should open shelters."
    part = make_part("paragraph", f"{first} {second}")
    passage, full = part.passages[0], part.statements[0]
    statements = tuple(
        replace(
            full,
            id=compute_statement_id(passage.document, ASKS, quote, at),
            quote=quote,
            locator=build_locator(passage, passage.text.index(quote), passage.text.index(quote) + len(quote)),
        )
        for at, quote in enumerate((first, second))
    )
    manifest = write_edition(library, [replace(part, statements=statements)])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest)
    view = open_view(library)
    assert _quotes((view, open_index(view, folder)), "procurement") == [first]


@pytest.mark.parametrize("query", ["!!!", "a" * 500])
def test_a_query_without_words_finds_nothing(searched: tuple[View, SearchIndex], query: str) -> None:
    assert _quotes(searched, query) == []
