"""Tests of the Python client, and of the examples of the OpenAPI description."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.client import PortalClient
from palermo.edition import View
from palermo.errors import NotFetched
from palermo.portal.api.service import build_openapi_schema

SCHEMA = build_openapi_schema()


def fetch(address: str) -> tuple[int, bytes]:
    parts = urlsplit(address)
    response = Client().get(f"{parts.path}?{parts.query}")
    return response.status_code, response.content


@pytest.fixture
def client(portal: LazySettings) -> PortalClient:
    return PortalClient("http://testserver/", fetch)


def test_statements_are_read_page_after_page(client: PortalClient, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.client.MAX_ROWS_PER_REQUEST", 3)
    rows = list(client.iterate_statements(kind="recommendation"))
    assert len(rows) == len({row["id"] for row in rows}) == view.find_statements().total
    assert client.get_statement(rows[0]["id"])["quote"] == rows[0]["quote"]


def test_documents_maps_and_searches_are_read(client: PortalClient) -> None:
    assert all(row["title"] for row in client.iterate_documents())
    assert client.get_map("year", "language")["cells"]
    assert client.search("labour inspectors")["groups"]
    assert list(client.iterate_changes()) == []


def test_an_error_of_the_portal_is_reported(client: PortalClient) -> None:
    with pytest.raises(NotFetched, match="no statement has that id"):
        client.get_statement("ffffffff")
    with pytest.raises(NotFetched, match="does not answer with JSON"):
        PortalClient("http://testserver", lambda _: (200, b"<html>")).get_statement("ffffffff")


def list_parameters() -> list[tuple[str, dict[str, Any]]]:
    return [(path, entry) for path, item in SCHEMA["paths"].items() for entry in item["get"]["parameters"]]


def test_every_list_filter_has_an_example_that_fits_its_pattern() -> None:
    for path, parameter in list_parameters():
        schema, example = parameter["schema"], parameter.get("example")
        if schema.get("type") == "array":
            assert example, (path, parameter["name"])
        pattern = (schema.get("items") or schema).get("pattern")
        for value in example if isinstance(example, list) else [example]:
            if pattern and value is not None:
                assert re.search(pattern, value), (path, parameter["name"])


@pytest.mark.parametrize("path", sorted(path for path in SCHEMA["paths"] if "{" not in path))
def test_examples_are_accepted(portal: LazySettings, path: str) -> None:
    parameters = SCHEMA["paths"][path]["get"]["parameters"]
    examples = {item["name"]: item["example"] for item in parameters if "example" in item}
    response = Client().get(path, {name: examples[name] for name in examples.keys() - {"earlier", "later"}})
    assert response.status_code == 200 or path.endswith("/change"), response.content[:600]


@pytest.mark.parametrize("cursor", ["%", "a b", "é"])
def test_what_a_pattern_forbids_is_refused(portal: LazySettings, cursor: str) -> None:
    response = Client().get("/api/v1/statements", {"cursor": cursor})
    assert response.status_code == 422
    assert json.loads(response.content)["status"] == 422
