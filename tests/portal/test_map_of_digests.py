"""Tests that an entity whose document is a digest is not among those without a document."""

import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.statements import Nature


@pytest.mark.parametrize("nature", [Nature.ORIGINAL, Nature.DIGEST])
def test_entity_with_a_document_is_not_shown_without_one(
    sample: ModuleType, settings: LazySettings, tmp_path: Path, nature: Nature
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    report, *others = sample.EVERYTHING
    document = replace(report.document, publishers=("who",), nature=nature)
    sample.build(tmp_path, [replace(report, document=document), *others])
    response = Client().get("/en/who-does-what/export.json")
    empty = {cell["row"] for cell in json.loads(response.content)["cells"] if cell["emptiness"] == "no-document"}
    assert "unesco" in empty
    assert "who" not in empty
