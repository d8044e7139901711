"""Tests of IATI activities as rows of who does what, with places and organisations."""

from pathlib import Path

import pytest

from palermo.errors import DocumentFailed
from palermo.extraction import extract
from palermo.linking import link_document
from palermo.reading import read
from palermo.registry import load_registry
from palermo.statements import Document, Masthead, Nature, PassageKind, Statement, build_record

HEAD = '<?xml version="1.0"?><iati-activities version="2.03" generated-datetime="2026-03-04T10:00:00">'


def build_activity(title: str, *elements: str, identifier: str = "XX-1") -> str:
    narrative = f"<title><narrative>{title}</narrative><narrative xml:lang='fr'>Titre</narrative></title>"
    reporting = '<reporting-org ref="XX" type="40"><narrative>Forum on Safe Work</narrative></reporting-org>'
    return (
        f"<iati-activity><iati-identifier>{identifier}</iati-identifier>{reporting}{narrative}"
        f"{''.join(elements)}</iati-activity>"
    )


def build_organisation(name: str, role: int) -> str:
    return f'<participating-org role="{role}"><narrative>{name}</narrative></participating-org>'


TRAINING = build_activity(
    "Training of labour inspectors",
    "<description><narrative>Victims of trafficking are identified; method: interviews</narrative></description>",
    build_organisation("Fund of Arcadia", 1),
    build_organisation("ILO", 4),
    build_organisation("IOM", 4),
    '<activity-status code="2"/><activity-date type="1" iso-date="2023-01-01"/>',
    '<activity-date type="2" iso-date="2024-02-01"/><activity-date type="3" iso-date="2025-12-31"/>',
    '<recipient-country code="KE"/>',
    '<transaction><transaction-type code="3"/><recipient-country code="UG"/></transaction>',
    '<transaction><recipient-country code="KE"/></transaction>',
)
SHELTER = build_activity(
    "Shelter for survivors",
    build_organisation("UNODC", 2),
    '<transaction><recipient-country code="998"><narrative>Nowhere yet</narrative></recipient-country></transaction>',
    '<activity-date type="1" iso-date="2026-01-01"/><activity-date type="3" iso-date="2025-01-01"/>',
    identifier="XX-2",
)
CANCELLED = build_activity("Never done", build_organisation("IOM", 4), '<activity-status code="5"/>')


def build_file(*activities: str) -> bytes:
    return f"{HEAD}{''.join(activities)}</iati-activities>".encode()


def state(content: bytes) -> list[tuple[Statement, Document]]:
    """The linked statements of a file, as a build makes them."""
    reading = read(content, "activities.xml")
    document = Document(
        id=reading.document, work=reading.document, source="activities.xml", media_type=reading.media_type, size=1,
        pages=None, language="en", title="activities", nature=Nature.TABLE,
    )  # fmt: skip
    result = tuple(extract(reading.passages, Masthead()).statements)
    return [(item, document) for item in link_document(result, document, reading.passages, load_registry())]


def test_an_activity_is_a_statement_with_its_row() -> None:
    ((first, document), (second, _)) = state(build_file(TRAINING, CANCELLED, SHELTER))
    record = build_record(first, document)
    assert record["row"] == {"sheet": "iati-activities", "row": 1, "column": None}
    assert [ref["id"] for ref in record["actors"]] == ["ilo"]
    assert [ref["id"] for ref in record["partners"]] == ["iom"]
    assert (record["tense"], record["years"]) == ("ongoing", [2024, 2025])
    assert "trafficking-in-persons" in record["themes"]
    assert build_record(second, document)["row"]["row"] == 3


def test_places_of_transactions_are_those_of_their_activity() -> None:
    ((statement, _),) = state(build_file(TRAINING))
    assert statement.places == ("KEN", "UGA")
    assert "Country: KE | UG" in statement.quote


def test_a_place_that_is_no_state_and_a_reversed_date_refuse_nothing() -> None:
    ((statement, _),) = state(build_file(SHELTER))
    assert (statement.places, statement.years) == ((), (2026,))
    assert "Region: Nowhere yet" in statement.quote
    assert [ref.id for ref in statement.actors] == ["unodc"]


def test_a_column_that_one_activity_of_many_fills_is_no_part_of_another() -> None:
    located = build_activity(
        "Hotline", build_organisation("IOM", 4), '<recipient-country code="KE"/>',
        "<location><name><narrative>Lake Town</narrative></name></location>",
    )  # fmt: skip
    result = state(build_file(*[TRAINING] * 80, located))
    assert len(result) == 81
    assert result[-1][0].places == ("KEN",)


def test_the_publisher_is_who_reports_all_activities() -> None:
    reading = read(build_file(TRAINING, SHELTER), "activities.xml")
    assert (reading.masthead.publisher, reading.masthead.date) == ("Forum on Safe Work", "2026-03-04")
    kinds = [passage.kind for passage in reading.passages]
    assert kinds == [PassageKind.PARAGRAPH, PassageKind.ROW, PassageKind.ROW]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<iati-activities>", "not XML"),
        (b'<iati-activities version="2.03"/>', "no activity"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><iati-activities>&a;</iati-activities>', "document type"),
    ],
)
def test_a_file_that_is_no_iati_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentFailed, match=reason):
        read(content, "activities.xml")


def test_what_palermo_writes_as_iati_it_reads(tmp_path: Path) -> None:
    written = HEAD + (
        '<iati-activity><iati-identifier>palermo-1</iati-identifier><reporting-org ref="palermo" type="90" '
        'secondary-reporter="1"><narrative>Palermo</narrative></reporting-org><title><narrative>T</narrative></title>'
        "</iati-activity></iati-activities>"
    )
    assert read(written.encode(), "a.xml").passages[1].text.startswith("Organisation: Palermo")
