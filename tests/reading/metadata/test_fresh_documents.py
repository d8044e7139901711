"""Tests of titles, dates and publishers of situation reports, annual reports, and texts of a corpus."""

import pytest

from palermo.reading import read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover, CoverBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_masthead import extract_masthead
from palermo.reading.metadata.publisher import rank_candidates
from palermo.reading.metadata.publisher_candidates import PublisherCandidate
from palermo.statements import Masthead, PassageKind

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3


def read_cover(*lines: tuple[str, float], text: str = TEXT, language: str = "en") -> Masthead:
    printed = [*(line for line, _ in lines), text]
    blocks = [DocumentBlock(kind=PassageKind.PARAGRAPH, text=line, page=1) for line in printed]
    cover = Cover(blocks=tuple(CoverBlock(text=line, size=size) for line, size in lines), body_size=12.0)
    return extract_masthead(blocks, DeclaredMetadata(), cover, language)


def test_text_of_a_corpus_has_the_metadata_of_its_elements() -> None:
    head = "<SRC>Harbour Radio</SRC>\n<TITLE>Boats wait for crews</TITLE>\n<TIME>24/05/2031</TIME>"
    document = read(f"<DOC>\n<DOCNO>7</DOCNO>\n{head}\n<TEXT>\n{TEXT}\n</TEXT>\n</DOC>\n".encode(), "7.txt")
    masthead = document.masthead
    assert (masthead.title, masthead.date, masthead.publisher) == (
        "Boats wait for crews",
        "2031-05-24",
        "Harbour Radio",
    )
    assert [passage.text.strip() for passage in document.passages] == [TEXT.strip()]


def test_title_is_above_the_first_section_of_a_situation_report() -> None:
    title = "Storm in Tarn Situation Report No. 2"
    lines = ((title, 18.0), ("HIGHLIGHTS", 24.0), ("Harbour Light Response", 20.0))
    assert read_cover(*lines).title == title


@pytest.mark.parametrize(
    ("language", "section"),
    [("en", "Situation Update"), ("fr", "Faits saillants"), ("es", "Cifras clave"), ("ru", "Обзор ситуации")],
)
def test_section_of_a_situation_report_is_no_title(language: str, section: str) -> None:
    assert read_cover((section, 24.0), language=language).title != section


def test_motto_of_a_state_is_no_title() -> None:
    lines = (("République du Tarn", 17.0), ("Un Peuple - Un But - Une Foi", 17.0), ("Discours sur les bateaux", 17.0))
    assert read_cover(*lines, language="fr").title == "Discours sur les bateaux"


def test_title_with_a_period_has_no_day_of_publication() -> None:
    masthead = read_cover(("Storm in Tarn: Report of 1 December 2030 to 4 February 2031", 24.0))
    assert masthead.date != "2030-12-01"


def test_balance_sheet_date_is_not_that_of_the_audit() -> None:
    lines = (("AUDITOR’S REPORT", 20.0), ("ON THE FINANCIAL STATEMENTS AS OF 31 DECEMBER 2030", 13.0))
    assert read_cover(*lines).date is None


def test_name_below_a_title_of_kind_and_year_is_the_publisher() -> None:
    text = "Harbour Light Tarn repairs boats. Harbour Light Tarn pays crews. Harbour Light Tarn asks for more."
    lines = (("ANNUAL REPORT 2030", 40.0), ("HARBOUR LIGHT TARN", 17.0))
    assert read_cover(*lines, text=text).publisher == "Harbour Light Tarn"
    assert read_cover(*lines).publisher is None


def test_acronym_and_name_of_a_registered_body_are_one_candidate() -> None:
    names = {"OCHA": "web domain", "United Nations Office for the Coordination of Humanitarian Affairs": "published"}
    candidates = [PublisherCandidate(name=name, feature=feature) for name, feature in names.items()]
    assert len(rank_candidates(candidates, [], None)) == 1


def test_year_of_a_russian_copyright_is_after_the_name() -> None:
    line = "© Ассоциация «Свет гавани», 2031 г."
    masthead = read_cover(("Лодки и люди", 24.0), (line, 12.0), language="ru")
    assert masthead.publisher == "Ассоциация «Свет гавани»"


def test_committee_that_meets_speaks_for_its_body() -> None:
    line = "The General Committee of the All Tarn Council of Crews (ATCC), meeting in May, condemns the fees."
    masthead = read_cover(("Statement on the fees of the harbour", 24.0), (line, 12.0))
    assert masthead.publisher == "All Tarn Council of Crews (ATCC)"


def test_heading_that_begins_with_its_day_is_the_title() -> None:
    masthead = read(
        f"# 2031-12-18 船员来访记录\n\n### 船员：\n\n{'船员们在港口等待。' * 20}\n".encode(), "a.md"
    ).masthead
    assert (masthead.title, masthead.date) == ("2031-12-18 船员来访记录", "2031-12-18")


def test_french_declaration_in_capitals_names_its_body() -> None:
    lines = (("DECLARATION DE LA COTA SUR LES BATEAUX DU PORT", 24.0),)
    assert read_cover(*lines, language="fr").publisher == "COTA"


def test_source_among_the_labels_of_a_chinese_page_is_the_publisher() -> None:
    labels = "**时间**: 2031年4月29日\n**来源**: [海港新闻](https://a.example)\n**标签**: 船员"
    page = f"# 港口收费问题调查\n\n{labels}\n\n{'船员们在港口等待。' * 20}\n"
    assert read(page.encode(), "page.md").masthead.publisher == "海港新闻"


def test_heading_with_a_verb_is_no_name() -> None:
    lines = (("Tarn acts on smuggling", 24.0), ("DISRUPTING THE HARBOUR SMUGGLING ORGANIZATION (HSO)", 12.0))
    text = "The HSO waits in the harbour. " * 4
    assert read_cover(*lines, text=text).publisher != "DISRUPTING THE HARBOUR SMUGGLING ORGANIZATION (HSO)"


@pytest.mark.parametrize("name", ["Conseil des ports du", "EL CONSEJO REGIONAL", "Consejo de puertos de"])
def test_name_that_goes_on_elsewhere_is_no_publisher(name: str) -> None:
    assert rank_candidates([PublisherCandidate(name=name, feature="enacts")], [], None) == []


def test_name_in_capitals_begins_after_a_conjunction() -> None:
    ranked = rank_candidates([PublisherCandidate(name="Y GOBIERNO REGIONAL DE TARN", feature="enacts")], [], None)
    assert [candidate.name for candidate in ranked] == ["GOBIERNO REGIONAL DE TARN"]


def test_short_title_of_a_page_gives_way_to_its_heading() -> None:
    body = f"<h1>Three aims of the harbour plan</h1><p>{TEXT}</p>"
    page = f"<html><head><title>Aims - Print</title></head><body>{body}</body></html>"
    masthead = read(page.encode(), "page.html").masthead
    assert (masthead.title, masthead.publisher) == ("Three aims of the harbour plan", None)
