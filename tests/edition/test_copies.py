"""Tests of copies: statements of a Work's files are counted once, and each can be opened."""

from dataclasses import replace

import pytest

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo.edition import EVERY_COPY, NO_FILTERS, CompiledDocument, Filters, Library, View, build_filters, open_view
from palermo.publishing.row_writers import export_rows
from palermo.statements import DocumentVersion, Response, Statement, parse_statement_rows, to_dict


def joined(parts: list[CompiledDocument], *same: tuple[Statement, ...]) -> list[CompiledDocument]:
    """Make the parts one Work, the first of them main; each of `same` are statements that are one."""
    ranks = {s.id: (at, tuple(x.id for x in group if x is not s)) for group in same for at, s in enumerate(group)}
    built = []
    for part in parts:
        document = replace(part.document, work=parts[0].document.work)
        statements = tuple(
            replace(s, duplicate_rank=ranks.get(s.id, (0, ()))[0], same_as=ranks.get(s.id, (0, ()))[1])
            for s in part.statements
        )
        built.append(replace(part, document=document, statements=statements))
    return built


@pytest.fixture(scope="module")
def parts(make_part: MakePart) -> list[CompiledDocument]:
    pdf = make_part("pdf", "First.", "Second.", "Only here.", statement={"themes": ("conflict",)})
    docx = make_part("docx", "First.", "Second.", version=DocumentVersion.COPY, statement={"themes": ("health",)})
    french = make_part(
        "french", "Premier.", "Seul.", version=DocumentVersion.TRANSLATION, language="fr", statement={"language": "fr"}
    )
    first = (pdf.statements[0], docx.statements[0], french.statements[0])
    return joined([pdf, docx, french], first, (pdf.statements[1], docx.statements[1]))


@pytest.fixture(scope="module")
def view(create_library: CreateLibrary, parts: list[CompiledDocument], write_edition: WriteEdition) -> View:
    library = create_library()
    write_edition(library, parts)
    return open_view(library)


def quotes(view: View, filters: Filters) -> list[str]:
    result = view.find_statements(filters)
    assert result.total == len(result.statements)
    return sorted(item.quote for item in result.statements)


def test_each_is_found_once_as_the_main_document_says_it(view: View) -> None:
    assert quotes(view, Filters()) == ["First.", "Only here.", "Second.", "Seul."]
    main = view.get_document(view.list_versions(view.list_documents()[0].id)[0].id)
    assert {s.document for s in view.find_statements().statements if s.quote != "Seul."} == {main.id}


def test_every_copy_is_found_where_it_is_asked_for(view: View) -> None:
    every = ["First.", "First.", "Only here.", "Premier.", "Second.", "Second.", "Seul."]
    assert quotes(view, EVERY_COPY) == every
    assert sorted(s.quote for s, _ in view.iterate_statements()) == every
    assert sorted(row["quote"] for row in export_rows(view, "statements")) == every
    assert [row["main"] for row in export_rows(view, "statements")].count(True) == 4


def test_a_table_holds_each_once_by_source_and_as_printed(view: View) -> None:
    table = view.select_columns(["quote", "themes"])
    assert table["quote"].to_pylist() == ["Seul.", "First.", "Second.", "Only here."]
    assert table["themes"].to_pylist() == [[], ["conflict"], ["conflict"], ["conflict"]]
    assert view.select_columns(["quote"], build_filters(language=("fr",)))["quote"].to_pylist() == ["Premier.", "Seul."]
    with pytest.raises(KeyError, match="support"):
        view.select_columns(["support"])


def test_language_document_and_words_choose_among_the_copies(view: View, parts: list[CompiledDocument]) -> None:
    assert quotes(view, build_filters(language=("fr",))) == ["Premier.", "Seul."]
    assert quotes(view, build_filters(words="premier")) == ["Premier."]
    docx, french = parts[1].document.id, parts[2].document.id
    assert quotes(view, build_filters(document=(docx,))) == ["First.", "Second."]
    assert quotes(view, build_filters(document=(docx, french))) == ["First.", "Second.", "Seul."]


def test_other_filters_ask_the_main_one(view: View) -> None:
    assert quotes(view, build_filters(theme=("conflict",))) == ["First.", "Only here.", "Second."]
    assert quotes(view, build_filters(theme=("health",))) == []
    assert quotes(view, build_filters(theme=("health",), every_copy=True)) == ["First.", "Second."]


def test_facets_count_what_choosing_their_value_finds(view: View, parts: list[CompiledDocument]) -> None:
    facets = {name: {c.value: c.statements for c in counts} for name, counts in view.count_facets().items()}
    assert facets["kind"] == {"recommendation": 4}
    assert facets["theme"] == {"conflict": 3}
    assert facets["language"] == {"en": 3, "fr": 2}
    assert list(facets["document"].values()) == [3, 2, 2]
    every = {c.value: c.statements for c in view.count_facets(EVERY_COPY)["theme"]}
    assert every == {"conflict": 3, "health": 2}


def test_maps_count_a_copy_in_its_language_and_the_whole_once(view: View) -> None:
    with view.get_statement_index().select_facts(NO_FILTERS, ("language", "kind")) as facts:
        by_language = facts.count_evidence(("language", "kind"), {})
        assert {key[0]: count.statements for key, count in by_language.items()} == {"en": 3, "fr": 2}
        assert facts.count_statements("kind") == {"recommendation": 4}
        assert facts.count_all() == (4, 1)


def test_values_of_maps_count_what_their_lists_find_beside_a_facet_of_copies(view: View) -> None:
    with view.get_statement_index().select_facts(NO_FILTERS, ("document", "theme")) as facts:
        by_document = facts.count_evidence(("document", "theme"), {})
        assert sorted((key[1], count.statements) for key, count in by_document.items()) == [
            ("conflict", 3),
            ("health", 2),
        ]
        assert facts.count_statements("theme") == {"conflict": 3}
    with view.get_statement_index().select_facts(build_filters(theme=("health",)), ("document", "theme")) as facts:
        assert facts.count_all() == (0, 0)


def test_totals_count_works_and_what_they_state(view: View) -> None:
    totals = view.compute_totals()
    assert (totals.documents, totals.works, totals.statements) == (3, 1, 4)
    assert [(c.value, c.statements) for c in totals.languages] == [("en", 1), ("fr", 1)]
    assert (dict(view.manifest.counts.statements), view.manifest.counts.copies) == ({"recommendation": 4}, 3)


def test_a_copy_is_reachable_and_its_versions_are_known(view: View, parts: list[CompiledDocument]) -> None:
    copy = parts[1].statements[0]
    assert view.get_statement(copy.id) == copy
    assert [d.version for d in view.list_versions(copy.document)] == ["main", "copy", "translation"]


def test_where_the_main_one_may_not_be_seen_the_next_stands_for_it(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    hidden = replace(parts[0], document=replace(parts[0].document, visibility="members"))
    write_edition(library, [hidden, *parts[1:]])
    with open_view(library) as view:
        assert quotes(view, Filters()) == ["First.", "Second.", "Seul."]
        assert view.compute_totals().statements == 3
    with open_view(library, visibility=("public", "members")) as view:
        assert quotes(view, Filters()) == ["First.", "Only here.", "Second.", "Seul."]


def test_a_duplicate_rank_is_within_what_is_the_same(parts: list[CompiledDocument]) -> None:
    with pytest.raises(ValueError, match="duplicate_rank"):
        replace(parts[0].statements[2], duplicate_rank=1)
    assert replace(parts[0].statements[2], response=Response.NOTED).duplicate_rank == 0


def test_a_duplicate_rank_is_stored_as_standing(parts: list[CompiledDocument]) -> None:
    statement = replace(parts[0].statements[2], same_as=(parts[0].statements[1].id,), duplicate_rank=1)
    row = to_dict(statement)
    assert row["standing"] == 1
    assert "duplicate_rank" not in row
    assert parse_statement_rows([row]) == [statement]
