"""Private persons: where a text names one or says how to reach one, and where one gives testimony.

Names count in surroundings that make their bearer private (a victim, a survivor, a witness, an age, a changed name), so
that officials in their function, authors and experts stay. What is caught is in no statement, and masked in passages.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from babel import Locale

from palermo.extraction.masking import find_names, merge_spans, private_names, repeat_names
from palermo.statements import Passage, PrivateKind, PrivateSpan, Statement, digest
from palermo.vocabulary.lines import parsed

type Detector = Callable[[Sequence[Passage]], Iterable[PrivateSpan]]
"""Finds what is private in the passages of one document."""

BEHIND = 60
"""Characters behind a name in which a function makes its bearer an official; before a number, whose it is."""

_LATIN = r"[A-ZÀ-ÖØ-Þ][\w’'-]{1,20}(?: (?:(?:al|el|de|da|dos|van|bin|ben|la)[ -])?[A-ZÀ-ÖØ-Þ][\w’'-]{1,20}){0,3}"
_CYRILLIC = r"[А-ЯЁ][а-яё-]{1,20}(?: [А-ЯЁ][а-яё-]{1,20}){0,2}"
_ARABIC = r"[\u0621-\u064a\u064b-\u0652]{2,15}(?: [\u0621-\u064a\u064b-\u0652]{2,15})?"
_NAMES = {"ru": _CYRILLIC, "ar": _ARABIC}
_INITIALS = {"ru": r"[А-ЯЁ]\. ?[А-ЯЁ]\.?", "ar": r"[\u0621-\u064a]\. ?[\u0621-\u064a]\.?"}
_LATIN_INITIALS = r"[A-Z]\. ?[A-Z]\.?(?: ?[A-Z]\.)?(?![\w.])(?! [A-Z][a-z])"

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_ROLE = re.compile(
    r"(?:info|contact|press|media|office|secretariat|admin|help|support|enquir|inquir|mail|registry|hotline|events?|"
    r"communications?|public|news|library|publications?|webmaster|service|team|unit|hq|noreply|no-reply|jobs|data)",
    re.I,
)
"""How the address of an office begins; any other is taken for a person's."""
_PHONE = re.compile(
    r"(?:(?:tel|phone|mobile|cell|telephone|tél|téléphone|portable|teléfono|móvil|celular|тел|телефон|whatsapp|هاتف|جوال|电话|手机)"
    r"\w{0,3}[\s.:：]{0,4}(?:(?:no|number|номер|رقم)\.?:?\s?)?|(?<![\d+/.])(?=\+))(?P<name>\+?\(?\d[\d\s().-]{6,18}\d)",
    re.I,
)
_PAPER = re.compile(
    r"\b(?i:passport|identity card|identification|ID|passeport|carte d[’']identité|pasaporte|cédula|паспорт\w{0,3}"
    r"|удостоверени\w{1,2}|جواز سفر\w{0,2}|بطاقة هوية|护照|身份证)"
    r"(?:\s?(?i:no|nº|n°|number|numéro|número|номер|серия|رقم|号码?|№)\.?)?\s?[:：]?\s?"
    r"(?P<name>(?<!\w)[A-ZА-Я]{0,3} ?\d[\dA-Z-]{5,17}|(?<=[照证码号])[A-Z]{0,3}\d[\dA-Z-]{5,17})(?!\w)",
)
_HOME = re.compile(
    r"(?:\b(?:lives?|lived|living|resid(?:es|ed|ing)) at (?=\d|[\w’'-]+ (?:street|road|avenue|lane)\b)"
    r"|\bhome address(?: is|:) ?"
    r"|\b(?:domiciliée?|demeurant|habite) (?:au |à )?(?=\d+,? )"
    r"|\b(?:domiciliad[oa]|reside|vive) en (?:la |el )?(?=(?:calle|avenida|carrera|plaza)\b)"
    r"|\b(?:проживает|проживающ\w{2,3}) по адресу:? ?|(?:تقيم|يقيم|تسكن|يسكن) في (?=شارع)"
    r"|(?:家庭住址|住址)(?:是|为)?[:：]?)"
    r"(?P<name>(?=[^.;。]{0,60}\d)[\w’'،,，№/ -]{6,80})",
    re.I,
)
_CONTACTS: Mapping[PrivateKind, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "telephone": (re.compile(r"\d[\d\s().-]{6}"), _PHONE),
    "document-number": (re.compile(r"\d[\dA-Z-]{5}"), _PAPER),
    "address": (re.compile(r"\d"), _HOME),
}
"""Each with what it holds, which is looked for first: most texts have none."""
_QUOTED = re.compile(r"[“\"«„『「][^”\"»“』」]{15,1500}[”\"»“』」]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How one language speaks of private persons."""

    cue: re.Pattern[str]
    """What stands in every text in which one of `persons` may find a name."""
    persons: tuple[re.Pattern[str], ...]
    officials: re.Pattern[str]
    never: re.Pattern[str]
    public: re.Pattern[str]
    telling: re.Pattern[str]
    harmed: re.Pattern[str]
    places: frozenset[str]
    """Names of countries, which numbers follow too."""


def find_private_spans(passages: Sequence[Passage]) -> Iterator[PrivateSpan]:
    """Yield what is private in the passages of one document, in reading order, without overlaps.

    A name that a detector finds in one passage is yielded in all passages that print it.
    """
    found = [span for detect in DETECTORS for span in detect(passages)]
    yield from merge_spans(passages, [*found, *repeat_names(passages, found)])


def find_by_rules(passages: Sequence[Passage]) -> Iterator[PrivateSpan]:
    """Yield what the patterns of `privacy.yaml` and of this module find, passage by passage."""
    for passage in passages:
        for kind, start, end in find_in_text(passage.text, passage.language):
            yield PrivateSpan(passage=passage.id, start=start, end=end, kind=kind)


DETECTORS: tuple[Detector, ...] = (find_by_rules,)
"""All are asked about each document; what several find is merged."""


def find_in_text(text: str, language: str) -> list[tuple[PrivateKind, int, int]]:
    """Kind, start and end of what the rules find in one text, in its order."""
    signs = _signs().get(language)
    found = [*_contacts(text, signs), *(_persons(text, signs) if signs else ())]
    return sorted(found, key=lambda span: span[1:])


def find_stories(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the ids of passages that tell a private person's story: testimony, so far."""
    return (passage.id for passage in passages if is_testimony(passage.text, passage.language))


def exclude_private(
    statements: Iterable[Statement],
    passages: Sequence[Passage],
    private_spans: Sequence[PrivateSpan],
    stories: Collection[str],
) -> Iterator[Statement]:
    """Leave out statements that touch a private span or name a private person; mark those of stories as sensitive."""
    spans: defaultdict[str, list[PrivateSpan]] = defaultdict(list)
    for span in private_spans:
        spans[span.passage].append(span)
    names = private_names(passages, private_spans)
    for statement in statements:
        locators = (statement.locator, *(support.locator for support in statement.support))
        if any(span.start < at.end and at.start < span.end for at in locators for span in spans[at.passage]):
            continue
        parties = (*statement.actors, *statement.addressees, *statement.partners)
        if names and any(find_names(party.name, names) for party in parties):
            continue
        sensitive = statement.sensitive or statement.locator.passage in stories
        yield replace(statement, sensitive=sensitive)


def is_testimony(text: str, language: str) -> bool:
    """Whether a text is what a survivor tells of her own life, or quotes it: first person, and harm that was done."""
    signs = _signs().get(language)
    if signs is None or not signs.telling.search(text):
        return False
    quoted = [found.group() for found in _QUOTED.finditer(text)]
    if any(signs.telling.search(words) and signs.harmed.search(text) for words in quoted):
        return True
    outside = _QUOTED.sub(" ", text)
    return len(signs.telling.findall(outside)) >= 2 and signs.harmed.search(outside) is not None


def _contacts(text: str, signs: Signs | None) -> Iterator[tuple[PrivateKind, int, int]]:
    if "@" in text:
        for found in _MAIL.finditer(text):
            if not _ROLE.match(found.group()):
                yield "e-mail", found.start(), found.end()
    for kind, (number, pattern) in _CONTACTS.items():
        for found in pattern.finditer(text) if number.search(text) else ():
            before = text[max(0, found.start() - BEHIND) : found.start("name")]
            if kind == "telephone" and signs and signs.public.search(before.casefold()):
                continue
            if sum(character.isdigit() for character in found["name"]) >= (7 if kind != "address" else 1):
                yield kind, found.start("name"), found.end("name")


def _persons(text: str, signs: Signs) -> Iterator[tuple[PrivateKind, int, int]]:
    if not signs.cue.search(text):
        return
    for pattern in signs.persons:
        for found in pattern.finditer(text):
            behind = text[found.end() : found.end() + BEHIND].partition(".")[0]
            if _may_be_a_person(found["name"], signs) and not signs.officials.search(behind.casefold()):
                yield "name", found.start("name"), found.end("name")


def _may_be_a_person(name: str, signs: Signs) -> bool:
    """Whether no word of a name belongs to an organisation, a text or a month, and it is no country's."""
    parts = re.split(r" (?:and|et|y|и) ", name)
    return not (any(signs.never.fullmatch(word) for word in name.split()) or signs.places.intersection(parts))


@lru_cache(maxsize=1)
def _signs() -> Mapping[str, Signs]:
    rows = parsed(_data())
    return {language: _of(language, row) for language, row in rows.items()}


def _of(language: str, row: Mapping[str, object]) -> Signs:
    name = _NAMES.get(language, _LATIN)
    initials = _INITIALS.get(language, _LATIN_INITIALS)
    persons = row["persons"]
    assert isinstance(persons, list)
    slots = {"{name}": f"(?P<name>{name})", "{initials}": f"(?P<name>{initials})"}
    return Signs(
        cue=re.compile(str(row["cue"])),
        persons=tuple(re.compile(_cased(one, slots)) for one in persons),
        officials=re.compile(str(row["officials"])),
        never=re.compile(str(row["never"])),
        public=re.compile(str(row["public"])),
        telling=re.compile(str(row["telling"]), re.I if language not in ("en",) else 0),
        harmed=re.compile(str(row["harmed"]), re.I),
        places=frozenset(Locale.parse(language).territories.values()),
    )


def _cased(written: str, slots: Mapping[str, str]) -> str:
    """A pattern whose names have capitals as written, and whose other words may begin a sentence."""
    parts = re.split(r"(\{name\}|\{initials\})", written)
    return "".join(slots.get(part) or f"(?i:{part})" for part in parts if part)


def _data() -> str:
    return (files("palermo.extraction") / "privacy.yaml").read_text(encoding="utf-8")


def privacy_version() -> str:
    """Changes with any of the words by which private persons are told."""
    return f"privacy.2-{digest('privacy', _data())[:12]}"
