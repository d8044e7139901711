"""Tests of evidence for the publisher: imprints, letterheads, addresses."""

import pytest

from palermo.reading import read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover, CoverBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.publisher import choose_publisher
from palermo.statements import PassageKind

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3


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
