"""Tests of names that a text does not print as its publisher, but speaks about as its own."""

import pytest

from palermo.reading import read

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3


def read_publisher(text: str, name: str = "text.md") -> str | None:
    return read(text.encode(), name).masthead.publisher


def test_title_alone_does_not_make_its_subject_the_publisher() -> None:
    text = f"# Quayside opens a house for crews\n\n{TEXT}\n\n{'Quayside pays. ' * 5}\n"
    assert read_publisher(text) is None


def test_subject_of_the_title_whose_director_speaks_is_the_publisher() -> None:
    text = f"# Tarn Light opens a house for crews\n\n{TEXT}\n\n{'Tarn Light pays for it. ' * 5}\n\n"
    assert read_publisher(f"{text}“Nobody knew,” said Ana Quay, director of Tarn Light.\n") == "Tarn Light"


def test_state_is_no_subject_of_a_title() -> None:
    text = f"# Kenya opens a house for crews\n\n{TEXT}\n\n{'Kenya pays for it. ' * 5}\n\n"
    assert read_publisher(f"{text}“Nobody knew,” said Ana Quay, director at Kenya.\n") is None


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"Speech by Ana Quay, National Rapporteur on Harbours\n\n{TEXT}\n", "National Rapporteur on Harbours"),
        (
            f"# Declaration\n\nWe, the Heads of State and Government of Tarn, Quay and Mole, met. {TEXT}\n",
            "Heads of State and Government",
        ),
        (
            "# Acuerdo\n\nLa República de Tarn y la República de Quay, en adelante las Partes, acuerdan pagar.\n",
            "República de Tarn; República de Quay",
        ),
        (f"# 船员\n\n原文来自微信「海港之光」：船员的钱由谁来付。{'船员不知道谁来付钱。' * 20}\n", "海港之光"),
    ],
)
def test_formula_of_its_genre_names_the_publisher(text: str, publisher: str) -> None:
    assert read_publisher(text) == publisher


def test_university_is_named_in_full_by_the_domain_of_its_place() -> None:
    named = "The University of Tarn and its crews. " * 4
    text = f"---\ntitle: Safe boats\nsource_url: https://www.tarn.ac.nz/boats\n---\n\n{TEXT}\n\n{named}\n"
    assert read_publisher(text) == "University of Tarn"
