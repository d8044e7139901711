"""Tests of API endpoints for vocabularies, quarantine, changes and proposals."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo import vocabulary
from palermo.edition import QuarantinedDocument
from palermo.languages import LABELLED_LANGUAGES
from palermo.portal.services import edition_changes
from palermo.statements import PROVISIONAL_PREFIX, Ref, RefType


def get(path: str, **parameters: Any) -> Any:
    """What an address answers."""
    response = Client().get(f"/api/v1/{path}", parameters)
    assert response.status_code == 200, response.content
    return response.json()


def test_every_concept_is_reported_in_six_languages() -> None:
    schemes = get("vocabularies")
    assert [item["id"] for item in schemes["items"]] == list(vocabulary.SCHEMES)
    for item in schemes["items"]:
        first = get(f"vocabularies/{item['id']}", limit=1)
        assert first["total"] == item["concepts"] > 1
        rest = get(f"vocabularies/{item['id']}", limit=100, cursor=get(f"vocabularies/{item['id']}", limit=1)["next"])
        assert first["items"] + rest["items"] == get(f"vocabularies/{item['id']}", limit=100)["items"]
        assert all(sorted(concept["labels"]) == sorted(LABELLED_LANGUAGES) for concept in rest["items"])
    refused = Client().get("/api/v1/vocabularies/spells")
    assert refused.status_code == 404
    assert "themes" in refused.json()["detail"]


def test_what_was_not_read_is_reported_as_on_its_page(
    sample: ModuleType, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    closed = QuarantinedDocument(source="members.pdf", reason="it is locked", visibility="members")
    unread = QuarantinedDocument(source="new.pdf", reason="it is cut off", mend="Send it again")
    monkeypatch.setattr(sample, "QUARANTINED", (closed, unread))
    sample.build(tmp_path, sample.EVERYTHING[1:2])
    output = get("unread")
    assert output["items"] == [{"source": "new.pdf", "reason": "it is cut off", "mend": "Send it again"}]
    assert output["total"] == 1


def test_what_changed_since_the_edition_before(
    sample: ModuleType, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    removed, came, other, *_ = sample.EVERYTHING
    first = sample.build(tmp_path, (removed, other))
    empty = get("editions/current/changes")
    assert (empty["edition"], empty["before"], empty["items"]) == (first.id, None, [])
    renamed = replace(other, document=replace(other.document, title="Another title"), statements=())
    second = sample.build(tmp_path, (renamed, came))
    output = get("editions/current/changes")
    assert (output["edition"], output["before"], output["total"]) == (second.id, first.id, 3)
    assert {item["change"]: item["document"]["id"] for item in output["items"]} == {
        "added": came.document.id,
        "removed": removed.document.id,
        "changed": other.document.id,
    }
    assert output["statements"]["removed"] > 0
    assert [item["change"] for item in get("editions/current/changes", change="removed")["items"]] == ["removed"]
    assert get("editions/current/changes", limit=2)["next"]
    assert Client().get("/api/v1/editions/current/changes", {"change": "burnt"}).status_code == 422
    monkeypatch.setattr(edition_changes, "MAX_COMPARED_STATEMENTS", 0)
    sample.build(tmp_path, (renamed,))
    assert get("editions/current/changes")["statements"] is None


def test_names_that_are_proposed_come_with_their_quotes(
    sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    report = sample.EVERYTHING[0]
    unknown = Ref(id=f"{PROVISIONAL_PREFIX}harbour-watch", name="Harbour Watch Alliance", type=RefType.ENTITY)
    text = tuple(replace(item, actors=(unknown,)) for item in report.statements[:2])
    sample.build(tmp_path, (replace(report, statements=text),))
    output = get("proposals")
    assert [(item["name"], item["statements"]) for item in output["items"]] == [("Harbour Watch Alliance", 2)]
    assert {quote["statement"] for quote in output["items"][0]["quotes"]} <= {item.id for item in text}
    assert output["items"][0]["documents"][0]["id"] == report.document.id
