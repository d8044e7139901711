"""Tests of second opinions of language models beside their statement on the review desk."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from palermo.edition import Library, View
from palermo.portal.review.models import DoubleReview
from palermo.second_opinion.queue import OPINION_FIELDS, OpinionQueue

pytestmark = pytest.mark.django_db


def test_second_opinions_are_beside_their_statement_unless_it_is_judged_independently(
    client_as: Callable[..., Client], own_library: Path, view: View
) -> None:
    reviewer = client_as("reviewer")
    statements = [statement for statement, _document in view.iterate_statements()]
    statement = statements[0]
    row = dict.fromkeys(OPINION_FIELDS) | {
        "statement": statement.id, "document": statement.document, "passage": statement.locator.passage,
        "opinion": "disagree", "kind": "none", "actors": ["Lake Aid <b>"], "addressees": [], "partners": [],
        "quotes": [], "model": "sample-model", "date": "2026-11-30T12:00:00+00:00", "key": "1",
    }  # fmt: skip
    queue = OpinionQueue(Library(own_library).opinions)
    queue.append([row, row | {"statement": statements[1].id, "opinion": "agree", "kind": None, "actors": []}])
    page = reviewer.get(f"/en/review/statements/{statement.id}/").content.decode()
    assert all(text in page for text in ("disagrees", "sample-model", "2026-11-30", "nothing is stated here"))
    assert "Lake Aid &lt;b&gt;" in page
    other = reviewer.get(f"/en/review/statements/{statements[1].id}/").content.decode()
    assert re.search(r"<b>\s*agrees", other)
    assert "Second opinions" not in reviewer.get(f"/en/review/statements/{statements[2].id}/").content.decode()
    DoubleReview.objects.create(kind=statement.kind.value)
    assert "sample-model" not in reviewer.get(f"/en/review/statements/{statement.id}/").content.decode()
