"""Evaluation of mandates: sets of entities and document symbols for each document."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from palermo.evaluation.evaluation_results import (
    Evaluation,
    EvaluationScores,
    Mistake,
)
from palermo.evaluation.gold_labels import GoldRow
from palermo.evaluation.predictions import StatementPrediction, group_by_document, group_labels
from palermo.evaluation.text_comparison import tokenise
from palermo.registry import Registry
from palermo.statements import Ref, RefType, StatementKind

_BARE_NUMBER_PATTERN = re.compile(r"(\d+/\d+|\d+\([^()]*\))$")
_PRINCIPAL_ORGAN_PATTERN = re.compile(r"^(?:A/|S/|E/RES|E/DEC|E/\d)")
"""Organs whose symbols are always printed; a bare number never belongs to them."""
_WHOLE_SYMBOL_PATTERN = re.compile(r"(.*?/(?:RES|DEC)/(?:E?S-)?\d+(?:/\d+)?(?:\([^)]*\))?)")
_DASH_TRANSLATION = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "\u00ad": "", "\u200d": "", "\u00a0": " "})

type EntitySymbol = tuple[str | None, str]


def evaluate_mandates(
    predictions: Sequence[StatementPrediction], gold: Sequence[GoldRow], registry: Registry
) -> Evaluation:
    """Compare symbols, and pairs of entity and symbol; labels without a symbol are ignored."""
    predictions_by_document = group_by_document(
        prediction for prediction in predictions if prediction.statement.kind is StatementKind.MANDATE
    )
    tally = EvaluationScores(registry=registry)
    for key, document_rows in group_labels(gold).items():
        _score_document(tally, key, predictions_by_document.get(key, []), document_rows)
    return tally.build_evaluation("mandates", ("mandates",))


def _score_document(
    scores: EvaluationScores, key: str, predictions: Sequence[StatementPrediction], rows: Sequence[GoldRow]
) -> None:
    counts, registry = scores.counts, scores.registry
    spellings = _collect_spellings(rows, registry)
    expected = {(row["entity"], normalise_symbol(row["symbol"])): row for row in rows if row["symbol"]}
    symbols = {symbol for _, symbol in expected}
    free = {bare_number for row in rows if not row["symbol"] for bare_number in _collect_bare_numbers(row["printed"])}
    got: dict[EntitySymbol, StatementPrediction] = {}
    for prediction in predictions:
        for pair in _build_pairs(prediction, symbols, free, spellings, registry):
            got.setdefault(pair, prediction)
    found_symbols = {symbol for _, symbol in got}
    size = {"gold": len(symbols), "found": len(found_symbols), "matched": len(found_symbols & symbols)}
    counts.add("mandates", "symbol", key, **size)
    size = {"gold": len(expected), "found": len(got), "matched": len(got.keys() & expected.keys())}
    counts.add("mandates", "entity and symbol", key, **size)
    scores.mistakes += [_build_miss(row, pair, got) for pair, row in expected.items() if pair not in got]
    scores.mistakes += [
        _build_false_alarm(prediction, pair, expected) for pair, prediction in got.items() if pair not in expected
    ]


def normalise_symbol(symbol: str) -> str:
    """Normalise a symbol: capitals, no blanks, no letters of parts, paragraphs or annexes.

    >>> normalise_symbol("A/RES/43/222 A–E"), normalise_symbol("s/res/1817 (2008)")
    ('A/RES/43/222', 'S/RES/1817(2008)')
    """
    spelling = symbol.translate(_DASH_TRANSLATION).strip()
    spelling = re.sub(r",?\s*(?:paras?\.|paragraphs?|sect\.|section|annex).*$", "", spelling, flags=re.I)
    spelling = re.sub(r"\s+", "", spelling.upper())
    spelling = re.sub(r"^E/((?:19|20)\d\d/[2-9]\d\d)$", r"E/DEC/\1", spelling)
    symbol_match = _WHOLE_SYMBOL_PATTERN.match(spelling)
    return (symbol_match.group(1) if symbol_match else spelling).rstrip(".,;:")


def _collect_bare_numbers(printed: str) -> set[str]:
    """Return numbers that bodies without symbols print; predicting one is no mistake."""
    numbers = re.findall(r"\d+/\d+|\d+ ?\([^()]*\)", printed)
    return {normalise_symbol(printed), *(re.sub(r"\s", "", number).upper() for number in numbers)}


def _collect_spellings(rows: Iterable[GoldRow], registry: Registry) -> dict[str, str]:
    """Return the acronym of each labelled entity by each of its spellings: id, acronym and names."""
    known = {}
    for row in rows:
        for name in (row["entity"], str(row.get("entity_name") or "")):
            match = registry.match_name(name, RefType.ENTITY) if name else None
            known[_normalise_name(name)] = row["entity"]
            if match and match.type is RefType.ENTITY:
                known[match.id] = row["entity"]
    return {spelling: entity for spelling, entity in known.items() if spelling}


def _normalise_name(name: str) -> str:
    return " ".join(tokenise(re.sub(r"\s*\([^()]*\)\s*$", "", name))).removeprefix("the ")


def _resolve_entity(ref: Ref, spellings: Mapping[str, str]) -> str:
    entity = next((item for item in (ref.id or "", _normalise_name(ref.name)) if item in spellings), None)
    return spellings[entity] if entity else ref.id or ref.name


def _build_pairs(
    prediction: StatementPrediction,
    symbols: Set[str],
    bare_numbers: Set[str],
    spellings: Mapping[str, str],
    registry: Registry,
) -> Iterable[EntitySymbol]:
    refs = (*prediction.statement.actors, *prediction.statement.addressees)
    entities = {_resolve_entity(ref, spellings) for ref in refs if ref.type is not RefType.STATE}
    for instrument in prediction.statement.instruments:
        row = registry.get_instrument(instrument.id)
        symbol = normalise_symbol((row.symbol if row else None) or instrument.id)
        number = _BARE_NUMBER_PATTERN.search(symbol)
        if symbol not in symbols and (
            symbol in bare_numbers
            or (not _PRINCIPAL_ORGAN_PATTERN.match(symbol) and number and number.group(1) in bare_numbers)
        ):
            continue
        yield from ((entity, symbol) for entity in entities or (None,))


def _build_miss(row: GoldRow, pair: EntitySymbol, predicted: dict[EntitySymbol, StatementPrediction]) -> Mistake:
    others = [(entity, prediction) for (entity, symbol), prediction in predicted.items() if symbol == pair[1]]
    number = _BARE_NUMBER_PATTERN.search(pair[1])
    similar_symbols = [s for _, s in predicted if number and s.endswith(number.group(1))]
    cause = "missed list item"
    if others:
        cause = "actor missing, or another one"
    elif similar_symbols:
        cause = "symbol of another body"
    elif row["symbol"] and "/" not in row["printed"]:
        cause = "missed number without a slash"
    nearest = others[0][1] if others else None
    return Mistake(
        category="missed",
        cause=cause,
        document=row["document"],
        location=str(row.get("body") or ""),
        kind="mandate",
        language="en",
        passage=nearest.passage if nearest else "",
        marks=(nearest.span,) if nearest else (),
        labelled=f"{row['entity']}: {row['symbol']} ({row['printed']}) {row.get('title') or ''}".strip(),
        predicted=", ".join([*(f"{entity}: {pair[1]}" for entity, _ in others), *similar_symbols]),
        why=nearest.reasons if nearest else (),
    )


def _build_false_alarm(
    prediction: StatementPrediction, pair: EntitySymbol, expected: dict[tuple[str, str], GoldRow]
) -> Mistake:
    entity, symbol = pair
    others = sorted(other for other, named in expected if named == symbol)
    number = _BARE_NUMBER_PATTERN.search(symbol)
    similar_symbols = sorted({s for _, s in expected if number and s.endswith(number.group(1))})
    cause = "a text that no label gives"
    if others:
        cause = "actor other" if entity else "actor missing"
    elif similar_symbols:
        cause = "symbol of another body"
    labelled = ", ".join(f"{other}: {symbol}" for other in others) or ", ".join(similar_symbols)
    return prediction.build_mistake("false alarm", cause, labelled, f"{entity}: {symbol}")
