"""Mandates against labelled ones: which text gives which entity a task, as sets of symbols for each document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from palermo.analysis.comparing import stem, words
from palermo.analysis.found import Found, by_document
from palermo.analysis.labelled import Row
from palermo.analysis.measured import Counts, Evaluation, Judged, Mistake
from palermo.registry import Registry
from palermo.statements import Kind, Ref, RefType

_BARE = re.compile(r"(\d+/\d+|\d+\([^()]*\))$")
_PRINCIPAL = re.compile(r"^(?:A/|S/|E/RES|E/DEC|E/\d)")
"""Organs whose symbols are always given: a bare number is none of theirs."""
_WHOLE = re.compile(r"(.*?/(?:RES|DEC)/(?:E?S-)?\d+(?:/\d+)?(?:\([^)]*\))?)")
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "\u00ad": "", "\u200d": "", "\u00a0": " "})

type Pair = tuple[str | None, str]


@dataclass(slots=True)
class _Tally:
    registry: Registry
    counts: Counts = field(default_factory=Counts)
    mistakes: list[Mistake] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)


def mandated(found: Sequence[Found], gold: Sequence[Row], registry: Registry) -> Evaluation:
    """Compare symbols, and pairs of entity and symbol; labels without a symbol count neither for nor against."""
    said = by_document(one for one in found if one.statement.kind is Kind.MANDATE)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in gold:
        rows[stem(row["document"])].append(row)
    tally = _Tally(registry=registry)
    for key, own in rows.items():
        _document(tally, key, said.get(key, []), own)
    return Evaluation(
        name="mandates",
        tables=tally.counts.tables(("mandates",)),
        mistakes=tuple(tally.mistakes),
        judged=tuple(tally.judged),
    )


def _document(tally: _Tally, key: str, said: Sequence[Found], rows: Sequence[Row]) -> None:
    counts, registry = tally.counts, tally.registry
    spellings = _spellings(rows, registry)
    meant = {(row["entity"], plain(row["symbol"])): row for row in rows if row["symbol"]}
    symbols = {symbol for _, symbol in meant}
    free = {one for row in rows if not row["symbol"] for one in _free(row["printed"])}
    got: dict[Pair, Found] = {}
    for one in said:
        pairs = list(_pairs(one, symbols, free, spellings, registry))
        for pair in pairs:
            got.setdefault(pair, one)
        if pairs:
            tally.judged.append(
                Judged(statement=one.statement, document=key, right=all(pair in meant for pair in pairs))
            )
    found = {symbol for _, symbol in got}
    size = {"gold": len(symbols), "found": len(found), "matched": len(found & symbols)}
    counts.add("mandates", "symbol", key, **size)
    size = {"gold": len(meant), "found": len(got), "matched": len(got.keys() & meant.keys())}
    counts.add("mandates", "entity and symbol", key, **size)
    tally.mistakes += [_miss(row, pair, got) for pair, row in meant.items() if pair not in got]
    tally.mistakes += [_alarm(one, pair, meant) for pair, one in got.items() if pair not in meant]


def plain(symbol: str) -> str:
    """A symbol in one spelling: capitals, no blanks, without the letters of parts, paragraphs and annexes.

    >>> plain("A/RES/43/222 A–E"), plain("s/res/1817 (2008)")
    ('A/RES/43/222', 'S/RES/1817(2008)')
    """
    said = symbol.translate(_DASHES).strip()
    said = re.sub(r",?\s*(?:paras?\.|paragraphs?|sect\.|section|annex).*$", "", said, flags=re.I)
    said = re.sub(r"\s+", "", said.upper())
    said = re.sub(r"^E/((?:19|20)\d\d/[2-9]\d\d)$", r"E/DEC/\1", said)
    whole = _WHOLE.match(said)
    return (whole.group(1) if whole else said).rstrip(".,;:")


def _free(printed: str) -> set[str]:
    """Numbers that bodies without symbols print: one that is found is no mistake."""
    numbers = re.findall(r"\d+/\d+|\d+ ?\([^()]*\)", printed)
    return {plain(printed), *(re.sub(r"\s", "", number).upper() for number in numbers)}


def _spellings(rows: Iterable[Row], registry: Registry) -> dict[str, str]:
    """Every way in which a labelled entity may be named: its id, its acronym, its name, each as its acronym."""
    known = {}
    for row in rows:
        for name in (row["entity"], str(row.get("entity_name") or "")):
            match = registry.find(name, RefType.ENTITY) if name else None
            known[_line(name)] = row["entity"]
            if match and match.type is RefType.ENTITY:
                known[match.id] = row["entity"]
    return {spelling: entity for spelling, entity in known.items() if spelling}


def _line(name: str) -> str:
    return " ".join(words(re.sub(r"\s*\([^()]*\)\s*$", "", name))).removeprefix("the ")


def _entity(ref: Ref, spellings: Mapping[str, str]) -> str:
    said = next((one for one in (ref.id or "", _line(ref.name)) if one in spellings), None)
    return spellings[said] if said else ref.id or ref.name


def _pairs(
    one: Found, symbols: Set[str], free: Set[str], spellings: Mapping[str, str], registry: Registry
) -> Iterable[Pair]:
    refs = (*one.statement.actors, *one.statement.addressees)
    entities = {_entity(ref, spellings) for ref in refs if ref.type is not RefType.STATE}
    for instrument in one.statement.instruments:
        row = registry.instrument(instrument.id)
        symbol = plain((row.symbol if row else None) or instrument.id)
        number = _BARE.search(symbol)
        if symbol not in symbols and (
            symbol in free or (not _PRINCIPAL.match(symbol) and number and number.group(1) in free)
        ):
            continue
        yield from ((entity, symbol) for entity in entities or (None,))


def _miss(row: Row, pair: Pair, got: dict[Pair, Found]) -> Mistake:
    others = [(entity, one) for (entity, symbol), one in got.items() if symbol == pair[1]]
    number = _BARE.search(pair[1])
    alike = [s for _, s in got if number and s.endswith(number.group(1))]
    cause = "missed list item"
    if others:
        cause = "actor missing, or another one"
    elif alike:
        cause = "symbol of another body"
    elif row["symbol"] and "/" not in row["printed"]:
        cause = "missed number without a slash"
    near = others[0][1] if others else None
    return Mistake(
        sort="missed",
        cause=cause,
        document=row["document"],
        place=str(row.get("body") or ""),
        kind="mandate",
        language="en",
        passage=near.passage if near else "",
        marks=(near.mark,) if near else (),
        labelled=f"{row['entity']}: {row['symbol']} ({row['printed']}) {row.get('title') or ''}".strip(),
        found=", ".join([*(f"{entity}: {pair[1]}" for entity, _ in others), *alike]),
        why=near.why if near else (),
    )


def _alarm(one: Found, pair: Pair, meant: dict[tuple[str, str], Row]) -> Mistake:
    entity, symbol = pair
    others = sorted(other for other, named in meant if named == symbol)
    number = _BARE.search(symbol)
    alike = sorted({s for _, s in meant if number and s.endswith(number.group(1))})
    cause = "a text that no label gives"
    if others:
        cause = "actor other" if entity else "actor missing"
    elif alike:
        cause = "symbol of another body"
    labelled = ", ".join(f"{other}: {symbol}" for other in others) or ", ".join(alike)
    return one.false_alarm(cause, labelled, f"{entity}: {symbol}")
