"""Tests of counts of statements by the values of facets, and of their types after decisions."""

from dataclasses import replace
from typing import Any

import pytest

from decision_factory import make_decision
from made_editions import MakePart, WriteEdition
from palermo.edition import (
    NO_FILTERS,
    CompiledDocument,
    DecisionLog,
    EvidenceCount,
    Filters,
    Library,
    View,
    build_filters,
    open_view,
)
from palermo.edition.statement_index import MIN_NARROW_FACETS
from palermo.statements import Ref, RefType, StatementKind

ILO = Ref(id="ilo", name="ILO", type=RefType.ENTITY)
PRINTED = Ref(id=None, name="the delegation", type=RefType.ENTITY)


@pytest.fixture
def parts(make_part: MakePart) -> list[CompiledDocument]:
    """An activity of an entity and a printed name in Kenya, two of nobody; the second document has no date."""
    activity: dict[str, Any] = {"kind": StatementKind.ACTIVITY, "themes": ("technology",)}
    dated = make_part("dated", "A.", date="2024", statement={**activity, "actors": (ILO, PRINTED), "places": ("KEN",)})
    undated = make_part("undated", "B.", "C.", date=None, statement={**activity, "years": (2019, 2021, 2090)})
    return [dated, undated]


@pytest.fixture
def log(library: Library, parts: list[CompiledDocument], write_edition: WriteEdition) -> DecisionLog:
    write_edition(library, parts)
    return DecisionLog(library.decisions)


def count_evidence(view: View, filters: Filters, *facets: str) -> dict[tuple[str, ...], EvidenceCount]:
    with view.get_statement_index().select_facts(filters, facets) as facts:
        return dict(facts.count_evidence(facets, {}))


def test_combinations_are_counted_with_works_and_newest_year(library: Library, log: DecisionLog) -> None:
    view = open_view(library)
    assert count_evidence(view, NO_FILTERS, "region", "theme") == {
        (region, "technology"): EvidenceCount(statements=1, works=1, newest=2024)
        for region in ("014", "202", "002", "001")
    } | {("none", "technology"): EvidenceCount(statements=2, works=1, newest=2021)}
    with view.get_statement_index().select_facts(NO_FILTERS, ("region", "kind")) as facts:
        assert facts.count_all() == (3, 2)
        shown = {"region": ["002", "none", "never"], "kind": ["activity"]}
        assert facts.count_actors(("region", "kind"), shown) == {("002", "activity"): 1}


def test_names_without_an_id_are_one_value_unless_they_are_selected(library: Library, log: DecisionLog) -> None:
    view = open_view(library)
    names = {key: count.statements for key, count in count_evidence(view, NO_FILTERS, "actor").items()}
    assert names == {("ilo",): 1, ("as-printed",): 1, ("none",): 2}
    selected = count_evidence(view, build_filters(actor=["as-printed"]), "actor")
    assert set(selected) == {("ilo",), ("as-printed",), ("name:delegation",)}


def test_many_values_of_a_filter_find_what_few_do(library: Library, log: DecisionLog) -> None:
    view = open_view(library)
    for facet, value in (("theme", "technology"), ("kind", "activity"), ("region", "002"), ("actor", "ilo")):
        some = view.find_statements(build_filters(**{facet: [value]})).total  # type: ignore[arg-type]
        others = [f"other-{number}" for number in range(20)]
        many = view.find_statements(build_filters(**{facet: [*others, value]})).total  # type: ignore[arg-type]
        assert some == many > 0
        assert view.find_statements(build_filters(**{facet: others})).total == 0  # type: ignore[arg-type]


def test_a_narrow_list_has_the_total_on_every_page(library: Library, log: DecisionLog) -> None:
    view = open_view(library)
    filters = build_filters(theme=["technology"], kind=["activity"])
    assert len(filters.selected) >= MIN_NARROW_FACETS
    pages = [view.find_statements(filters, offset=offset, limit=2) for offset in (0, 2, 4)]
    assert [page.total for page in pages] == [3, 3, 3]
    assert [len(page.statements) for page in pages] == [2, 1, 0]


def test_a_decision_may_give_a_value_that_no_row_had(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    earlier = open_view(library)
    assert set(count_evidence(earlier, NO_FILTERS, "theme")) == {("technology",)}
    part = parts[1]
    log.append([make_decision(part.statements[0], part.passages[0], "correct", fields={"themes": ["health"]})])
    newer = open_view(library, previous=earlier)
    counts = {key: count.statements for key, count in count_evidence(newer, NO_FILTERS, "theme").items()}
    assert counts == {("technology",): 2, ("health",): 1}
    del earlier
    assert newer.find_statements(build_filters(theme=["health"], kind=["activity"])).total == 1


def test_a_map_of_rejected_statements_counts_what_the_list_shows(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    part = parts[0]
    log.append([make_decision(part.statements[0], part.passages[0], "reject", reason="no activity")])
    view = open_view(library)
    assert set(count_evidence(view, NO_FILTERS, "place")) == {("none",)}
    rejected = build_filters(status=["rejected"])
    assert view.find_statements(rejected).total == 1
    assert count_evidence(view, rejected, "place")["KEN",].statements == 1


def test_of_copies_the_first_that_the_view_shows_is_counted(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    main, copy = (
        make_part(name, "A.", statement={"themes": (theme,)}) for name, theme in (("a", "health"), ("b", "finance"))
    )
    item, other = main.statements[0], copy.statements[0]
    main = replace(main, statements=(replace(item, same_as=(other.id,)),))
    copy = replace(
        copy,
        document=replace(copy.document, work=main.document.work),
        statements=(replace(other, same_as=(item.id,), duplicate_rank=1),),
    )
    hidden = replace(main, document=replace(main.document, visibility="secretariat"))
    write_edition(library, [hidden, copy])
    assert set(count_evidence(open_view(library), NO_FILTERS, "theme")) == {("finance",)}
