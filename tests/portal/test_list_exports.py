"""Tests of the files that lists of statements and passages offer."""

import io
import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client
from python_calamine import CalamineWorkbook

from palermo.portal.services.list_files import FORMATS
from palermo.registry import load_registry
from palermo.statements import InstrumentRef, Masthead, Ref, RefType, StatementKind

IOM = Ref(id="iom", name="IOM", type=RefType.ENTITY)
EXPORT_LINK = re.compile(r'href="([^"]+)" download>([A-Z]+)</a>')


@pytest.fixture
def active(sample: ModuleType, settings: LazySettings, tmp_path: Path) -> Client:
    """A library in which an entity acts and is addressed."""
    settings.PALERMO_LIBRARY = tmp_path
    report, *others = sample.EVERYTHING
    cited = InstrumentRef(id="gcm", provision="10")
    tags = {"themes": ("technology",), "groups": ("children",), "instruments": (cited,)}
    acts = [replace(item, kind=StatementKind.ACTIVITY, actors=(IOM,), **tags) for item in report.statements[:4]]
    requests = [replace(item, addressees=(IOM,)) for item in report.statements[4:6]]
    document = replace(report.document, masthead=Masthead(publisher="Lake Aid"))
    sample.build(tmp_path, [replace(report, document=document, statements=(*acts, *requests)), *others])
    return Client()


def find_exports(client: Client, path: str) -> dict[str, str]:
    """Return the addresses of the files that a page offers, by format."""
    return {name: unescape(address) for address, name in EXPORT_LINK.findall(client.get(path).content.decode())}


@pytest.mark.parametrize(
    "path",
    [
        *("/en/library/?q=labour", "/en/recommendations/", "/en/entities/"),
        pytest.param("/en/gaps/", marks=pytest.mark.slow),
        pytest.param("/en/topics/", marks=pytest.mark.slow),
        pytest.param("/en/topics/places/", marks=pytest.mark.slow),
        pytest.param("/en/recommendations/addressees/", marks=pytest.mark.slow),
        pytest.param("/en/recommendations/issuers/", marks=pytest.mark.slow),
    ],
)
def test_list_is_there_as_a_spreadsheet(client: Client, path: str) -> None:
    response = client.get(find_exports(client, path)["XLSX"])
    content = response.getvalue() if response.streaming else response.content
    about = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("About this file").to_python()
    assert {"Title", "Edition", "Cite"} <= {row[0] for row in about}


@pytest.mark.parametrize("address", ["entities/export", "recommendations/export", "data/documents", "topics/export"])
def test_workbook_of_a_list_is_in_the_language_of_its_page(active: Client, address: str) -> None:
    def read_rows(language: str) -> list[list[str]]:
        response = active.get(f"/{language}/{address}.xlsx")
        content = response.getvalue() if response.streaming else response.content
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        return [[str(cell) for cell in row] for row in rows]

    english, arabic = read_rows("en"), read_rows("ar")
    assert english[0] != arabic[0]
    assert english[1] == arabic[1], "names of fields are the same in all languages"
    assert not set(arabic[0]) & set(arabic[1])
    for field in {"kind", "language", "facet"} & set(arabic[1]):
        at = arabic[1].index(field)
        assert not {row[at] for row in arabic[2:]} & {row[at] for row in english[2:]}


def test_who_acts_on_an_instrument_is_there_by_name(active: Client) -> None:
    rows = json.loads(active.get("/en/appraisal/export.json").content)["rows"]
    names = [name for row in rows for name in row["entity_names"]]
    assert names
    assert len(names) == sum(len(row["entities"]) for row in rows)
    assert not any(name.startswith(("state:", "new:")) or name.islower() for name in names)


def test_documents_have_their_publishers_as_printed(active: Client) -> None:
    lines = active.get("/en/library/export.jsonl").getvalue().decode().splitlines()
    assert ["Lake Aid"] in [json.loads(line)["printed_publishers"] for line in lines]


def test_own_texts_are_in_the_language_of_the_page(client: Client) -> None:
    registry = load_registry()
    for address, field, id, texts in (
        ("entities", "role", "unodc", registry.entities["unodc"].roles),
        ("publications", "digest", "icat-brief-01", registry.publications["icat-brief-01"].digests),
    ):
        lines = client.get(f"/fr/{address}/export.jsonl").getvalue().decode().splitlines()
        shown = {row["id"]: row[field] for row in map(json.loads, lines)}
        assert shown[id] == texts.get("fr", texts["en"])


@pytest.mark.parametrize(("query", "count"), [("", 4), ("?role=addressed", 2), ("?kind=activity", 4)])
def test_statements_of_an_entity_are_those_of_the_file(active: Client, query: str, count: int) -> None:
    path = f"/en/entities/iom/statements/{query}"
    assert f'<h2 id="res">{count} statements' in active.get(path).content.decode()
    assert len(json.loads(active.get(find_exports(active, path)["JSON"]).getvalue())) == count


@pytest.mark.parametrize(
    "path", ["/en/gaps/statements/?side=activity&theme=technology&group=children", "/en/appraisal/gcm/10/"]
)
def test_statements_of_a_cell_or_provision_are_those_of_the_file(active: Client, path: str) -> None:
    assert ">4 statements" in active.get(path).content.decode()
    assert len(json.loads(active.get(find_exports(active, path)["JSON"]).getvalue())) == 4


def test_search_words_leave_no_file_that_ignores_them(active: Client) -> None:
    assert find_exports(active, "/en/entities/iom/statements/?q=labour") == {}


def read_records(client: Client, path: str) -> list[dict[str, object]]:
    """Return the records of the JSON file that a page offers."""
    records: list[dict[str, object]] = json.loads(client.get(find_exports(client, path)["JSON"]).getvalue())
    return records


def test_topics_and_places_that_words_find_are_those_of_the_file(active: Client) -> None:
    [technology] = [row for row in read_records(active, "/fr/topics/?q=technologie") if row["id"] == "technology"]
    assert (technology["facet"], technology["name"], technology["statements"]) == ("theme", "Technologies", 4)
    assert len(read_records(active, "/en/topics/")) > len(read_records(active, "/en/topics/?q=technology")) > 0
    places = read_records(active, "/en/topics/places/?q=kenya")
    assert [(row["id"], row["region"]) for row in places] == [("014", None), ("KEN", "014")]


def test_issuers_and_addressees_are_all_in_the_file(active: Client) -> None:
    for path in ("/en/recommendations/addressees/", "/en/recommendations/issuers/"):
        records = read_records(active, path)
        displayed = active.get(path).content.decode()
        assert records
        assert all(f"<bdi>{row['name']}</bdi>" in unescape(displayed) for row in records)


def test_earlier_proposals_are_a_file(active: Client) -> None:
    response = active.get("/en/partnerships/prospects/history/export.csv")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="earlier-proposals.csv"'
    assert active.get("/en/partnerships/prospects/history/export.exe").status_code == 404


def test_pages_offer_all_formats_of_a_list(active: Client) -> None:
    for path in ("/en/entities/", "/en/topics/", "/en/recommendations/"):
        assert {name.lower() for name in find_exports(active, path)} == set(FORMATS), path
