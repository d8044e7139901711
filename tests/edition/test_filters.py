"""Tests of filters and facets against a plain recount of all statements."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.edition import CompiledDocument, Filters, Library, Manifest, View, build_filters, open_view
from palermo.statements import (
    NO_RESPONSE,
    Document,
    InstrumentRef,
    Nature,
    Ref,
    RefType,
    Response,
    Statement,
    StatementKind,
)
from palermo.vocabulary.class_names import build_name_value

type MakePart = Callable[..., CompiledDocument]
type WriteEdition = Callable[..., Manifest]

A = Ref(id="state:AAA", name="State A", type=RefType.STATE)
A_AGAIN = replace(A, name="the State")
B = Ref(id="state:BBB", name="State B", type=RefType.STATE)
UNKNOWN = Ref(id=None, name="the Ministry", type=RefType.ENTITY)
CITED = (
    InstrumentRef(id="palermo-protocol", provision="9"),
    InstrumentRef(id="palermo-protocol", provision="10"),
    InstrumentRef(id="A/RES/1"),
)

VARIETIES = [
    ("one", "2024-05-01", Nature.ORIGINAL, {"addressees": (A, A_AGAIN), "actors": (B,), "themes": ("conflict",)}),
    (
        "two",
        "2024",
        Nature.DIGEST,
        {"addressees": (A,), "response": Response.ACCEPTED, "themes": ("conflict", "health")},
    ),
    ("three", "1999-01", Nature.ORIGINAL, {"addressees": (B, UNKNOWN), "response": Response.NOTED}),
    (
        "four",
        None,
        Nature.TABLE,
        {
            "kind": StatementKind.MANDATE,
            "addressees": (),
            "actors": (A, UNKNOWN),
            "language": "fr",
            "instruments": CITED,
        },
    ),
    (
        "five",
        "2025-01-01",
        Nature.SURVEY,
        {"kind": StatementKind.ACTIVITY, "actors": (B,), "themes": ("health", "health")},
    ),
]
SENTENCES = ("State A should prévenir 100% of it.", 'ПРЕДУПРЕЖДАТЬ the_trade; "it\'s" \\ done', "Protect VICTIMS of it")


@pytest.fixture(scope="module")
def parts(make_part: MakePart) -> list[CompiledDocument]:
    return [
        make_part(name, *SENTENCES, date=date, nature=nature, statement=fields)
        for name, date, nature, fields in VARIETIES
    ]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, parts: list[CompiledDocument], write_edition: WriteEdition) -> View:
    library = Library(tmp_path_factory.mktemp("filters") / "library")
    library.create()
    write_edition(library, parts)
    return open_view(library)


def _keys(refs: tuple[Ref, ...]) -> set[str]:
    return {ref.id or build_name_value(ref.name) for ref in refs}


def _folded(text: str) -> str:
    return "".join(c for c in normalize("NFD", text.lower()) if not combining(c))


def _values(statement: Statement, document: Document) -> dict[str, set[str]]:
    return {
        "kind": {statement.kind.value},
        "addressee": _keys(statement.addressees),
        "actor": _keys(statement.actors),
        "response": {statement.response.value if statement.response else NO_RESPONSE},
        "year": {str(document.year)} if document.year else set(),
        "theme": set(statement.themes),
        "language": {statement.language},
        "document": {document.id},
        "nature": {document.nature.value},
        "instrument": {cited.id for cited in statement.instruments},
    }


def _fits(statement: Statement, document: Document, filters: Filters, lifted: str = "") -> bool:
    values = _values(statement, document)
    chosen = ((facet, set(filters.get_values(facet))) for facet in values if facet != lifted)
    words = filters.words.split()
    return all(not expected or expected & values[facet] for facet, expected in chosen) and all(
        _folded(word) in _folded(statement.quote) for word in words
    )


FACETS = ("kind", "addressee", "actor", "response", "year", "theme", "language", "document", "nature", "instrument")


def _draw_values(*values: object) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


wanted = st.builds(
    build_filters,
    kind=_draw_values("recommendation", "mandate", "factor", "'"),
    addressee=_draw_values("state:AAA", "state:BBB", "name:the Ministry", "name:State A"),
    actor=_draw_values("state:AAA", "state:BBB", "name:the Ministry"),
    response=_draw_values("none", "accepted", "noted", "pending"),
    year=_draw_values(2024, 1999, 1900),
    theme=_draw_values("conflict", "health", "technology"),
    instrument=_draw_values("palermo-protocol", "A/RES/1"),
    language=_draw_values("en", "fr"),
    nature=_draw_values("original", "digest", "table", "survey"),
    words=st.sampled_from(
        ["", "it", "PREVENIR", "предупреждать", "100%", "the_trade", "%", "_", "victims of", "'", "\\"]
    ),
)


@given(filters=wanted)
def test_filters_find_what_a_plain_reading_finds(view: View, parts: list[CompiledDocument], filters: Filters) -> None:
    expected = {s.id for part in parts for s in part.statements if _fits(s, part.document, filters)}
    result = view.find_statements(filters, limit=1000)
    assert result.total == len(expected)
    assert {s.id for s in result.statements} == expected
    assert set(result.documents) == {s.document for s in result.statements}
    assert {s.id for s, _ in view.iterate_statements(filters)} == expected


@given(filters=wanted)
def test_facets_count_with_their_own_filter_lifted(view: View, parts: list[CompiledDocument], filters: Filters) -> None:
    facets = view.count_facets(filters)
    assert set(facets) >= set(FACETS)
    for facet in FACETS:
        fitting = [(s, p.document) for p in parts for s in p.statements if _fits(s, p.document, filters, lifted=facet)]
        values = [value for s, d in fitting for value in _values(s, d)[facet]]
        expected = dict.fromkeys(filters.get_values(facet), 0) | {v: values.count(v) for v in values}
        assert {count.value: count.statements for count in facets[facet]} == expected


def test_facets_show_the_most_frequent_first_and_years_newest_first(view: View) -> None:
    facets = view.count_facets()
    assert [(c.value, c.statements) for c in facets["year"]] == [("2025", 3), ("2024", 6), ("1999", 3)]
    assert [(c.value, c.name, c.statements) for c in facets["addressee"]] == [
        ("state:AAA", "State A", 9),
        ("name:ministry", "the Ministry", 3),
        ("state:BBB", "State B", 3),
    ]
    assert {c.name for c in facets["document"]} == {"One", "Two", "Three", "Four", "Five"}


def test_the_newest_document_comes_first_or_the_first_source(view: View) -> None:
    newest = [view.get_document(s.document).title for s in view.find_statements().statements]
    rendered = [view.get_document(s.document).title for s in view.find_statements(order="printed").statements]
    assert newest[::3] == ["Five", "One", "Two", "Three", "Four"]
    assert rendered[::3] == ["Five", "Four", "One", "Three", "Two"]


def test_stretches_join_to_the_whole(view: View) -> None:
    full = [s.id for s in view.find_statements(limit=100).statements]
    blocks = [s.id for offset in range(0, 20, 4) for s in view.find_statements(offset=offset, limit=4).statements]
    assert blocks == full
    assert len(set(full)) == 15


@pytest.mark.parametrize(
    ("offset", "limit", "number"), [(-5, 3, 3), (0, -1, 0), (10**30, 50, 0), (14, 10**30, 1), (0, 0, 0)]
)
def test_odd_stretches_are_no_error(view: View, offset: int, limit: int, number: int) -> None:
    result = view.find_statements(offset=offset, limit=limit)
    assert (result.total, len(result.statements)) == (15, number)


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        "'; DROP TABLE register; --",
        "%' OR 1=1",
        "\0",
        "\udc80",
        "x" * 100_000,
        "{}",
        "$1",
        "?",
        "\N{COMBINING ACUTE ACCENT}q",
    ],
)
def test_hostile_text_finds_nothing_and_harms_nothing(view: View, hostile: str) -> None:
    fields = ("kind", "addressee", "actor", "response", "theme", "language", "document", "nature")
    values: list[dict[str, Any]] = [{"words": hostile}, *({field: (hostile,)} for field in fields)]
    for value in values:
        assert view.find_statements(build_filters(**value)).total == 0
        assert set(view.count_facets(build_filters(**value))) >= set(FACETS)
    assert view.find_statements(build_filters(year=(10**40, -1))).total == 0
    assert view.find_statements().total == 15


def test_very_many_words_are_no_error(view: View) -> None:
    assert view.find_statements(Filters(words=" ".join(f"word{n}" for n in range(5000)))).total == 0
    assert view.find_statements(build_filters(words="it " * 5000)).total == 15


def test_provisional_ids_are_no_entities_of_the_registry(
    tmp_path: Path, make_part: MakePart, write_edition: WriteEdition
) -> None:
    library = Library(tmp_path / "library")
    library.create()
    unknown = Ref(id="new:00000000000000000001", name="Lake Fishers", type=RefType.ENTITY)
    write_edition(library, [make_part("only", "One.", statement={"actors": (A, unknown), "addressees": (B, unknown)})])
    with open_view(library) as view:
        assert view.compute_totals().entities == 2


def test_the_name_printed_most_often_stands_for_an_id(
    tmp_path: Path, make_part: MakePart, write_edition: WriteEdition
) -> None:
    library = Library(tmp_path / "library")
    library.create()
    often = make_part("often", "One.", "Two.", statement={"addressees": (A,), "actors": (A,)})
    seldom = make_part("seldom", "One.", statement={"addressees": (A_AGAIN, B)})
    write_edition(library, [often, seldom])
    with open_view(library) as view:
        assert [(c.value, c.name) for c in view.count_facets()["addressee"]] == [
            ("state:AAA", "State A"),
            ("state:BBB", "State B"),
        ]
        assert view.compute_totals().entities == 2
