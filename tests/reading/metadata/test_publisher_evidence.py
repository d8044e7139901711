"""Tests of evidence for the publisher: imprints, letterheads, addresses."""

import pytest

from palermo.reading import read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover, CoverBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.publisher import choose_publisher
from palermo.reading.metadata.publisher_evidence import find_copyright_holders
from palermo.statements import PassageKind

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3
RUSSIAN = "Лодки стоят в гавани, и люди платят за них каждый день. " * 8
ARABIC = "تقف القوارب في الميناء ويدفع الناس ثمنها كل يوم في المدينة. " * 8

PARAGRAPHS = "\n\n".join([TEXT] * 6)


def read_publisher(text: str, name: str = "text.md") -> str | None:
    return read(text.encode(), name).masthead.publisher


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("This guide has been prepared by the Tarn Harbour Partnership for its members.", "Tarn Harbour Partnership"),
        (
            "Tarn Workers Alliance, 4 Quay Road, Tarn. Tel. 0300 111 222, tarnworkersalliance@example.org",
            "Tarn Workers Alliance",
        ),
        ("The guide was prepared by Ana Tarn and Ivo Quay.", None),
        ("Shared by Harbour Savior (@harboursavior)", None),
    ],
)
def test_line_of_imprint_or_letterhead_names_a_body_and_no_person(line: str, publisher: str | None) -> None:
    assert read_publisher(f"# Safe boats\n\n{TEXT}\n\n{line}\n") == publisher


def test_acronym_is_given_as_the_full_name_that_the_text_defines() -> None:
    text = f"# Statement by the TWA on boats\n\n{TEXT}\n\nThe Tarn Workers Alliance (TWA) has ninety members.\n"
    assert read_publisher(text) == "Tarn Workers Alliance"


def test_list_of_other_bodies_does_not_name_the_publisher() -> None:
    bodies = ("Quay Aid Fund", "Mole Aid Fund", "Reef Aid Fund", "Cape Aid Fund")
    lines = "\n\n".join(f"{name}: info@{name.replace(' ', '').lower()}.example.net" for name in bodies)
    assert read_publisher(f"# Safe boats\n\n{TEXT}\n\n{'Quay Aid Fund helps. ' * 5}\n\n{lines}\n") is None


def test_item_of_a_list_is_no_name_of_the_publisher() -> None:
    assert read_publisher(f"# Safe boats\n\n{TEXT}\n\n- Tarn Council of Churches\n- Quay Trust\n\n{TEXT}\n") is None


def test_place_in_a_domain_does_not_choose_among_bodies_of_the_place() -> None:
    met = "The Ostrava and Quay Harbour Partnership met. " * 4
    text = f"# Safe boats\n\n{TEXT}\n\n{met}\n\nmail@ostrava.example.net\n"
    assert read_publisher(text) is None


def test_owner_of_a_statement_is_cut_from_its_title() -> None:
    assert read_publisher(f"# Tarn Council’s Modern Slavery Statement 2031\n\n{TEXT}\n") == "Tarn Council"


def test_office_is_given_without_the_person_who_holds_it() -> None:
    text = f"Ana Tarn MP MINISTER FOR HARBOURS\n\nMore inspectors for the harbour\n\n{TEXT}\n"
    assert read_publisher(text, "a.txt") == "MINISTER FOR HARBOURS"


def test_running_head_names_publisher_and_date() -> None:
    cover = Cover(
        blocks=(CoverBlock(text="Safe boats", size=24.0),),
        running_heads=("Published by the Harbour Office March 2031",),
    )
    blocks = [DocumentBlock(text=TEXT, kind=PassageKind.PARAGRAPH, page=2)]
    assert choose_publisher(DeclaredMetadata(), blocks, cover, "Safe boats", "en") == "Harbour Office"


def test_line_that_continues_the_line_before_is_no_name() -> None:
    cover = Cover(
        blocks=(
            CoverBlock(text="Evaluation of the project run by the Tarn Police and", size=20.0),
            CoverBlock(text="Quay Council of Churches", size=20.0),
        )
    )
    blocks = [DocumentBlock(text=TEXT, kind=PassageKind.PARAGRAPH, page=2)]
    assert choose_publisher(DeclaredMetadata(), blocks, cover, None, "en") is None


def test_guide_does_not_name_itself_as_its_publisher() -> None:
    assert (
        read_publisher(f"# Safe boats\n\n{TEXT}\n\nProduced by This Toolkit Council\n\nThis Toolkit Council helps.\n")
        is None
    )


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"# Safe boats\n\nAna Tarn MP MINISTER FOR HARBOURS\n\nMEDIA RELEASE\n\n{TEXT}\n", "MINISTER FOR HARBOURS"),
        (
            f"# Safe boats\n\n{TEXT}\n\nAbout Harbour Light: It is old. Harbour Light and Harbour Light.\n",
            "Harbour Light",
        ),
        (f"# Rules\n\n2031年9月18日 国务院令第12号公布\n\n第一条 船只应当安全。{'船员不付钱。' * 20}\n", "国务院"),
        (f"# Mole (MOLE)\n\nMOLE was founded in 2017 by boatmen. MOLE has boats.\n\n{TEXT}\n", "MOLE"),
        (f"# Boats Act\n\nENACTED by the Parliament of Ruritania as follows:\n\n{TEXT}\n", "Parliament of Ruritania"),
        (
            f"# Programme\n\nУТВЕРЖДЕНА Постановлением Администрации Речного района от 21.10.2031 № 6\n\n{RUSSIAN}\n",
            "Администрация Речного района",
        ),
        (f"# Лодки\n\nУТВЕРЖДАЮ\n\nДиректор ГБУ Центр «Лодка»\n\n{RUSSIAN}\n", "ГБУ Центр «Лодка»"),
        (f"# القوارب\n\nقرار وزير الموانئ رقم (3) لسنة 2031\n\n{ARABIC}\n", "وزير الموانئ"),
        (
            f"# Reglamento\n\nEL PRESIDENTE DE LA REPÚBLICA\n\nCONSIDERANDO:\n\n{TEXT}\n",
            "EL PRESIDENTE DE LA REPÚBLICA",
        ),
    ],
)
def test_line_says_whose_release_page_or_rule_it_is(text: str, publisher: str) -> None:
    assert read_publisher(text) == publisher


@pytest.mark.parametrize(
    "text",
    [
        f"# Joint\n\nJOINT STATEMENT\n\n{TEXT}\n",
        f"# Boats with Quay Government\n\nBoats with Quay Government\n\n{PARAGRAPHS}\n",
        f"# Informe de Muelle\n\n{TEXT} El muelle es seguro. Muelle y muelle.\n",
        f"# Safe boats\n\n“Every day at Harbour Light, we see it. Harbour Light helps, says Harbour Light.” {TEXT}\n",
        f"# Safe boats\n\n{TEXT}\n\n{'- Tarn Partnership for Boats\n' * 3}",
    ],
)
def test_word_title_quotation_or_last_item_is_no_publisher(text: str) -> None:
    assert read_publisher(text) is None


def test_domain_that_several_names_begin_with_names_none() -> None:
    names = "The Harbour Fund met. The Harbour Council met. " * 4
    assert read_publisher(f"# Safe boats\n\n{TEXT}\n\n{names}\n\nmail@harbour.example.net\n") is None


def test_address_of_the_page_names_the_site_and_its_subdomain() -> None:
    text = "---\ntitle: Safe boats\nsource_url: https://oldharbourlight.wordpress.com/boats/\n---\n"
    assert read_publisher(f"{text}{TEXT}\n\nHarbour Light repairs boats.\n") == "Harbour Light"


def test_title_of_a_page_ends_with_the_name_of_its_site() -> None:
    head = "<html><head><title>What we do | Harbour Light</title></head>"
    page = f"{head}<body><h1>What we do</h1><p>{TEXT}</p></body></html>"
    assert read_publisher(page, "a.html") == "Harbour Light"


def test_form_in_small_letters_goes_before_capitals() -> None:
    text = f"---\ntitle: Safe boats\nsource: HARBOUR LIGHT FUND\n---\nHarbour Light Fund | Press release\n\n{TEXT}\n"
    assert read_publisher(text) == "Harbour Light Fund"


def test_word_of_a_domain_of_a_government_is_no_body() -> None:
    text = "# Safe boats\n\n{}\n\nThe State of Tarnland pays.\n\nTarnland inspects boats.\n\nann@tarnland.{}\n"
    assert read_publisher(text.format(TEXT, "gov")) is None
    assert read_publisher(text.format(TEXT, "org")) == "Tarnland"


def test_the_letter_of_an_item_is_no_mark_of_copyright() -> None:
    assert not list(find_copyright_holders(["(a) Boats", "(b) Crews", "(c) Tarn Harbour Council"]))
    assert not list(find_copyright_holders(["the list under paragraph (2)(C) to Congress."]))
    assert list(find_copyright_holders(["(c) Tarn Harbour Council"])) == [("Tarn Harbour Council", False)]


def test_states_that_a_release_is_about_do_not_publish_it() -> None:
    speech = "Kenya and Ghana reaffirm our shared interest in safe boats."
    assert read_publisher(f"# FACT SHEET: New initiatives on boats\n\n{speech}\n\n{TEXT}\n\n{speech}\n{TEXT}") is None


def test_word_in_small_letters_is_the_acronym_that_the_text_prints() -> None:
    text = (
        f"# Safe boats\n\nThe Tarn Harbour Board (THB) has boats.\n\n{PARAGRAPHS}\n\nPublished by: thb\n\n© thb 2010\n"
    )
    assert read_publisher(text) == "Tarn Harbour Board"


def test_name_has_the_word_that_the_text_prints_before_it() -> None:
    cover = "# TARNSHIRE\n\n# Safe Harbour Partnership\n\n# BOATS FOR ALL\n\n"
    named = "The Tarnshire Safe Harbour Partnership meets.\n\n" * 3
    assert read_publisher(f"{cover}{named}{TEXT}\n\n© Safe Harbour Partnership 2021") == (
        "Tarnshire Safe Harbour Partnership"
    )
    assert read_publisher(f"{cover}{TEXT}\n\n© Safe Harbour Partnership 2021") == "Safe Harbour Partnership"
