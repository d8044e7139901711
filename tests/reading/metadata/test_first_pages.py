"""Tests of first pages of reports, brochures and letters: titles, dates and publishers that stand in unusual places."""

from dataclasses import replace

import pytest

from palermo.reading import read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover, CoverBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_date import choose_date
from palermo.reading.metadata.document_masthead import find_un_author
from palermo.reading.metadata.organisation_names import is_organisation_line
from palermo.reading.metadata.publisher import choose_publisher
from palermo.reading.metadata.titles import choose_title
from palermo.reading.un_masthead import read_un_masthead
from palermo.statements import Masthead, PassageKind

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3
HEADING = PassageKind.HEADING


def read_masthead(text: str, name: str = "text.md") -> Masthead:
    return read(text.encode(), name).masthead


def build_blocks(*lines: str, kind: PassageKind = PassageKind.PARAGRAPH, page: int = 1) -> tuple[DocumentBlock, ...]:
    return tuple(DocumentBlock(text=line, kind=kind, page=page) for line in lines)


def test_front_matter_of_a_plain_text_is_read_and_left_out() -> None:
    document = read(f"---\ntitle: Safe boats\ndate: 2031-05-04\n---\n\n{TEXT}".encode(), "boats.txt")
    assert (document.masthead.title, document.masthead.date) == ("Safe boats", "2031-05-04")
    assert not any("title:" in passage.text for passage in document.passages)


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        (
            (("“LET THE BOATS BE SAFE”:", 34), ("A guide to harbours", 22)),
            "“LET THE BOATS BE SAFE”: A guide to harbours",
        ),
    ],
)
def test_title_of_a_cover(blocks: tuple[tuple[str, float], ...], title: str) -> None:
    cover = Cover(blocks=tuple(CoverBlock(text=text, size=size) for text, size in blocks), body_size=11)
    assert choose_title(DeclaredMetadata(), (), cover) == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("HARBOUR ALERT", "HARBOUR ALERT TITLE: Tarn: Crews without pay"), "Tarn: Crews without pay"),
        (("# Terms of reference", "for the evaluation of the harbour programme"), None),
        (("Dr Ana B. Quay", "# Statement on the crews of the harbour"), "Statement on the crews of the harbour"),
        (
            ("Dr Ana Quay", "Professor of ports", "# Press release", "# Harbour crews remain unpaid"),
            "Harbour crews remain unpaid",
        ),
        (("# Official Gazette", "# Act on boats"), "Act on boats"),
        (
            ("# Media release", "# MINISTER FOR ALL BOATS", "The Hon Ana Quay MP", "# Crews of Tarn are paid"),
            "Crews of Tarn are paid",
        ),
        (("# Media release", "# Crews of Tarn are paid", "The Hon Ana Quay MP"), "Crews of Tarn are paid"),
        (("Home", "Harbour Master", "Links", "Crews of Tarn are paid"), "Crews of Tarn are paid"),
        (("# Article 1", "# Act on boats"), "Act on boats"),
        ((f"Act on {'boats, crews, harbours, ' * 9}and their pay",), None),  # 220 to 240 characters
    ],
)
def test_title_among_the_first_lines(lines: tuple[str, ...], title: str | None) -> None:
    expected = title or " ".join(line.strip("# ") for line in lines)
    assert read_masthead("\n\n".join((*lines, TEXT))).title == expected


def test_session_and_working_group_are_no_title_of_a_review() -> None:
    cover = build_blocks(
        "Working Group on the Universal Periodic Review", "Forty-eighth session", "Summary on Tarn", kind=HEADING
    )
    masthead = read_un_masthead((*build_blocks("A/HRC/WG.6/48/TRN/3", "Distr.: General"), *cover))
    assert masthead.title == "Summary on Tarn"
    background = DocumentBlock(kind=HEADING, text="Background", number="I", level=1)
    text = (background, *build_blocks("Sources", kind=HEADING))
    assert read_un_masthead((*build_blocks("A/HRC/WG.6/48/TRN/3", "Distr.: General"), *cover, *text)) == masthead


def test_answers_in_an_addendum_are_those_of_the_state_under_review() -> None:
    title = "Report of the Working Group on the Universal Periodic Review: Tarn"
    answers = Masthead(symbol="A/HRC/59/15/Add.1", under_review="Tarn")
    assert find_un_author(answers, title) == "Tarn"
    assert find_un_author(replace(answers, symbol="A/HRC/59/15"), title) != "Tarn"


def test_session_is_no_state_under_review() -> None:
    group = "Working Group on the Universal Periodic Review"
    head = build_blocks("A/HRC/WG.6/48/TRN/1", "Distr.: General")
    assert read_un_masthead((*head, *build_blocks(group, "Forty-eighth session"))).under_review is None
    assert (
        read_un_masthead((*head, *build_blocks(f"Report of the {group}", "Tarn Introduction"))).under_review == "Tarn"
    )


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("Duration: June – August 2031",), None),
        (("Entrada en vigor: 21 de octubre de 2031",), None),
        (
            ("Aprobado el 12 de agosto de 2031 por la Conferencia de Puertos", "Entrada en vigor: 1 de mayo de 2032"),
            "2031-08-12",
        ),
        (("Date of publication", "17 March 2031"), "2031-03-17"),
    ],
)
def test_date_on_the_first_page(lines: tuple[str, ...], date: str | None) -> None:
    assert choose_date(DeclaredMetadata(), build_blocks(*lines), Cover(), None) == date


@pytest.mark.parametrize(
    ("title", "created", "date"),
    [
        ("Structure of the harbour board January 2031", "2031-07-25", "2031-01"),
        ("Structure of the harbour board January 2031", None, None),
        ("Boats that were stopped in January 2031", "2031-07-25", None),
    ],
)
def test_month_at_the_end_of_a_title(title: str, created: str | None, date: str | None) -> None:
    assert choose_date(DeclaredMetadata(created=created), (), Cover(), title) == date


def choose(
    *lines: str, heads: tuple[str, ...] = (), cover_line: str = "", title: str = "Safe boats", language: str = "en"
) -> str | None:
    blocks = (CoverBlock(text=cover_line, size=12),) if cover_line else ()
    return choose_publisher(
        DeclaredMetadata(), build_blocks(*lines, TEXT), Cover(blocks=blocks, running_heads=heads), title, language
    )


def test_address_alone_on_the_cover_names_the_publisher() -> None:
    lines = [f"Harbourlight counts boats. {TEXT}"] * 3
    assert choose(*lines, cover_line="www.harbourlight.example") == "Harbourlight"
    assert choose(*lines, cover_line="See also the list of boats on www.harbourlight.example") is None


@pytest.mark.parametrize("line", ["Dear Minister", "© 2031 Quay et al"])
def test_salutation_and_authors_are_no_publisher(line: str) -> None:
    assert choose(line, "Dear Minister", "Quay et al") is None


def test_acronym_that_is_a_common_word_of_the_title_is_not_named_in_it() -> None:
    lines = ["Contact: ana@skillsforcare.example", "CARE for seafarers", "CARE for boats", "CARE for crews"]
    assert choose(*lines, title="Training on the care of seafarers") is None


def test_place_of_work_is_no_part_of_the_name() -> None:
    name = "Organisation internationale des ports (OIP)"
    assert (
        choose(f"{name}, Mission en Haïti", f"Le {name}.", "OIP", language="fr", heads=(f"{name}, Mission en Haïti",))
        == name
    )


def test_order_of_approval_above_the_title_names_who_gave_it() -> None:
    lines = ("УТВЕРЖДЕН", "приказом Департамента портов", "города Тарна от 1 октября 2031 г. № 950", "УСТАВ ГАВАНИ")
    assert choose(*lines, title="УСТАВ ГАВАНИ", language="ru") == "Департамент портов города Тарна"


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("Ministère de l’intégration africaine et des ivoiriens de l’extérieur", True),
        ("Ministère de la justice annonce un plan contre les bateaux", False),
    ],
)
def test_ministry_with_subjects_in_small_letters(line: str, is_name: bool) -> None:
    assert is_organisation_line(line) is is_name


def test_news_agency_that_declares_itself_as_author_publishes() -> None:
    assert read_masthead(f"---\ntitle: Safe boats\nauthor: Afp\n---\n\n{TEXT}").publisher == "Afp"


def test_resolution_in_french_is_the_organs() -> None:
    blocks = build_blocks("S/RES/2031 (2031) Conseil de sécurité", "Distr. générale", "4 mai 2031")
    assert read_un_masthead(blocks).organ == "Conseil de sécurité"
    assert read_un_masthead(build_blocks("S/Titre 1 : Les bateaux")).symbol is None


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL THE BOATS ARE READ IN PARLIAMENT",
        "COPYRIGHT BILL 2031 WITH PROVISIONS",
        "List of directions and orders issued by the Harbour Board",
    ],
)
def test_notice_on_a_first_page_is_no_publisher(line: str) -> None:
    assert choose(line) is None


def test_title_that_introduces_itself_is_no_publisher() -> None:
    assert (
        choose("The Harbour Labour Study is an initiative of many crews in the harbour.", title="Harbour Labour Study")
        is None
    )


def test_approval_is_no_title() -> None:
    assert read_masthead(f"# Рассмотрена и утверждена\n\n# Программа гавани\n\n{TEXT}").title == "Программа гавани"


def test_affiliations_in_brackets_are_no_publisher() -> None:
    lines = [f"Harbour Society number {number} (Ana Quay, University of Tarn)" for number in range(4)]
    assert choose(*lines, "Contact: ana@tarn.example", title="Statement of harbour societies") is None


def test_long_line_in_capitals_is_no_organisation() -> None:
    assert not is_organisation_line("ONE YEAR OF COUNTING THE SMALL BOATS OF THE TARN PARLIAMENT")
    assert is_organisation_line("THE INTERNATIONAL ORGANIZATION OF HARBOURS AND OF THE CREWS OF BOATS")


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        ((("SAY", 20), ("“NO”", 30), ("TO SMALL BOATS", 20)), "TO SMALL BOATS"),
        ((("QUAY-FINANCE, LLC", 30), ("Report on boats", 20)), "Report on boats"),
        ((("The harbour has a new law . . . 3", 30), ("Harbour news", 20)), "Harbour news"),
    ],
)
def test_fragment_on_a_cover_is_no_title(blocks: tuple[tuple[str, float], ...], title: str) -> None:
    cover = Cover(blocks=tuple(CoverBlock(text=text, size=size) for text, size in blocks), body_size=11)
    assert (choose_title(DeclaredMetadata(), (), cover) or "").endswith(title)


def test_first_line_of_a_text_without_empty_lines_is_its_title() -> None:
    assert (
        read_masthead(f"Forty boats are stopped\nBoats in the harbour\n{TEXT}\n", "news.txt").title
        == "Forty boats are stopped"
    )


def test_number_of_a_row_is_no_symbol_of_the_united_nations() -> None:
    assert read_un_masthead(build_blocks("Annex", "S/N Implementation Harm 1")).symbol is None


def test_protocol_that_amends_a_treaty_does_not_date_it() -> None:
    title = "Convention on boats, as amended by the Protocol of 12 November 2047"
    assert (
        choose_date(DeclaredMetadata(), build_blocks("DONE at Tarn, on 11 October 2033"), Cover(), title)
        == "2033-10-11"
    )


def test_ministry_under_its_state_publishes() -> None:
    lines = ("REPUBLIQUE DU TARN", "MINISTERE DES PORTS, DES BATEAUX ET DES MARINS")
    assert choose(*lines, "RAPPORT SUR LES BATEAUX", title="RAPPORT SUR LES BATEAUX", language="fr") == lines[1]


def test_state_of_a_national_report_is_that_of_its_symbol() -> None:
    masthead = Masthead(symbol="A/HRC/WG.6/20/SVN/1", organ="Human Rights Council")
    assert find_un_author(masthead, "National report") == "Slovenia"


@pytest.mark.parametrize(
    ("page", "masthead"),
    [
        (
            "A/HRC/97/31 Distr.: General 4 May 2031 Original: English Human Rights Council Ninety-seventh session "
            "Agenda item 3 Report of the Special Rapporteur on the crews of harbours, Ana Quay* Summary In this report",
            Masthead(
                symbol="A/HRC/97/31",
                title="Report of the Special Rapporteur on the crews of harbours, Ana Quay",
                date="2031-05-04",
                session="Ninety-seventh session",
                organ="Human Rights Council",
                publisher="Special Rapporteur on the crews of harbours",
            ),
        ),
        (
            "Consejo de Derechos Humanos 97º período de sesiones Tema 3 de la agenda "
            "Informe de la Relatora Especial sobre las tripulaciones de los puertos Resumen En este informe",
            Masthead(
                title="Informe de la Relatora Especial sobre las tripulaciones de los puertos",
                session="97º período de sesiones",
                organ="Consejo de Derechos Humanos",
                publisher="Relatora Especial sobre las tripulaciones de los puertos",
            ),
        ),
    ],
)
def test_lines_of_a_first_page_may_be_joined(page: str, masthead: Masthead) -> None:
    assert read_masthead(f"{page} {TEXT}", "text.txt") == masthead


def test_text_that_tells_of_a_report_is_no_first_page_of_it() -> None:
    text = f"The Human Rights Council noted the Report of the Special Rapporteur on harbours. Summary {TEXT}"
    assert read_un_masthead(build_blocks(text)) == Masthead()
