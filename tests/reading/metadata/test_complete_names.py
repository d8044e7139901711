"""Tests of names of publishers that a document prints in full elsewhere."""

import pytest

from palermo.reading import read
from palermo.reading.metadata.complete_names import complete_name

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. "


@pytest.mark.parametrize(
    ("name", "text", "lines", "expected"),
    [
        ("Tarn University", "a study by Tarn University’s Boat Lab", ["Boat Lab"], "Tarn University Boat Lab"),
        ("Tarn University", "a study by Tarn University’s Boat Lab", [], "Tarn University"),
        ("Tarn University", "Tarn University\nBoat Lab", ["Boat Lab"], "Tarn University"),
        ("TARN COUNCIL", "TARN COUNCIL HARBOUR OFFICE", ["HARBOUR OFFICE"], "TARN COUNCIL"),
        ("Home Council", "Home Council Safe Harbour Survey", ["Safe Harbour Survey"], "Home Council"),
        ("Boat Partnership", "the Tarn Boat Partnership, " * 3, [], "Tarn Boat Partnership"),
        ("Boat Partnership", "the Tarn Boat Partnership, " * 3 + "our Boat Partnership, " * 3, [], "Boat Partnership"),
        ("Boat Partnership", "The Boat Partnership met. " * 5, [], "Boat Partnership"),
        ("Defensora del Pueblo", "de la Defensoría del Pueblo.", [], "Defensoría del Pueblo"),
        ("Procurador de Puertos", "la Procuraduría de Puertos", [], "Procuraduría de Puertos"),
        ("TARN BOAT SERVICE", "TARN BOAT SERVICE\nThe Tarn Boat Service met", [], "Tarn Boat Service"),
        ("TARN BOAT SERVICE", "our tarn boat service", [], "TARN BOAT SERVICE"),
        ("Fiscal General", "la Fiscalía General", [], "Fiscalía General"),
        ("Defensor del Pueblo", "El Defensor del Pueblo", [], "Defensor del Pueblo"),
    ],
)
def test_completes_names_that_the_text_prints(name: str, text: str, lines: list[str], expected: str) -> None:
    assert complete_name(name, text, lines=lines) == expected


def test_names_the_unit_of_a_university_that_holds_the_copyright() -> None:
    text = (
        "# Boats without pay\n\nBoat Lab\n\n"
        + f"This study by the Tarn University’s Boat Lab asks crews. {TEXT}\n\n{TEXT * 3}\n\n" * 4
        + "© Tarn University 2031. All rights reserved."
    )
    assert read(text.encode(), "boats.md").masthead.publisher == "Tarn University Boat Lab"
