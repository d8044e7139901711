"""An activity that a document only announces is shown as planned, on every page that has it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from made_editions import MakePart
from palermo.edition import CompiledDocument, Library, Manifest
from palermo.portal.services.current_edition import get_current_view
from palermo.statements import Ref, RefType, StatementKind

type WriteEdition = Callable[[Library, list[CompiledDocument]], Manifest]
AGENCY = Ref(id="unodc", name="UNODC", type=RefType.ENTITY)


@pytest.fixture(autouse=True)
def made_library(portal: LazySettings, make_part: MakePart, write_edition: WriteEdition, tmp_path: Path) -> None:
    """A library with an activity that was done and one that is planned, in one country."""
    library = Library(tmp_path / "library")
    library.create()
    fields = {"kind": StatementKind.ACTIVITY, "actors": (AGENCY,), "addressees": (), "places": ("KEN",)}
    parts = [
        make_part("report", "UNODC trained judges in Kenya", statement={**fields, "tense": "done"}),
        make_part("plan", "UNODC will train police in Kenya", statement={**fields, "tense": "planned"}),
    ]
    write_edition(library, parts)
    portal.PALERMO_LIBRARY = library.path


def read_page(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address, follow=True).content.decode())


def test_statement_says_that_its_activity_is_planned(client: Client) -> None:
    titles = {}
    for statement in get_current_view().find_statements().statements:
        page = read_page(client, f"/en/statements/{statement.id}/")
        titles[statement.tense] = re.findall(r"<title>([^:<]*):", page)
        assert ("Planned activity of" in page) == (statement.tense == "planned")
    assert titles == {"done": ["Activity"], "planned": ["Planned activity"]}


@pytest.mark.parametrize(
    "address", ["who-does-what/statements/", "entities/unodc/statements/", "entities/unodc/", "topics/places/KEN/"]
)
def test_lists_mark_the_planned_one(client: Client, address: str) -> None:
    assert read_page(client, f"/en/{address}").count("Planned activity") == 1


@pytest.mark.parametrize("address", ["", *(f"topics/places/{code}/" for code in ("KEN", "014", "202", "002"))])
def test_planned_work_in_a_place_is_counted_apart(client: Client, address: str) -> None:
    page = re.sub("<[^>]*>", "", read_page(client, f"/en/{address}"))
    assert "Work: 1 · Planned work: 1" in page
