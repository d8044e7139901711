"""Tests of a new facet: one entry adds filter, count, map, search and export."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
END_OF_FACETS = ')\n"""All facets, in the order'
ENTRY = """    Facet(
        name="tense",
        column="tense",
        source=FacetSource.VALUE,
        labels=_label("Tense", "Temps", "Tiempo", "الزمن", "Время", "时态"),
        values=("done", "planned"),
        hxl="#status+tense",
        counted_by_default=True,
    ),
"""
USES = """
import sys
from importlib.abc import MetaPathFinder
from importlib.util import spec_from_file_location
from pathlib import Path


class ChangedFacets(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        return spec_from_file_location(name, sys.argv[2]) if name == "palermo.statements.facets" else None


sys.meta_path.insert(0, ChangedFacets())

import django
from django.conf import settings
from django.http import QueryDict

from made_editions import _build_document, _write
from palermo import registry, vocabulary
from palermo.analysis import DimensionValues, parse_filters
from palermo.analysis.cross_tabulation import build_cross_tabulation, load_fact_table, parse_query
from palermo.edition import Library, open_view
from palermo.publishing.sheets.csv import format_sheet_csv
from palermo.publishing.sheets.who_does_what import build_map_sheet
from palermo.search import build_index, open_index
from palermo.statements import StatementKind

library = Library(Path(sys.argv[1]))
library.create()
activity = {"kind": StatementKind.ACTIVITY}
parts = [_build_document("one", "It trained judges.", statement={**activity, "tense": "done"}),
         _build_document("two", "It will train judges.", statement={**activity, "tense": "planned"})]
manifest = _write(library, parts)
values = DimensionValues(registry.load_registry(), vocabulary.load_vocabulary())
with open_view(library) as view:
    filters = parse_filters(["tense=done"], values)
    assert [one.quote for one in view.find_statements(filters).statements] == ["It trained judges."]
    assert {one.value for one in view.count_facets()["tense"]} == {"done", "planned"}
    query = parse_query("tense", "kind", None, parse_filters((), values))
    table = build_cross_tabulation(load_fact_table(view, values), query, values)
    assert {line.id: line.statements for line in table.rows} == {"done": 1, "planned": 1}
    header, tags, *rows = format_sheet_csv(build_map_sheet(table, view.manifest, values), tagged=True)
    assert tags.startswith("#status+tense+code,")
    assert any(row.startswith("done,") for row in rows)
folder = library.get_edition_folder(manifest.id)
build_index(folder, manifest)
with open_view(library) as view:
    assert open_index(view, folder).search("tense:done").total == 1

settings.configure(USE_I18N=True, LANGUAGES=[("en", "English"), ("fr", "French")], INSTALLED_APPS=[])
django.setup()
from django.utils import translation
from palermo.portal.api.statements import StatementFilterQuery
from palermo.portal.maps.map_labels import DIMENSION_TITLES
from palermo.portal.maps.forms import MapForm
from palermo.portal.recommendations.facets import FORM_FACETS

assert MapForm(QueryDict("rows=tense&tense=done"), values).query.filter_values == {"tense": ("done",)}
assert StatementFilterQuery(tense=["done"]).filters.selected == {"tense": ("done",)}
assert "tense" in FORM_FACETS
with translation.override("fr"):
    assert str(DIMENSION_TITLES["tense"]) == "Temps"
"""


def test_one_entry_adds_a_facet_everywhere(tmp_path: Path) -> None:
    text = (ROOT / "src/palermo/statements/facets.py").read_text(encoding="utf-8")
    assert text.count(END_OF_FACETS) == 1
    facets = tmp_path / "facets.py"
    facets.write_text(text.replace(END_OF_FACETS, ENTRY + END_OF_FACETS), encoding="utf-8")
    (tmp_path / "uses.py").write_text(USES, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
    command = [sys.executable, str(tmp_path / "uses.py"), str(tmp_path / "library"), str(facets)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
