"""Domains that identify the publisher of a document, and the printed name that each belongs to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.reading.metadata.organisation_names import clean_name, derive_acronyms, is_organisation_line
from palermo.statements import normalise_text

MIN_LABEL_CHARS, MIN_SUFFIX_CHARS, MIN_FIRST_WORD_CHARS = 3, 8, 5
MAX_NGRAM_WORDS = 9
_HOST = r"(?:[a-z0-9-]+\.)+[a-z]{2,12}"
_EMAIL = re.compile(rf"[\w.+-]+@(?P<host>{_HOST})\b", re.IGNORECASE)
_WEB = re.compile(rf"(?:https?://|\bwww\.)(?P<host>{_HOST})\b", re.IGNORECASE)
_HANDLE = re.compile(
    r"(?:twitter|instagram|facebook|follow us|nuestra cuenta|notre compte)[^@.]{0,40}@(?P<handle>\w{3,20})", re.I
)
_SHARED_NAMES = """
gmail yahoo hotmail outlook protonmail live icloud aol mail yandex qq 163 126 sina github gitlab google facebook
    twitter youtube instagram linkedin tiktok medium wordpress blogspot wixsite archive archives bit doi creativecommons
    change amazonaws netlify herokuapp weebly issuu scribd academia researchgate telegram weixin chinadigitaltimes
    wikipedia wikimedia un nationalarchives legislation eur-lex adobe microsoft
"""
_SHARED = frozenset(_SHARED_NAMES.split())
"""Labels of domains that many publishers share."""
_GENERIC_NAMES = "www com org net edu gov gob gouv gub ac co int info eu intranet independent parliament beta web en fr"
_GENERIC = frozenset(_GENERIC_NAMES.split())
_CAPITALISED_RUN = re.compile(
    r"[A-ZÀ-ÞА-ЯЁ][\w’'-]*(?:\s+(?:(?:of|the|and|for|on|to|in|de|du|des|del|la|las|el|los|para|y|et|и|по"
    r"|&)\s+)*[A-ZÀ-ÞА-ЯЁ][\w’'-]*)*"
)
_NAME_WITH_ACRONYM = re.compile(r"(?P<name>[A-ZÀ-Þ][^()«»“”\".;:]{4,110}?)\s*\((?P<acronym>[A-Z][A-Za-z]{2,11})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDomain:
    """A label of a domain, such as `example` of www.example.org.uk, and its source."""

    label: str
    source: str
    """`address` of the document itself, `e-mail`, `web` or `handle`."""


def find_domains(texts: Iterable[str], addresses: Iterable[str]) -> list[WebDomain]:
    """Find the domains of a document's own addresses and of printed ones; shared hosts are left out."""
    found = [
        WebDomain(label=label, source="address")
        for address in addresses
        for label in _split_labels(_find_own_host(address))
    ]
    for text in texts:
        found += [
            WebDomain(label=label, source="e-mail")
            for match in _EMAIL.finditer(text)
            for label in _split_labels(match["host"])
        ]
        found += [WebDomain(label=match["handle"].lower(), source="handle") for match in _HANDLE.finditer(text)]
        if len(text) < 200:
            found += [
                WebDomain(label=label, source="web")
                for match in _WEB.finditer(text)
                for label in _split_labels(match["host"])
            ]
    return list(dict.fromkeys(found))


def find_domain_names(domain: WebDomain, texts: Iterable[str]) -> Iterator[str]:
    """Yield the names in texts that a domain belongs to: by letters, initials, or an acronym in brackets."""
    for text in texts:
        if domain.label not in re.sub(r"[^\w]", "", text.casefold()) and len(domain.label) > 12:
            continue
        for named in _NAME_WITH_ACRONYM.finditer(text):
            if named["acronym"].casefold() == domain.label:
                yield from _find_longest_fit(named["name"], named["acronym"])
        for run in _CAPITALISED_RUN.finditer(text):
            yield from (name for name in _build_ngrams(run[0]) if is_domain_of(name, domain.label))


def is_domain_of(name: str, label: str) -> bool:
    """Return whether a label is formed from a name.

    >>> is_domain_of("Harbour Light", "harbourlight"), is_domain_of("Example Aid Fund", "eaf")
    (True, True)
    >>> is_domain_of("Harbour", "light")
    False
    """
    compact = re.sub(r"[^\w]|_", "", normalise_text(name))
    plain = label.replace("-", "")
    if len(compact) < MIN_LABEL_CHARS:
        return False
    in_capitals = name.isupper() and len(compact) > MIN_LABEL_CHARS
    suffix = (len(compact) >= MIN_SUFFIX_CHARS or in_capitals) and (
        plain.endswith(compact) or plain.startswith(compact)
    )
    first = normalise_text(name).split()[0]
    begun = len(plain) >= MIN_FIRST_WORD_CHARS and first == plain and is_organisation_line(name)
    return compact == plain or suffix or begun or (len(plain) > 2 and plain in derive_acronyms(name))


def _find_longest_fit(name: str, acronym: str) -> Iterator[str]:
    """Return the name at the end of a text whose acronym in brackets follows."""
    words = name.split()
    ends = (" ".join(words[place:]) for place in range(len(words)))
    fitting = (end for end in ends if end[:1] == acronym[0].upper() and acronym.casefold() in derive_acronyms(end))
    yield next((f"{clean_name(end)} ({acronym})" for end in fitting), acronym)


def _build_ngrams(run: str) -> Iterator[str]:
    words = run.split()
    for start in range(len(words)):
        for end in range(min(len(words), start + MAX_NGRAM_WORDS), start, -1):
            yield " ".join(words[start:end])


def _find_own_host(address: str) -> str:
    """Return the host of a web address; for an archived copy, that of the original."""
    hosts = re.findall(rf"https?://({_HOST})", address, re.IGNORECASE)
    return str(hosts[-1]) if hosts else ""


def _split_labels(host: str) -> Iterator[str]:
    parts = host.lower().split(".")[:-1]
    own = [part for part in parts if part not in _GENERIC]
    yield from (part for part in own[-2:] if len(part) >= MIN_LABEL_CHARS and not _SHARED & set(own))
