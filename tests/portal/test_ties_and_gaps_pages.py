"""Tests of pages of partnerships and gaps: linked numbers, invalid parameters."""

import io
import re
import zipfile

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook


def page(client: Client, address: str) -> str:
    response = client.get(f"/en/{address}", follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_network_has_its_table_and_its_key(client: Client) -> None:
    displayed = page(client, "partnerships/")
    assert displayed.count('class="label"') > 30
    assert '<table class="rows stackable ties' in displayed
    assert "may well exist" in displayed
    assert 'href="/en/partnerships/iom/unodc/"' in displayed


def test_a_tie_opens_its_evidence_with_sources(client: Client) -> None:
    displayed = page(client, "partnerships/iom/unodc/")
    assert "Joint programmes and projects" in displayed
    assert 'rel="external"' in displayed
    strength = re.search(r'<tr class="sum">.*?<td class="num">([\d.]+)</td>', displayed)
    assert strength
    parts = re.findall(r'<td class="num"><bdi>\+([\d.]+)</bdi></td>', displayed)
    assert sum(map(float, parts)) == pytest.approx(float(strength[1]), abs=0.03)


def test_a_neighbourhood_is_on_the_profile_and_on_a_page_of_its_own(client: Client) -> None:
    for address in ("entities/unhcr/", "partnerships/?entity=unhcr"):
        displayed = page(client, address)
        assert "Prospective partners" in displayed
        assert 'class="mark body centre"' in displayed
    assert "No joint work was found" in page(client, "entities/unesco/")


def test_ties_are_narrowed_by_evidence_and_standing(client: Client) -> None:
    every = page(client, "partnerships/")
    fewer = page(client, "partnerships/?kind=agreement&standing=open")
    assert fewer.count("<tr><th scope") < every.count("<tr><th scope")


def test_a_tie_without_a_date_says_so_once(client: Client) -> None:
    cells = re.findall(r'<td class="when".*?</td>', page(client, "partnerships/?entity=icmpd"), re.DOTALL)
    undated = [cell for cell in cells if "no date" in cell]
    assert undated
    assert all(cell.count("no date") == 1 for cell in undated)


def test_ties_of_the_registry_alone_say_so_and_can_be_left_out(client: Client) -> None:
    every = page(client, "partnerships/")
    missing = re.search(r"Of all (\d+) ties, (\d+) are known from the registry: no confirmed partnership", every)
    assert missing
    output = page(client, "partnerships/?shown=documents")
    assert f"Ties, current and past: {int(missing[1]) - int(missing[2])}<" in output
    assert "no confirmed partnership between them" in every
    assert "no confirmed partnership between them" not in output


def test_no_pair_with_a_tie_on_the_page_is_proposed(client: Client) -> None:
    ties = {(row["one"], row["other"]) for row in client.get("/api/v1/maps/partnerships").json()["ties"]}
    proposed = client.get("/api/v1/maps/prospects", {"top": 500}).json()["prospects"]
    assert proposed
    assert not ties & {(row["one"], row["other"]) for row in proposed}
    assert "no tie is found, current or past" in page(client, "partnerships/prospects/")
    assert "Partners, current and past" in page(client, "entities/unhcr/")


def test_prospects_say_why_and_what_speaks_against(client: Client) -> None:
    displayed = page(client, "partnerships/prospects/?entity=unhcr")
    assert re.search(r'Both (?:work on|have a tie with) <a href="/en/(?:topics|entities)/[^"]+"><bdi>', displayed)
    assert 'aria-label="What speaks against"' in displayed


def test_two_without_a_tie_are_reported_so_and_either_order_will_do(client: Client) -> None:
    assert "No joint work was found" in page(client, "partnerships/amazon/who/")
    assert client.get("/en/partnerships/unodc/iom/").headers["Location"] == "/en/partnerships/iom/unodc/"
    assert "belong to one organisation" in page(client, "partnerships/coe/greta/")
    assert client.get("/en/partnerships/nobody/iom/").status_code == 404


def test_gaps_tell_their_denominators_and_limits(client: Client) -> None:
    displayed = page(client, "gaps/?by=theme&and=group")
    assert "Not everything that is done is published" in displayed
    assert re.search(r"\d+ of 74 recommendations", displayed)


def test_a_number_of_the_gaps_opens_its_statements(client: Client) -> None:
    displayed = page(client, "gaps/?by=theme&and=country&list=unmet")
    link = re.search(r'href="(/en/gaps/statements/[^"]+)" aria-label="[^"]*: (\d+)"', displayed)
    if link is None:
        assert "Nothing found" in displayed
        return
    opened = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert f"{link[2]} statement" in opened


@pytest.mark.parametrize(
    "address",
    [
        "gaps/statements/",
        "gaps/statements/?side=recommendation",
        "gaps/export.exe",
        "partnerships/export.exe",
    ],
)
def test_nonsense_is_refused_kindly(client: Client, address: str) -> None:
    assert client.get(f"/en/{address}").status_code == 404


def test_every_export_is_there(client: Client) -> None:
    for format, start in (("csv", b"one,other"), ("json", b"{"), ("xlsx", b"PK"), ("svg", b"<svg")):
        assert client.get(f"/en/partnerships/export.{format}").content.startswith(start)
    for format, start in (("csv", b"one,other"), ("json", b"{"), ("xlsx", b"PK")):
        assert client.get(f"/en/partnerships/prospects/export.{format}?entity=iom").content.startswith(start)
    for format, start in (("csv", b"theme,"), ("json", b"{"), ("xlsx", b"PK"), ("svg", b"<svg")):
        assert client.get(f"/en/gaps/export.{format}?by=theme&and=group").content.startswith(start)
    assert client.get("/en/gaps/overlaps/export.csv").content.startswith(b"same,bodies")


def test_a_workbook_has_headers_in_the_language_of_its_page(client: Client) -> None:
    for language, header in (("en", "Strength"), ("fr", "Force"), ("ar", "القوة")):
        content = client.get(f"/{language}/partnerships/export.xlsx").content
        with zipfile.ZipFile(io.BytesIO(content)) as workbook:
            strings = workbook.read("xl/sharedStrings.xml").decode()
        assert f">{header}</t>" in strings
    french, english = (client.get(f"/{language}/partnerships/export.csv").content for language in ("fr", "en"))
    assert french.splitlines()[0] == english.splitlines()[0]


@pytest.mark.parametrize(
    "address",
    [
        "partnerships/export.xlsx",
        "partnerships/prospects/export.xlsx",
        "gaps/export.xlsx",
        "who-does-what/export.xlsx?columns=kind",
        "appraisal/export.xlsx",
    ],
)
def test_a_workbook_speaks_the_language_of_its_page(client: Client, address: str) -> None:
    def read_book(code: str) -> CalamineWorkbook:
        return CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/{code}/{address}").content))

    def read_about(book: CalamineWorkbook) -> list[tuple[str, str]]:
        rows = book.get_sheet_by_index(len(book.sheet_names) - 1).to_python()
        return [(str(row[0]), str(row[1])) for row in rows]

    english = read_book("en")
    original = dict.fromkeys(text for label, text in read_about(english) if label not in ("Edition", "Cite"))
    for language in ("fr", "es", "ru", "ar", "zh"):
        translated = read_book(language)
        assert len(translated.sheet_names) == len(set(translated.sheet_names)) == len(english.sheet_names), language
        assert all(len(name) <= 31 for name in translated.sheet_names), language
        assert not set(translated.sheet_names) & set(english.sheet_names), language
        assert [text for _, text in read_about(translated) if text in original] == [], language


def test_programs_get_the_same(client: Client) -> None:
    ties = client.get("/api/v1/maps/partnerships", {"entity": "ICAO"}).json()["ties"]
    assert [(tie["one"], tie["other"]) for tie in ties] == [("icao", "ohchr")]
    result = client.get("/api/v1/maps/prospects", {"top": 3}).json()
    assert len(result["prospects"]) == 3
    assert result["denominators"]["pairs"] >= 3
    built = client.get("/api/v1/maps/gaps", {"by": ["theme", "group"], "part": "cells"}).json()
    assert built["denominators"]["recommendations"] == 74
    assert client.get("/api/v1/maps/overlaps").json()["overlaps"] == []
    assert client.get("/api/v1/maps/partnerships", {"entity": "Nobody at all"}).status_code == 404
    assert client.get("/api/v1/maps/gaps", {"by": "theme"}).status_code == 422


def test_gaps_are_narrowed_by_subject_and_region(client: Client) -> None:
    every, narrowed = (
        page(client, "gaps/?by=theme&and=group"),
        page(client, "gaps/?by=theme&and=group&subject=trafficking"),
    )
    assert "All subjects" in every
    assert "Subject: On trafficking in persons" in narrowed
    assert 'name="subject" value="trafficking"' in narrowed
    africa = page(client, "gaps/?by=theme&and=group&within=002")
    assert "Region: Africa" in africa
    assert "Region: " not in page(client, "gaps/?within=nowhere&subject=nothing")


def test_ties_prospects_and_gaps_of_the_service_take_conditions(client: Client) -> None:
    for name in ("partnerships", "prospects", "gaps", "overlaps"):
        result = client.get(f"/api/v1/maps/{name}?where=theme=technology").json()
        assert result["filters"] == {"theme": ["technology"]}, name
        assert client.get(f"/api/v1/maps/{name}?where=theme=technolgy").status_code == 422


def test_prospects_are_asked_by_theme_and_kind_of_partner(client: Client) -> None:
    path = "/en/partnerships/prospects/"
    total = re.compile(r'id="ranked">Prospective ties: ([\d,]+)')

    def count(query: str) -> int:
        result = total.search(client.get(f"{path}?{query}").content.decode())
        assert result
        return int(result[1].replace(",", ""))

    every, on_children = count(""), count("topic=children")
    assert 0 < on_children < every
    assert 0 < count("partner=mechanism") < every
    assert count("topic=children&place=011") == 0  # no statement of the library names the region
    rows = client.get(f"{path}export.csv?topic=children").content.decode().splitlines()
    assert len([row for row in rows if row]) > 1
