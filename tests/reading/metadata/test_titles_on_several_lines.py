"""Tests of titles on several lines, of decrees and speeches, and of their dates."""

import pytest

from palermo.reading import read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover, CoverBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_date import choose_date
from palermo.reading.metadata.titles import choose_title
from palermo.statements import Masthead, PassageKind

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3


def read_masthead(text: str, name: str = "text.md") -> Masthead:
    return read(text.encode(), name).masthead


def test_title_of_a_speech_ends_before_its_date() -> None:
    lines = ("Speech by Ana Tarn,", "Harbour Rapporteur", "On the occasion of the meeting on boats, 1 May 2030, Tarn")
    masthead = read_masthead("\n\n".join((*lines, "Good morning.", TEXT)), "speech.txt")
    assert masthead.title == "Speech by Ana Tarn, Harbour Rapporteur On the occasion of the meeting on boats"


@pytest.mark.parametrize(
    "frame", ["TABLE DE MATIERES", "Índice general", "جدول المحتويات", "内容提要", "Volume 8, 2015"]
)
def test_frame_of_a_document_is_no_title(frame: str) -> None:
    assert read_masthead(f"# {frame}\n\n## Safe boats\n\n{TEXT}").title == "Safe boats"


def test_letters_set_apart_are_read_as_a_word() -> None:
    assert read_masthead(f"# I N T R O D U C T I O N\n\n## Safe boats\n\n{TEXT}").title == "Safe boats"


@pytest.mark.parametrize(
    ("declared", "heading", "title"),
    [
        ("Tarn", "Reports on Boats, 2031: Tarn", "Reports on Boats, 2031: Tarn"),
        ("Tarn", "Reports on Boats of Tarnland", "Tarn"),
        ("Boats and crews at sea", "All about boats and crews at sea", "Boats and crews at sea"),
    ],
)
def test_heading_completes_a_declared_title_of_one_word(declared: str, heading: str, title: str) -> None:
    page = f"<html><head><title>{declared}</title></head><body><h1>{heading}</h1><p>{TEXT}</p></body></html>"
    assert read_masthead(page, "page.html").title == title


@pytest.mark.parametrize("line", ["::: {.content-header}", "(Harbour Office)", "[Work](/work/) / [World](/world/)"])
def test_markup_brackets_and_paths_of_sections_are_no_title(line: str) -> None:
    assert read_masthead(f"{line}\n\n# Safe boats\n\n{TEXT}").title == "Safe boats"


@pytest.mark.parametrize(
    ("heading", "line", "title"),
    [
        ("PLAN PARA LOS BARCOS DE", "LA COMISIÓN DEL PUERTO", "PLAN PARA LOS BARCOS DE LA COMISIÓN DEL PUERTO"),
        ("Plan", "The harbour is small.", "Plan"),
    ],
)
def test_open_heading_is_joined_to_the_line_that_continues_it(heading: str, line: str, title: str) -> None:
    assert read_masthead(f"# {heading}\n\n{line}\n\n{TEXT}").title == title


def test_name_of_a_person_is_no_title() -> None:
    assert read_masthead(f"А.С. Комаров\n\n# О совете гавани\n\n{TEXT}").title == "О совете гавани"


def test_sections_of_a_site_are_cut_from_a_chinese_title() -> None:
    head = "<html><head><title>渔民的权利！_人权组织_权利_人群</title></head>"
    text = f"{head}<body><p>{'渔民在港口工作。' * 20}</p></body></html>"
    assert read_masthead(text, "page.html").title == "渔民的权利！"


def test_day_on_which_an_article_was_received_does_not_date_it() -> None:
    lines = ("Received 13 October 2029.", "Published online 4 January 2030.")
    assert read_masthead("\n\n".join(("# Safe boats", *lines, TEXT))).date == "2030-01-04"


def test_decree_on_one_line_has_title_and_date() -> None:
    text = (
        "АДМИНИСТРАЦИЯ ГАВАНИ ПОСТАНОВЛЕНИЕ 29.11.2030 № 217 Об утверждении программы «Лодки на 2031 год» "
        "На основании постановления Администрации от 15.09.2030 № 169 программа утверждена."
    )
    masthead = read_masthead(text, "decree.txt")
    assert (masthead.title, masthead.date) == ("Об утверждении программы «Лодки на 2031 год»", "2030-11-29")


def test_law_that_a_decree_cites_does_not_date_it() -> None:
    text = f"# О лодках\n\nВ соответствии с Федеральным законом от 16.10.2003 № 131-ФЗ лодки стоят в гавани.\n\n{TEXT}"
    assert read_masthead(text).date is None


@pytest.mark.parametrize(
    "line",
    ["FAIT à Tarn, le 19 août 2030, en deux exemplaires.", "DONE at Tarn, on 19 August 2030, in two copies."],
)
def test_agreement_is_dated_where_it_was_signed(line: str) -> None:
    text = "\n\n".join(("# Agreement on boats", *[TEXT] * 20, line, *[TEXT] * 20))
    assert read_masthead(text).date == "2030-08-19"


def test_hour_of_a_web_page_dates_it() -> None:
    blocks = [DocumentBlock(kind=PassageKind.PARAGRAPH, text=text) for text in ("Safe boats", "2030-01-31 14:20", TEXT)]
    assert choose_date(DeclaredMetadata(), blocks, Cover(), "Safe boats") == "2030-01-31"


def test_large_name_of_a_journal_is_its_title() -> None:
    texts = (("FORUM ON HARBOURS AND SOCIETY", 25), ("Volume 8, 2030", 17), ("ANA TARN", 13))
    cover = Cover(blocks=tuple(CoverBlock(text=text, size=size) for text, size in texts), body_size=11)
    assert choose_title(DeclaredMetadata(), (), cover) == "FORUM ON HARBOURS AND SOCIETY"
