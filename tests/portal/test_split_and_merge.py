"""Tests of corrections that make two statements of one, or one of two."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from palermo.edition import Library, open_view

pytestmark = pytest.mark.django_db


def read_form(page: str) -> dict[str, str]:
    """Return the hidden fields of the form."""
    names = ("key", "last")
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1) for name in names}  # type: ignore[union-attr]


def test_a_statement_is_split_in_two_and_merged_again(
    client_as: Callable[..., Client], client: Client, own_library: Path
) -> None:
    reviewer = client_as("reviewer")
    with open_view(Library(own_library)) as view:
        result = next(item for item, _ in view.iterate_statements() if len(item.quote.split()) > 9 and not item.same_as)
    address = f"/en/review/statements/{result.id}/correct/"
    words = result.quote.split()
    first, second = " ".join(words[:4]), " ".join(words[4:9])
    values = {"kind": result.kind.value, "quote": first, "second_quote": second}
    assert reviewer.post(address, read_form(reviewer.get(address).content.decode()) | values).status_code == 302
    assert client.get(f"/api/v1/statements/{result.id}").json()["quote"] == first
    listed = client.get(f"/api/v1/statements?document={result.document}&limit=100").json()["items"]
    added = next(item["id"] for item in listed if item["quote"] == second)
    form = read_form(reviewer.get(address).content.decode())
    merging = {"kind": result.kind.value, "quote": first, "merged": [added]}
    assert reviewer.post(address, form | merging).status_code == 302
    assert client.get(f"/api/v1/statements/{result.id}").json()["quote"] == " ".join(words[:9])
    listed = client.get(f"/api/v1/statements?document={result.document}&limit=100").json()["items"]
    assert added not in [item["id"] for item in listed]
