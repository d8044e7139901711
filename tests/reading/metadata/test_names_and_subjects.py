"""Tests of names that are no organisation's: subjects, sections of a site, adjectives of States, parts of a line."""

import pytest

from palermo.reading import read

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3


def read_publisher(text: str) -> str | None:
    return read(text.encode(), "text.md").masthead.publisher


@pytest.mark.parametrize("word", ["migrants", "travailler", "unsighted"])
def test_word_of_the_address_alone_is_no_publisher(word: str) -> None:
    text = f"---\ntitle: Safe boats\nurl: https://{word}.example/boats\n---\n\n{word.title()} came. {TEXT}\n"
    assert read_publisher(text) is None


@pytest.mark.parametrize("subject", ["Human Rights", "Réfugiés", "Мигранты", "Derechos Humanos"])
def test_subject_is_no_publisher_even_where_a_page_declares_it(subject: str) -> None:
    assert read_publisher(f"---\ntitle: Safe boats\npublisher: {subject}\n---\n\n{TEXT}\n") is None


def test_adjective_of_a_state_is_no_publisher() -> None:
    assert read_publisher(f"# Speech of the Dutch rapporteur on boats\n\n{TEXT}\n\nThe Dutch boats. {TEXT}\n") is None


def test_organisation_that_a_reference_names_is_no_publisher() -> None:
    item = "- Tarn Harbour Organisation, Boats at sea, Tarn, 2030; available at www.example.org/boats"
    assert read_publisher(f"# Safe boats\n\n{TEXT} Tarn Harbour Organisation.\n\n{TEXT}\n\n{item}\n") is None


def test_name_is_cut_from_words_around_it() -> None:
    line = "© 2030 Harbour News Limited or its affiliated companies"
    assert read_publisher(f"# Safe boats\n\n{TEXT}\n\n{line}\n") == "Harbour News Limited"


def test_body_above_the_title_publishes() -> None:
    assert read_publisher(f"OFFICE OF BOATS. HARBOUR COMMISSION.\n\n# Safe boats\n\n{TEXT}\n") == "OFFICE OF BOATS"


@pytest.mark.parametrize(("name", "publisher"), [("UN Women", "UN Women"), ("Tarn Women", None)])
def test_holder_of_a_copyright_without_year_publishes_if_the_registry_knows_it(
    name: str, publisher: str | None
) -> None:
    met = f"{name} met the crews in the harbour. " * 3
    assert read_publisher(f"# Safe boats\n\n{TEXT}\n\n{met}\n\n© {name}. All rights reserved.\n") == publisher
