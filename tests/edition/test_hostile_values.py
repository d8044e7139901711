"""Tests of hostile filter values, and of support that would quote hidden testimony."""

from dataclasses import replace

import pytest

from made_editions import MakePart, WriteEdition
from palermo.edition import Filters, Library, open_view
from palermo.statements import FACETS, Support, build_locator

PAYLOADS = ("x' OR 1=1 --", "'; DROP TABLE facts; --", "\\", "%", "_", "x\x00y", "\ud800", "', (SELECT 1), '")


@pytest.fixture
def library_with_statements(library: Library, write_edition: WriteEdition, make_part: MakePart) -> Library:
    write_edition(library, [make_part("alpha", "States should act.", "States should pay 100% of it.")])
    return library


def test_no_value_of_a_facet_changes_a_query(library_with_statements: Library) -> None:
    with open_view(library_with_statements) as view:
        for facet in FACETS:
            for payload in PAYLOADS:
                assert view.find_statements(Filters(selected={facet.name: (payload,)})).total == 0, facet
            view.count_facets(Filters(selected={facet.name: PAYLOADS}))
        assert view.find_statements().total == 2


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_words_and_no_id_change_a_query(library_with_statements: Library, payload: str) -> None:
    with open_view(library_with_statements) as view:
        view.find_statements(Filters(words=payload))
        for find in (view.get_statement, view.get_passage, view.get_document):
            with pytest.raises(Exception, match="has that id"):
                find(payload)
        with pytest.raises(KeyError):
            view.select_columns([f"id, {payload}"])
        assert view.find_statements().total == 2


def test_support_that_quotes_hidden_testimony_is_left_out(
    library: Library, write_edition: WriteEdition, make_part: MakePart
) -> None:
    part = make_part("alpha", "States should protect witnesses.", "I was held for a year.", "In short:")
    requests, story, introduction = part.passages
    support = tuple(
        Support(role="introduction", quote=item.text, locator=build_locator(item, 0, len(item.text)))
        for item in (story, introduction)
    )
    statement = replace(part.statements[0], support=support)
    passages = (requests, replace(story, sensitive=True), introduction)
    write_edition(library, [replace(part, passages=passages, statements=(statement,))])
    with open_view(library) as public:
        (displayed,) = public.list_statements(part.document.id)
        assert [item.quote for item in displayed.support] == ["In short:"]
        assert [item.quote for item in public.get_statement(statement.id).support] == ["In short:"]
        (positioned,) = public.get_statements_at([(part.document.id, 0)])
        assert "held for a year" not in str(positioned.support)
        assert "held for a year" not in str([item.support for item, _ in public.iterate_statements()])
    with open_view(library, visibility=("public", "members", "secretariat")) as closed:
        assert len(closed.list_statements(part.document.id)[0].support) == 2
