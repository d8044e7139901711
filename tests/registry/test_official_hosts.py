"""Tests of the registry's addresses, which are on official hosts."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

import palermo.registry

FOLDER = Path(palermo.registry.__file__).parent
FILES = ("entities.yaml", "instruments.yaml", "publications.yaml", "partnerships.yaml", "timeline.yaml")
GROUPS = yaml.safe_load((FOLDER / "official_hosts.yaml").read_text(encoding="utf-8"))
HOSTS: list[str] = [host for group in GROUPS for host in group["hosts"]]
SHARING_SITES = ("scribd", "docslib", "paperzz", "vdocument", "fdocuments", "readkong", "issuu", "slideshare", "yumpu")


def web_addresses(value: object) -> Iterator[str]:
    """Yield every web address in the values of a YAML document."""
    if isinstance(value, dict):
        for item in value.values():
            yield from web_addresses(item)
    elif isinstance(value, list):
        for item in value:
            yield from web_addresses(item)
    elif isinstance(value, str) and value.startswith(("http://", "https://")):
        yield value


def official_host(address: str) -> str | None:
    """Return the listed host on which an address lies, or None."""
    parts = urlsplit(address)
    for listed in HOSTS:
        host, _, path = listed.partition("/")
        on_host = parts.netloc == host or parts.netloc.endswith(f".{host}")
        if on_host and (not path or parts.path.startswith(f"/{path}")):
            return listed
    return None


@cache
def addresses_of(file: str) -> tuple[str, ...]:
    """Return the addresses of one file of the registry."""
    content = (FOLDER / file).read_text(encoding="utf-8")
    return tuple(web_addresses(yaml.load(content, Loader=yaml.CSafeLoader)))


@pytest.mark.parametrize("file", FILES)
def test_every_address_lies_on_an_official_host(file: str) -> None:
    addresses = addresses_of(file)
    assert len(addresses) > 40
    assert [address for address in addresses if official_host(address) is None] == []


def test_every_listed_host_is_used_and_listed_once() -> None:
    used = {official_host(address) for file in FILES for address in addresses_of(file)}
    assert sorted(set(HOSTS) - used) == []
    assert len(HOSTS) == len(set(HOSTS))


def test_no_document_sharing_site_is_official() -> None:
    assert [host for host in HOSTS if any(site in host for site in SHARING_SITES)] == []


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("https://undocs.org/A/RES/64/293", "undocs.org"),
        ("https://rm.coe.int/168008371d", "coe.int"),
        ("https://github.com/UNMigration/HTCDS", "github.com/UNMigration"),
        ("https://github.com/another/copy", None),
        ("https://notun.org/about", None),
        ("https://un.org.example.com/", None),
    ],
)
def test_a_host_stands_for_its_subdomains_and_for_nothing_else(address: str, listed: str | None) -> None:
    assert official_host(address) == listed
