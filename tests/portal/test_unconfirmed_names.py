"""Unconfirmed names in lists: they are shown and marked, and no list counts or filters by them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from rich.console import Console

from made_editions import CreateLibrary, MakePart
from palermo.edition import CompiledDocument, Library, Manifest
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import create_reporter
from palermo.portal.services.current_edition import get_current_view
from palermo.statements import ROLE_THRESHOLD, TAGGER_METHOD_PREFIX, TAGGER_THRESHOLD, Ref, RefType

type WriteEdition = Callable[[Library, list[CompiledDocument]], Manifest]
ASKED = "Establish shelters for survivors of forced labour in every province"
UNSURE: dict[str, Any] = {"source": "heading", "confidence": ROLE_THRESHOLD - 0.01}
TAGGED: dict[str, Any] = {
    "method": f"{TAGGER_METHOD_PREFIX}.x",
    "confidence": TAGGER_THRESHOLD,
    "actors": (Ref(id=None, name="Ruritanian Review", type=RefType.ENTITY, **UNSURE),),
    "addressees": (Ref(id=None, name="Ruritanian Cabinet", type=RefType.ENTITY, **UNSURE),),
}
ADDRESSEE = "<bdi>Ruritanian Cabinet</bdi>, named in the heading, unconfirmed"
ACTOR = "<bdi>Ruritanian Review</bdi>, named in the heading, unconfirmed"


def write_chain(
    library: Library, statement: dict[str, Any], make_part: MakePart, write_edition: WriteEdition
) -> Library:
    """Write a chain of three recommendations with these fields."""
    years = (2019, 2020, 2021)
    parts = [make_part(f"part {year}", ASKED, date=f"{year}-03-01", statement=statement) for year in years]
    write_edition(library, parts)
    ensure_follow_up(library, use_embeddings=False, progress=create_reporter(Console(quiet=True)))
    return library


@pytest.fixture
def serve_chain(
    portal: LazySettings, make_part: MakePart, write_edition: WriteEdition, create_library: CreateLibrary
) -> Callable[[dict[str, Any]], None]:
    """Return a function that serves a library with a chain of three recommendations."""

    def write_and_serve(statement: dict[str, Any]) -> None:
        portal.PALERMO_LIBRARY = write_chain(create_library(), statement, make_part, write_edition).path

    return write_and_serve


@pytest.fixture(scope="module")
def tagged_library(create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition) -> Library:
    """A library with a chain of recommendations whose addressee and actor are not confirmed."""
    return write_chain(create_library(), TAGGED, make_part, write_edition)


@pytest.fixture(autouse=True)
def served(portal: LazySettings, tagged_library: Library) -> None:
    """Serve that library, unless a test serves another."""
    portal.PALERMO_LIBRARY = tagged_library.path


def read_page(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address, follow=True).content.decode())


@pytest.mark.parametrize(
    "address", ["/en/recommendations/", "/en/who-does-what/statements/", "/en/recommendations/?confidence=all"]
)
def test_list_shows_unconfirmed_names_as_such(client: Client, address: str) -> None:
    page = read_page(client, address)
    assert page.count(ADDRESSEE) == page.count(ACTOR) == 3
    assert "No confirmed addressee" not in page


def test_chain_shows_unconfirmed_names_of_its_members(client: Client) -> None:
    first = get_current_view().find_statements(order="printed").statements[0]
    chain = read_page(client, f"/en/recommendations/chains/{first.id}/")
    assert chain.count(ADDRESSEE) == chain.count(ACTOR) == 3
    assert "No confirmed addressee" not in chain
    assert read_page(client, f"/en/statements/{first.id}/").count(ADDRESSEE) == 3  # two others of its chain


def test_document_shows_unconfirmed_names_beside_its_text(client: Client) -> None:
    document = get_current_view().list_documents()[0]
    assert ADDRESSEE in read_page(client, f"/en/documents/{document.id}/")


def test_unconfirmed_names_are_not_counted(client: Client) -> None:
    counts = get_current_view().count_facets()
    assert not counts["actor"]
    assert not counts["addressee"]
    assert "Ruritanian" not in read_page(client, "/en/recommendations/addressees/")


def test_unconfirmed_addressee_is_no_addressee_of_follow_up(client: Client) -> None:
    first = get_current_view().find_statements(order="printed").statements[0]
    page = read_page(client, f"/en/statements/{first.id}/")
    assert "No addressee is confirmed, so no answer was looked for." in page


def test_chain_shows_where_an_inferred_issuer_comes_from(
    client: Client, serve_chain: Callable[[dict[str, Any]], None]
) -> None:
    publisher = Ref(id=None, name="Ruritanian Review", type=RefType.ENTITY, source="document", confidence=0.99)
    serve_chain({**TAGGED, "actors": (publisher,)})
    first = get_current_view().find_statements(order="printed").statements[0]
    issuer = 'Ruritanian Review</a> <span class="note">(the document’s publisher)'
    assert read_page(client, f"/en/recommendations/chains/{first.id}/").count(issuer) == 3
    assert read_page(client, f"/en/statements/{first.id}/").count(issuer) == 4  # its facts name it too


def test_names_that_come_from_one_place_name_it_once(
    client: Client, serve_chain: Callable[[dict[str, Any]], None]
) -> None:
    known: dict[str, Any] = {"type": RefType.ENTITY, "source": "introduction", "confidence": 0.99}
    serve_chain({**TAGGED, "actors": (Ref(id=None, name="Review", **known), Ref(id=None, name="Court", **known))})
    page = read_page(client, "/en/recommendations/")
    assert re.search(r'Review</a>,\s*<a [^>]*>Court</a> <span class="note">\(named in the list’s introduction\)', page)
    assert "Review</a> <span" not in page


def test_repetition_in_one_work_is_no_chain_whoever_may_have_said_it(
    client: Client, portal: LazySettings, make_part: MakePart, write_edition: WriteEdition, tmp_path: Path
) -> None:
    library = Library(tmp_path / "one-work")
    library.create()
    names = ("Ruritanian Review", "Ruritanian Court")
    parts = []
    for name in names:
        actor = Ref(id=None, name=name, type=RefType.ENTITY, **UNSURE)
        parts.append(make_part(name, ASKED, date="2020-03-01", work="w", statement={**TAGGED, "actors": (actor,)}))
    write_edition(library, parts)
    ensure_follow_up(library, use_embeddings=False, progress=create_reporter(Console(quiet=True)))
    portal.PALERMO_LIBRARY = library.path
    assert "Nothing found in this edition." in read_page(client, "/en/recommendations/chains/")


@pytest.mark.parametrize(
    "address", ["/en/recommendations/", "/en/who-does-what/statements/", "/en/who-does-what/?rows=kind&columns=theme"]
)
def test_nothing_confirmed_is_not_called_nothing_found(
    client: Client, serve_chain: Callable[[dict[str, Any]], None], address: str
) -> None:
    serve_chain({**TAGGED, "confidence": TAGGER_THRESHOLD - 0.01})
    page = read_page(client, address)
    assert "Nothing confirmed was found. Searched: 3 documents." in page
    assert "Nothing found. Searched" not in page
