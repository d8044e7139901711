"""Domains that identify the publisher of a document, and the printed name that each belongs to."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from palermo.reading.metadata.organisation_names import (
    NAME_WITH_ACRONYM,
    build_name_key,
    derive_acronyms,
    find_full_name,
    is_organisation_line,
)
from palermo.statements import normalise_text

MIN_LABEL_CHARS, MIN_SUFFIX_CHARS, MIN_FIRST_WORD_CHARS, MIN_MAILBOX_CHARS = 3, 8, 5, 6
MAX_CUT_CHARS = 5
"""Maximum characters of a label that the domain of a State may complete to a name."""
MAX_FIRST_WORD_NAME = 3
"""Maximum words of a name whose first word is the domain; in longer ones it is often a place."""
MAX_NGRAM_WORDS = 9
MAX_ACRONYM_CHARS = 12
"""Maximum characters of a label that may consist of initials."""
_HOST = r"(?:[a-z0-9-]+\.)+[a-z]{2,12}"
_EMAIL = re.compile(rf"(?<![\w.+-])(?P<box>[\w.+-]+)@(?P<host>{_HOST})\b", re.IGNORECASE)
_WEB = re.compile(rf"(?:https?://|\bwww\.)(?P<host>{_HOST})\b", re.IGNORECASE)
_ANY_ADDRESS = re.compile(rf"(?<!\S)\S+@\S+|(?:https?://|\bwww\.)\S+|(?<![\w.-]){_HOST}\b", re.IGNORECASE)
_CITED_PATH = re.compile(r"/[^\s/]+/[^\s/]")
"""After the host of a link to one page of a site, which most often is cited."""
_TELEPHONE = re.compile(r"\b(?:tel|tél|phone|telephone|fax|p\.?\s?o\.?\s?box)\b|\+\d{1,3}[\s(-]", re.IGNORECASE)
MAX_DOMAINS, MIN_DOMAIN_SHARE = 2, 0.5
"""Maximum domains of a document's contact lines, beyond which a domain needs a minimum share of all occurrences."""
_SHARED_NAMES = """
gmail yahoo hotmail outlook protonmail live icloud aol mail yandex qq 163 126 sina gitlab google facebook
    twitter youtube youtu instagram linkedin tiktok archive bit doi creativecommons githubusercontent
    change amazonaws issuu scribd academia researchgate telegram weixin chinadigitaltimes
    wikipedia wikimedia un nationalarchives legislation eur-lex adobe microsoft
"""
_SHARED = frozenset(_SHARED_NAMES.split())
"""Labels of domains that many publishers share."""
_HOST_NAMES = "archives blogspot github herokuapp medium netlify substack tumblr weebly wixsite wordpress"
_HOSTS = frozenset(_HOST_NAMES.split())
"""Labels of domains that host sites of others, which the label before names."""
_GENERIC_NAMES = (
    "www com org net ngo edu gov gob gouv gub ac co int info eu intranet independent parliament beta web en fr"
)
_GENERIC = frozenset(_GENERIC_NAMES.split())
_OFFICIAL = frozenset({"gov", "gob", "gouv", "gub"})
_CAPITALISED_RUN = re.compile(
    r"[A-ZÀ-ÞА-ЯЁ][\w’'-]*(?:\s+(?:(?:of|the|and|for|on|to|in|de|du|des|del|la|las|el|los|para|y|et|и|по"
    r"|&)\s+)*[A-ZÀ-ÞА-ЯЁ][\w’'-]*)*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDomain:
    """A label of a domain, such as `example` of www.example.org.uk, and its source."""

    label: str
    source: str
    """`address` of the document itself, `contact` on a line with telephone or post, `e-mail`, `mailbox` for the part
    before its @, `web`, or `cover` for an address alone on its line there."""
    is_official: bool = False
    """Whether it is a domain of a government, where a word may be a subject or a place: `interior.example.gov`."""


def find_domains(texts: Iterable[str], addresses: Iterable[str]) -> list[WebDomain]:
    """Find the domains of a document's own addresses and of printed ones; shared hosts are left out."""
    domains = [domain for address in addresses for domain in _build_domains(_find_own_host(address), "address")]
    for text in texts:
        domains += [domain for match in _EMAIL.finditer(text) for domain in _build_domains(match["host"], "e-mail")]
        domains += [
            WebDomain(label=match["box"].lower(), source="mailbox")
            for match in _EMAIL.finditer(text)
            if len(match["box"]) >= MIN_MAILBOX_CHARS and match["box"].isalpha()
        ]
        if len(text) < 200:
            source = "contact" if _TELEPHONE.search(text) else "web"
            domains += [
                domain
                for match in _WEB.finditer(text)
                if not _CITED_PATH.match(text, match.end())
                for domain in _build_domains(match["host"], source)
            ]
    return domains


def find_address_labels(lines: Iterable[str]) -> list[str]:
    """Return the labels of the domains of all e-mail and web addresses in lines."""
    hosts = [match["host"] for line in lines for rule in (_EMAIL, _WEB) for match in rule.finditer(line)]
    return [label for host in hosts for label in _split_labels(host)]


def find_cover_domains(lines: Iterable[str]) -> list[WebDomain]:
    """Find the domains of lines of the cover, and of running heads, that are an address or end with an e-mail.

    >>> [domain.label for domain in find_cover_domains(["Example Aid Fund ann@eaf.org", "As www.other.org writes"])]
    ['eaf']
    """
    parts = (part for line in lines for part in (line, *(word for word in line.split()[-1:] if "@" in word)))
    alone = [part for part in parts if sum(map(str.isalpha, _ANY_ADDRESS.sub("", part))) < MIN_LABEL_CHARS]
    labels = dict.fromkeys(find_address_labels(alone))
    return [WebDomain(label=label, source="cover") for label in labels]


def drop_crowded_domains(domains: Sequence[WebDomain]) -> list[WebDomain]:
    """Return distinct domains, except those in a list of addresses of other bodies.

    A label that the domain of a State completes counts once.

    >>> [domain.label for domain in drop_crowded_domains(find_domains(["ann@harb.or bob@mill.ex"], ()))]
    ['harbor', 'harb', 'millex', 'mill']
    """
    labels = [domain.label for domain in domains if domain.source not in {"address", "mailbox"}]
    printed = Counter(label for label in labels if label[:-2] not in labels)
    if len(printed) <= MAX_DOMAINS:
        return list(dict.fromkeys(domains))
    frequent_labels = {label for label, count in printed.items() if count >= MIN_DOMAIN_SHARE * printed.total()}
    return [
        domain
        for domain in dict.fromkeys(domains)
        if domain.source == "address" or not frequent_labels.isdisjoint((domain.label, domain.label[:-2]))
    ]


def find_domain_names(domain: WebDomain, texts: Iterable[str]) -> Iterator[str]:
    """Yield the names in texts that a domain belongs to: by letters, initials, or an acronym in brackets.

    A name that only begins with the domain is yielded if no other name does.
    """
    beginning: dict[str, str] = {}
    for text in texts:
        if len(domain.label) > MAX_ACRONYM_CHARS and not _has_part(text, domain.label):
            continue
        for named in NAME_WITH_ACRONYM.finditer(text):
            if named["acronym"].casefold() == domain.label:
                full = find_full_name(named["name"], named["acronym"])
                yield f"{full} ({named['acronym']})" if full else named["acronym"]
        for run in _CAPITALISED_RUN.finditer(text):
            for name in _build_ngrams(run[0]):
                is_word = domain.is_official and name.isalpha() and not name.isupper()
                if is_domain_of(name, domain.label) and not is_word:
                    yield name
                elif run[0].endswith(name) and _begins_with(name, domain.label):
                    beginning.setdefault(build_name_key(name), name)
    if len(beginning) == 1:
        yield from beginning.values()


def _has_part(text: str, label: str) -> bool:
    """Return whether a text contains the beginning or the end of a label, without regard to spaces."""
    letters = re.sub(r"[^\w]", "", text.casefold())
    plain = label.replace("-", "")
    return plain[:MIN_SUFFIX_CHARS] in letters or plain[-MIN_SUFFIX_CHARS:] in letters


def is_domain_of(name: str, label: str) -> bool:
    """Return whether a label is formed from a name.

    >>> is_domain_of("Harbour Light", "harbourlight"), is_domain_of("Example Aid Fund", "eaf")
    (True, True)
    >>> is_domain_of("Example Aid Fund", "eaf-tarn")
    True
    >>> is_domain_of("Harbour", "light")
    False
    """
    plain, printed = label.replace("-", ""), normalise_text(name)
    if "-" in label and {part for part in label.split("-") if len(part) > 2} & derive_acronyms(name):
        return True
    if printed.startswith("univers") and re.fullmatch(rf"univers\w+ \w+ {plain}", printed):
        return True
    compact = re.sub(r"[^\w]|_", "", printed)
    if len(compact) < MIN_LABEL_CHARS:
        return False
    in_capitals = name.isupper() and len(compact) > MIN_LABEL_CHARS
    suffix = ((len(compact) >= MIN_SUFFIX_CHARS and " " in printed) or in_capitals) and (
        plain.endswith(compact) or plain.startswith(compact)
    )
    return compact == plain or suffix or (len(plain) > 2 and plain in derive_acronyms(name))


def _begins_with(name: str, label: str) -> bool:
    """Return whether a label begins an organisation's short name: `example`, `Example Council`."""
    words = normalise_text(name).split()
    is_first = len(label) >= MIN_FIRST_WORD_CHARS and words[0] == label.replace("-", "")
    return is_first and len(words) <= MAX_FIRST_WORD_NAME and is_organisation_line(name)


def _build_ngrams(run: str) -> Iterator[str]:
    words = run.split()
    for start in range(len(words)):
        for end in range(min(len(words), start + MAX_NGRAM_WORDS), start, -1):
            yield " ".join(words[start:end])


def _find_own_host(address: str) -> str:
    """Return the host of a web address; for an archived copy, that of the original."""
    hosts = re.findall(rf"https?://({_HOST})", address, re.IGNORECASE)
    return str(hosts[-1]) if hosts else ""


def _build_domains(host: str, source: str) -> Iterator[WebDomain]:
    is_official = not _OFFICIAL.isdisjoint(host.lower().split("."))
    return (WebDomain(label=label, source=source, is_official=is_official) for label in _split_labels(host))


def _split_labels(host: str) -> Iterator[str]:
    *parts, country = host.lower().split(".")
    own = [part for part in parts if part not in _GENERIC]
    hosted_at = next((place for place, part in enumerate(own) if part in _HOSTS), None)
    own = own[:hosted_at]
    if len(own) == 1 and MIN_LABEL_CHARS < len(own[0]) <= MAX_CUT_CHARS and len(country) == 2:
        yield own[0] + country  # `harb.or`
    yield from (part for part in own[-2:] if len(part) >= MIN_LABEL_CHARS and not _SHARED & set(own))
