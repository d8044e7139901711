"""Tests of declared metadata: front matter, web page heads, file names as titles."""

import pytest
from lxml import etree

from palermo.reading import read
from palermo.reading.metadata.declared_metadata import clean_title, parse_declared_date
from palermo.reading.metadata.front_matter import read_front_matter
from palermo.reading.metadata.html_head import read_html_head


@pytest.mark.parametrize("title", ["Microsoft Word - x.doc", "report_final_v2.indd", "Untitled", "a_b_c", "12 34"])
def test_file_names_and_placeholders_are_no_titles(title: str) -> None:
    assert clean_title(title) is None


def test_declared_dates_are_iso() -> None:
    assert parse_declared_date("2020-05-12T10:00:00Z") == "2020-05-12"
    assert parse_declared_date("12 May 2020") == "2020-05-12"
    assert parse_declared_date("9999") is None


def test_front_matter_gives_title_date_and_author() -> None:
    text = "---\ntitle: >-\n  A long\n  title\ndate: '2021-03-04'\nauthors: [Example Trust, Ann Lee]\nurl: https://a.example\n---\n"
    declared = read_front_matter(text + "Words.")
    assert (declared.titles, declared.date) == (("A long title",), "2021-03-04")
    assert (declared.authors, declared.addresses) == (("Example Trust", "Ann Lee"), ("https://a.example",))


def test_source_is_a_publisher_if_it_is_a_name() -> None:
    def read_publishers(value: str) -> tuple[str, ...]:
        return read_front_matter(f"---\ntitle: x\nsource: {value}\n---\n").publishers

    assert read_publishers("HARBOUR LIGHT") == ("HARBOUR LIGHT",)
    assert [read_publishers(value) for value in ("boats", "https://a.example", "a/Index")] == [()] * 3


def test_elements_of_a_corpus_are_no_keys_of_front_matter() -> None:
    declared = read_front_matter("---\nname: Boats\nhead: meta\nsrc: boats.jpg\ntime: 24/05/2031\n---\n")
    assert (declared.titles, declared.publishers, declared.date) == (("Boats",), (), None)


def test_characters_written_as_numbers_are_read() -> None:
    assert read_front_matter('---\ntitle: "Boats \\u2019 caf\\xE9"\n---\n').titles == ("Boats ’ café",)


def test_lines_before_the_text_are_read_like_front_matter() -> None:
    declared = read_front_matter("Title: Safe boats\nDate: 2031-05-02 10:00\nSrc: https://a.example/x\n\nWords.")
    assert (declared.titles, declared.date, declared.addresses) == (
        ("Safe boats",),
        "2031-05-02",
        ("https://a.example/x",),
    )
    assert read_front_matter("Note: first\nThen: second\n\nWords.").titles == ()


def test_front_matter_without_an_end_is_text() -> None:
    assert read_front_matter("---\ntitle: x\n").titles == ()


def test_head_of_a_page_is_read_without_the_name_of_the_site() -> None:
    page = """<html><head><title>What we do | Harbour Light</title>
    <meta property="og:site_name" content="Harbour Light">
    <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-02-03"}</script></head></html>"""
    declared = read_html_head(etree.fromstring(page, etree.HTMLParser()))
    assert declared.titles == ("What we do",)
    assert (declared.date, declared.publishers) == ("2022-02-03", ("Harbour Light",))


def test_broken_linked_data_is_left_out() -> None:
    script = '<script type="application/ld+json">{"@type": [</script>'
    page = f"<html><head><title>One page of ours</title>{script}</head></html>"
    assert read_html_head(etree.fromstring(page, etree.HTMLParser())).titles == ("One page of ours",)


def test_printed_day_of_posting_takes_precedence_over_a_time_of_the_template() -> None:
    page = (
        "<html><body><time datetime='2016-11-26'></time><h1>Boats lie idle for weeks</h1><h6>Posted on May 26,2031"
        "</h6><p>Forty boats were counted in the harbour, and no crew was paid for them.</p></body></html>"
    )
    assert read(page.encode(), "page.html").masthead.date == "2031-05-26"
