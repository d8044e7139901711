"""Tests of publishers, dates and titles at places that documents of new publishers print them."""

import json

import pytest

from palermo.reading import read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.text_lines import LayoutPage, TextLine
from palermo.reading.metadata.covers import Cover, CoverBlock, build_cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_masthead import extract_masthead
from palermo.statements import Masthead, PassageKind

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3
SPANISH = "Los barcos esperan en el puerto y la gente del mar paga cada noche por ellos en la ciudad. " * 6
FRENCH = "Les bateaux attendent dans le port et les marins paient chaque nuit pour eux dans la ville. " * 6


def read_page(head: str, body: str) -> Masthead:
    return read(f"<html><head>{head}</head><body>{body}<p>{TEXT}</p></body></html>".encode(), "page.html").masthead


def read_cover(*lines: str) -> Masthead:
    blocks = [DocumentBlock(kind=PassageKind.PARAGRAPH, text=line, page=1) for line in (*lines, TEXT)]
    cover = Cover(blocks=tuple(CoverBlock(text=line, size=12.0) for line in lines), body_size=12.0)
    return extract_masthead(blocks, DeclaredMetadata(), cover, "en")


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="Tarn Times | Boats | Houses">', "Tarn Times"),
        ('<meta name="copyright" content="All rights reserved by Tarnlight">', "Tarnlight"),
        ("<title>Safe boats ‹ Tarnlight</title>", "Tarnlight"),
        ("<title>Safe boats for crews - Harbour | Tarnlight</title>", "Tarnlight"),
    ],
)
def test_page_declares_its_publisher(head: str, publisher: str) -> None:
    assert read_page(head, "<h1>Safe boats</h1><h2>Safe boats for crews</h2>").publisher == publisher


def test_heading_before_its_subtitle_is_no_site() -> None:
    subtitle = "Boats are late for all crews that wait there at night"
    head = f"<title>Harbours wait | {subtitle}</title>"
    assert read_page(head, f"<h1>Harbours wait</h1><h2>{subtitle}</h2>").publisher is None


def test_part_of_a_word_is_no_mention_of_a_name() -> None:
    head = '<meta property="og:site_name" content="Tarnlight">'
    words = "The harbours ask, the harbouring waits, the harboured go."
    body = f"<h1>Boats</h1><p>{words}</p><footer><p>© 2031, Harbo</p></footer>"
    assert read_page(head, body).publisher == "Tarnlight"


def test_organisation_in_linked_data_is_the_site_if_nothing_else_declares_it() -> None:
    data = json.dumps({"@graph": [{"@type": "NGO", "name": "Tarnlight"}]})
    linked = f'<script type="application/ld+json">{data}</script>'
    assert read_page(linked, "<h1>Safe boats</h1>").publisher == "Tarnlight"
    declared = '<meta property="og:site_name" content="Quayside">'
    assert read_page(declared + linked, "<h1>Safe boats</h1>").publisher == "Quayside"


def test_state_is_no_publisher_of_news_about_it() -> None:
    body = f"<h1>Peru asks for boats</h1><p>Peru is committed to boats. {TEXT}</p><p>Peru pays. Peru waits. {TEXT}</p>"
    assert read_page("", body).publisher is None


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (["Safe boats", "Programme Officer, Tarn Foundation ann@tarnfoundation.org"], "Tarn Foundation"),
        (["Safe boats", "The Tarn Aid Foundation, Quay https://taf-quay.org"], "The Tarn Aid Foundation"),
    ],
)
def test_line_of_the_cover_has_an_office_or_an_address_beside_the_body(lines: list[str], publisher: str) -> None:
    assert read_cover(*lines).publisher == publisher


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (
            f"# Safe boats\n\n{TEXT}\n\nYours sincerely,\n\nThe Tarn Aid Foundation Quay https://taf-quay.org",
            "Foundation",
        ),
        (f"# Boats\n\n{TEXT}\n\nIts contents are the sole responsibility of the Tarn Foundation. {TEXT}", "Foundation"),
        (f"# Barcos\n\n{SPANISH}\n\nEl contenido es responsabilidad exclusiva de la Fundación Tarn.", "Fundación Tarn"),
        (
            f"# Bateaux\n\n{FRENCH}\n\nLe contenu relève de la seule responsabilité de la Fondation Tarn.",
            "Fondation Tarn",
        ),
        (
            f"# Boats\n\n{TEXT}\n\nFor further information, please contact Ana Quay, Head of Boats - "
            "Office of the Police and Crime Commissioner for Tarn, on ana@tarn.police.example",
            "Office of the Police and Crime Commissioner for Tarn",
        ),
        (
            "# Tarn Foundation asks for boats\n\nThe Tarn Foundation asks. The Tarn Foundation waits. The Tarn "
            f"Foundation pays. {TEXT}\n\nSee https://www.tarnfoundation.org/boats/2031.",
            None,
        ),
    ],
)
def test_end_of_a_text_names_who_answers_for_it(text: str, publisher: str | None) -> None:
    found = read(text.encode(), "text.md").masthead.publisher
    assert found is None if publisher is None else (found or "").endswith(publisher)


def test_acronym_of_a_body_is_as_frequent_as_its_name() -> None:
    text = f"# Call\n\nTAF asks. TAF pays. TAF waits. {TEXT}\n\nWrite to boats@taf-quay.org at the Tarn Aid Foundation."
    assert read(text.encode(), "text.md").masthead.publisher == "Tarn Aid Foundation"


def test_one_of_several_dates_alone_dates_no_page() -> None:
    body = "<p>Boats</p><p>April 5, 2031</p><p>April 6, 2031</p><p>April 7, 2031</p>"
    long_text = "".join(f"<p>{TEXT} Boat {number}.</p>" for number in range(20))
    others = "".join(f"<h2>Other boats {day}</h2><p>April {day}, 2030</p>" for day in (1, 2, 3))
    assert read_page("", body + long_text + others).date is None


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (
            '<script type="application/ld+json"><![CDATA[{"@type": "Report", "datePublished": "2031-04"}]]></script>',
            "2031-04",
        ),
        ("<title>Tarnlight in 2031 - Annual Report</title>", "2031"),
    ],
)
def test_head_of_a_page_has_the_date(head: str, date: str) -> None:
    assert read_page(head, "<h1>Safe boats</h1>").date == date


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (
            f"# Safe boats\n\nQuaylight asks. Quaylight waits. Quaylight pays. {TEXT}\n\nWrite to ana@quaylight.org",
            "Quaylight",
        ),
        (f"# Safe boats\n\nTarnor asks. Tarnor waits. Tarnor pays. {TEXT}\n\nwww.tarn.or ana@tarn.or", "Tarnor"),
        (f"# Safe boats\n\nFree Ann Quay. Free Ann Quay. Free Ann Quay. {TEXT}\n\nWrite to ana@freeann.org", None),
        (
            f"# Safe boats for all crews\n\n{TEXT}\n\n"
            "Quay, A.; Tarn, B. (2031). Safe boats for all crews. Tarn: Harbour House.",
            "Harbour House",
        ),
        (
            f"# Safe boats\n\nToday 5 April 2031, the Tarn Foundation (TF) joins all crews. {TEXT}",
            "Tarn Foundation (TF)",
        ),
        (f"# Bateaux\n\nLa Fondation Tarn se joint aux marins. La Fondation Tarn attend. {FRENCH}", "Fondation Tarn"),
        (f"# Barcos\n\nLa Fundación Tarn condena la espera. La Fundación Tarn espera. {SPANISH}", "Fundación Tarn"),
        (f"# Safe boats\n\n© Ann Tarn / Quay Pictures 2031\n\n{TEXT}", None),
    ],
)
def test_short_statement_names_its_publisher(text: str, publisher: str | None) -> None:
    assert read(text.encode(), "text.md").masthead.publisher == publisher


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["Safe boats of the harbour", "2031"], "2031"),
        (["Safe boats of the harbour", "July - 2031"], "2031-07"),
        (["Safe boats from 2030 to 2031", "2030", "2031"], None),
        (["Interim report on the 2031 boats of the harbour"], None),
    ],
)
def test_cover_has_a_date(lines: list[str], date: str | None) -> None:
    assert read_cover(*lines).date == date


def test_title_above_an_address_is_no_publisher() -> None:
    body = "<h1>Tarn Foundation – Safe Boats</h1><p>1 Quay Street, Tarn</p><p>ana@boats.example www.boats.example</p>"
    assert read_page("<title>Tarn Foundation – Safe Boats</title>", body).publisher is None


def test_address_of_a_page_has_its_day() -> None:
    head = '<meta property="og:url" content="https://tarn.example/2031/04/05/boats">'
    assert read_page(head, "<h1>Safe boats</h1><p>Today is 9 May 2031 | Tarn</p>").date == "2031-04-05"


def test_running_heads_of_equal_frequency_keep_their_order() -> None:
    heads = [f"Head {number} of the harbour" for number in range(12)]
    tops = [5.0 + place for place in range(len(heads))]
    lines = [
        tuple(
            TextLine(page, head, 50, 200, top, top + 4, top + 3, 4, bold=False)
            for head, top in zip(heads, tops, strict=True)
        )
        for page in range(1, 4)
    ]
    pages = [
        LayoutPage(number=page, width=595, height=842, lines=of_page) for page, of_page in enumerate(lines, start=1)
    ]
    assert build_cover(pages).running_heads == tuple(heads)


def test_a_date_that_a_resolution_is_told_to_have_is_not_that_of_the_text() -> None:
    text = f"# 港口\n\n{'船员在港口等待了很多年。' * 6}\n\n2031年12月18日,联合国大会通过决议,决定设立港口日。"
    assert read(text.encode(), "ports.md").masthead.date is None


def test_lines_of_a_release_without_empty_lines_are_read_apart() -> None:
    lines = (
        "For information only - not an official document",
        "TARN/CP/663",
        "31 October 2031",
        "Heads of two harbours sign an agreement on crews",
        f"TARN, 31 October (Harbour News) - {TEXT}",
    )
    document = read("\n".join(lines).encode(), "release.txt")
    assert (document.masthead.title, document.masthead.date) == (lines[3], "2031-10-31")
    assert [passage.text for passage in document.passages] == [line.strip() for line in lines]


def test_a_sentence_is_not_cut_into_a_title() -> None:
    text = f"Question:\nMme Light demande à Mme la ministre des ports. Elle attend une réponse. {FRENCH}"
    assert read(text.encode(), "question.txt").masthead.title is None


def test_the_address_below_a_title_is_no_part_of_it() -> None:
    text = f"Statement on safe boats\n2031/2032\nharbour.org\n\n{TEXT}"
    assert read(text.encode(), "statement.txt").masthead.title == "Statement on safe boats 2031/2032"


def test_who_wrote_what_a_text_tells_of_is_not_its_publisher() -> None:
    text = (
        f"# Puertos\n\nEl curso, cuyo contenido fue elaborado por la Universidad de Ejemplo, empieza hoy.\n\n{SPANISH}"
    )
    assert read(text.encode(), "course.md").masthead.publisher is None
