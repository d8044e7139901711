"""Tests of verification by field: unverified values are for editors only."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest

import palermo.registry
from palermo.errors import RegistryInvalid
from palermo.registry import Instrument, Milestone, Partnership, Publication, load_registry
from palermo.registry.verification import (
    DATE_PARTS,
    mask_unverified,
    truncate_unverified_date,
)

REGISTRY = load_registry()
KEPT = Path(palermo.registry.__file__).parent


def _date_hides(date: str | None, unverified: tuple[str, ...]) -> bool:
    doubted = [DATE_PARTS[part] for part in unverified if part in DATE_PARTS]
    return not doubted or len(date or "") < min(doubted)


def test_no_instrument_is_shown_with_what_is_not_verified() -> None:
    doubted = [row for row in REGISTRY.facts.instruments if row.verified and row.unverified]
    assert len(doubted) > 20
    for stored in doubted:
        displayed = REGISTRY.instruments[stored.id]
        assert _date_hides(displayed.date, stored.unverified), stored.id
        assert ("symbol" in stored.unverified) <= (displayed.symbol is None), stored.id
        assert ("names.en" in stored.unverified) <= (stored.names["en"] not in displayed.names.values()), stored.id
        assert not {*displayed.verified_names} & displayed.translated_languages, stored.id
        assert REGISTRY.get_instrument(stored.symbol or "") is None or "symbol" not in stored.unverified, stored.id


def test_no_number_of_a_provision_is_shown_that_is_not_verified() -> None:
    doubted = {
        (row.id, provision.summary)
        for row in REGISTRY.facts.instruments
        for provision in row.provisions
        if "number" in provision.unverified
    }
    assert len(doubted) > 2
    displayed = [
        (row.id, provision.summary, provision.number)
        for row in REGISTRY.instruments.values()
        for provision in row.provisions
    ]
    assert [(id, number) for id, summary, number in displayed if (id, summary) in doubted and number] == []


def test_no_publication_partnership_or_milestone_is_shown_with_what_is_not_verified() -> None:
    for stored in (row for row in REGISTRY.facts.publications if row.verified and row.unverified):
        displayed = REGISTRY.publications[stored.id]
        assert _date_hides(displayed.date, stored.unverified), stored.id
        assert ("title" in stored.unverified) <= (displayed.title != stored.title), stored.id
        assert ("publishers" in stored.unverified) <= (displayed.publishers == ()), stored.id
    ties = {row.id: row for row in REGISTRY.partnerships}
    for tie in (row for row in REGISTRY.facts.partnerships if row.verified and row.unverified):
        assert ("start" in tie.unverified) <= (ties[tie.id].start is None), tie.id
        assert ("end" in tie.unverified) <= (ties[tie.id].end is None), tie.id
    milestones = {row.id: row for row in REGISTRY.timeline}
    for milestone in (row for row in REGISTRY.facts.timeline if row.verified and row.unverified):
        assert _date_hides(milestones[milestone.id].date, milestone.unverified), milestone.id


def test_no_entity_is_shown_with_what_is_not_verified() -> None:
    for row in REGISTRY.entities.values():
        assert ("website" in row.unverified) <= (row.website is None), row.id
        assert ("icat_since" in row.unverified) <= (row.icat_since is None), row.id
        assert not {*row.verified_names} & row.translated_languages, row.id
        assert "en" in row.verified_names, row.id


def test_a_note_that_says_recall_names_the_fields() -> None:
    """Notes are for editors, in words; the fields that they doubt are named so that no page shows them."""
    rows: list[Instrument | Publication | Partnership | Milestone] = []
    rows += REGISTRY.facts.instruments
    rows += REGISTRY.facts.publications
    rows += REGISTRY.facts.partnerships
    rows += REGISTRY.facts.timeline
    dates = ("day from recall", "date from recall", "year from recall", "years from recall", "month from recall")
    silent = [
        row.id
        for row in rows
        if row.verified
        and any(words in (row.note or "").lower() for words in dates)
        and not {"day", "month", "year", "start", "end"} & {*row.unverified}
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("date", "unverified", "displayed"),
    [
        ("2006-12-20", (), "2006-12-20"),
        ("2006-12-20", ("day",), "2006-12"),
        ("2006-12-20", ("month",), "2006"),
        ("2006-12-20", ("year",), None),
        ("2006", ("day",), "2006"),
        (None, (), None),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_verified(
    date: str | None, unverified: tuple[str, ...], displayed: str
) -> None:
    assert truncate_unverified_date(date, unverified) == displayed


def test_a_title_in_doubt_is_described_and_still_matches() -> None:
    publication = next(row for row in REGISTRY.facts.publications if "title" in row.unverified)
    displayed = mask_unverified(publication)
    assert (displayed.title, displayed.matching) == (publication.described, (publication.title,))
    instrument = next(row for row in REGISTRY.facts.instruments if "names.en" in row.unverified)
    described = mask_unverified(replace(instrument, names={**instrument.names, "fr": "Titre"}))
    assert described.names == {"en": instrument.described}
    assert {instrument.names["en"], "Titre"} <= {*described.matching}


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        ("timeline.yaml", "unverified: [year]", "'year' is not a field that can be unverified"),
        ("publications.yaml", "unverified: [day]", "the row has no 'day'"),
        ("publications.yaml", "unverified: [title]", "a title that is not verified needs one in our words"),
        ("entities.yaml", "unverified: [names.en]", "'names.en' is not a field that can be unverified"),
        ("instruments.yaml", "unverified: [names.xx]", "'names.xx' is not a field that can be unverified"),
        ("partnerships.yaml", "unverified: [end]", "the row has no 'end'"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, file: str, line: str, reason: str) -> None:
    folder = tmp_path / "registry"
    copytree(KEPT, folder, ignore=lambda _, names: [name for name in names if not name.endswith(".yaml")])
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    rows = [at for at, text in enumerate(lines) if text.startswith("- id: ")]
    start, end = next(
        (start, end)
        for start, end in pairwise(rows)
        if "  verified: true" in lines[start:end]
        and not any(text.startswith(("  unverified:", "  end:")) for text in lines[start:end])
        and not any(text.startswith("  date:") and text.count("-") == 2 for text in lines[start:end])
    )
    at = lines.index("  verified: true", start, end)
    (folder / file).write_text("\n".join([*lines[: at + 1], f"  {line}", *lines[at + 1 :], ""]), encoding="utf-8")
    with pytest.raises(RegistryInvalid) as result:
        load_registry(folder)
    assert result.value.subject == f"{file}, line {at + 2}"
    assert reason in result.value.reason
