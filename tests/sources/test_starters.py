"""Tests of starter lists: readable, unique, and on official hosts."""

from urllib.parse import urlsplit

import pytest

from palermo.registry import Registry, load_registry
from palermo.sources.starters import STARTERS, load_starter

UN_HOSTS = {"undocs.org", "violenceagainstchildren.un.org", "files.unicri.it"}
"""Hosts of United Nations bodies that are not the website of an entity of the registry."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.mark.parametrize("name", STARTERS)
def test_starter_names_official_hosts_only(name: str, registry: Registry) -> None:
    websites = {urlsplit(item.website or "").hostname or "" for item in registry.entities.values()}
    domains = {host.removeprefix("www.") for host in websites if host} | UN_HOSTS
    for origin in load_starter(name):
        host = urlsplit(origin.location).hostname or ""
        assert any(host == domain or host.endswith(f".{domain}") for domain in domains), origin.location


@pytest.mark.parametrize("name", STARTERS)
def test_starter_names_single_documents_of_known_publishers(name: str, registry: Registry) -> None:
    origins = load_starter(name)
    assert {origin.kind for origin in origins} == {"address"}
    assert {id for origin in origins for id in origin.publishers} <= set(registry.entities)
    assert len({origin.location for origin in origins}) == len(origins)
