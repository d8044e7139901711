"""Tests of the map explorer: linked numbers, cells, files, the survey's check."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import xlsxwriter
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from palermo.edition import View, open_public_view
from palermo.extraction.rows import SURVEY_FORM_MARK
from palermo.portal.maps.forms import MapForm
from palermo.portal.services import map_cache
from palermo.portal.services.map_cache import get_current_maps, get_facet_values

MAP = "/en/who-does-what/"
LIST = "/en/who-does-what/statements/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def total(client: Client, address: str) -> int:
    result = re.search(r'<h2 id="res">([\d,]+) statement', page(client, address))
    assert result, address
    return int(result[1].replace(",", ""))


@pytest.mark.parametrize(
    "axes",
    [
        "rows=addressee&columns=theme",
        "rows=kind&columns=year",
        "rows=region&columns=response",
        "rows=kind&columns=theme&facet=language&top=4",
    ],
)
def test_every_total_of_a_row_is_the_list_that_it_opens(client: Client, axes: str) -> None:
    sums = re.findall(r'<td class="sum"><a href="([^"]+)"[^>]*>([\d,]+)</a>', page(client, f"{MAP}?{axes}"))
    assert sums
    for address, number in sums:
        if int(number.replace(",", "")):
            assert total(client, address.replace("&amp;", "&")) == int(number.replace(",", ""))


def test_a_cell_opens_its_statements_next_to_the_map(client: Client) -> None:
    full = page(client, f"{MAP}?rows=addressee&columns=kind")
    cell = re.search(r'<td class="h\d"><a href="([^"]+)#p" aria-label="([^"]+)">([\d,]+)</a>', full)
    assert cell
    opened = page(client, MAP + cell[1].replace("&amp;", "&"))
    assert 'class="panel c4" id="p"' in opened
    assert f">{cell[3]} statement" in opened
    assert "<blockquote" in opened
    assert "Why it was read so" in opened
    assert re.search(r'<td class="h\d open">', opened)


def test_old_evidence_keeps_its_number_and_tells_its_year(client: Client) -> None:
    displayed = page(client, f"{MAP}?rows=kind&columns=language&old=0")
    cells = re.findall(
        r'<td class="o h\d"><a [^>]*aria-label="[^"]*: ([\d,]+) statements?, the newest of (\d+)">([^<]*)<small>(\d+)<',
        displayed,
    )
    assert cells
    assert all((number, year) == (words, small) for number, year, words, small in cells)


def test_files_say_what_they_rest_on(client: Client) -> None:
    asked_for = "?rows=addressee&columns=kind&kind=recommendation"
    built = json.loads(client.get(f"{MAP}export.json{asked_for}").content)
    assert built["filters"] == {"kind": ["recommendation"]}
    assert sum(cell["statements"] for cell in built["cells"]) > 0
    rows = list(csv.reader(io.StringIO(client.get(f"{MAP}export.hxl.csv{asked_for}").content.decode())))
    assert rows[1][0] == "#org+addressee+code"
    assert all(built["edition"] in row[-1] for row in rows[2:])
    assert client.get(f"{MAP}export.xlsx{asked_for}").content.startswith(b"PK")
    picture = client.get(f"{MAP}export.svg{asked_for}").content.decode()
    assert picture.startswith("<svg")
    assert built["cite"] in picture
    assert client.get(f"{MAP}export.exe").status_code == 404
    lines = client.get(f"{LIST}export.jsonl?kind=recommendation").getvalue().decode().splitlines()
    assert len(lines) == total(client, f"{LIST}?kind=recommendation")


def test_files_of_a_map_with_a_facet_hold_what_was_found_and_every_cell_on_request(client: Client) -> None:
    axes = "?rows=addressee&columns=kind&facet=language"
    result = json.loads(client.get(f"{MAP}export.json{axes}").content)
    assert result["cells"]
    assert all(cell["statements"] for cell in result["cells"])
    assert any("Cells without statements are left out" in note for note in result["notes"])
    every = json.loads(client.get(f"{MAP}export.json{axes}&cells=every").content)
    assert len(every["cells"]) > len(result["cells"])
    assert [cell for cell in every["cells"] if cell["statements"]] == result["cells"]
    service = client.get(f"/api/v1/maps/who-does-what{axes}&others=true&sparse=false").json()
    assert any(not cell["statements"] for cell in service["cells"])
    tagged = client.get(f"{MAP}export.hxl.csv{axes}").content.decode().splitlines()
    assert len(tagged) == 2 + len(result["cells"])
    flat = json.loads(client.get(f"{MAP}export.json?rows=addressee&columns=kind&cells=found").content)
    assert all(cell["statements"] for cell in flat["cells"])


def test_the_service_answers_the_same_map(client: Client) -> None:
    asked_for = "rows=addressee&columns=kind&where=kind=recommendation&others=true"
    service = client.get(f"/api/v1/maps/who-does-what?{asked_for}").json()
    file = json.loads(client.get(f"{MAP}export.json?rows=addressee&columns=kind&kind=recommendation").content)
    assert [{k: v for k, v in cell.items() if not k.startswith("facet")} for cell in service["cells"]] == file["cells"]
    refused = client.get("/api/v1/maps/who-does-what?where=theme=technolgy")
    assert refused.status_code == 422
    assert "technology (Technology)" in refused.content.decode()
    change = client.get("/api/v1/maps/change?rows=addressee&columns=kind&earlier=2024&later=2026").json()
    assert {cell["turn"] for cell in change["cells"]} <= {"new", "silent", "grown", "shrunk"}


def test_a_shortened_list_of_changes_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{MAP}?rows=addressee&columns=theme&earlier=2000&later=2020..2026"
    assert "the exported files have all of them" not in page(client, address)
    monkeypatch.setattr("palermo.portal.maps.map_change.MAX_LISTED_CELLS", 1)
    assert "The first 1 of " in page(client, address)


def test_rows_stand_side_by_side(client: Client) -> None:
    displayed = page(client, f"{MAP}?rows=language&columns=kind&compare=en&compare=fr")
    assert 'class="dotplot"' in displayed
    assert "Statements, and the year of the newest" in displayed
    assert "Choose two rows or more" in page(client, f"{MAP}?rows=language&columns=kind&compare=en")


def test_what_is_not_called_so_is_reported(client: Client) -> None:
    displayed = page(client, f"{MAP}?theme=technolgy")
    assert "was ignored" in displayed
    assert "Technology (technology)" in displayed
    assert "Nothing found" in page(client, f"{MAP}?year=1950")
    assert client.get(f"{MAP}?from=2024&to=2026&theme=").headers["Location"].endswith("?year=2024..2026")
    assert "3000..2100" in page(client, f"{MAP}?from=3000&theme=")
    assert "2020..2015" in page(client, f"{MAP}?from=2020&to=2015")


@given(
    st.lists(st.tuples(st.sampled_from(["rows", "columns", "facet", "year", "theme", "old", "at_row", "q"]), st.text()))
)
def test_no_address_breaks_it(pairs: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    result = MapForm(query, get_facet_values()).query
    assert result.rows != result.columns
    second = QueryDict(mutable=True)
    for name, value in result.url_params:
        second.appendlist(name, value)
    assert MapForm(second, get_facet_values()).query.url_params == result.url_params


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_survey_is_given_and_checked(client: Client) -> None:
    assert client.get(f"{MAP}survey/ar.xlsx").content.startswith(b"PK")
    assert client.get(f"{MAP}survey/xx.xlsx").status_code == 404
    built = io.BytesIO()
    with xlsxwriter.Workbook(built) as book:
        sheet = book.add_worksheet("Activities")
        for line, row in enumerate(
            [[SURVEY_FORM_MARK], ["Organisation", "Activity", "Country", "Start year"], ["ILO", "x", "Narnia"]]
        ):
            sheet.write_row(line, 0, row)
    displayed = client.post(f"{MAP}survey/", {"table": sent(built.getvalue(), "form.xlsx")}).content.decode()
    assert "Activities!3" in displayed
    assert "Narnia" in displayed
    french = client.post("/fr/who-does-what/survey/", {"table": sent(built.getvalue(), "form.xlsx")}).content.decode()
    assert "« Narnia » n’est ni un pays ni un code ISO. Écrivez le nom du pays" in french
    valid = sent(b"Organisation,Sector,Country\nILO,Health,Kenya\nIOM,Health,Mali\n", "t.csv")
    assert "No errors: 2 statements" in client.post(f"{MAP}survey/", {"table": valid}).content.decode()


@pytest.mark.parametrize(
    ("language", "columns"),
    [("en", ("Activity / Kind of work", "Country")), ("fr", ("Activité / Nature du travail", "Pays"))],
)
def test_missing_columns_are_named_as_the_form_names_them(
    client: Client, language: str, columns: tuple[str, ...]
) -> None:
    form = f"{SURVEY_FORM_MARK},,\nOrganisation,Theme,Source\nILO,Health,x\n".encode()
    answer = client.post(f"/{language}/who-does-what/survey/", {"table": sent(form, "t.csv")}).content.decode()
    assert [column in answer for column in columns] == [True, True]


@pytest.mark.parametrize(
    ("content", "name", "output"),
    [
        (b"x", "t.exe", "not an XLSX, CSV or TSV"),
        (b"PK\x03\x04broken", "t.xlsx", "archive"),
        (b"a,b\n1,2\n", "t.csv", "contains no activities"),
        (b"<script>,b\n1,2\n3,4\n", "t.csv", "contains no activities"),
    ],
)
def test_what_is_no_table_is_reported(client: Client, content: bytes, name: str, output: str) -> None:
    answer = client.post(f"{MAP}survey/", {"table": sent(content, name)})
    assert answer.status_code == 200
    assert output in answer.content.decode()
    assert client.post(f"{MAP}survey/").status_code == 200


def test_the_subject_of_the_field_is_one_switch_away(client: Client) -> None:
    displayed = client.get(MAP).content.decode()
    assert "What counts as on the subject?" in displayed
    narrowed = client.get(f"{MAP}?subject=trafficking").content.decode()
    assert 'href="?subject=all"' in narrowed
    assert 'name="subject" value="trafficking"' not in client.get(f"{MAP}?subject=all").content.decode()
    assert total(client, f"{LIST}?subject=trafficking") < total(client, LIST)
    assert 'name="subject" value="trafficking"' in narrowed
    assert "On trafficking in persons and related subjects" in client.get("/en/").content.decode()


def test_home_page_and_explorer_open_with_the_same_map(client: Client) -> None:
    cells = r'aria-label="([^"]+: [\d,]+ statements?[^"]*)"'
    home = client.get("/en/").content.decode()
    opened, chosen = page(client, MAP), page(client, f"{MAP}?subject=trafficking")
    first_cells = set(re.findall(cells, home))
    assert first_cells
    assert first_cells <= set(re.findall(cells, opened))
    assert re.findall(cells, opened) == re.findall(cells, chosen)
    assert re.findall(cells, page(client, f"{MAP}?utm_source=letter")) == re.findall(cells, opened)
    assert 'name="subject" value="trafficking"' in opened
    submitted = client.get(f"{MAP}?rows=actor&columns=intervention&facet=&from=").headers["Location"]
    assert submitted.endswith("?subject=all")


def test_a_cell_that_the_map_does_not_have_is_not_called_empty_of_documents(client: Client) -> None:
    displayed = page(client, f"{MAP}?rows=actor&columns=kind&at_row=no-such-body&at_column=activity")
    assert "No statement of this edition has these values" in displayed
    assert "holds no document by this entity" not in displayed


def test_names_without_an_id_are_the_last_rows(client: Client) -> None:
    displayed = client.get(f"{MAP}?top=200").content.decode()
    assert displayed.rindex("Names as printed, not in the registry") > displayed.index('scope="row"')
    each = client.get(f"{MAP}?actor=as-printed").content.decode()
    assert "actor=name%3A" in each


def test_a_map_is_compared_with_another_edition(client: Client) -> None:
    edition = client.get("/api/v1/editions/current").json()["name"]
    same = client.get(f"/api/v1/maps/change?since={edition}").json()
    assert same["cells"] == []
    assert edition in same["title"]
    assert client.get("/api/v1/maps/change?since=nothing").status_code == 404
    assert client.get("/api/v1/maps/change").status_code == 422
    page = client.get(f"{MAP}?since=nothing").content.decode()
    assert "This edition is not in the library" in page
    file = client.get(f"{MAP}export.csv?since={edition}")
    assert file.status_code == 200
    assert "Before" in file.content.decode() or "before" in file.content.decode()
    assert client.get(f"{MAP}export.svg?since={edition}").status_code == 404


@pytest.mark.parametrize("asked_for", ["earlier=abc&later=def", "earlier=2020&later=x", "since=nothing"])
def test_a_mistyped_file_of_change_is_no_fault_of_ours(client: Client, asked_for: str) -> None:
    answer = client.get(f"{MAP}export.csv?{asked_for}")
    assert answer.status_code == 404
    assert "Requested:" in answer.content.decode()


def test_an_edition_of_another_version_is_named(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    old = sample.build(tmp_path, sample.EVERYTHING[1:3])
    sample.build(tmp_path)
    path = tmp_path / "editions" / old.id / "manifest.json"
    path.write_text(path.read_text().replace(f'"schema": "{old.schema}"', '"schema": "columns.from.yesterday"'))
    file = client.get(f"{MAP}export.csv?since={old.id}")
    service = client.get(f"/api/v1/maps/change?since={old.id}")
    assert (file.status_code, service.status_code) == (404, 404)
    assert old.id in file.content.decode()
    assert old.id in service.json()["detail"]
    assert "This edition is not in the library, or cannot be read" in page(client, f"{MAP}?since={old.id}")


def test_another_edition_is_read_while_maps_go_on(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    old = [sample.build(tmp_path, sample.EVERYTHING[1:end]).id for end in (2, 3)]
    sample.build(tmp_path)
    read: list[str] = []

    def open_view(*arguments: Any, **options: Any) -> View:
        assert not map_cache._LOCK.locked()
        view = open_public_view(*arguments, **options)
        read.append(view.manifest.id)
        return view

    get_current_maps()
    monkeypatch.setattr("palermo.portal.services.map_cache.open_public_view", open_view)
    for edition in (*old, *old):
        map_cache.open_earlier_view(edition)
    assert read == old


def test_what_is_not_public_any_more_is_not_shown_from_an_old_edition(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    others, report = sample.EVERYTHING[1:3], sample.EVERYTHING[0]
    old = sample.build(tmp_path, (*others, report))
    sample.build(tmp_path, (*others, replace(report, document=replace(report.document, visibility="members"))))
    output = client.get(f"/api/v1/maps/change?rows=addressee&columns=kind&since={old.id}").json()
    assert output["cells"] == []
    assert report.document.title not in page(client, "/en/data/changes/")
    sample.build(tmp_path, others)
    output = client.get(f"/api/v1/maps/change?rows=addressee&columns=kind&since={old.id}").json()
    assert {cell["turn"] for cell in output["cells"]} == {"silent"}


def test_a_map_in_any_language_is_cited_in_english(client: Client) -> None:
    address, query = "/fr/who-does-what/", "rows=kind&columns=theme&region=150"
    cited = "Who does what: Kind of statement by Theme (Region: Europe)."
    assert cited in page(client, f"{address}?{query}")
    assert client.get(f"{address}export.json?{query}").json()["cite"].endswith(cited)


def test_the_totals_of_a_map_say_that_they_are_statements(client: Client) -> None:
    assert '<th scope="col" class="sum">Statements</th>' in page(client, f"{MAP}?measure=documents")
