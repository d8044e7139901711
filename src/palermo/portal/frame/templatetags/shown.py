"""Filters and tags that show values in the page's language."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from palermo.analysis.follow_up import Call
from palermo.edition import NO_RESPONSE
from palermo.portal.frame import counted as nouns
from palermo.portal.frame import facts, figures, languages, names, places, words
from palermo.portal.partnerships import words as tie_words
from palermo.publishing.schema_org import told
from palermo.registry import Entity, Instrument, Publication
from palermo.statements import Ref

register = template.Library()
_ENDING = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.filter
def number(value: int) -> str:
    """1532 as 1,532."""
    return figures.number(value, languages.active())


@register.filter
def percent(value: float) -> str:
    """0.93 as 93%."""
    return figures.percent(value, languages.active())


@register.filter
def day(value: str | None) -> str:
    """An ISO date in words."""
    return figures.day(value, languages.active())


@register.filter
def month(value: str | None) -> str:
    """An ISO date's month and year, short."""
    return figures.month(value, languages.active())


@register.filter
def counted(value: int, noun: str) -> str:
    """12 with `documents` as 12 documents."""
    return nouns.NOUNS[noun](value)


@register.filter
def weight(value: float) -> str:
    """A feature's weight with its sign."""
    return f"{value:+.2f}".replace("-", "\u2212")


@register.filter
def place(locator: places.Placed) -> list[str]:
    """Page and paragraph, short."""
    return places.place(locator)


@register.filter
def in_words(code: str) -> str:
    """A language's name in the page's language."""
    return languages.name(code)


@register.filter
def direction(code: str) -> str:
    """`rtl` or `ltr` for a language's code."""
    return languages.direction(code)


@register.filter
def named(ref: Ref) -> str:
    """Whoever a statement names."""
    return names.shown(ref, languages.active())


@register.filter
def named_once(refs: Iterable[Ref]) -> list[Ref]:
    """Those whom a statement names, groups of one audience once: they are shown by the audience's name."""
    first: dict[tuple[str | None, str], Ref] = {}
    for ref in refs:
        first.setdefault((ref.id, named(ref)), ref)
    return list(first.values())


@register.filter
def named_all(refs: Iterable[Ref]) -> str:
    """All whom a statement names, three at most, each apart from the writing direction around it (U+2068, U+2069)."""
    found = [f"\u2068{name}\u2069" for name in dict.fromkeys(map(named, refs))]
    return comma().join(found[:3] + ["…"] * (len(found) > 3))


@register.filter
def register_value(ref: Ref) -> str:
    """How the register's address names whoever a statement names."""
    return names.value(ref)


@register.filter
def entity(id: str) -> str:
    """A registry id's name, or the id."""
    return names.label(id, languages.active()) or id


@register.filter
def short(id: str) -> str:
    """An entity's acronym, or its name."""
    return facts.short(id, languages.active())


@register.filter
def page_of(id: str | None) -> str | None:
    """Address of the page of a registry id that has one."""
    return facts.page_of(id)


@register.filter
def links(addresses: Iterable[str]) -> list[tuple[str, str]]:
    """Sources with the hosts that they are at."""
    return facts.links(addresses)


@register.filter
def host(address: str) -> str:
    """Where a web address leads, short: its host, or all of it where it has none."""
    found = facts.links([address])
    return found[0][0] if found else address


@register.filter
def title_language(publication: Publication) -> str:
    """The language of a publication's title."""
    return facts.language_of(publication)


@register.filter
def doubts(row: Entity | Instrument | Publication) -> str:
    """Fields of a row that are left out because no source has shown them; languages of names are told apart."""
    found = [words.word(words.DOUBTS, field) for field in row.unverified if field in words.DOUBTS]
    return comma().join(dict.fromkeys(found))


@register.filter
def other_names(row: Entity | Instrument) -> list[tuple[str, str]]:
    """Its names that a source has shown, by language, save that of the page."""
    return [(code, name) for code, name in row.proven_names.items() if code != languages.active()]


@register.filter
def year(value: str | None) -> str:
    """The year of an ISO date."""
    return (value or "")[:4]


@register.filter
def entity_kind(value: str) -> str:
    """What an entity is."""
    return words.word(words.ENTITY_KINDS, value)


@register.filter
def instrument_kind(value: str) -> str:
    """What an instrument is."""
    return words.word(words.INSTRUMENT_KINDS, value)


@register.filter
def partnership_kind(value: str) -> str:
    """What ties the members of a partnership."""
    return words.word(words.PARTNERSHIP_KINDS, value)


@register.filter
def tie_kind(value: str) -> str:
    """In what way two bodies work together."""
    return words.word(tie_words.KINDS, value)


@register.filter
def standing(value: str) -> str:
    """Whether a tie is seen to go on."""
    return words.word(tie_words.STANDINGS, value)


@register.filter
def band(value: str) -> str:
    """How strong a tie is, in a word."""
    return words.word(tie_words.BANDS, value)


@register.filter
def points(value: float) -> str:
    """3.5 with two decimals, as the page's language writes them."""
    return figures.decimal(value, languages.active())


@register.filter
def concept(id: str) -> str:
    """A vocabulary id's word."""
    return names.concept(id, languages.active())


@register.filter
def kind(value: str) -> str:
    """A statement's kind."""
    return words.word(words.KINDS, value)


@register.filter
def version(value: str) -> str:
    """What a document is in its Work."""
    return words.word(words.VERSIONS, value)


@register.filter
def nature(value: str) -> str:
    """Whose words a document holds."""
    return words.word(words.NATURES, value)


@register.filter
def answer(value: str | None) -> str:
    """The addressee's printed answer."""
    return words.word(words.RESPONSES, value or NO_RESPONSE)


@register.filter
def came(value: str) -> str:
    """What came of a recommendation."""
    return words.word(words.CAME, value)


@register.filter
def tie_sort(value: str) -> str:
    """How alike two calls of a chain are."""
    return words.word(words.TIES, value)


@register.filter
def gap(value: str) -> str:
    """What a provision lacks."""
    return words.word(words.GAPS, value)


@register.filter
def how(value: str) -> str:
    """Why a statement stands with a provision."""
    return words.word(words.HOW, value)


@register.filter
def body(id: str) -> str:
    """The name of whoever asks or is asked: a registry id's, a class of actors', or as printed."""
    return names.label(id, languages.active()) or id


@register.filter
def issuers(call: Call) -> list[str]:
    """Names of whoever recommends."""
    return [body(call.named(id)) for id in call.actors]


@register.filter
def asked_of(call: Call) -> list[str]:
    """Names of whom a recommendation addresses."""
    return [body(call.named(id)) for id in call.addressees]


@register.filter
def keys(values: Mapping[str, Any], most: int) -> list[str]:
    """The first keys of a mapping."""
    return list(values)[:most]


@register.filter
def plain(value: float) -> str:
    """A number as pictures take it: with a full stop, whatever the page's language."""
    return f"{value:g}"


@register.filter
def review(value: str) -> str:
    """What people have decided of a statement."""
    return words.word(words.STATUSES, value)


@register.filter
def role(value: str) -> str:
    """What a supporting passage does for a statement."""
    return words.word(words.ROLES, value)


@register.filter
def jsonld(thing: dict[str, Any]) -> SafeString:
    """A thing of schema.org as a block of data, which no browser runs; nothing in it can end the block."""
    content = json.dumps(told(thing), ensure_ascii=False).translate(_ENDING)
    return mark_safe(f'<script type="application/ld+json">{content}</script>\n')


@register.filter
def share(value: int, largest: int) -> str:
    """Length of a bar: a per cent of the largest, at least one so that it can be seen."""
    return f"{max(1.0, 100 * value / largest):.1f}" if largest and value else "0"


@register.filter
def nth(at: int, things: Sequence[str]) -> str:
    """The thing at that place of a list, counted from 0; empty where there is none."""
    return things[at] if at < len(things) else ""


@register.simple_tag
def comma() -> str:
    """What stands between the parts of a list."""
    return pgettext("between the parts of a list", ", ")


@register.simple_tag
def query(pairs: Iterable[tuple[str, Any]] = (), **more: Any) -> str:
    """A query string from pairs, with `more` put in their place or, where empty, left out."""
    kept = [(name, value) for name, value in pairs if name not in more]
    kept += [(name, value) for name, value in more.items() if value not in (None, "")]
    return f"?{urlencode(kept)}" if kept else "?"
