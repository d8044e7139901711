"""Tests of lists: addresses, sitemaps, feeds, RIS, BibTeX; errors with position."""

import gzip

import pytest

from palermo.sources.lists import EntryList, ListEntry, address_list, bibtex, feed, ris, sitemap
from palermo.sources.lists.entries import to_iso_date

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>News</title>
<entry><title>Un &amp; deux</title><link href="/un.html"/><published>2026-01-02T03:04:05Z</published>
<link rel="enclosure" type="application/pdf" href="un.pdf"/>
<link rel="enclosure" type="application/epub+zip" href="deux.epub"/><author><name>UNODC</name></author></entry>
<entry><title>Trois</title><link href="https://example.org/trois"/><updated>2026-02-03T00:00:00Z</updated></entry>
</feed>"""
RSS = """<rss version="2.0"><channel><title>News</title><language>es-ES</language>
<item><title>Uno</title><link>https://example.org/uno</link><pubDate>Tue, 03 Jun 2025 10:00:00 GMT</pubDate>
<enclosure url="https://example.org/uno.mp3" type="audio/mpeg"/></item>
<item><title>No link</title></item>"""
URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://example.org/a </loc><lastmod>2026-11-24</lastmod></url>
<url><loc>https://example.org/b?x=1&amp;y=2</loc></url>
<url></url>"""
RIS = """TY  - RPRT
TI  - Global report
AU  - Doe, J.
PY  - 2024
DA  - 2024/12/11/
PB  - UNODC
IS  - A/79/156
UR  - https://example.org/a.pdf
L1  - files/1/a.pdf
N2  - Words that
  go on
LA  - French
ER  -

between
TY  - JOUR
T1  - No end
Y1  - soon
TY  - GEN
TI  - Last
"""
BIB = r"""
@comment{exported}
@report{one,
  title = {The {UN} \'Ecole na\"{\i}ve \& more},
  author = {{UNODC}}, institution = "Lake Institute",
  year = 2019, month = mar, number = {E/CN.15/2019/2},
  url = {https://example.org/a\_b.pdf},
  file = {Full text:files/1/a.pdf:application/pdf;Other:files/1/b.html:text/html},
  langid = {french}
}
@article{one, title = {Again}, year = 2020}
@misc{broken, title = {never ends
@misc{two, title = {Second}, date = {2021-05-06}, howpublished = {https://example.org/two}, file = {two.pdf}}
@misc{three, title = {Third}, year = {in press}}
"""


def named(listed: EntryList) -> list[tuple[str | None, str | None, str | None]]:
    return [(entry.address, entry.title, entry.date) for entry in listed.entries]


def test_a_list_of_addresses() -> None:
    text = "\ufeff# ours\nhttps://example.org/a  The first one\n\n  https://example.org/b\nexample.org/c\n"
    listed = address_list.parse(text.encode(), "list.txt")
    assert named(listed) == [("https://example.org/a", "The first one", None), ("https://example.org/b", None, None)]
    assert [entry.place for entry in listed.entries] == ["list.txt, line 2", "list.txt, line 4"]
    assert listed.faults == ("list.txt, line 5: 'example.org/c' is not an address. Begin it with https://.",)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_packed_or_not(pack: type[bytes]) -> None:
    listed = sitemap.parse(pack(f"{URLSET}</urlset>".encode()), "map", 10_000)
    assert [(entry.address, entry.changed) for entry in listed.entries] == [
        ("https://example.org/a", "2026-11-24"),
        ("https://example.org/b?x=1&y=2", None),
    ]
    assert listed.faults == ()


def test_a_sitemap_index_and_a_sitemap_of_plain_text() -> None:
    index = "<sitemapindex><sitemap><loc>https://example.org/1.xml</loc></sitemap></sitemapindex>"
    assert sitemap.parse(index.encode(), "map", 1000).nested_lists == ("https://example.org/1.xml",)
    assert named(sitemap.parse(b"https://example.org/a\n", "map", 1000)) == [("https://example.org/a", None, None)]


def test_a_sitemap_that_breaks_off_gives_what_came_before() -> None:
    listed = sitemap.parse(URLSET.encode(), "map", 10_000)
    assert len(listed.entries) == 2
    assert listed.faults[0].startswith("map, line 5: it is not XML")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"<html><body/></html>", "it is not a sitemap"),
        (b"<urlset><", "it is not XML"),
        (gzip.compress(b" " * 100_000, mtime=0), "expands to more than"),
        (gzip.compress(b"<urlset/>", mtime=0)[:-12], "it is damaged, and breaks off"),
        (gzip.compress(b"<urlset/>", mtime=0)[:10] + b"\xff" * 12, "it is damaged ("),
        (
            b'<!DOCTYPE u [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
            "not a sitemap",
        ),
    ],
)
def test_what_is_no_sitemap_is_reported(content: bytes, reason: str) -> None:
    listed = sitemap.parse(content, "map", 1000)
    assert (listed.entries, len(listed.faults)) == ((), 1)
    assert reason in listed.faults[0]


def test_atom_gives_the_files_that_it_encloses_else_the_page() -> None:
    listed = feed.parse(ATOM.encode(), "feed", "https://example.org/news/")
    assert named(listed) == [
        ("https://example.org/news/un.pdf", "Un & deux", "2026-01-02"),
        ("https://example.org/news/deux.epub", "Un & deux", "2026-01-02"),
        ("https://example.org/trois", "Trois", "2026-02-03"),
    ]
    assert (listed.entries[0].publisher, listed.entries[0].language) == ("UNODC", "fr")
    assert listed.faults == ()


def test_rss_with_sound_gives_the_page_and_damage_is_reported() -> None:
    listed = feed.parse(RSS.encode(), "feed", "https://example.org/")
    assert named(listed) == [("https://example.org/uno", "Uno", "2025-06-03")]
    assert listed.entries[0].language == "es"
    assert listed.faults[0].startswith("feed, after item 2: it is not well-formed XML")


@pytest.mark.parametrize("content", [b"", b"words", b"<html><body>words</body></html>", b"\x00\xff"])
def test_what_is_no_feed_is_reported(content: bytes) -> None:
    listed = feed.parse(content, "feed", "https://example.org/")
    assert listed.entries == ()
    assert listed.faults == ("feed: it is not a feed. Give the address of an Atom or RSS feed.",)


def test_ris() -> None:
    listed = ris.parse(RIS.replace("\n", "\r\n").encode(), "a.ris")
    assert listed.entries[0] == ListEntry(
        place="a.ris, line 1",
        address="https://example.org/a.pdf",
        files=("files/1/a.pdf",),
        title="Global report",
        date="2024-12-11",
        publisher="UNODC",
        symbol="A/79/156",
        language="fr",
    )
    assert [(entry.place, entry.title) for entry in listed.entries[1:]] == [
        ("a.ris, line 16", "No end"),
        ("a.ris, line 19", "Last"),
    ]
    assert listed.faults == (
        "a.ris, line 15: 'between' belongs to no entry. It is left out.",
        "a.ris, line 16: the entry has no end. It is taken as it is.",
        "a.ris, line 16: 'soon' is not a date. Write it as 2026/11/24.",
        "a.ris, line 19: the entry has no end. It is taken as it is.",
    )


def test_bibtex() -> None:
    listed = bibtex.parse(BIB.encode(), "a.bib")
    item, two, three = listed.entries
    assert item == ListEntry(
        place="a.bib, line 3",
        address="https://example.org/a_b.pdf",
        files=("files/1/a.pdf", "files/1/b.html"),
        title="The UN École naïve & more",
        date="2019-03",
        publisher="Lake Institute",
        symbol="E/CN.15/2019/2",
        language="fr",
    )
    assert (two.address, two.files, two.date) == ("https://example.org/two", ("two.pdf",), "2021-05-06")
    assert three.date is None
    assert listed.faults == (
        "a.bib, line 11: an entry before has the key 'one' already. It is left out.",
        "a.bib, line 12: the entry is broken, with a brace or quote too many or too few. It is left out.",
        "a.bib, line 14: 'in press' is not a year. Write it as 2026.",
    )


@pytest.mark.parametrize("content", [b"", b"words", b"\xff\xfe\x00", b"{" * 1000, b"@article{"])
def test_what_is_no_bibliography_is_reported(content: bytes) -> None:
    for parse in (ris.parse, bibtex.parse):
        listed = parse(content, "a")
        assert listed.entries == ()
        assert len(listed.faults) == 1


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (("2024", "sep"), "2024-09"),
        (("2024", "September", "3"), "2024-09-03"),
        (("2024", "", "3"), "2024"),
        (("2024", "13"), None),
        (("24",), None),
        (("2023", "2", "29"), None),
        (("٢٠٢٤",), None),
    ],
)
def test_dates(text: tuple[str, ...], date: str | None) -> None:
    assert to_iso_date(*text) == date
