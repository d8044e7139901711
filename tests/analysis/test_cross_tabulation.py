"""Tests of maps: agreement with a recount, kinds of empty cells, and warnings of uneven coverage."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from palermo import registry, vocabulary
from palermo.analysis import Emptiness, FacetValues, parse_filters
from palermo.analysis.cross_tabulation import CrossTabulation, build_cross_tabulation, parse_query
from palermo.analysis.cross_tabulation.comparison import ChangeKind, compare_periods
from palermo.analysis.cross_tabulation.cross_tab import order_by_similarity
from palermo.edition import NO_FILTERS, CompiledDocument, Filters, Library, Manifest, View, open_view
from palermo.publishing.row_writers import export_rows
from palermo.publishing.sheets import SheetSource
from palermo.publishing.sheets.who_does_what import MAX_ABSENT_NAMES, build_notes
from palermo.statements import DocumentVersion, Ref, RefType, StatementKind

ILO = Ref(id="ilo", name="ILO", type=RefType.ENTITY)
IOM = Ref(id="iom", name="IOM", type=RefType.ENTITY)
LAKE = Ref(id="new:lake", name="Lake Aid", type=RefType.ENTITY)


@pytest.fixture(scope="module")
def values() -> FacetValues:
    return FacetValues(registry.load_registry(), vocabulary.load_vocabulary())


def describe_activity(*refs: Ref, **more: Any) -> dict[str, Any]:
    return {"kind": StatementKind.ACTIVITY, "actors": refs, **more}


@pytest.fixture(scope="module")
def view(
    tmp_path_factory: pytest.TempPathFactory,
    make_part: Callable[..., CompiledDocument],
    write_edition: Callable[..., Manifest],
) -> View:
    """An edition of two years; one document has a copy that says the same again."""
    library = Library(tmp_path_factory.mktemp("library"))
    library.create()
    new = make_part(
        "new",
        "A.",
        "B.",
        date="2026-02-01",
        statement=describe_activity(ILO, IOM, interventions=("prevention",), places=("KEN",)),
    )
    copy = make_part(
        "copy", "A.", date="2026-02-01", version=DocumentVersion.COPY, statement=describe_activity(ILO, places=("FRA",))
    )
    item, other = new.statements[0], copy.statements[0]
    new = replace(new, statements=(replace(item, same_as=(other.id,)), new.statements[1]))
    copy = replace(
        copy,
        document=replace(copy.document, work=new.document.work),
        statements=(replace(other, same_as=(item.id,), duplicate_rank=1),),
    )
    tags = {"interventions": ("prevention", "data-and-research"), "places": ("FRA",), "themes": ("technology",)}
    old = make_part("old", "C.", "D.", date="2015", statement=describe_activity(LAKE, **tags))
    write_edition(library, [new, copy, old])
    return open_view(library)


def build_map(ground: View, values: FacetValues, axes: str, *conditions: str, **more: Any) -> CrossTabulation:
    names = [*axes.split(), None]
    return build_cross_tabulation(
        ground,
        parse_query(str(names[0]), str(names[1]), names[2], parse_filters(conditions, values), **more),
        values,
    )


def list_cells(made: CrossTabulation) -> dict[tuple[str, str], tuple[int, int]]:
    return {(c.row, c.column): (c.statements, c.documents) for c in made.cells if c.statements}


FIELDS = {"actor": "actors", "intervention": "interventions", "place": "places", "theme": "themes"}


@pytest.mark.parametrize("axes", ["actor intervention", "place intervention", "theme actor", "place actor"])
@pytest.mark.parametrize("condition", [(), ("intervention=prevention",), ("place=KEN", "actor=ilo")])
def test_a_recount_of_the_export_agrees(view: View, values: FacetValues, axes: str, condition: tuple[str, ...]) -> None:
    expected = parse_filters(condition, values).selected
    counted: Counter[tuple[str, str]] = Counter()
    for row in export_rows(view, "statements"):
        has = {name: {r["id"] if isinstance(r, dict) else r for r in row[field]} for name, field in FIELDS.items()}
        if row["main"] and all(has[name] & set(ids) for name, ids in expected.items()):
            first, second = axes.split()
            displayed = [has[name] & set(expected[name]) if name in expected else has[name] for name in (first, second)]
            counted.update((item, other) for item in displayed[0] for other in displayed[1])
    assert {at: n for at, (n, _) in list_cells(build_map(view, values, axes, *condition)).items()} == dict(counted)


def test_what_a_map_counts_is_what_the_list_finds(view: View, values: FacetValues) -> None:
    for conditions, number in (
        ((), 4),
        (("year=2026",), 2),
        (("year=2015..2020", "theme=technology"), 2),
        (("region=africa",), 2),
        (("place=none",), 0),
    ):
        expected = parse_filters(conditions, values)
        listed = [item.id for item in view.find_statements(expected).statements]
        with view.get_statement_index().select_facts(expected, ()) as facts:
            assert facts.count_all()[0] == len(listed) == number


def test_a_region_is_counted_by_its_name_and_by_its_states_once(
    library: Library,
    make_part: Callable[..., CompiledDocument],
    write_edition: Callable[..., Manifest],
    values: FacetValues,
) -> None:
    parts = [
        make_part("west", "A.", statement=describe_activity(ILO, regions=("011",))),
        make_part("both", "B.", statement=describe_activity(ILO, regions=("011", "002"), places=("NGA",))),
        make_part("state", "C.", statement=describe_activity(ILO, places=("NGA", "KEN"))),
        make_part("asia", "D.", statement=describe_activity(ILO, regions=("142", "009"))),
        make_part("nowhere", "E.", statement=describe_activity(ILO)),
    ]
    write_edition(library, parts)
    view = open_view(library)
    counted = {line.id: line.statements for line in build_map(view, values, "region actor").rows if line.statements}
    assert counted == {"002": 3, "202": 3, "011": 3, "014": 1, "142": 1, "009": 1, "none": 1}
    countries = {line.id: line.statements for line in build_map(view, values, "place actor").rows if line.statements}
    assert countries == {"NGA": 2, "KEN": 1}
    for region, statements in counted.items():
        expected = parse_filters([f"region={region}"], values)
        listed = [item.id for item in view.find_statements(expected).statements]
        assert len(listed) == statements
    both = parse_filters(["region=africa", "place=KEN"], values)
    assert view.find_statements(both).total == 1


def test_works_are_counted_and_copies_are_not(view: View, values: FacetValues) -> None:
    built = build_map(view, values, "entity intervention")
    assert list_cells(built)["ilo", "prevention"] == (2, 1)
    assert built.denominators == {"statements": 4, "documents": 2, "documents_in_all": 2}
    assert [(line.id, line.statements) for line in built.rows] == [("ilo", 2), ("iom", 2), ("new:lake", 2)]


def test_the_three_emptinesses_are_distinguished(view: View, values: FacetValues) -> None:
    built = build_map(view, values, "entity intervention")
    cells = {(cell.row, cell.column): cell for cell in built.cells}
    assert cells["ilo", "data-and-research"].emptiness is Emptiness.NO_EVIDENCE
    assert cells["ilo", "data-and-research"].searched == 1
    assert cells["new:lake", "prevention"].emptiness is Emptiness.OLD_EVIDENCE
    assert cells["ilo", "prevention"].emptiness is None
    assert "unodc" in built.absent
    chosen = build_map(view, values, "entity intervention", "actor=unodc")
    assert {cell.emptiness for cell in chosen.cells} == {Emptiness.NO_DOCUMENT}
    patient = build_map(view, values, "entity intervention", old=50)
    assert all(cell.emptiness is not Emptiness.OLD_EVIDENCE for cell in patient.cells)


def test_a_facet_makes_a_map_for_each_of_its_values(view: View, values: FacetValues) -> None:
    built = build_map(view, values, "entity intervention year")
    assert {(c.row, c.facet): c.statements for c in built.cells if c.statements and c.column == "prevention"} == {
        ("ilo", "2026"): 2,
        ("iom", "2026"): 2,
        ("new:lake", "2015"): 2,
    }


def test_rows_and_columns_of_a_facet_are_counted_in_it_alone(view: View, values: FacetValues) -> None:
    built = build_map(view, values, "entity intervention year")
    facets = [line.id for line in built.facets]
    assert facets == ["2015", "2026"]
    for dimension, lines in (("actor", built.rows), ("intervention", built.columns)):
        for line in lines:
            counted = [built.get_margin(dimension, line, facet) for facet in facets]
            listed = [
                view.find_statements(Filters(selected={dimension: (line.id,), "year": (facet,)})).total
                for facet in facets
            ]
            assert [item.statements for item in counted] == listed
            assert sum(listed) == line.statements
    shares = {(c.row, c.column, c.facet): c.share for c in built.cells if c.statements}
    assert shares["new:lake", "prevention", "2015"] == 1.0
    plain = build_map(view, values, "entity intervention")
    assert plain.get_margin("actor", plain.rows[0], None) is plain.rows[0]


def test_the_share_of_a_cell_is_of_its_row_in_the_facet(view: View, values: FacetValues) -> None:
    full = {(c.row, c.column): c.share for c in build_map(view, values, "intervention entity").cells}
    parted = {(c.row, c.column, c.facet): c.share for c in build_map(view, values, "intervention entity year").cells}
    assert (full["prevention", "ilo"], parted["prevention", "ilo", "2026"]) == (0.5, 1.0)


def test_measures_next_to_the_number(view: View, values: FacetValues) -> None:
    cells = {(c.row, c.column): c for c in build_map(view, values, "intervention country").cells}
    cell = cells["prevention", "KEN"]
    assert (cell.statements, cell.entities, cell.newest, cell.share) == (2, 2, 2026, 0.5)
    region = {(c.row, c.column): c.statements for c in build_map(view, values, "region kind").cells}
    assert region["014", "activity"] == region["002", "activity"] == 2


def test_a_cut_keeps_the_heaviest_and_tells_how_many_are_left(view: View, values: FacetValues) -> None:
    built = build_map(view, values, "entity intervention", most=1)
    assert (len(built.rows), len(built.columns), len(built.cells)) == (1, 1, 1)
    assert built.left_out["actor"] == 2


def test_a_row_with_far_more_documents_is_warned_of(
    library: Library,
    make_part: Callable[..., CompiledDocument],
    write_edition: Callable[..., Manifest],
    values: FacetValues,
) -> None:
    parts = [
        make_part(f"p{at}", "A.", statement=describe_activity(ILO, interventions=("prevention",))) for at in range(12)
    ]
    others = [Ref(id=f"new:{at}", name=f"Body {at}", type=RefType.ENTITY) for at in range(4)]
    parts += [make_part(f"q{at}", "B.", statement=describe_activity(ref)) for at, ref in enumerate(others)]
    write_edition(library, parts)
    with open_view(library) as opened:
        built = build_map(opened, values, "entity intervention")
        source = SheetSource(view=opened, filters=NO_FILTERS, values=values)
        notes = list(build_notes(built, source))
    absent = [line for line in notes if line.startswith("No document by or about")]
    assert [line.endswith(f" and {len(built.absent) - MAX_ABSENT_NAMES:,} more") for line in absent] == [True]
    assert [(item.row, item.documents, item.middle) for item in built.coverage] == [("ilo", 12, 1)]
    told_once = [line for line in notes if "appear in at most" in line]
    assert len(told_once) == 1
    assert "(12); half of the entities appear in at most 1:" in told_once[0]


def test_change_between_two_periods(view: View, values: FacetValues) -> None:
    expected = parse_query("actor", "intervention", None, parse_filters((), values))
    change = compare_periods(view, expected, values, ("2015",), ("2026",))
    assert {(c.row, c.column, c.change_kind, c.earlier_count, c.later_count) for c in change.cells} == {
        ("ilo", "prevention", ChangeKind.NEW, 0, 2),
        ("iom", "prevention", ChangeKind.NEW, 0, 2),
        ("new:lake", "prevention", ChangeKind.SILENT, 2, 0),
        ("new:lake", "data-and-research", ChangeKind.SILENT, 2, 0),
    }


def test_rows_of_a_similar_profile_stand_together() -> None:
    counts = {("a", "x"): 9, ("b", "y"): 5, ("c", "x"): 1, ("d", "y"): 1, ("d", "x"): 1}
    assert order_by_similarity(["a", "b", "c", "d", "e"], counts, ["x", "y"]) == ["a", "c", "d", "b", "e"]
    assert order_by_similarity([], {}, []) == []


def test_an_empty_edition_makes_an_empty_map(
    library: Library,
    make_part: Callable[..., CompiledDocument],
    write_edition: Callable[..., Manifest],
    values: FacetValues,
) -> None:
    write_edition(library, [make_part("silent")])
    with open_view(library) as opened:
        built = build_map(opened, values, "entity intervention")
    assert built.rows == []
    assert built.denominators["statements"] == 0


PRINTED = Ref(id=None, name="the delegation", type=RefType.ENTITY)


@pytest.fixture
def mixed_view(
    library: Library, make_part: Callable[..., CompiledDocument], write_edition: Callable[..., Manifest]
) -> View:
    """Statements of an entity, of a printed name, of nobody; one document has trafficking in its title, one no date."""
    named = make_part(
        "named", "A.", date="2024", statement=describe_activity(ILO, PRINTED, interventions=("prevention",))
    )
    rendered = make_part(
        "printed", "B.", "C.", date=None, statement=describe_activity(PRINTED, years=(2019, 2021, 2090))
    )
    nobody = make_part("nobody", "D.", date="2024", statement=describe_activity(themes=("trafficking-in-persons",)))
    titled = replace(rendered, document=replace(rendered.document, title="Report on trafficking in persons"))
    write_edition(library, [named, titled, nobody])
    return open_view(library)


def test_names_without_an_id_and_nobody_are_counted_and_shown_when_asked(mixed_view: View, values: FacetValues) -> None:
    plain = build_map(mixed_view, values, "entity kind")
    assert [line.id for line in plain.rows] == ["ilo"]
    assert (plain.denominators["as_printed"], plain.denominators["unnamed"]) == (3, 1)
    others = build_cross_tabulation(
        mixed_view, replace(parse_query("actor", "kind", None, parse_filters((), values)), others=True), values
    )
    assert [(line.id, line.statements) for line in others.rows] == [("ilo", 1), ("as-printed", 3), ("none", 1)]
    assert {cell.row: cell.entities for cell in others.cells if cell.statements} == {
        "ilo": 1,
        "as-printed": 0,
        "none": 0,
    }
    each = build_map(mixed_view, values, "entity kind", "actor=as-printed")
    assert [(line.id, line.statements) for line in each.rows] == [("name:delegation", 3)]


@pytest.mark.parametrize(
    ("condition", "number"),
    [("actor=as-printed", 3), ("actor=none", 1), ("subject=trafficking", 3), ("subject=other", 1)],
)
def test_a_map_a_list_and_an_export_find_the_same(
    mixed_view: View, values: FacetValues, condition: str, number: int
) -> None:
    expected = parse_filters([condition], values)
    assert build_map(mixed_view, values, "kind theme", condition).denominators["statements"] == number
    assert mixed_view.find_statements(expected).total == number


def test_what_has_no_date_is_as_new_as_what_it_tells_of(mixed_view: View, values: FacetValues) -> None:
    built = build_map(mixed_view, values, "entity kind", "actor=as-printed")
    assert [line.newest for line in built.rows] == [2024]
    undated = build_map(mixed_view, values, "subject kind", "subject=trafficking", "actor=as-printed")
    assert [line.newest for line in undated.rows] == [2021]


def test_an_axis_of_years_has_no_gap(view: View, values: FacetValues) -> None:
    built = build_map(view, values, "entity year")
    assert [line.id for line in built.columns] == [str(year) for year in range(2015, 2027)]
    assert {line.id for line in built.columns if line.statements} == {"2015", "2026"}
