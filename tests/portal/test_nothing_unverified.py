"""Tests that pages and exports show nothing unverified of the shipped registry."""

from collections.abc import Iterator

import pytest
from django.test import Client

from palermo import registry

LISTS = ("entities", "instruments", "publications")


@pytest.fixture
def reader() -> Client:
    return Client()


def doubtful() -> Iterator[tuple[str, str]]:
    """Address of each row's page, and a value of the row that no source has shown."""
    known = registry.load_registry()
    for item in known.facts.instruments:
        for field, value in (("symbol", item.symbol), ("names.en", item.names["en"]), ("day", item.date)):
            if item.verified and field in item.unverified and value:
                yield f"instruments/{item.id}/", value
    for publication in known.facts.publications:
        if publication.verified and "title" in publication.unverified:
            yield f"publications/{publication.id}/", publication.title
    for entity in known.all_entities:
        if entity.verified and "website" in entity.unverified and entity.website:
            yield f"entities/{entity.id}/", f'href="{entity.website}"'


def hidden() -> list[str]:
    """Pages of rows that are not verified at all."""
    known = registry.load_registry()
    return [
        *(f"entities/{item.id}/" for item in known.unverified),
        *(f"instruments/{item.id}/" for item in known.facts.instruments if not item.verified),
        *(f"publications/{item.id}/" for item in known.facts.publications if not item.verified),
    ]


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    body = response.getvalue() if response.streaming else response.content
    return body.decode()


@pytest.mark.slow
def test_no_page_of_a_row_shows_it(reader: Client) -> None:
    values = list(doubtful())
    assert len(values) > 30
    displayed = [(path, value) for path, value in values for page in [text(reader, f"/en/{path}")] if value in page]
    assert displayed == []
    assert [path for path in hidden() if reader.get(f"/en/{path}").status_code != 404] == []


@pytest.mark.parametrize("page_count", [2, pytest.param(9, marks=pytest.mark.slow)])
def test_no_list_and_no_export_shows_it(reader: Client, page_count: int) -> None:
    values = {value for _path, value in doubtful()}
    for name in LISTS:
        pages = [text(reader, f"/en/{name}/export.{format}") for format in ("csv", "json")]
        pages += [text(reader, f"/en/{name}/?page={number}") for number in range(1, page_count + 1)]
        assert [value for value in values for page in pages if value in page] == [], name


def test_a_year_in_doubt_is_a_dash_and_the_page_says_what_is_left_out(reader: Client) -> None:
    known = registry.load_registry()
    undated = [item for item in known.publications.values() if "year" in item.unverified]
    assert undated
    for item in undated:
        page = text(reader, f"/en/publications/{item.id}/")
        assert "<dt>Year</dt><dd>–</dd>" in page, item.id
        assert "Left out, because no source has shown it yet:" in page, item.id


def test_a_name_of_ours_is_said_to_be_ours(reader: Client) -> None:
    page = text(reader, "/fr/entities/iom/")
    assert "Le nom dans cette langue est notre traduction" in page
    assert "sont nos traductions là où aucune source ne les a montrés" in text(reader, "/fr/entities/")
    assert "notre traduction" not in text(reader, "/fr/entities/unodc/")
    english = text(reader, "/en/entities/iom/")
    assert "Organisation internationale pour les migrations" not in english
    assert "المنظمة الدولية للهجرة" in english
