"""Tests of the document page: passages, marked statements, parts, quotes only."""

import re
from dataclasses import replace
from types import ModuleType

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from palermo.analysis import ThemeShare
from palermo.edition import View
from palermo.portal.documents import document_parts, views
from palermo.portal.services.quote_spans import keep_quotes, split_at_quotes
from palermo.statements import Locator, Statement, StatementKind


def _page(client: Client, id: str, query: str = "") -> str:
    return client.get(f"/en/documents/{id}/{query}").content.decode()


def test_shows_what_is_known_of_it(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.REPORT.id)
    for fact in (
        "SAMPLE/2026/1",
        "12 May 2026",
        "30 pages",
        "Sample working group",
        "State under review",
        "samples/report.pdf",
    ):
        assert fact in page
    assert f"http://testserver/documents/{sample.REPORT.id}" in page
    assert f'href="/en/recommendations/?document={sample.REPORT.id}">72 recommendations</a>' in page


def test_its_themes_say_what_they_rest_on(client: Client, sample: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    title = ThemeShare(theme="migration", is_in_title=True, headings=0, count=0, total=7, unit="statements")
    monkeypatch.setattr(
        views, "find_document_themes", lambda *given: (title, replace(title, is_in_title=False, count=3))
    )
    page = " ".join(re.sub(r"<[^>]*>", "", _page(client, sample.REPORT.id)).split())
    assert "Migration (its title names it)" in page
    assert "Migration (in 3 of 7 statements)" in page


def test_a_document_without_themes_has_no_line_for_them(client: Client, sample: ModuleType) -> None:
    assert "<dt>Themes</dt>" not in _page(client, sample.EMPTY.id)


def test_passages_stand_in_order_with_their_pages_and_numbers(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.REPORT.id)
    report = sample.EVERYTHING[0]
    anchors = re.findall(r'id="p-(\w+)"', page)
    assert anchors == [item.id for item in report.passages[: document_parts.PASSAGES_PER_PART]]
    assert page.index("<span>Page 8</span>") < page.index("<span>Page 9</span>")
    assert page.count("<span>Page 9</span>") == 1
    assert 'aria-label="Paragraph 1.3"' in page


def test_statements_are_marked_and_lead_to_their_page(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.REPORT.id)
    first = sample.EVERYTHING[0].statements[0]
    assert f'<mark class="st">{first.quote}</mark> This can be checked.' in page
    assert f'href="/en/statements/{first.id}/"' in page
    assert page.count('<mark class="st">') == page.count('class="side"')


def test_a_long_document_comes_in_parts(client: Client, sample: ModuleType) -> None:
    first, second = _page(client, sample.REPORT.id), _page(client, sample.REPORT.id, "?part=2")
    displayed = re.findall(r'id="p-(\w+)"', first) + re.findall(r'id="p-(\w+)"', second)
    assert displayed == [item.id for item in sample.EVERYTHING[0].passages]
    assert "Part 1 of 2" in first
    assert "Part 2 of 2" in second
    for nonsense in ("?part=-1", "?part=x", "?part=0"):
        assert "Part 1 of 2" in _page(client, sample.REPORT.id, nonsense)
    assert "Part 2 of 2" in _page(client, sample.REPORT.id, "?part=99999")


def test_contents_lead_to_headings_in_their_parts(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.REPORT.id, "?part=2")
    headings = [item for item in sample.EVERYTHING[0].passages if item.kind == "heading"]
    address = f"/en/documents/{sample.REPORT.id}/"
    contents = page[page.index('class="toc"') : page.index("</ol></nav>")]
    assert re.findall(r'href="([^"]+)"', contents) == [f"{address}#p-{item.id}" for item in headings]


def test_a_passage_is_found_in_its_part(client: Client, sample: ModuleType) -> None:
    passages = sample.EVERYTHING[0].passages
    address = f"/en/documents/{sample.REPORT.id}/"
    for passage, part in ((passages[3], 1), (passages[-1], 2)):
        response = client.get(f"{address}passages/{passage.id}/")
        place = f"{address}?at={passage.id}#p-{passage.id}"
        assert (response.status_code, response.headers["Location"]) == (302, place)
        page = client.get(place).content.decode()
        assert f"Part {part} of 2" in page
        assert re.findall(r'class="para now" id="p-(\w+)"', page) == [passage.id]
    assert "Part 1 of 2" in _page(client, sample.REPORT.id, "?at=nonsense")
    assert client.get(f"{address}passages/{sample.EVERYTHING[1].passages[0].id}/").status_code == 404


def test_the_beginning_of_an_id_is_enough(client: Client, sample: ModuleType) -> None:
    id = sample.REPORT.id
    assert client.get(f"/en/documents/{id[:8]}/").headers["Location"] == f"/en/documents/{id}/"
    assert client.get(f"/en/documents/{id[:4]}/").status_code == 404
    assert client.get(f"/documents/{id}").headers["Location"] == f"/en/documents/{id}/"


def test_a_digest_says_whose_words_it_holds(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.DIGEST.id)
    assert "In our words." in page
    assert 'href="https://example.org/original"' in page
    assert '<h1 lang="fr" dir="ltr">' in page
    assert "On the text, see" in page
    assert "the source is at" not in page
    assert "<dt>Publisher</dt>" not in page


def test_it_can_be_cited(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.REPORT.id)
    for ending, words in (
        ("bib", "@techreport{palermo-"),
        ("ris", "AU  - Sample working group,"),
        ("json", '"type": "report"'),
    ):
        address = f"/en/documents/{sample.REPORT.id}/cite.{ending}"
        assert f'href="{address}" download' in page
        file = client.get(address)
        assert words in file.content.decode()
        assert "SAMPLE/2026/1" in file.content.decode()
        assert f"palermo-{sample.REPORT.id[:10]}.{ending}" in file.headers["Content-Disposition"]
    assert client.get(f"/en/documents/{sample.REPORT.id}/cite.exe").status_code == 404
    statement = sample.EVERYTHING[0].statements[0]
    assert f"“{statement.quote}”" in client.get(f"/en/statements/{statement.id}/cite.ris").content.decode()
    assert "Digest in Palermo's words" in client.get(f"/en/documents/{sample.DIGEST.id}/cite.bib").content.decode()


def test_only_quotes_where_only_quotes_may_be_shown(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.QUOTES.id)
    assert "ينبغي للدول أن تدرب مفتشي العمل." in page
    assert "وبقية الفقرة" not in page
    assert "نص لا يجوز" not in page
    assert "Only quotes of this document may be shown here." in page
    statement = sample.EVERYTHING[2].statements[0]
    assert "وبقية الفقرة" not in client.get(f"/en/statements/{statement.id}/").content.decode()
    assert b"\xd9\x88\xd8\xa8\xd9\x82\xd9\x8a\xd8\xa9" not in client.get("/en/data/passages.jsonl").getvalue()


def test_an_empty_document_says_so(client: Client, sample: ModuleType) -> None:
    assert "This document contains no passages." in _page(client, sample.EMPTY.id)


def test_arabic_reads_from_the_right_on_an_english_page(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.QUOTES.id)
    assert '<html lang="en" dir="ltr">' in page
    assert 'lang="ar" dir="rtl"><h2' in page


def test_contents_of_a_long_document_keep_to_outer_headings(view: View, sample: ModuleType) -> None:
    outer, inner = sample.EVERYTHING[0].passages[0], sample.EVERYTHING[0].passages[26]
    several = [outer] + [
        sample._passage(sample.REPORT, n, f"{n}", kind=inner.kind, headings=(outer.text,)) for n in range(1, 90)
    ]
    assert [entry.passage for entry in document_parts.build_contents(sample.REPORT, several, 1)] == [outer]
    assert len(document_parts.build_contents(sample.REPORT, several[:50], 1)) == 50


def _quoting(start: int, end: int, text: str) -> Statement:
    place = Locator(page=None, paragraph=None, passage="p", start=start, end=end, headings=())
    return Statement(
        id=f"{start}-{end}",
        kind=StatementKind.RECOMMENDATION,
        quote=text[start:end],
        language="en",
        document="d",
        locator=place,
    )


@given(st.text(min_size=1, max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=6))
def test_stretches_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    statements = [_quoting(start, end, text) for start, end in places if start < end <= len(text)]
    result = split_at_quotes(text, statements)
    assert "".join(item.text for item in result) == text
    assert all(item.text for item in result)
    assert {item.statement.id for item in keep_quotes(result) if item.statement} <= {item.id for item in statements}
    quoted = {at for item in statements for at in range(item.locator.start, item.locator.end)}
    assert sum(len(item.text) for item in keep_quotes(result)) == len(quoted)


def test_of_quotes_that_begin_together_each_is_shown() -> None:
    text = "Ban fees (Chile), above all at sea"
    result = split_at_quotes(text, [_quoting(0, len(text), text), _quoting(0, 8, text)])
    assert [item.statement.id for item in result if item.statement] == ["0-8", f"0-{len(text)}"]
