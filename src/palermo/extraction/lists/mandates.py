"""Mandates: which texts give an entity its tasks, from legislative lists and from what its background says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.extraction.lists.legislative_mandates import Heading, Line, lines
from palermo.statements import (
    InstrumentRef,
    Kind,
    Masthead,
    Passage,
    Reason,
    Ref,
    RefType,
    Statement,
    Support,
    locate,
    normalised,
    statement_id,
)
from palermo.vocabulary import NUMBER, Organ, organs

IN_WORDS = "the background of the mandate says what it rests on"
"""Why a sentence of a background is a mandate."""
METHOD = "mandates.lists.2"

SYMBOL = r"(?<![\w/])(?:A|E|S|ST|TD|CD|DP|HSP|UNEP|JIU)/(?:[A-Z][\w.]*/)*\d[\w.()-]*(?:/[\w.]+)*(?<![.,])"
"""A document symbol as printed: A/520/Rev.21, TD/442/Corr.1, ST/SGB/2019/2."""

CITED = re.compile(rf"(?P<symbol>{SYMBOL})|(?P<decision>\b[Dd]ecisions?\s+)?(?<![\w/.-])(?P<number>{NUMBER})(?![\w/])")

BETWEEN = re.compile(
    r"(?:[\s,;–-]|\band\b|\bto\b|\([A-Z](?:[–-][A-Z])?\)|\b[A-Z](?:[–-][A-Z])?\b|\bsects?\.\s*[IVXL]+|\bparas?\.\s*[\d–-]+"
    r"|\bannex(?:\s[IVXL]+)?)*"
)
"""What may stand between two numbers of one line, or behind the last: signs, parts, sections and paragraphs."""

_ORGANS = "|".join(sorted((re.escape(form) for organ in organs() for form in organ.forms("en")), key=len, reverse=True))
NAMED = re.compile(rf"\b(?:{_ORGANS}|Assembly)\b(?! \w+ly\b)", re.I)
"""An organ in running words; "Assembly" alone is the General Assembly."""

OF_ORGAN = re.compile(rf",? (?:of|adopted by|by) (?:the )?(?P<organ>{_ORGANS})", re.I)

IN_A_TITLE = re.compile(rf"\bresolutions?\s+(?:{NUMBER}(?:,\s+|\s+and\s+))*$", re.I)
"""What stands before a number that belongs to a title: "Review of the implementation of resolution 61/16"."""

GOES_ON = re.compile(r"\s+(?:on|of|entitled|concerning|regarding)\s+(?:the\s+)?[“a-z]")
"""What follows a number that belongs to a title whose beginning is on the line before: `70/299 | on the follow-up`."""

SENTENCE_END = re.compile(r"(?<=[\w)])\.(?=\s+[A-Z]|\s*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A stretch of a passage that cites texts, with the words that go with them."""

    start: int
    end: int
    cited: tuple[str, ...]
    """UN symbols, or organ and number where the organ has no symbols."""


def mandates(passages: Iterable[Passage], masthead: Masthead) -> Iterator[Statement]:
    """Find the mandates of a document, in its order."""
    occurrences: dict[str, int] = {}
    for line in lines(passages):
        for citation in citations(line):
            yield _statement(line, citation, occurrences)


def once(found: Iterable[Statement]) -> Iterator[Statement]:
    """Leave out lines of a list whose texts the same entity's background has named already in words."""
    said: set[tuple[str, str]] = set()
    for made in found:
        texts = {(made.actors[0].name, instrument.id) for instrument in made.instruments}
        in_words = made.why[0].feature == IN_WORDS
        if in_words:
            said |= texts
        if in_words or not texts <= said:
            yield made


def citations(line: Line) -> Iterator[Citation]:
    """What a line cites: of a list, each group of numbers with its title; of a paragraph, each citation in words."""
    if line.introduction is None:
        yield from _in_words(line.passage.text)
        return
    groups = list(_groups(line.passage.text, line.heading))
    ends = [*(start for start, _, _ in groups[1:]), len(line.passage.text)]
    for (start, _, cited), end in zip(groups, ends, strict=False):
        quote = line.passage.text[start:end].rstrip(" ;,")
        yield Citation(start=start, end=start + len(quote), cited=tuple(dict.fromkeys(cited)))


def _groups(text: str, heading: Heading | None) -> list[tuple[int, int, list[str]]]:
    """Start, end and texts of each group of citations that stand side by side."""
    groups: list[tuple[int, int, list[str]]] = []
    for found in CITED.finditer(text):
        cited = _cited(found, heading)
        if cited is None or IN_A_TITLE.search(text, 0, found.start()) or GOES_ON.match(text, found.end()):
            continue
        if groups and BETWEEN.fullmatch(text, groups[-1][1], found.start()):
            start, _, before = groups[-1]
            groups[-1] = (start, found.end(), [*before, cited])
        else:
            groups.append((found.start(), found.end(), [cited]))
    return groups


def _cited(found: re.Match[str], heading: Heading | None) -> str | None:
    if found["symbol"]:
        return found["symbol"]
    if heading is None or heading.organ is None or not heading.organ.cites(found["number"]):
        return None
    return named(heading.organ, found["number"], decision=heading.decisions or found["decision"] is not None)


def named(organ: Organ, number: str, *, decision: bool) -> str:
    """The symbol of an organ's text, or its name and number where it has none."""
    word = "decision" if decision else "resolution"
    return organ.symbol(number, decision=decision) or f"{organ.labels['en']} {word} {number}"


def _in_words(text: str) -> Iterator[Citation]:
    """Each sentence of a paragraph that cites texts, with all that it cites."""
    cited: dict[tuple[int, int], list[str]] = {}
    for found in CITED.finditer(text):
        name = found["symbol"] or _named_in_words(text, found)
        if name:
            cited.setdefault(sentence(text, found.start(), found.end()), []).append(name)
    for (start, end), names in cited.items():
        yield Citation(start=start, end=end, cited=tuple(dict.fromkeys(names)))


def _named_in_words(text: str, found: re.Match[str]) -> str | None:
    """The text of a number in running words: by the organ behind it, else by the last one before it."""
    behind = OF_ORGAN.match(text, found.end())
    before = [match.group() for match in NAMED.finditer(text, 0, found.start())]
    if not behind and not before:
        return None
    organ = _organ(behind["organ"] if behind else before[-1])
    return named(organ, found["number"], decision=bool(found["decision"])) if organ.cites(found["number"]) else None


def _organ(name: str) -> Organ:
    """The organ of a name; "Assembly" alone is the General Assembly."""
    folded = name.lower()
    return next((o for o in organs() if any(folded == form.lower() for form in o.forms("en"))), organs()[0])


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence around a stretch of a text."""
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    before = max((at for at in ends if at <= start), default=0)
    after = min((at for at in ends if at >= end), default=len(text))
    return before + len(text[before:]) - len(text[before:].lstrip()), after


def _statement(line: Line, citation: Citation, occurrences: dict[str, int]) -> Statement:
    passage = line.passage
    quote = passage.text[citation.start : citation.end]
    key = normalised(quote)
    occurrence = occurrences.get(key, 0)
    occurrences[key] = occurrence + 1
    reasons = tuple(_reasons(line))
    return Statement(
        id=statement_id(passage.document, Kind.MANDATE.value, quote, occurrence),
        kind=Kind.MANDATE,
        quote=quote,
        language=passage.language,
        document=passage.document,
        locator=locate(passage, citation.start, citation.end),
        actors=(Ref(id=None, name=line.whose.name, type=RefType.ENTITY),),
        instruments=tuple(InstrumentRef(id=cited) for cited in citation.cited),
        support=tuple(_support(line)),
        why=reasons,
        confidence=round(min(0.99, sum(reason.weight for reason in reasons)), 2),
        method=METHOD,
    )


def _support(line: Line) -> Iterator[Support]:
    yield _whole("entity", line.whose.passage)
    if line.introduction is not None and line.introduction is not line.whose.passage:
        yield _whole("introduction", line.introduction)
    if line.heading is not None:
        yield _whole("heading", line.heading.passage)
    if line.title is not None:
        yield _whole("title", line.title)


def _whole(role: str, passage: Passage) -> Support:
    return Support(role=role, quote=passage.text, locator=locate(passage, 0, len(passage.text)))


def _reasons(line: Line) -> Iterator[Reason]:
    if line.introduction is not None:
        yield Reason(feature=f"it stands in a list of mandates: “{line.introduction.text[:90]}”", weight=0.5)
    else:
        yield Reason(feature=IN_WORDS, weight=0.55)
    if line.heading is not None and line.heading.organ is not None:
        yield Reason(feature=f"the number stands under “{line.heading.passage.text}”", weight=0.3)
    yield Reason(feature=f"this part is about {line.whose.name}", weight=0.15)
