"""Who speaks is told by headings, and a press release begins behind its dateline."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.extraction.discourse.bylines import behind_dateline, speaker
from palermo.extraction.language.wording_files import wordings
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Statement by Ms. A. Example, Permanent Representative of Ghana", "Ghana"),
        ("Remarks by the Executive Director of UNICEF", "UNICEF"),
        ("Joint statement by UNHCR, IOM and OHCHR", "UNHCR, IOM and OHCHR"),
        ("Brightwater Foods plc – Modern slavery statement 2023", "Brightwater Foods plc"),
        ("Northgate Apparel Group", "Northgate Apparel Group"),
        ("Statement of the Holy See at the third session", "Holy See"),
        ("Statement by A. Example", None),
        ("Working Group", None),
        ("Mission statement", None),
        ("Training of judges", None),
    ],
)
def test_a_heading_says_who_speaks_and_names_no_person(heading: str, name: str | None) -> None:
    assert speaker(heading) == name


def test_we_are_whom_the_heading_names(passages: PassageWriter) -> None:
    written = passages(
        [
            ("heading", None, "Joint statement by UNHCR, IOM and OHCHR"),
            ("paragraph", None, "We call on States to close detention centres where children are held."),
            ("heading", None, "Statement by Mr. B. Example, Minister of Labour of Ghana"),
            ("paragraph", None, "My Government has trained 30 magistrates."),
        ]
    )
    made = list(extract(written, Masthead()).statements)
    assert [[ref.name for ref in one.actors] for one in made] == [["UNHCR", "IOM", "OHCHR"], ["Ghana"]]
    assert [[s.quote for s in one.support] for one in made] == [["UNHCR, IOM and OHCHR"], ["Ghana"]]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("GENEVA (12 June 2023) – The Organization opened a shelter.", "The Organization opened a shelter."),
        ("NAIROBI, 4 March 2024 – Harbour Kenya opened a shelter.", "Harbour Kenya opened a shelter."),
        ("UNICEF, 4 March 2024 – Opened a shelter.", "UNICEF, 4 March 2024 – Opened a shelter."),
        ("In March 2024 the Office opened a shelter.", "In March 2024 the Office opened a shelter."),
    ],
)
def test_a_release_begins_behind_its_dateline(text: str, rest: str) -> None:
    words = wordings("en")
    assert words is not None
    assert text[behind_dateline(text, 0, len(text), words) :] == rest


def test_the_charity_is_the_one_that_acted_just_before(passages: PassageWriter) -> None:
    text = "In 2021 Different Paths opened a shelter. The charity has trained 40 nurses."
    made = list(extract(passages([("paragraph", None, text)]), Masthead()).statements)
    assert [[ref.name for ref in one.actors] for one in made] == [["Different Paths"], ["Different Paths"]]
