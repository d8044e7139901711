"""Names of bodies on lines of their own: letterheads, signatures, bylines, lines with a date, and above an address."""

import re
from collections.abc import Iterable, Iterator, Sequence

from palermo.languages.language_words import LanguageWords
from palermo.reading.metadata.organisation_names import (
    build_name_key,
    clean_name,
    has_organisation_word,
    is_office_word,
    is_organisation_line,
)
from palermo.reading.metadata.printed_dates import find_dates
from palermo.reading.metadata.web_domains import find_address_labels, is_domain_of
from palermo.registry import load_registry

MAX_BYLINE_CHARS, MAX_LETTERHEAD_CHARS, MAX_NAME_CHARS = 130, 260, 70
MAX_DATED_CHARS = 70
"""Maximum characters of a line that is nothing but a name and a date."""
CONTACT_LINES, MIN_CONTACTS = 5, 2
"""Lines below a name in which its address is searched, and minimum kinds of contact details among them."""
_WORDS = LanguageWords("reading")
_BYLINE = _WORDS.compile_pattern(r"^(?:{letterheads.bylines})(?P<name>[^,;:.]{5,110})$", re.IGNORECASE)
_OFFICER = _WORDS.compile_pattern(
    r"\b(?i:{letterheads.officers})\b\s*(?:,|{letterheads.officer_links}|-|–)?\s+(?P<name>[A-ZÀ-Þ].{3,80})$"
)
_OFFICE_BEFORE = _WORDS.compile_pattern(r"^[^,;:.]{0,40}\b(?i:{letterheads.cover_offices})\s*,\s+(?=[A-ZÀ-Þ])")
"""An office before its body on a line of a cover: `Programme Officer, Example Institute`."""
_ACRONYM = re.compile(r"[A-ZÀ-ÞА-ЯЁ]{4,10}")
_CONTACT = _WORDS.compile_pattern(
    r"\b(?:{letterheads.contacts})\b|@\w|\bwww\.|https?://|{letterheads.attached_contacts}", re.IGNORECASE
)
_CONTACT_KINDS = (
    re.compile(r"\w@\w"),
    re.compile(r"\bwww\.|https?://", re.IGNORECASE),
    re.compile(r"(?:\+|\b0|\()\d[\d ()./-]{6,}\d"),
    _WORDS.compile_pattern(
        r"\b(?:{letterheads.streets})\b.{0,40}\d|\d.{0,25}\b(?:{letterheads.streets_after})\b"
        r"|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b",
        re.IGNORECASE,
    ),
)
"""An e-mail address, a website, a telephone number and a postal address."""
_LABEL = _WORDS.compile_pattern(r"\b(?:{letterheads.imprint_labels})", re.IGNORECASE)
"""The label of an imprint, which is no name."""
_OTHER_ROLE = _WORDS.compile_pattern("{letterheads.other_roles}", re.IGNORECASE)
"""On the line above a body that supports, funds or founded the publisher."""


def find_letterheads(texts: Iterable[str]) -> Iterator[str]:
    """Yield organisations with which a line of address or contact begins: `Body, 1 Road, Town. Tel. 123`."""
    for text in dict.fromkeys(texts):
        first = re.split(r",|\s[•|/]\s|\s(?=P\.?\s?O\.?\s?Box|\d{1,4}\s|https?://|www\.)", text, maxsplit=1)[0]
        if len(first) < len(text) < MAX_LETTERHEAD_CHARS and _CONTACT.search(text) and is_organisation_line(first):
            yield first


def find_signatures(lines: Sequence[str]) -> Iterator[str]:
    """Yield the last lines that are a name, or an office with its organisation."""
    for line in lines:
        offices = _OFFICER.search(line)
        name = offices["name"] if offices else line
        if len(line) < 140 and (is_organisation_line(name) or (offices and has_organisation_word(name))):
            yield name


def cut_office(line: str) -> str:
    """Return the body in a line of a cover that names an office before it.

    >>> cut_office("Programme Officer, Example Institute")
    'Example Institute'
    """
    return _OFFICE_BEFORE.sub("", line)


def find_bylines(texts: Iterable[str]) -> Iterator[str]:
    """Yield organisations of a line `By ...`."""
    for text in dict.fromkeys(texts):
        match = _BYLINE.match(text) if len(text) < MAX_BYLINE_CHARS else None
        if match and has_organisation_word(match["name"]):
            yield match["name"]


def find_dated_names(texts: Iterable[str]) -> Iterator[str]:
    """Yield bodies on lines with nothing else but a date, or an author and a date; what follows a colon is cited.

    >>> list(find_dated_names(["EXAMP June 2031", "Ann Example, Example Institute, May 2031", "Report, May 2031"]))
    ['EXAMP', 'Example Institute']
    """
    for text in dict.fromkeys(texts):
        dates = find_dates(text) if len(text) < MAX_DATED_CHARS else []
        if len(dates) == 1 and ":" not in text[: dates[0].start] and not text[dates[0].end :].strip(" .)"):
            name = re.split(r",\s*", text[: dates[0].start].strip(" ,.(–—-"))[-1]
            yield from (name for _ in range(_is_dated_body(name)))


def find_addressed_names(lines: Sequence[str]) -> Iterator[str]:
    """Yield the only body on a line above its own address: a body's name, or one that its domain is formed from.

    Addresses of several bodies are those of others.

    >>> list(find_addressed_names(["Harbour Light", "1 Quay Street, Tarn", "info@harbourlight.org"]))
    ['Harbour Light']
    """
    names: list[str] = []
    for place, line in enumerate(lines):
        below = lines[place + 1 : place + 1 + CONTACT_LINES]
        if len(line) > MAX_NAME_CHARS or not line[:1].isupper() or _LABEL.search(line) or _has_contact(line):
            continue
        if place and _OTHER_ROLE.search(lines[place - 1]):
            continue
        nearest = [text for text in below if len(text) < MAX_LETTERHEAD_CHARS]
        kinds = sum(any(map(rule.search, nearest)) for rule in _CONTACT_KINDS)
        name = clean_name(line)
        has_own_domain = any(is_domain_of(name, label) for label in find_address_labels(nearest))
        if kinds >= MIN_CONTACTS and (has_own_domain or is_organisation_line(name)):
            names.append(name)
    yield from dict.fromkeys(keep_only_name(names))


def keep_only_name(names: Iterable[str]) -> Iterable[str]:
    """Return names if they are all one body's: several beside dates or addresses are those of others."""
    found = list(names)
    return found if len({build_name_key(clean_name(name)) for name in found}) == 1 else ()


def _has_contact(line: str) -> bool:
    return any(rule.search(line) for rule in _CONTACT_KINDS)


def is_body(name: str) -> bool:
    """Return whether a line is an organisation's name, by its words or in the registry, and not an officer's."""
    if is_organisation_line(name):
        return True
    if len(name) > MAX_NAME_CHARS or re.search(r"[\d,.;:]", name) or any(map(is_office_word, name.split())):
        return False
    return bool(load_registry().find_entity(name)) and not load_registry().find_state(name)


def is_acronym(name: str) -> bool:
    """Return whether a name is one word in capitals, as the letterhead of a body whose acronym is its name."""
    return bool(_ACRONYM.fullmatch(name))


def is_used_as_name(acronym: str, text: str) -> bool:
    """Return whether a long line of a text, or an address in it, has an acronym; short lines in capitals have any word.

    >>> is_used_as_name("EXAMP", "EXAMP, May 2031\\nwww.examp.org"), is_used_as_name("TARN", "TARN, May 2031")
    (True, False)
    """
    if load_registry().find_entity(acronym):
        return not load_registry().find_state(acronym)
    small = r"[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ]"
    name = re.escape(acronym)
    sentence = re.compile(rf"{small} {name}(?!\w)|(?<!\w){name}(?:[’']s)? {small}")
    is_in_address = re.search(rf"[@./]{name.lower()}\.", text) is not None
    return is_in_address or any(len(line) > MAX_DATED_CHARS and sentence.search(line) for line in text.splitlines())


def _is_dated_body(name: str) -> bool:
    """Return whether what stands beside a date is a body: also an acronym, but no officer."""
    return not any(map(is_office_word, name.split())) and (is_body(name) or is_acronym(name))
