"""How each language cites texts: its words from `citing.yaml`, made into patterns over plain texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.linking.plain import plain
from palermo.statements import digest
from palermo.vocabulary import NUMBER, Organ, organs
from palermo.vocabulary.lines import Row, rows

LISTED = r"\d+(?:[.-]\d+|\.[a-z])?[a-z]?(?:\s?\((?:\d+|[a-z]|[ivx]+)\))*"
"""A provision's number: 9, 8.7, 16.a, 10 (b)."""

WORDS = (
    *("resolution", "decision", "article", "paragraph", "target", "objective", "section", "number", "and", "of"),
    *("ilo", "directive", "series", "goals", "supplement", "protocol_to", "before", "unknown"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """Patterns of one language, over plain texts."""

    language: str
    numbered: re.Pattern[str]
    """Resolutions and decisions by number: groups decision (where it is one), gap, numbers."""
    organs: re.Pattern[str]
    """Names of organs; the matched group's name is `o` and the organ's place in the list."""
    provisions_before: re.Pattern[str]
    """What may stand right before the name of a text: "articles 6, 7 and 8 of the "."""
    provisions_after: re.Pattern[str]
    """What may stand right behind it: ", article 9"."""
    targets: re.Pattern[str]
    """Targets of the Sustainable Development Goals: group list."""
    goals: re.Pattern[str]
    """Words for the goals and their agenda."""
    labour: re.Pattern[str]
    """Conventions and recommendations of the ILO by number: groups kind, list."""
    directive: re.Pattern[str]
    """Directives and regulations of the European Union: group number."""
    series: re.Pattern[str]
    """Treaties of the Council of Europe by number: group number."""
    heads: re.Pattern[str]
    """Any head word: a text without one needs no look at `bare` and `other`."""
    bare: Mapping[str, re.Pattern[str]]
    """Head word -> "the Protocol" and the like: group name."""
    other: Mapping[str, re.Pattern[str]]
    """Head word -> the beginning of the name of a text that may be any: "Protocol on"."""
    supplement: re.Pattern[str]
    """What stands before a text that is only said to be supplemented."""
    protocol_to: re.Pattern[str]
    """What stands before a text where one of its protocols is named, which the registry may not know."""
    joined: re.Pattern[str]
    """What joins one citation to the next."""


def citing(language: str) -> Citing:
    """Patterns of a language; those of English where it is none of the six."""
    known = _languages()
    return known.get(language) or known["en"]


@lru_cache(maxsize=1)
def citing_version() -> str:
    """Changes with any byte of the words."""
    return digest("citing", _text())


@lru_cache(maxsize=1)
def _languages() -> dict[str, Citing]:
    """Raises RegistryInvalid with file and line where a row is wrong."""
    return {row.text("id"): _citing(row) for row in rows(_text(), "citing.yaml")}


def _text() -> str:
    return (files("palermo.linking") / "citing.yaml").read_text(encoding="utf-8")


def _citing(row: Row) -> Citing:
    row.allow("id", "heads", *WORDS)
    heads = row.row("heads")
    say = {key: f"(?:{row.values[key]})" for key in WORDS if row.values.get(key)}
    chinese = row.text("id") == "zh"
    provisions = "|".join(say[key] for key in ("article", "paragraph", "target", "objective", "section"))
    listed = _list_of(LISTED, say["and"])
    make = _chinese if chinese else _spaced
    return Citing(
        language=row.text("id"),
        organs=_organs(row.text("id")),
        heads=re.compile("|".join(heads.text(head) for head in heads.values), re.I),
        bare={head: _bare(heads.text(head), say, chinese) for head in heads.values},
        other={head: _of(rf"(?:{heads.text(head)})\s*(?:{row.values['unknown']})", chinese) for head in heads.values},
        goals=_of(say["goals"], chinese),
        supplement=re.compile(rf"{say['supplement']}\W*(?:\w+\W+){{0,3}}$", re.I),
        protocol_to=re.compile(rf"{say['protocol_to']}\W*(?:\w{{1,3}}\W+){{0,2}}$", re.I),
        joined=re.compile(rf"\s*(?:[,;、]|(?:{say['and']})(?!\w))", re.I),
        **make(say, provisions, listed),
    )


def _list_of(item: str, joined: str) -> str:
    """One or several of an item, with commas and joining words between them."""
    between = rf"(?:\s*[,、;]\s*(?:{joined}\s*)?|\s*{joined}\s*|\s?-\s?)"
    return rf"{item}(?:{between}{item})*"


def _spaced(say: dict[str, str], provisions: str, listed: str) -> dict[str, re.Pattern[str]]:
    numbers = _list_of(rf"(?:{NUMBER})(?:\s(?-i:[A-Z])(?![\w]))?", rf"(?:{say['and']}(?:\s+{say['resolution']})?)")
    below = rf"(?:,?\s+(?:{say['paragraph']})\s*(?P<below>{LISTED}),?)?"
    above = rf"(?:{say['paragraph']}\s+(?P<above>{LISTED})\s+(?:{say['of']}\s+)?)?"
    labour = _list_of(r"\d{1,3}(?!\d|/)", rf"(?:{say['and']}(?:\s*{say['number']})?)")
    decision = rf"(?P<decision>{say['decision']})(?!\s+[^\d.;:()]{{0,80}}?(?<!\w){say['resolution']})"
    return {
        "numbered": _of(
            rf"(?:{say['resolution']}|{decision})(?P<gap>\s+(?:[^\d.;:()]{{0,80}}\s)?)(?P<numbers>{numbers})"
        ),
        "provisions_before": re.compile(
            rf"{above}(?<!\w)(?:{provisions})\s+(?P<list>{listed}){below}\s*{say['of']}\s*\W?$", re.I
        ),
        "provisions_after": re.compile(
            rf"\W{{0,2}}(?:,|\(|\s)\s*(?:{say['number']}\s*\d+\W+)?(?:{provisions})\s+(?P<list>{listed}){below}", re.I
        ),
        "targets": _of(
            rf"(?:(?:{say['goals']})\s+)?(?:{say['target']})\s+(?P<list>{_list_of(_TARGET, say['and'])})"
            rf"|(?:{say['goals']})\s+(?P<short>{_list_of(_GOAL, say['and'])})"
        ),
        "labour": _of(
            rf"{say['ilo']}\s*(?:(?:(?!{_unnamed(say['ilo'])})[^\d.;:()]){{0,60}}\s)?\(?{say['number']}\s*(?P<list>{labour})"
        ),
        "directive": _of(
            rf"{say['directive']}\s*(?:\((?:EU|UE|ЕС|EC|CE)\)\s*)?(?:{say['number']}\s*)?(?P<number>{_EU})"
        ),
        "series": _of(rf"(?:{say['series']})\s*[-,]?\s*(?:{say['number']})?\s*(?P<number>\d{{1,3}})"),
    }


_TARGET = r"(?:1[0-7]|[1-9])[.-](?:\d{1,2}|[a-d])\b"
_GOAL = r"(?:1[0-7]|[1-9])(?:[.-](?:\d{1,2}|[a-d]))?(?![\d/])"
_EU = r"(?:19|20)\d\d/\d{1,4}(?:/(?:EU|UE|EC|CE|ЕС|JHA|JAI))?"


def _chinese(say: dict[str, str], provisions: str, listed: str) -> dict[str, re.Pattern[str]]:
    number = rf"(?:第?\s*(?:{NUMBER})\s*[A-Z]?\s*号?)"
    numbers = _list_of(number, say["and"])
    listed = _list_of(rf"第?\s*(?:{LISTED}|[一二三四五六七八九十]+)\s*(?:{say['article']})?", say["and"])
    return {
        "numbered": re.compile(
            rf"(?P<gap>)(?P<numbers>{numbers})\s*(?:{say['resolution']}|(?P<decision>{say['decision']}))"
        ),
        "provisions_before": re.compile(r"(?!)(?P<list>)"),
        "provisions_after": re.compile(
            rf"[》\"》),]?\s*(?:的)?\s*(?:第(?P<list>{listed})\s*(?:{provisions})"
            rf"(?:第(?P<below>{LISTED})\s*(?:{say['paragraph']}))?|(?:{say['objective']})\s*(?P<goal>{LISTED}))"
        ),
        "targets": re.compile(
            rf"(?:{say['goals']})?(?:的)?\s*(?:{say['target']})\s*(?P<list>{_list_of(_TARGET, say['and'])})"
            rf"|(?:{say['goals']})\s*(?P<short>{_list_of(_GOAL, say['and'])})"
        ),
        "labour": re.compile(
            rf"第\s*(?P<list>{_list_of(r'第?\d{1,3}(?:\s*号(?=\s*[和及与至、,]))?', say['and'])})\s*号\s*{say['ilo']}"
        ),
        "directive": re.compile(rf"(?:第\s*)?(?P<number>{_EU})\s*号?\s*{say['directive']}"),
        "series": re.compile(rf"(?:{say['series']})\s*第?\s*(?P<number>\d{{1,3}})\s*号?"),
    }


def _unnamed(pattern: str) -> str:
    """A pattern without the name of its group, so that it can stand twice."""
    return pattern.replace("?P<kind>", "?:")


def _of(pattern: str, chinese: bool = False) -> re.Pattern[str]:
    return re.compile(pattern if chinese else rf"(?<!\w)(?:{pattern})", re.I)


def _bare(head: str, say: dict[str, str], chinese: bool) -> re.Pattern[str]:
    """A head word written as a name, behind an article where the language has one, and before no name's next word."""
    if chinese:
        return re.compile(rf"(?:(?<=[该本《,.;的和与及])|^)(?P<name>{head})")
    article = rf"(?i:{say['before']})\s+" if "before" in say else ""
    return re.compile(rf"(?<!\w){article}(?P<name>{head})(?!\w|\s+(?i:{say['unknown']})(?!\w))")


@lru_cache(maxsize=8)
def _organs(language: str) -> re.Pattern[str]:
    named = [(plain(form), place) for place, organ in enumerate(organs()) for form in organ.forms(language)]
    longest = sorted(named, key=lambda pair: len(pair[0]), reverse=True)
    if language == "en":
        longest.append((r"Assembly", 0))
    parts = [f"{_words(form)}" for form, _ in longest]
    boundary = "" if language == "zh" else r"(?<!\w)"
    return re.compile(boundary + "(?:" + "|".join(f"({part})" for part in parts) + ")", re.I)


def _words(form: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in form.split())


def organ_of(found: re.Match[str], language: str) -> Organ:
    """The organ that a match of `Citing.organs` names."""
    named = [(plain(form), place) for place, organ in enumerate(organs()) for form in organ.forms(language)]
    longest = sorted(named, key=lambda pair: len(pair[0]), reverse=True)
    places = [place for _, place in longest] + [0]
    return organs()[places[(found.lastindex or 1) - 1]]
