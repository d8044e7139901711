"""Tests of references: equal in every format, readable again, digests marked as such."""

import json
from dataclasses import replace

import pytest

from palermo.publishing.exchange.reference_formats import format_bibtex, format_csl, format_ris
from palermo.publishing.references import BibliographicReference, build_document_reference, build_statement_reference
from palermo.sources.lists import bibtex as bibtex_reader
from palermo.sources.lists import ris as ris_reader
from palermo.statements import Document, Locator, Masthead, Nature, Statement, StatementKind

DOCUMENT = Document(
    id="b41c0e" + "0" * 14,
    work="w",
    source="one.pdf",
    media_type="application/pdf",
    size=1,
    pages=8,
    language="en",
    title="Buying & selling: 100% of {what} costs $5_000 #1 ~ ^ \\ end",
    masthead=Masthead(symbol="A/RES/64/293", date="2026-05-12"),
    publishers=("sample",),
    address="https://example.org/one",
)
STATEMENT = Statement(
    id="5ec0de" + "0" * 14,
    kind=StatementKind.RECOMMENDATION,
    quote="States should look for forced labour",
    language="fr",
    document=DOCUMENT.id,
    locator=Locator(page=4, paragraph="12", passage="p", start=0, end=36, headings=()),
)
REFERENCE = build_document_reference(
    DOCUMENT, ("Sample agency, the",), "https://palermo.example/documents/b41c0e", "2026-11-24-7f3a91"
)
QUOTED = build_statement_reference(STATEMENT, REFERENCE, "https://palermo.example/statements/5ec0de")
DIGEST = build_document_reference(
    replace(DOCUMENT, nature=Nature.DIGEST), ("Sample agency, the",), "https://p.example/d", "e"
)


@pytest.mark.parametrize(("write", "reader"), [(format_bibtex, bibtex_reader), (format_ris, ris_reader)])
def test_our_own_readers_take_it(write: object, reader: object) -> None:
    listed = reader.parse(write(REFERENCE).encode(), "it")  # type: ignore[operator, attr-defined]
    assert listed.faults == ()
    (entry,) = listed.entries
    assert entry.symbol == "A/RES/64/293"
    assert entry.date == "2026-05-12"
    assert entry.publisher == "Sample agency, the"
    assert entry.language == "en"
    assert entry.address == DOCUMENT.address
    assert entry.title == DOCUMENT.title


ADDRESSES = (
    "https://example.org/one?a=1&b=2&lang=fr",
    "https://example.org/%7Bcurly%7D/100%25/a_b#part-2",
    "https://example.org/~somebody/$x/it's(fine);v=1",
    "https://example.org/%D8%B9%D8%B1%D8%A8%D9%8A.pdf",
    "https://example.org/عربي/文件.pdf?x=[1]",
    "https://example.org/" + "a-long-part/" * 60,
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_comes_back_as_it_went(address: str) -> None:
    item = replace(REFERENCE, original_address=address)
    for write, reader in ((format_bibtex, bibtex_reader), (format_ris, ris_reader)):
        listed = reader.parse(write(item).encode(), "it")
        assert listed.faults == ()
        assert [entry.address for entry in listed.entries] == [address]
    assert json.loads(format_csl(item))[0]["URL"] == address


TITLES = (
    "Report {draft} on 50% of A_B & C#1 ~ $5 ^2 \\ end",
    "تقرير عن الاتجار بالأشخاص",
    "关于贩运人口的报告：摘要",
    "Отчет «о торговле людьми» — часть 1",
    "TY  - not an entry, ER  - neither\nand a second line",
    '@misc{x, title = {y}} "quoted" and {unbalanced',
    "L’été – “naïve” façade",
)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_comes_back_as_it_went(title: str) -> None:
    item = replace(REFERENCE, title=title)
    for write, reader in ((format_bibtex, bibtex_reader), (format_ris, ris_reader)):
        listed = reader.parse(write(item).encode(), "it")
        assert listed.faults == ()
        assert [entry.title for entry in listed.entries] == [" ".join(title.split())]
    assert json.loads(format_csl(item))[0]["title"] == title


@pytest.mark.parametrize(
    "written",
    [
        "https://example.org/a\\&b\\%20c\\_d\\#e",
        "\\url{https://example.org/a&b%20c_d#e}",
        "{https://example.org/a&b%20c_d#e}",
        "https://example.org/a{\\&}b\\%20c{\\_}d#e",
    ],
)
def test_addresses_as_other_managers_write_them(written: str) -> None:
    listed = bibtex_reader.parse(f"@misc{{x,\n title = {{One}},\n url = {{{written}}}\n}}\n".encode(), "it")
    assert listed.faults == ()
    assert [entry.address for entry in listed.entries] == ["https://example.org/a&b%20c_d#e"]


def test_csl_is_a_list_of_one_item() -> None:
    (item,) = json.loads(format_csl(REFERENCE))
    assert item["type"] == "report"
    assert item["author"] == [{"literal": "Sample agency, the"}]
    assert item["issued"] == {"date-parts": [[2026, 5, 12]]}
    assert item["URL"] == DOCUMENT.address
    assert item["title"] == DOCUMENT.title


@pytest.mark.parametrize("write", [format_bibtex, format_ris, format_csl])
def test_a_statement_has_its_place_and_its_words(write: object) -> None:
    text = write(QUOTED)  # type: ignore[operator]
    assert "p. 4, para. 12: “States should look for forced labour”" in text
    assert "https://palermo.example/statements/5ec0de" in text
    assert "2026-11-24-7f3a91" in text


@pytest.mark.parametrize("write", [format_bibtex, format_ris, format_csl])
def test_a_digest_is_no_work_of_the_body_that_it_tells_of(write: object) -> None:
    text = write(DIGEST)  # type: ignore[operator]
    assert "Digest in Palermo's words of a text by Sample agency, the" in text
    assert "A/RES" not in text
    assert "author" not in text
    assert "AU  -" not in text
    assert "“" not in DIGEST.note


@pytest.mark.parametrize("write", [format_bibtex, format_ris, format_csl])
def test_hostile_words_stay_in_their_field(write: object) -> None:
    hostile = BibliographicReference(
        key="palermo-1",
        title="one}\n@misc{evil, title={x}\nER  - \nTY  - BOOK\r\n",
        authors=(),
        date=None,
        symbol=None,
        language="en",
        original_address=None,
        portal_address="https://p.example/1",
    )
    text = write(hostile)  # type: ignore[operator]
    reader = {format_bibtex: bibtex_reader, format_ris: ris_reader}.get(write)  # type: ignore[call-overload]
    if reader:
        assert len(reader.parse(text.encode(), "it").entries) == 1
    else:
        assert len(json.loads(text)) == 1
