"""Citations of instruments and provisions: by symbol, by number and organ, by name or short name.

"Article 9 of the Protocol" needs the document's earlier citations; see `document_context`. What cannot be resolved is
left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.citation_patterns import (
    PROVISION_NUMBER,
    CitationPatterns,
    get_citation_patterns,
    get_matched_organ,
)
from palermo.linking.document_context import DocumentContext
from palermo.linking.mentions import Mention, MentionIndex, build_mention_index
from palermo.registry import Instrument, Registry
from palermo.statements import InstrumentRef
from palermo.vocabulary import RESOLUTION_NUMBER, Organ, load_organs

UN_SYMBOL = re.compile(
    r"(?<![\w/])(?:A|E|S|ST|TD|CD|DP|CTOC|CEDAW|CRC|CERD|CCPR|CMW|CED|CRPD|HRI|UNEP|HSP|PC\.DEC|MC\.DEC)"
    r"/(?:[A-Z][\w.]*/)*[A-Z]?\d[\w.-]*(?:/[\w.-]+)*(?:\s?\((?:(?:19|20)\d\d|E?S?-?[IVXL]+)\))?(?:,?\s+annex\s+[IVX]+\b)?"
)
MINISTERS_RECOMMENDATION = re.compile(r"(?<![\w/])CM/Rec\s?\((?:19|20)\d\d\)\s?\d+")
ILO_INSTRUMENT = re.compile(r"(?<![\w/.-])(?P<letter>[CPR])\.?0?(?P<number>\d{2,3})(?![\w/.-])")
ILO_RECOMMENDATION_ID = re.compile(r"R\d{3}")
_WORDS = LanguageWords("linking")
ILO_NAME = _WORDS.compile_pattern(r"\b(?:{citations.ilo_names})\b|{citations.attached_ilo_names}")
"""Marks an unknown "Recommendation No. 31" as one of the ILO: many bodies number theirs."""
EU_ACT_NUMBER = re.compile(r"(?<![\w/])((?:19|20)\d\d/\d{1,3})/(?:EU|UE|EC|CE|ЕС)(?!\w)")
TREATY_BODY_SUFFIX = _WORDS.compile_pattern(r"['’]?s?\s+(?:{citations.treaty_suffixes})", re.I)
"""Marks an acronym as the treaty's committee, or as one of its protocols: "CEDAW recommendations"."""
_GENERAL = _WORDS.compile_pattern(r"(?:{citations.general})", re.I)
_GENERAL_BEFORE = _WORDS.compile_pattern(r"(?:{citations.general})\s*$", re.I)
TRAILING_YEAR = re.compile(r"[,،]\s*(?:18|19|20)\d\d$")
SENTENCE_END = re.compile(r"[.;。；](?=\s|$)")
CHINESE_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}

MAX_ORGAN_DISTANCE_CHARS = 60
"""Maximum number of characters between an organ's name and "its resolution 64/293"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationSpan:
    """A span that cites an instrument, with its provisions if the citation includes them."""

    start: int
    end: int
    id: str
    provisions: tuple[str, ...] = ()
    full_span: tuple[int, int] | None = None
    """Start and end of the citing words, if they are more than the span: organ, word, number."""


def extract_citations(
    text: str, language: str, registry: Registry, context: DocumentContext | None = None, passage: str | None = None
) -> tuple[InstrumentRef, ...]:
    """Return the instruments that a text cites, in order, each once; `passage` is the id of its passage.

    The id is the registry's if it has the instrument, else the symbol. Without `context`, short names are resolved
    within the text alone.
    """
    words, normalised = get_citation_patterns(language), normalise_characters(text)
    cited = _drop_overlapping(
        [*_find_symbols(normalised), *_find_numbers(normalised, words, context), *_find_sdg_targets(normalised, words)]
    )
    mentions = [
        mention
        for mention in build_instrument_index(registry, language).find_mentions(normalised)
        if _is_uncited(mention, cited)
    ]
    cited = _drop_overlapping([*cited, *find_named_instruments(normalised, mentions, words)])
    cited = sorted(
        [*cited, *_find_short_names(normalised, cited, words, registry, (context, passage))],
        key=lambda citation: citation.start,
    )
    refs = [ref for citation_span in cited for ref in _build_refs(normalised, citation_span, words, registry)]
    specific = {ref.id for ref in refs if ref.provision}
    return tuple(dict.fromkeys(ref for ref in refs if ref.provision or ref.id not in specific))


def _build_refs(
    text: str, citation: CitationSpan, patterns: CitationPatterns, registry: Registry
) -> Iterator[InstrumentRef]:
    instrument = registry.get_instrument(citation.id)
    if instrument is None and ILO_RECOMMENDATION_ID.fullmatch(citation.id) and not ILO_NAME.search(text):
        return
    symbol, _, annex = citation.id.partition(", annex")
    id = instrument.id if instrument else symbol
    provisions = (
        citation.provisions
        or _find_provisions(text, citation, patterns)
        or ((f"annex{annex}",) if annex and not instrument else ())
    )
    for provision in provisions or (None,):
        yield InstrumentRef(id=id, provision=provision)


def _is_uncited(mention: Mention, spans: Iterable[CitationSpan]) -> bool:
    return all(mention.end <= span.start or span.end <= mention.start for span in spans)


def _drop_overlapping(spans: Iterable[CitationSpan]) -> list[CitationSpan]:
    """Return citations in order, without those that begin within another; of two with one start, the longer."""
    citation_spans: list[CitationSpan] = []
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        if not citation_spans or span.start >= citation_spans[-1].end:
            citation_spans.append(span)
    return citation_spans


def _find_symbols(text: str) -> Iterator[CitationSpan]:
    for match in UN_SYMBOL.finditer(text):
        symbol = re.sub(r"\s+(?=\()", "", re.sub(r",?\s+annex", ", annex", match.group().rstrip(".,-")))
        yield CitationSpan(start=match.start(), end=match.start() + len(match.group().rstrip(".,-")), id=symbol)
    for match in MINISTERS_RECOMMENDATION.finditer(text):
        yield CitationSpan(start=match.start(), end=match.end(), id="".join(match.group().split()))
    for match in ILO_INSTRUMENT.finditer(text):
        yield CitationSpan(start=match.start(), end=match.end(), id=f"{match['letter']}{int(match['number']):03}")
    for match in EU_ACT_NUMBER.finditer(text):
        yield CitationSpan(start=match.start(), end=match.end(), id=_normalise_eu_number(match.group()))


def _normalise_eu_number(number: str) -> str:
    return re.sub(r"(?:UE|ЕС)$", "EU", re.sub(r"CE$", "EC", number))


def _find_numbers(text: str, patterns: CitationPatterns, context: DocumentContext | None) -> Iterator[CitationSpan]:
    for match in patterns.numbered.finditer(text):
        yield from _build_resolutions(text, match, patterns, context)
    for match in patterns.directive.finditer(text):
        yield CitationSpan(start=match.start(), end=match.end(), id=_normalise_eu_number(match["number"]))
    for match in patterns.series.finditer(text):
        yield CitationSpan(start=match.start(), end=match.end(), id=f"CETS No. {match['number']}")
    for match in patterns.labour.finditer(text):
        yield from _build_ilo_citations(text, match, patterns)


def find_numbered_resolutions(text: str, patterns: CitationPatterns) -> Iterator[CitationSpan]:
    """Yield the resolutions and decisions that a text cites by number and organ."""
    for match in patterns.numbered.finditer(text):
        yield from _build_resolutions(text, match, patterns, None)


def _build_resolutions(
    text: str, match: re.Match[str], patterns: CitationPatterns, context: DocumentContext | None
) -> Iterator[CitationSpan]:
    organ = _find_organ(text, match, patterns)
    decision = match["decision"] is not None
    numbers = list(re.finditer(RESOLUTION_NUMBER, match["numbers"]))
    start, end = _find_full_span(text, match, patterns)
    for number in numbers:
        symbol = resolve_symbol(number.group(), organ, decision=decision) or (
            context.find_symbol(number.group()) if context else None
        )
        if symbol:
            number_start = match.start("numbers") + number.start()
            number_end = number_start + len(number.group())
            span = (start if number is numbers[0] else number_start, end if number is numbers[-1] else number_end)
            yield CitationSpan(start=number_start, end=number_end, id=symbol, full_span=span)


def _find_full_span(text: str, match: re.Match[str], patterns: CitationPatterns) -> tuple[int, int]:
    """Return start and end of a citation with the organ directly before or after it."""
    organs_before = [
        organ_match
        for organ_match in patterns.organs.finditer(text, 0, match.start())
        if match.start() - organ_match.end() <= 1
    ]
    organ_after = _find_organ_after(text, match, patterns)
    return (organs_before[-1].start() if organs_before else match.start()), (
        organ_after.end() if organ_after else match.end()
    )


def resolve_symbol(number: str, organ: Organ | None, *, decision: bool) -> str | None:
    """Return the symbol of a number, by its organ, else by its format if only one organ has it.

    All organs have decisions; without an organ, only those of the Economic and Social Council are recognised, by year.
    """
    if organ is not None:
        return organ.build_symbol(number, decision=decision) if organ.is_own_number(number) else None
    if decision and not re.match(r"(?:19|20)\d\d/", number):
        return None
    able = [organ for organ in load_organs()[:4] if organ.is_own_number(number)]
    if len(able) > 1 and "/" in number and number.partition("/")[0].isdigit() and int(number.partition("/")[0]) > 65:
        able = able[:1]  # the Human Rights Council has not had so many sessions
    return able[0].build_symbol(number, decision=decision) if len(able) == 1 else None


def _find_organ(text: str, match: re.Match[str], patterns: CitationPatterns) -> Organ | None:
    """Return the organ within the citation, adjacent to it, or else before it in the same sentence."""
    start = max((end.end() for end in SENTENCE_END.finditer(text, 0, match.start())), default=0)
    organs_before = list(patterns.organs.finditer(text, start, match.start()))
    adjacent = organs_before[-1] if organs_before and match.start() - organs_before[-1].end() <= 1 else None
    organ_after = _find_organ_after(text, match, patterns)
    best = (
        patterns.organs.search(match["gap"])
        or adjacent
        or organ_after
        or (organs_before[-1] if organs_before else None)
    )
    return get_matched_organ(best, patterns.language) if best else None


def _find_organ_after(text: str, match: re.Match[str], patterns: CitationPatterns) -> re.Match[str] | None:
    """Return the organ shortly after a citation: "resolution 64/293 of the General Assembly"."""
    organ_match = patterns.organs.search(text, match.end(), match.end() + MAX_ORGAN_DISTANCE_CHARS)
    between = text[match.end() : organ_match.start()] if organ_match else ""
    is_far = len(between.split()) > 4 or re.search(r"[\d.;:]", between) or patterns.conjunction.match(between)
    return None if is_far or patterns.language == "zh" else organ_match


def _build_ilo_citations(text: str, match: re.Match[str], patterns: CitationPatterns) -> Iterator[CitationSpan]:
    """Yield ILO instruments by number; "the Convention and general comment No. 9" names one of another body."""
    if _GENERAL_BEFORE.search(text[: match.start()]) or _GENERAL.search(text, match.start(), match.start("list")):
        return
    kind = match["kind"].casefold()
    letter = "R" if kind.startswith(_WORDS.list_words("citations", "ilo_recommendations")) else "C"
    for number in re.finditer(r"\d{1,3}", match["list"]):
        start, end = match.start("list") + number.start(), match.start("list") + number.end()
        full_span = (start if number.start() else match.start(), end)
        yield CitationSpan(start=start, end=end, id=f"{letter}{int(number.group()):03}", full_span=full_span)


def _find_sdg_targets(text: str, patterns: CitationPatterns) -> Iterator[CitationSpan]:
    """Yield targets of the Sustainable Development Goals, if the text mentions the goals."""
    if not patterns.goals.search(text):
        return
    for match in patterns.targets.finditer(text):
        listed = match["list"] or match["short"]
        numbers = tuple(number.replace("-", ".") for number in re.findall(PROVISION_NUMBER, listed))
        yield CitationSpan(start=match.start(), end=match.end(), id="sdg", provisions=numbers)


def find_named_instruments(text: str, mentions: list[Mention], patterns: CitationPatterns) -> Iterator[CitationSpan]:
    """Yield instruments by name, without those that are only named as supplemented by the previous one."""
    left: Mention | None = None
    for index, mention in enumerate(mentions):
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        is_repeated = left is not None and left.id == mention.id and mention.start - left.end <= 2
        if is_repeated or not _is_citation(text, mention, following, patterns):
            left = mention
        else:
            yield CitationSpan(start=mention.start, end=mention.end, id=mention.id)


def _is_citation(text: str, mention: Mention, next_mention: Mention | None, patterns: CitationPatterns) -> bool:
    """Return whether a name cites its text, and is not part of another name (`supplementing the Convention`)."""
    if patterns.language == "zh" and next_mention is not None and next_mention.start - mention.end <= 1:
        return False
    part = patterns.supplement.search(text, 0, mention.start) or patterns.protocol_to.search(text, 0, mention.start)
    return part is None and TREATY_BODY_SUFFIX.match(text, mention.end) is None


def _find_short_names(
    text: str,
    spans: list[CitationSpan],
    patterns: CitationPatterns,
    registry: Registry,
    position: tuple[DocumentContext | None, str | None],
) -> Iterator[CitationSpan]:
    """Yield short names such as "the Protocol", resolved by earlier citations in the text or document."""
    context, passage = position
    for head, pattern in patterns.short_names.items() if patterns.head_words.search(text) else ():
        for match in pattern.finditer(text):
            taken = (span.full_span or (span.start, span.end) for span in spans)
            if any(start < match.end("name") and match.start("name") < end for start, end in taken):
                continue
            earlier_ids = [
                span.id for span in spans if span.end <= match.start() and find_head_word(span.id, registry) == head
            ]
            id = earlier_ids[-1] if earlier_ids else context.find_instrument(head, passage) if context else None
            if id:
                yield CitationSpan(start=match.start("name"), end=match.end("name"), id=id)


def find_head_word(id: str, registry: Registry) -> str | None:
    """Return the head word of an instrument's short name: protocol, convention, compact, directive, plan."""
    instrument = registry.get_instrument(id)
    return _find_head_word(instrument) if instrument else None


def _find_head_word(instrument: Instrument) -> str | None:
    name = instrument.names["en"]
    heads = {head: pattern.search(name) for head, pattern in _HEAD_WORDS.items()}
    first = min(((match.start(), head) for head, match in heads.items() if match), default=None)
    return first[1] if first else None


_HEAD_WORDS = {
    "protocol": re.compile(r"\bProtocol\b"),
    "convention": re.compile(r"\bConvention\b"),
    "compact": re.compile(r"\bCompact\b"),
    "directive": re.compile(r"\bDirective\b"),
    "plan": re.compile(r"\bPlan of Action\b"),
}


def _find_provisions(text: str, citation: CitationSpan, patterns: CitationPatterns) -> tuple[str, ...]:
    """Return the provisions before or after the name of a text."""
    start, end = citation.full_span or (citation.start, citation.end)
    match_before = patterns.provisions_before.search(text, max(0, start - 160), start)
    match = match_before or patterns.provisions_after.match(text, end)
    if match is None:
        return ()
    parts = match.groupdict()
    listed = [
        _normalise_number(number)
        for number in re.findall(
            rf"{PROVISION_NUMBER}|[一二三四五六七八九十]+", parts.get("list") or parts.get("goal") or ""
        )
    ]
    below = parts.get("below") or parts.get("above")
    return (f"{listed[0]} ({below})",) if below and len(listed) == 1 else tuple(listed)


def _normalise_number(number_text: str) -> str:
    """Return a provision's number without spaces; Chinese numerals up to ninety-nine as digits."""
    if number_text[0] not in CHINESE_DIGITS:
        return "".join(number_text.split())
    tens, ten, units = number_text.rpartition("十")
    value = CHINESE_DIGITS.get(tens, 1) * 10 if ten else 0
    return str(value + (CHINESE_DIGITS.get(units, 0) if units else 0))


@lru_cache(maxsize=16)
def build_instrument_index(registry: Registry, language: str) -> MentionIndex:
    """Return the index of the registry's instruments for texts of one language.

    It has the names in all languages, since texts quote others.
    """
    rows = registry.instruments.values()
    names = [(name, row.id) for row in rows for name in (*row.names.values(), *row.matching)]
    without_year = [(TRAILING_YEAR.sub("", name), id) for name, id in names]
    return build_mention_index(dict.fromkeys([*names, *without_year]), language)
