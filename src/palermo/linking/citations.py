"""Citations in a text to instruments and provisions: symbols, numbers with their organ, names, and short names.

"Article 9 of the Protocol" needs what the document has said before; see `context`. What cannot be resolved is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from palermo.linking.citing import LISTED, Citing, citing, organ_of
from palermo.linking.context import Context
from palermo.linking.mentions import Mention, NameIndex, name_index
from palermo.linking.plain import plain
from palermo.registry import Instrument, Registry
from palermo.statements import InstrumentRef
from palermo.vocabulary import NUMBER, Organ, organs

SYMBOL = re.compile(
    r"(?<![\w/])(?:A|E|S|ST|TD|CD|DP|CTOC|CEDAW|CRC|CERD|CCPR|CMW|CED|CRPD|HRI|UNEP|HSP|PC\.DEC|MC\.DEC)"
    r"/(?:[A-Z][\w.]*/)*[A-Z]?\d[\w.-]*(?:/[\w.-]+)*(?:\s?\((?:(?:19|20)\d\d|E?S?-?[IVXL]+)\))?(?:,?\s+annex\s+[IVX]+\b)?"
)
COMMITTEE = re.compile(r"(?<![\w/])CM/Rec\s?\((?:19|20)\d\d\)\s?\d+")
LABOUR = re.compile(r"(?<![\w/.-])(?P<letter>[CPR])\.?0?(?P<number>\d{2,3})(?![\w/.-])")
RECOMMENDATION = re.compile(r"R\d{3}")
OF_LABOUR = re.compile(r"\b(?:ILO|OIT|BIT|МОТ|International Labour)\b|منظمة العمل|国际劳工")
"""What makes an unknown "Recommendation No. 31" one of the ILO: many bodies number theirs."""
EUROPEAN = re.compile(r"(?<![\w/])((?:19|20)\d\d/\d{1,3})/(?:EU|UE|EC|CE|ЕС)(?!\w)")
OF_COMMITTEE = re.compile(r"['’]?s?\s+(?:Committee|recommendations?|observations?|concluding|Comite|任择议定书)", re.I)
"""What makes an acronym the treaty's committee, or one of its protocols: "CEDAW recommendations"."""
YEAR_BEHIND = re.compile(r"[,،]\s*(?:18|19|20)\d\d$")
SENTENCE = re.compile(r"[.;。；](?=\s|$)")
CHINESE_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}

NEAR = 60
"""Characters that may stand between an organ's name and "its resolution 64/293"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A text that is cited at a stretch, with provisions where the citation itself holds them."""

    start: int
    end: int
    id: str
    provisions: tuple[str, ...] = ()
    whole: tuple[int, int] | None = None
    """Start and end of the words that cite it, where provisions stand outside of them: organ, word, number."""


def citations(
    text: str, language: str, registry: Registry, context: Context | None = None, passage: str | None = None
) -> tuple[InstrumentRef, ...]:
    """What a text cites, in its order, each once; `passage` is the id of the passage that it stands in.

    The id is the registry's where it knows the instrument, else the symbol. Without `context`, short names are resolved
    by the text alone.
    """
    words, found = citing(language), plain(text)
    cited = _apart([*_by_symbol(found), *_by_number(found, words, context), *_targets(found, words)])
    mentions = [mention for mention in index(registry, language).mentions(found) if _free(mention, cited)]
    cited = _apart([*cited, *named(found, mentions, words)])
    cited = sorted([*cited, *_short(found, cited, words, registry, (context, passage))], key=lambda each: each.start)
    refs = [ref for each in cited for ref in _refs(found, each, words, registry)]
    specific = {ref.id for ref in refs if ref.provision}
    return tuple(dict.fromkeys(ref for ref in refs if ref.provision or ref.id not in specific))


def _refs(text: str, each: Cited, words: Citing, registry: Registry) -> Iterator[InstrumentRef]:
    instrument = registry.instrument(each.id)
    if instrument is None and RECOMMENDATION.fullmatch(each.id) and not OF_LABOUR.search(text):
        return
    symbol, _, annex = each.id.partition(", annex")
    id = instrument.id if instrument else symbol
    own = each.provisions or _provisions(text, each, words) or ((f"annex{annex}",) if annex and not instrument else ())
    for provision in own or (None,):
        yield InstrumentRef(id=id, provision=provision)


def _free(mention: Mention, cited: Iterable[Cited]) -> bool:
    return all(mention.end <= each.start or each.end <= mention.start for each in cited)


def _apart(cited: Iterable[Cited]) -> list[Cited]:
    """Citations in order, without those that begin within another; where two begin at once, the longer."""
    kept: list[Cited] = []
    for each in sorted(cited, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _by_symbol(text: str) -> Iterator[Cited]:
    for found in SYMBOL.finditer(text):
        symbol = re.sub(r"\s+(?=\()", "", re.sub(r",?\s+annex", ", annex", found.group().rstrip(".,-")))
        yield Cited(start=found.start(), end=found.start() + len(found.group().rstrip(".,-")), id=symbol)
    for found in COMMITTEE.finditer(text):
        yield Cited(start=found.start(), end=found.end(), id="".join(found.group().split()))
    for found in LABOUR.finditer(text):
        yield Cited(start=found.start(), end=found.end(), id=f"{found['letter']}{int(found['number']):03}")
    for found in EUROPEAN.finditer(text):
        yield Cited(start=found.start(), end=found.end(), id=_european(found.group()))


def _european(number: str) -> str:
    return re.sub(r"(?:UE|ЕС)$", "EU", re.sub(r"CE$", "EC", number))


def _by_number(text: str, words: Citing, context: Context | None) -> Iterator[Cited]:
    for found in words.numbered.finditer(text):
        yield from _resolutions(text, found, words, context)
    for found in words.directive.finditer(text):
        yield Cited(start=found.start(), end=found.end(), id=_european(found["number"]))
    for found in words.series.finditer(text):
        yield Cited(start=found.start(), end=found.end(), id=f"CETS No. {found['number']}")
    for found in words.labour.finditer(text):
        yield from _labour(text, found, words)


def numbered(text: str, words: Citing) -> Iterator[Cited]:
    """Resolutions and decisions that a text cites by number and organ."""
    for found in words.numbered.finditer(text):
        yield from _resolutions(text, found, words, None)


def _resolutions(text: str, found: re.Match[str], words: Citing, context: Context | None) -> Iterator[Cited]:
    organ = _organ(text, found, words)
    decision = found["decision"] is not None
    numbers = list(re.finditer(NUMBER, found["numbers"]))
    start, end = _whole(text, found, words)
    for number in numbers:
        symbol = symbol_of(number.group(), organ, decision=decision) or (
            context.symbol(number.group()) if context else None
        )
        if symbol:
            at = found.start("numbers") + number.start()
            until = at + len(number.group())
            whole = (start if number is numbers[0] else at, end if number is numbers[-1] else until)
            yield Cited(start=at, end=until, id=symbol, whole=whole)


def _whole(text: str, found: re.Match[str], words: Citing) -> tuple[int, int]:
    """The citation with the organ that stands right before or behind it."""
    before = [each for each in words.organs.finditer(text, 0, found.start()) if found.start() - each.end() <= 1]
    behind = _behind(text, found, words)
    return (before[-1].start() if before else found.start()), (behind.end() if behind else found.end())


def symbol_of(number: str, organ: Organ | None, *, decision: bool) -> str | None:
    """The symbol of a number: by its organ, else by its form where only one organ numbers so.

    Every organ has decisions, so that only those of the Economic and Social Council, by year, show whose they are.
    """
    if organ is not None:
        return organ.symbol(number, decision=decision) if organ.cites(number) else None
    if decision and not re.match(r"(?:19|20)\d\d/", number):
        return None
    able = [each for each in organs()[:4] if each.cites(number)]
    if len(able) > 1 and "/" in number and number.partition("/")[0].isdigit() and int(number.partition("/")[0]) > 65:
        able = able[:1]  # the Human Rights Council has not had so many sessions
    return able[0].symbol(number, decision=decision) if len(able) == 1 else None


def _organ(text: str, found: re.Match[str], words: Citing) -> Organ | None:
    """The organ within the citation, right before it, behind it, or else before it in the same sentence."""
    start = max((end.end() for end in SENTENCE.finditer(text, 0, found.start())), default=0)
    before = list(words.organs.finditer(text, start, found.start()))
    adjacent = before[-1] if before and found.start() - before[-1].end() <= 1 else None
    behind = _behind(text, found, words)
    best = words.organs.search(found["gap"]) or adjacent or behind or (before[-1] if before else None)
    return organ_of(best, words.language) if best else None


def _behind(text: str, found: re.Match[str], words: Citing) -> re.Match[str] | None:
    """The organ behind a citation, with little between: "resolution 64/293 of the General Assembly"."""
    behind = words.organs.search(text, found.end(), found.end() + NEAR)
    between = text[found.end() : behind.start()] if behind else ""
    far = len(between.split()) > 4 or re.search(r"[\d.;:]", between) or words.joined.match(between)
    return None if far or words.language == "zh" else behind


def _labour(text: str, found: re.Match[str], words: Citing) -> Iterator[Cited]:
    """Conventions and recommendations by number; "general recommendation No. 38" is of another body."""
    if re.search(r"(?:general|generale|общ\w+|عامة|一般性?)\s*$", text[: found.start()], re.I):
        return
    kind = found["kind"].casefold()
    letter = "R" if kind.startswith(("rec", "рек", "توص", "建议")) else "C"
    for number in re.finditer(r"\d{1,3}", found["list"]):
        at = found.start("list") + number.start()
        yield Cited(start=at, end=at + len(number.group()), id=f"{letter}{int(number.group()):03}")


def _targets(text: str, words: Citing) -> Iterator[Cited]:
    """Targets of the Sustainable Development Goals, where the text says that it speaks of them."""
    if not words.goals.search(text):
        return
    for found in words.targets.finditer(text):
        listed = found["list"] or found["short"]
        numbers = tuple(number.replace("-", ".") for number in re.findall(LISTED, listed))
        yield Cited(start=found.start(), end=found.end(), id="sdg", provisions=numbers)


def named(text: str, mentions: list[Mention], words: Citing) -> Iterator[Cited]:
    """Instruments by name, without those that are only said to be supplemented by the one before."""
    left: Mention | None = None
    for at, mention in enumerate(mentions):
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        again = left is not None and left.id == mention.id and mention.start - left.end <= 2
        if again or not _cites(text, mention, following, words):
            left = mention
        else:
            yield Cited(start=mention.start, end=mention.end, id=mention.id)


def _cites(text: str, mention: Mention, following: Mention | None, words: Citing) -> bool:
    """Whether a name cites its text, and is not a part of another's: "supplementing the Convention"."""
    if words.language == "zh" and following is not None and following.start - mention.end <= 1:
        return False
    part = words.supplement.search(text, 0, mention.start) or words.protocol_to.search(text, 0, mention.start)
    return part is None and OF_COMMITTEE.match(text, mention.end) is None


def _short(
    text: str, cited: list[Cited], words: Citing, registry: Registry, place: tuple[Context | None, str | None]
) -> Iterator[Cited]:
    """Short names such as "the Protocol": what the text, or else the document, has named so before."""
    context, passage = place
    for head, pattern in words.bare.items() if words.heads.search(text) else ():
        for found in pattern.finditer(text):
            if any(each.start < found.end("name") and found.start("name") < each.end for each in cited):
                continue
            before = [each.id for each in cited if each.end <= found.start() and head_of(each.id, registry) == head]
            id = before[-1] if before else context.instrument(head, passage) if context else None
            if id:
                yield Cited(start=found.start("name"), end=found.end("name"), id=id)


def head_of(id: str, registry: Registry) -> str | None:
    """The head word by which an instrument is called for short: protocol, convention, compact, directive, plan."""
    instrument = registry.instrument(id)
    return _head(instrument) if instrument else None


def _head(instrument: Instrument) -> str | None:
    name = instrument.names["en"]
    heads = {head: pattern.search(name) for head, pattern in _HEADS.items()}
    first = min(((found.start(), head) for head, found in heads.items() if found), default=None)
    return first[1] if first else None


_HEADS = {
    "protocol": re.compile(r"\bProtocol\b"),
    "convention": re.compile(r"\bConvention\b"),
    "compact": re.compile(r"\bCompact\b"),
    "directive": re.compile(r"\bDirective\b"),
    "plan": re.compile(r"\bPlan of Action\b"),
}


def _provisions(text: str, each: Cited, words: Citing) -> tuple[str, ...]:
    """The provisions before or behind the name of a text."""
    start, end = each.whole or (each.start, each.end)
    before = words.provisions_before.search(text, max(0, start - 160), start)
    found = before or words.provisions_after.match(text, end)
    if found is None:
        return ()
    parts = found.groupdict()
    listed = [
        _number(number)
        for number in re.findall(rf"{LISTED}|[一二三四五六七八九十]+", parts.get("list") or parts.get("goal") or "")
    ]
    below = parts.get("below") or parts.get("above")
    return (f"{listed[0]} ({below})",) if below and len(listed) == 1 else tuple(listed)


def _number(printed: str) -> str:
    """A provision's number without blanks; Chinese numerals up to ninety-nine as digits."""
    if printed[0] not in CHINESE_DIGITS:
        return "".join(printed.split())
    tens, ten, units = printed.rpartition("十")
    value = CHINESE_DIGITS.get(tens, 1) * 10 if ten else 0
    return str(value + (CHINESE_DIGITS.get(units, 0) if units else 0))


@lru_cache(maxsize=16)
def index(registry: Registry, language: str) -> NameIndex:
    """Names of the registry's instruments, in all languages since texts quote others, for texts of one language."""
    rows = registry.instruments.values()
    names = [(name, row.id) for row in rows for name in (*row.names.values(), *row.matching)]
    without_year = [(YEAR_BEHIND.sub("", name), id) for name, id in names]
    return name_index(dict.fromkeys([*names, *without_year]), language)
