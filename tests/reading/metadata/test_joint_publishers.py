"""Tests of documents that several bodies issue together."""

import pytest

from palermo.reading import read
from palermo.reading.metadata.joint_publishers import split_names

TERMS = "The Parties shall share lists of boats. The Parties shall meet each year.\n"


def read_publisher(text: str) -> str | None:
    return read(text.encode(), "text.md").masthead.publisher


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("# Joint Statement from Chad and Mali on Safe Boats\n\nThe boats are old.\n", "Chad; Mali"),
        (
            "# Memorandum of Understanding between the Ministry of Ports of Chad and the Harbour Agency of Mali\n\n"
            + TERMS,
            "Ministry of Ports of Chad; Harbour Agency of Mali",
        ),
        (
            "# مذكرة تفاهم بين هيئة الموانئ في تشاد وهيئة القوارب في مالي\n\nيعمل الطرفان على تبادل قوائم القوارب.\n",
            "هيئة الموانئ في تشاد; هيئة القوارب في مالي",
        ),
        (
            "# Boats\n\n## Suggested citation\n\nHarbour Agency, Boat Collaborative and Tarnlight, Boats for all.\n\n"
            "Tarnlight counts boats. Tarnlight counts crews.\n",
            "Harbour Agency; Boat Collaborative; Tarnlight",
        ),
        (
            "# Boats\n\nThis guide was jointly developed by the Harbour Agency and Crews Network, with a ship.\n",
            "Harbour Agency; Crews Network",
        ),
    ],
)
def test_bodies_that_a_document_names_side_by_side_are_its_publishers(text: str, publisher: str) -> None:
    assert read_publisher(text) == publisher


def test_states_that_declare_in_the_first_person_are_publishers() -> None:
    promises = "We will mend boats.\n\nWe will train crews.\n\nWe will light harbours.\n\n"
    text = f"# Declaration of the Lake\n\nOur rulers met. {{}}\n\n{promises}Chad, the Niger, and Mali are glad.\n"
    assert read_publisher(text.format("Chad, the Niger and Mali share a lake.")) == "Chad; Niger; Mali"
    assert read_publisher(text.format("Peru and Ecuador sent boats.")) is None


@pytest.mark.parametrize(
    "title", ["Remarks on the Declaration of the Lake", "Ministers sign an agreement between Chad and Mali on boats"]
)
def test_reports_on_a_joint_text_have_no_joint_publishers(title: str) -> None:
    text = f"# {title}\n\nWe met. Chad and Mali met.\n\nWe spoke.\n\nWe left. {TERMS}"
    assert ";" not in (read_publisher(text) or "")


@pytest.mark.parametrize(
    "name", ["Ministry of Labour and Social Affairs", "Office for Democratic Institutions and Human Rights", "Chad"]
)
def test_one_name_with_a_conjunction_is_not_split(name: str) -> None:
    assert split_names(name) == ()
