"""Tests that texts in our own words are in the language of the page, or in English with a note."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.html import escape

from palermo import registry
from palermo.registry import Registry

NOTE = re.compile(r"La description est en anglais\.|</b> \(anglais\)")
PAIR = "partnerships/icat/osce/"


def list_own_texts(known: Registry) -> list[tuple[str, Mapping[str, str]]]:
    """Return texts, each with the address of a page that shows it."""
    group, milestone = known.get_profile("icat"), next(row for row in known.timeline if row.publications)
    chair = next(row for row in known.partnerships if row.kind == "co-chair" and "osce" in row.members)
    report = known.publications[milestone.publications[0]]
    newest = max(known.publications.values(), key=lambda row: (row.date or "")[:4] if row.digests else "")
    return [
        ("entities/icat/", known.entities["icat"].roles),
        ("entities/icat/", group.partnerships[0].names),
        ("entities/icat/", group.timeline[0].titles),
        ("entities/icat/", group.timeline[0].summaries),
        (f"publications/{report.id}/", report.digests),
        (f"publications/{report.id}/", milestone.titles),
        (
            f"publications/?kind={newest.kind}&publisher={newest.publishers[0]}&year={(newest.date or '')[:4]}",
            newest.digests,
        ),
        (PAIR, chair.names),
    ]


def is_shown(text: str, language: str, page: str) -> bool:
    """Return whether a page has a text, marked as of a language."""
    return bool(re.search(rf'lang="{language}"[^>]*>{re.escape(escape(text))}<', page))


@pytest.mark.slow
def test_own_texts_are_in_the_language_of_the_page(client: Client) -> None:
    for language in ("ar", "en", "fr"):
        for address, texts in list_own_texts(registry.load_registry()):
            page = client.get(f"/{language}/{address}").content.decode()
            assert is_shown(texts[language], language, page), (language, address)
            assert not NOTE.search(page)


def test_own_texts_without_the_language_are_english_with_a_note(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = registry.load_registry()
    facts = replace(
        known.facts,
        publications=tuple(replace(row, digests={"en": row.digest or "-"}) for row in known.facts.publications),
        partnerships=tuple(replace(row, names={"en": row.name}) for row in known.facts.partnerships),
        timeline=tuple(
            replace(row, titles={"en": row.titles["en"]}, summaries={"en": row.summaries["en"]})
            for row in known.facts.timeline
        ),
    )
    english = Registry(
        regions=known.regions.values(),
        states=known.states.values(),
        entities=[replace(row, roles={"en": row.role}) for row in known.all_entities],
        facts=facts,
        version="english",
    )
    monkeypatch.setattr(registry, "load_registry", lambda: english)
    for address, texts in list_own_texts(english):
        page = client.get(f"/fr/{address}").content.decode()
        assert is_shown(texts["en"], "en", page), address
        assert bool(NOTE.search(page)) == (address != PAIR)
