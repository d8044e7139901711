"""Tests of the register: filters, counts, order, pages and exports."""

import csv
import io
import json
import re
from types import ModuleType
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from palermo.edition import FacetCount, View
from palermo.portal.base.forms import MAX_FIELD_VALUES, MAX_VALUE_CHARS
from palermo.portal.recommendations.facets import build_chips, build_facets
from palermo.portal.recommendations.forms import RegisterForm
from palermo.portal.recommendations.register_query import RegisterQuery

REGISTER = "/en/recommendations/"


def _counted(client: Client, query: str) -> int:
    page = client.get(f"{REGISTER}?{query}").content.decode()
    match = re.search(r'<h2 id="res">([\d,]+) recommendation', page)
    assert match, query
    return int(match[1].replace(",", ""))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 74),
        ("answer=accepted", 18),
        ("answer=accepted&answer=noted", 36),
        ("answer=none", 20),
        ("addressee=state:AND", 3),
        ("addressee=name:State A&answer=accepted", 3),
        ("issuer=name:Sample agency", 73),
        ("year=2024", 1),
        ("year=2026&language=en", 72),
        ("language=fr", 1),
        ("nature=digest", 1),
        ("theme=supply-chains", 1),
        ("q=TRAIN inspectors", 18),
        ("q=zebra", 0),
        ("addressee=name:nobody", 0),
        ("region=150", 0),
        ("region=none", 74),
    ],
)
def test_filters_count(client: Client, query: str, count: int) -> None:
    assert _counted(client, query) == count


@pytest.mark.parametrize(("query", "count"), [("", 74), ("q=TRAIN inspectors", 18), ("addressee=name:nobody", 0)])
def test_exports_agree_with_the_page(client: Client, query: str, count: int) -> None:
    as_json = json.loads(client.get(f"{REGISTER}export.json?{query}").getvalue())
    rows = list(csv.DictReader(io.StringIO(client.get(f"{REGISTER}export.csv?{query}").getvalue().decode())))
    lines = client.get(f"{REGISTER}export.jsonl?{query}").getvalue().splitlines()
    assert len(as_json) == len(rows) == len(lines) == count
    assert [item["id"] for item in as_json] == [row["id"] for row in rows]


HOSTILE_QUERIES = (
    "page=-1",
    "page=abc",
    "page=99999999999999999999",
    "page=٣",
    "year=x",
    "year=-200",
    "year=3000",
    "sort=id;DROP",
    "answer=maybe",
    "nature=<b>",
    "q=" + "a" * 5000,
    "q=%25%27%22%00%F0%9F%92%A9",
    "q=%ED%A0%80",
    "addressee=" + "x" * 4000,
    "&".join(f"theme=t{n}" for n in range(400)),
    "unknown=1",
)


@pytest.mark.slow
@pytest.mark.parametrize("query", HOSTILE_QUERIES)
def test_hostile_parameters_do_no_harm(client: Client, query: str) -> None:
    assert client.get(f"{REGISTER}?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/en/library/", f"{REGISTER}export.csv"])
def test_hostile_parameters_together_do_no_harm(client: Client, path: str) -> None:
    for query in ("&".join(HOSTILE_QUERIES), "page=-1", "page=99999999999999999999"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_markup_in_words_is_shown_as_words(client: Client) -> None:
    page = client.get(REGISTER, {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_a_filter_is_a_chip_that_can_be_dropped(client: Client) -> None:
    page = client.get(f"{REGISTER}?answer=accepted&addressee=state:AND&q=train").content.decode()
    assert f'href="?addressee={quote("state:AND", safe="")}&amp;response=accepted"' in page
    assert 'href="?q=train&amp;response=accepted"' in page
    assert 'href="?q=train&amp;addressee=state%3AAND"' in page
    assert '<input form="narrow-form" type="checkbox" name="addressee" value="state:AND" checked>' in page


def test_a_document_is_a_chip_with_its_title(client: Client, sample: ModuleType) -> None:
    page = client.get(f"{REGISTER}?document={sample.DIGEST.id}").content.decode()
    assert "Résumé : l’appel de l’agence fictive</bdi>" in page
    assert f'type="hidden" name="document" value="{sample.DIGEST.id}"' in page


def test_facets_keep_their_other_values(client: Client) -> None:
    page = client.get(f"{REGISTER}?answer=accepted").content.decode()
    labels = re.findall(r'name="response" value="(\w+)"( checked)?><bdi>([^<]+)</bdi><span>(\d+)', page)
    assert labels == [
        ("accepted", " checked", "Accepted", "18"),
        ("noted", "", "Noted", "18"),
        ("pending", "", "Pending", "18"),
        ("none", "", "No answer printed", "20"),
    ]


def test_pages_hold_everything_once(client: Client) -> None:
    visited: list[str] = []
    for number in (1, 2, 3):
        page = client.get(f"{REGISTER}?page={number}").content.decode()
        visited += re.findall(r'/en/statements/(\w+)/" aria-label="Details:', page)
        assert f"Page {number} of 3" in page
    assert len(visited) == len(set(visited)) == 74
    assert "Page 3 of 3" in client.get(f"{REGISTER}?page=77").content.decode()


def test_order_as_printed_differs(client: Client) -> None:
    newest = client.get(REGISTER).content.decode()
    rendered = client.get(f"{REGISTER}?sort=printed").content.decode()
    first = re.compile(r"/en/statements/(\w+)/")
    assert first.findall(newest)[0] != first.findall(rendered)[0]
    assert 'value="printed" selected' in rendered
    assert 'href="?sort=printed&amp;page=2"' in rendered


def test_fields_sent_empty_leave_the_address(client: Client) -> None:
    response = client.get(f"{REGISTER}?q=&addressee=&answer=noted&year=&sort=newest")
    assert (response.status_code, response.headers["Location"]) == (302, f"{REGISTER}?response=noted")
    assert client.get("/en/library/?q=&year=").headers["Location"] == "/en/library/"


def test_nothing_found_says_where_it_was_searched(client: Client) -> None:
    page = client.get(f"{REGISTER}?q=zebra").content.decode()
    assert "Nothing found. Searched: 4 documents." in page
    assert "export.csv" not in page


def test_a_digest_is_never_a_quotation(client: Client) -> None:
    page = client.get(f"{REGISTER}?nature=digest").content.decode()
    assert '<p class="gist small" lang="fr" dir="ltr">former les inspecteurs du travail</p>' in page
    assert "In our words" in page
    assert "<q>" not in page
    assert "<blockquote" not in page


def test_a_quote_carries_its_language_and_direction(client: Client) -> None:
    page = client.get(f"{REGISTER}?language=ar").content.decode()
    assert '<blockquote lang="ar" dir="rtl"><q>ينبغي للدول' in page


def test_names_are_in_the_pages_language(client: Client) -> None:
    assert "أندورا" in client.get("/ar/recommendations/?addressee=state:AND").content.decode()
    assert "أندورا" in client.get("/ar/recommendations/addressees/").content.decode()
    assert "Sample agency" in client.get("/ar/recommendations/issuers/").content.decode()


def test_answers_have_a_shape_and_a_word(client: Client) -> None:
    page = client.get(f"{REGISTER}?answer=pending").content.decode()
    assert page.count('class="status answer-pending"><svg class="ico"') == 18
    assert "</svg>Pending</span>" in page


@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=300), max_size=40), max_size=8))
def test_any_address_is_read(given_parameters: dict[str, list[str]]) -> None:
    query = QueryDict(mutable=True)
    for name, values in given_parameters.items():
        query.setlist(name, values)
    for name in ("q", "year", "theme", "answer"):
        query.setlist(name, [value for values in given_parameters.values() for value in values])
    read = RegisterForm(query).query
    assert len(read.search_text) <= MAX_VALUE_CHARS
    assert all(len(value) <= MAX_VALUE_CHARS for _name, value in read.pairs)
    assert len(read.get_values("theme")) <= MAX_FIELD_VALUES
    assert read.filters.get_values("year") == read.get_values("year")


def test_what_an_address_asks_can_be_written_as_an_address() -> None:
    read = RegisterForm(QueryDict("q=a+b&year=2024&answer=none&answer=none&sort=printed&theme=")).query
    assert read.url_params == (("q", "a b"), ("response", "none"), ("year", "2024"), ("sort", "printed"))
    rest = read.remove_filter("q", "").remove_filter("year", "2024")
    assert rest.url_params == (("response", "none"), ("sort", "printed"))
    assert not RegisterQuery().is_filtered


def test_exports_follow_the_view(client: Client, view: View) -> None:
    response = client.get(f"{REGISTER}export.json?answer=noted")
    assert response.headers["Content-Disposition"] == 'attachment; filename="recommendations.json"'
    rows = json.loads(response.getvalue())
    assert {row["response"] for row in rows} == {"noted"}
    assert {row["id"] for row in rows} <= {item.id for item in view.find_statements(limit=1000).statements}


def test_a_region_is_a_filter_under_its_code() -> None:
    expected = RegisterForm(QueryDict("region=150&region=035")).query
    assert expected.map_filters.selected == {"region": ("150", "035")}
    assert "region" not in RegisterForm(QueryDict("place=FRA")).query.filters.selected


def test_old_parameters_are_aliases_of_facets() -> None:
    old = RegisterForm(QueryDict("issuer=iom&answer=noted&country=FRA")).query
    assert old == RegisterForm(QueryDict("actor=iom&response=noted&place=FRA")).query


def test_regions_are_offered_by_the_places_within_them() -> None:
    counts = [FacetCount(value=code, statements=2, name=code) for code in ("FRA", "014", "none")]
    field = next(
        item
        for item in build_facets(RegisterForm(QueryDict("region=150")).query, {"region": counts})
        if item.name == "region"
    )
    assert [item.label for item in field.boxes] == ["Europe"]
    assert [item.label for item in field.options] == [
        "Africa",
        "Eastern Africa",
        "Sub-Saharan Africa",
        "Western Europe",
    ]
    assert {item.count for item in (*field.boxes, *field.options)} == {None}
    assert [chip.label for chip in build_chips(RegisterForm(QueryDict("region=150")).query, [field], {})] == ["Europe"]


def test_a_citation_has_names_as_documents_print_them(client: Client) -> None:
    page = client.get("/en/recommendations/?addressee=name:state a").content.decode()
    assert "Recommendations (Addressee: State A)." in page


def test_an_unknown_name_is_ignored_with_suggestions_in_the_language_of_the_page(client: Client) -> None:
    everything = _counted(client, "")
    page = client.get("/en/recommendations/?place=Aurorra-nowhere&addressee=Kenja").content.decode()
    assert "Addressee “Kenja” is unknown and was ignored." in page
    assert "Near it: " in page
    assert "(state:KEN)" in page
    assert _counted(client, "addressee=Kenja") == everything
    french = client.get("/fr/recommendations/?addressee=Kenja").content.decode()
    assert "Near it" not in french


def test_a_name_filters_like_its_id(client: Client) -> None:
    assert _counted(client, "addressee=UNODC") == _counted(client, "addressee=unodc")
