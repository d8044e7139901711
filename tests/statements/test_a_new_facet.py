"""Tests of a new facet, over a field that there is or a new one: one entry for each adds them everywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from palermo.search.index_fields import INDEX_FORMAT

ROOT = Path(__file__).parents[2]
END_OF_FACETS = ')\n"""All facets, in the order'
FACETS = """    Facet(
        name="tense",
        column="tense",
        labels=build_labels("Tense", "Temps", "Tiempo", "الزمن", "Время", "时态"),
        values=("done", "planned"),
        hxl="#status+tense",
        counted_by_default=True,
    ),
    Facet(
        name="funder",
        column="funders",
        labels=build_labels("Source of funds", "Source de financement"),
        values=("levy", "trust-fund"),
        value_labels={"levy": build_labels("Levy", "Taxe")},
        hxl="#org+funder",
        counted_by_default=True,
    ),
    Facet(
        name="extractor",
        column="method",
        labels=build_labels("Extractor", "Extracteur"),
        hxl="#meta+method",
    ),
"""
END_OF_FIELDS = "    tense: str | None = None\n"
FIELD = "    funders: tuple[str, ...] = ()\n"
USES = """
import sys
from importlib.abc import MetaPathFinder
from importlib.util import spec_from_file_location
from pathlib import Path


class ChangedModules(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        package, _, module = name.rpartition(".")
        is_changed = package == "palermo.statements" and module in ("facets", "statement")
        return spec_from_file_location(name, f"{sys.argv[2]}/{module}.py") if is_changed else None


sys.meta_path.insert(0, ChangedModules())

import django
from django.conf import settings
from django.http import QueryDict

from made_editions import _build_document, _write
from palermo import registry, vocabulary
from palermo.analysis import FacetValues, parse_filters
from palermo.analysis.cross_tabulation import build_cross_tabulation, parse_query
from palermo.edition import Library, open_view
from palermo.publishing.arrow_tables import SCHEMAS, build_batches
from palermo.publishing.row_writers import EXPORT_COLUMNS, export_rows, format_csv
from palermo.publishing.sheets import SheetSource
from palermo.publishing.sheets.sheet_formats import format_sheet_csv
from palermo.publishing.sheets.who_does_what import build_map_sheet
from palermo.search import build_index, open_index
from palermo.search.index_fields import INDEX_FORMAT
from palermo.statements import StatementKind

library = Library(Path(sys.argv[1]))
library.create()
activity = {"kind": StatementKind.ACTIVITY}
funded = {**activity, "tense": "done", "funders": ("trust-fund", "levy"), "method": "rows.v1"}
parts = [_build_document("one", "It trained judges.", statement=funded),
         _build_document("two", "It will train judges.", statement={**activity, "tense": "planned"})]
manifest = _write(library, parts)
values = FacetValues(registry.load_registry(), vocabulary.load_vocabulary())
with open_view(library) as view:
    filters = parse_filters(["tense=done"], values)
    source = SheetSource(view=view, filters=filters, values=values)
    assert [one.quote for one in view.find_statements(filters).statements] == ["It trained judges."]
    assert {one.value for one in view.count_facets()["tense"]} == {"done", "planned"}
    query = parse_query("tense", "kind", None, parse_filters((), values))
    table = build_cross_tabulation(view, query, values)
    assert {line.id: line.statements for line in table.rows} == {"done": 1, "planned": 1}
    header, tags, *rows = format_sheet_csv(build_map_sheet(table, source), tagged=True)
    assert tags.startswith("#status+tense+code,")
    assert any(row.startswith("done,") for row in rows)
    assert [values.get_label("funder", "levy", language) for language in ("en", "fr", "es")] == ["Levy", "Taxe", "Levy"]
    assert values.find_ids("funder", "taxe") == ("levy",)

    filters = parse_filters(["funder=levy"], values)
    found = view.find_statements(filters).statements
    assert [one.funders for one in found] == [("trust-fund", "levy")]
    assert view.select_columns(["funders"], filters)["funders"].to_pylist() == [["trust-fund", "levy"]]
    assert {one.value for one in view.count_facets()["funder"]} == {"trust-fund", "levy"}
    query = parse_query("funder", "kind", None, parse_filters((), values))
    table = build_cross_tabulation(view, query, values)
    assert {line.id: line.statements for line in table.rows} == {"trust-fund": 1, "levy": 1}
    header, tags, *rows = format_sheet_csv(build_map_sheet(table, source), tagged=True)
    assert tags.startswith("#org+funder+code,")
    records = list(export_rows(view, "statements", filters))
    assert records[0]["funders"] == ["trust-fund", "levy"]
    names = list(records[0])
    assert names.index("funders") == names.index("tense") + 1
    assert EXPORT_COLUMNS["statements"].index("funders") == EXPORT_COLUMNS["statements"].index("tense") + 1
    assert "trust-fund; levy" in list(format_csv(records, EXPORT_COLUMNS["statements"]))[1]
    batch = next(build_batches(records, SCHEMAS["statements"]))
    assert batch["funders"].to_pylist() == [["trust-fund", "levy"]]
    found = view.find_statements(parse_filters(["extractor=rows.v1"], values)).statements
    assert [one.method for one in found] == ["rows.v1"]
assert INDEX_FORMAT != sys.argv[3], "older indexes, without the facet, would be queried"
folder = library.get_edition_folder(manifest.id)
build_index(folder, manifest)
with open_view(library) as view:
    assert open_index(view, folder).search("tense:done").total == 1
    assert open_index(view, folder).search("funder:levy").total == 1

settings.configure(USE_I18N=True, LANGUAGES=[("en", "English"), ("fr", "French")], INSTALLED_APPS=[])
django.setup()
from django.utils import translation
from palermo.portal.api.schemas import StatementOut
from palermo.portal.api.statements import StatementFilterQuery
from palermo.portal.maps.map_query import FACET_TITLES
from palermo.portal.maps.forms import MapForm
from palermo.portal.recommendations.facets import FORM_FACETS

assert MapForm(QueryDict("rows=tense&tense=done"), values).query.filter_values == {"tense": ("done",)}
assert StatementFilterQuery(tense=["done"]).filters.selected == {"tense": ("done",)}
assert MapForm(QueryDict("rows=funder&funder=levy"), values).query.filter_values == {"funder": ("levy",)}
assert StatementFilterQuery(funder=["levy"]).filters.selected == {"funder": ("levy",)}
assert StatementOut.model_json_schema()["properties"]["funders"]["items"] == {"type": "string"}
assert StatementOut(**records[0]).funders == ["trust-fund", "levy"]
assert {"tense", "funder"} <= set(FORM_FACETS)
with translation.override("fr"):
    assert str(FACET_TITLES["tense"]) == "Temps"
    assert str(FACET_TITLES["funder"]) == "Source de financement"
"""


def _write_changed(folder: Path, module: str, before: str, added: str) -> None:
    """Write a copy of a module with an entry added."""
    text = (ROOT / f"src/palermo/statements/{module}.py").read_text(encoding="utf-8")
    assert text.count(before) == 1
    (folder / f"{module}.py").write_text(text.replace(before, added), encoding="utf-8")


@pytest.mark.slow
def test_one_entry_adds_a_facet_or_a_field_everywhere(tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    changed.mkdir()
    _write_changed(changed, "facets", END_OF_FACETS, FACETS + END_OF_FACETS)
    _write_changed(changed, "statement", END_OF_FIELDS, END_OF_FIELDS + FIELD)
    (tmp_path / "uses.py").write_text(USES, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
    command = [sys.executable, str(tmp_path / "uses.py"), str(tmp_path / "library"), str(changed), INDEX_FORMAT]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
