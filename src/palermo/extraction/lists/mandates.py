"""Mandates: the texts that give an entity its tasks, from legislative lists and paragraphs on its background."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.extraction.lists.legislative_mandates import MandateHeading, MandatePassage, find_mandate_passages
from palermo.statements import (
    InstrumentRef,
    Masthead,
    Passage,
    QuoteCounts,
    Reason,
    Ref,
    RefType,
    Statement,
    StatementKind,
    Support,
    assign_statement_id,
    build_locator,
    build_reason,
    build_support,
)
from palermo.vocabulary import RESOLUTION_NUMBER, Organ, load_organs

METHOD = "mandates.lists.4"

SYMBOL = r"(?<![\w/])(?:A|E|S|ST|TD|CD|DP|HSP|UNEP|JIU)/(?:[A-Z][\w.]*/)*\d(?:[\w.-]|\(\w+\))*(?:/[\w.]+)*(?<![.,])"
"""A document symbol as printed: A/520/Rev.21, TD/442/Corr.1, ST/SGB/2019/2."""

CITATION_PATTERN = re.compile(
    rf"(?P<symbol>{SYMBOL})|(?P<decision>\b[Dd]ecisions?\s+)?(?<![\w/.-])(?P<number>{RESOLUTION_NUMBER})(?![\w/])"
)

CITATION_SEPARATOR = re.compile(
    r"(?:[\s,;–-]|\band\b|\bto\b|\([A-Z](?:[–-][A-Z])?\)|\b[A-Z](?:[–-][A-Z])?\b|\bsects?\.\s*[IVXL]+|\bparas?\.\s*[\d–-]+"
    r"|\bannex(?:\s[IVXL]+)?)*"
)
"""What may be between two numbers of one line, or after the last: signs, parts, sections and paragraphs."""

_ORGANS = "|".join(
    sorted((re.escape(form) for organ in load_organs() for form in organ.list_names("en")), key=len, reverse=True)
)
ORGAN_MENTION = re.compile(rf"\b(?:{_ORGANS}|Assembly)\b(?! \w+ly\b)", re.I)
"""An organ in running words; "Assembly" alone is the General Assembly."""

OTHER_BODY = re.compile(
    r"\b(?:the (?:Commission|Committee|Conference|Board|Council of Ministers)|(?-i:E[A-Z]{2,5}))(?:’s)?"
    rf",?\s+(?:(?:in|by|through)\s+)?(?:its\s+)?(?:resolutions?|decisions?)\s+(?:{RESOLUTION_NUMBER}(?:,\s+|\s+and\s+))*$",
    re.I,
)
"""What says that a number is that of a body which numbers its texts itself: `ECLAC resolution | 553 (XXVI)`."""

FOLLOWING_ORGAN = re.compile(rf",? (?:of|adopted by|by) (?:the )?(?P<organ>{_ORGANS})", re.I)

BEFORE_TITLE_NUMBER = re.compile(rf"\bresolutions?\s+(?:{RESOLUTION_NUMBER}(?:,\s+|\s+and\s+))*$", re.I)
"""What precedes a number that belongs to a title: "Review of the implementation of resolution 61/16"."""

TITLE_CONTINUATION = re.compile(r"\s+(?:on|of|entitled|concerning|regarding)\s+(?:the\s+)?[“a-z]")
"""What follows a number that belongs to a title whose beginning is on the line before: `70/299 | on the follow-up`."""

SENTENCE_END = re.compile(r"(?<=[\w)])\.(?=\s+[A-Z]|\s*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateCitation:
    """A stretch of a passage that cites texts, with the words that go with them."""

    start: int
    end: int
    instrument_ids: tuple[str, ...]
    """UN symbols, or organ and number where the organ has no symbols."""


def find_mandates(passages: Iterable[Passage], masthead: Masthead) -> Iterator[Statement]:
    """Find the mandates of a document, in its order."""
    occurrences: QuoteCounts = Counter()
    for line in find_mandate_passages(passages):
        for citation in find_citations(line):
            yield _build_statement(line, citation, occurrences)


def deduplicate_mandates(mandates: Iterable[Statement]) -> Iterator[Statement]:
    """Leave out lines of a list whose texts the same entity's background has named already in words."""
    seen_mandates: set[tuple[str, str]] = set()
    for mandate in mandates:
        texts = {(mandate.actors[0].name, instrument.id) for instrument in mandate.instruments}
        in_words = mandate.why[0].code == "mandate-background"
        if in_words:
            seen_mandates |= texts
        if in_words or not texts <= seen_mandates:
            yield mandate


def find_citations(mandate_passage: MandatePassage) -> Iterator[MandateCitation]:
    """Yield the citations of a list's line (groups of numbers with title), or of a paragraph (in words)."""
    if mandate_passage.introduction is None:
        yield from _find_prose_citations(mandate_passage.passage.text)
        return
    groups = list(_group_citations(mandate_passage.passage.text, mandate_passage.heading))
    ends = [*(start for start, _, _ in groups[1:]), len(mandate_passage.passage.text)]
    for (start, _, cited), end in zip(groups, ends, strict=False):
        quote = mandate_passage.passage.text[start:end].rstrip(" ;,")
        yield MandateCitation(start=start, end=start + len(quote), instrument_ids=tuple(dict.fromkeys(cited)))


def _group_citations(text: str, heading: MandateHeading | None) -> list[tuple[int, int, list[str]]]:
    """Return start, end and texts of each group of adjacent citations."""
    groups: list[tuple[int, int, list[str]]] = []
    for match in CITATION_PATTERN.finditer(text):
        cited = _resolve_citation(match, heading)
        if (
            cited is None
            or BEFORE_TITLE_NUMBER.search(text, 0, match.start())
            or TITLE_CONTINUATION.match(text, match.end())
        ):
            continue
        if groups and CITATION_SEPARATOR.fullmatch(text, groups[-1][1], match.start()):
            start, _, preceding = groups[-1]
            groups[-1] = (start, match.end(), [*preceding, cited])
        else:
            groups.append((match.start(), match.end(), [cited]))
    return groups


def _resolve_citation(match: re.Match[str], heading: MandateHeading | None) -> str | None:
    if match["symbol"]:
        return match["symbol"]
    if heading is None or heading.organ is None or not heading.organ.is_own_number(match["number"]):
        return None
    return build_instrument_id(
        heading.organ, match["number"], decision=heading.decisions or match["decision"] is not None
    )


def build_instrument_id(organ: Organ, number: str, *, decision: bool) -> str:
    """Return the symbol of an organ's text, or its name and number where it has none."""
    word = "decision" if decision else "resolution"
    return organ.build_symbol(number, decision=decision) or f"{organ.labels['en']} {word} {number}"


def _find_prose_citations(text: str) -> Iterator[MandateCitation]:
    """Yield each sentence of a paragraph that cites texts, with all that it cites."""
    cited: dict[tuple[int, int], list[str]] = {}
    for match in CITATION_PATTERN.finditer(text):
        name = match["symbol"] or _resolve_prose_citation(text, match)
        if name:
            cited.setdefault(find_sentence(text, match.start(), match.end()), []).append(name)
    for (start, end), names in cited.items():
        yield MandateCitation(start=start, end=end, instrument_ids=tuple(dict.fromkeys(names)))


def _resolve_prose_citation(text: str, number_match: re.Match[str]) -> str | None:
    """Return the text of a number in prose: by the organ after it, else the last one before it."""
    organ_match = FOLLOWING_ORGAN.match(text, number_match.end())
    organs_before = [match.group() for match in ORGAN_MENTION.finditer(text, 0, number_match.start())]
    if not organ_match and (not organs_before or OTHER_BODY.search(text, 0, number_match.start())):
        return None
    organ = _find_organ(organ_match["organ"] if organ_match else organs_before[-1])
    if not organ.is_own_number(number_match["number"]):
        return None
    return build_instrument_id(organ, number_match["number"], decision=bool(number_match["decision"]))


def _find_organ(name: str) -> Organ:
    """Return the organ of a name; "Assembly" alone is the General Assembly."""
    folded = name.lower()
    return next(
        (o for o in load_organs() if any(folded == form.lower() for form in o.list_names("en"))), load_organs()[0]
    )


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return start and end of the sentence around a span of a text."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    sentence_start = max((end_index for end_index in ends if end_index <= start), default=0)
    sentence_end = min((end_index for end_index in ends if end_index >= end), default=len(text))
    return sentence_start + len(text[sentence_start:]) - len(text[sentence_start:].lstrip()), sentence_end


def _build_statement(mandate_passage: MandatePassage, citation: MandateCitation, occurrences: QuoteCounts) -> Statement:
    passage = mandate_passage.passage
    quote = passage.text[citation.start : citation.end]
    reasons = tuple(_build_reasons(mandate_passage))
    return Statement(
        id=assign_statement_id(passage.document, StatementKind.MANDATE, quote, occurrences),
        kind=StatementKind.MANDATE,
        quote=quote,
        language=passage.language,
        document=passage.document,
        locator=build_locator(passage, citation.start, citation.end),
        actors=(Ref(id=None, name=mandate_passage.holder.name, type=RefType.ENTITY, source="heading"),),
        instruments=tuple(InstrumentRef(id=cited) for cited in citation.instrument_ids),
        support=tuple(_build_support(mandate_passage)),
        why=reasons,
        confidence=round(min(0.99, sum(reason.weight for reason in reasons)), 2),
        method=METHOD,
    )


def _build_support(mandate_passage: MandatePassage) -> Iterator[Support]:
    yield build_support("entity", mandate_passage.holder.passage)
    if mandate_passage.introduction is not None and mandate_passage.introduction is not mandate_passage.holder.passage:
        yield build_support("introduction", mandate_passage.introduction)
    if mandate_passage.heading is not None:
        yield build_support("heading", mandate_passage.heading.passage)
    if mandate_passage.title is not None:
        yield build_support("title", mandate_passage.title)


def _build_reasons(mandate_passage: MandatePassage) -> Iterator[Reason]:
    if mandate_passage.introduction is not None:
        yield build_reason("mandate-list", 0.5, words=mandate_passage.introduction.text[:90])
    else:
        yield build_reason("mandate-background", 0.55)
    if mandate_passage.heading is not None and mandate_passage.heading.organ is not None:
        yield build_reason("mandate-heading", 0.3, words=mandate_passage.heading.passage.text)
    yield build_reason("mandate-holder", 0.15, name=mandate_passage.holder.name)
