"""Evaluation of statements in labelled passages: kind and span, then fields of matching statements.

A statement matches a label of its kind if their common words, in order, cover MIN_SHORTER_SHARE of the shorter and
MIN_LONGER_SHARE of the longer quote. Statements outside of labelled passages are not counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from palermo.evaluation.error_causes import explain_false_alarm, explain_miss
from palermo.evaluation.evaluation_results import (
    Evaluation,
    EvaluationScores,
    Mistake,
    mark_text,
)
from palermo.evaluation.field_comparison import LabelledPair, compare_fields
from palermo.evaluation.gold_labels import GoldRow
from palermo.evaluation.predictions import (
    GoldStatement,
    PassagePrediction,
    StatementPrediction,
    group_by_document,
    group_labels,
)
from palermo.evaluation.text_comparison import assign_pairs, count_common_words, tokenise
from palermo.registry import Registry
from palermo.statements import StatementKind

MIN_SHORTER_SHARE, MIN_LONGER_SHARE = 0.8, 0.4
"""Shares of the shorter and of the longer quote that common words must cover."""


@dataclass(slots=True)
class _PassageScores(EvaluationScores):
    empty_passages: int = 0
    spoiled_passages: int = 0


def evaluate_passages(
    predictions: Sequence[StatementPrediction], gold: Sequence[GoldRow], registry: Registry
) -> Evaluation:
    """Compare predictions in labelled passages with their labels."""
    predictions_by_document = group_by_document(predictions)
    tally = _PassageScores(registry)
    for kind in ("all", *StatementKind):
        tally.counts.by_row["by kind", str(kind)].clear()
    for key, document_rows in group_labels(gold).items():
        _score_document(
            tally,
            key,
            _filter_by_format(predictions_by_document.get(key, []), document_rows[0]["document"]),
            document_rows,
        )
    note = f"passages without any statement: {tally.empty_passages:,}; with a false one: {tally.spoiled_passages:,}"
    return tally.build_evaluation("statements", ("by kind", "by language", "by field, where found"), (note,))


def _filter_by_format(predictions: list[StatementPrediction], name: str) -> list[StatementPrediction]:
    """Return the predictions in the labelled file's format if there are any, else all predictions.

    A report may be available as PDF and as DOCX.
    """
    ending = PurePath(name).suffix.lower()
    same_format = [
        prediction for prediction in predictions if PurePath(prediction.document.source).suffix.lower() == ending
    ]
    return same_format or predictions


def _score_document(
    scores: _PassageScores, key: str, predictions: Sequence[StatementPrediction], rows: Sequence[GoldRow]
) -> None:
    passage_predictions = _find_in_passages(predictions, rows)
    gold = [
        GoldStatement(row=row, label=labelled_statement, tokens=tuple(tokenise(labelled_statement["quote"])))
        for row in rows
        for labelled_statement in row["statements"]
    ]
    pairs = _pair_statements(passage_predictions, gold)
    matched, paired = {i for i, _ in pairs}, {j for _, j in pairs}
    for item in gold:
        _add_counts(scores, key, item.label["kind"], get_passage_language(item.row, passage_predictions), gold=1)
    for i, passage_prediction in enumerate(passage_predictions):
        statement = passage_prediction.prediction.statement
        right = i in matched
        _add_counts(
            scores,
            key,
            statement.kind.value,
            get_passage_language(passage_prediction.row, passage_predictions),
            found=1,
            matched=int(right),
        )
        if not right:
            scores.mistakes.append(_build_false_alarm(passage_prediction, gold, pairs))
    for j, item in enumerate(gold):
        if j not in paired:
            scores.mistakes.append(_build_miss(item, passage_predictions, pairs, key))
    for i, j in pairs:
        pair = LabelledPair(
            prediction=passage_predictions[i].prediction, row=gold[j].row, label=gold[j].label, document=key
        )
        compare_fields(scores.counts, scores.mistakes, pair, scores.registry)
    spoiled = {id(prediction.row) for prediction in passage_predictions}
    scores.empty_passages += sum(not row["statements"] for row in rows)
    scores.spoiled_passages += sum(not row["statements"] and id(row) in spoiled for row in rows)


def _add_counts(scores: _PassageScores, key: str, statement_kind: str, language: str, **size: int) -> None:
    for table, line in (("by kind", "all"), ("by kind", statement_kind), ("by language", language)):
        scores.counts.add(table, line, key, **size)


def get_passage_language(row: GoldRow, predictions: Sequence[PassagePrediction]) -> str:
    """Return the language of a passage: the labelled one, else that of its document's predictions."""
    return str(row.get("language") or (predictions[0].prediction.document.language if predictions else "en"))


def _find_in_passages(predictions: Sequence[StatementPrediction], rows: Sequence[GoldRow]) -> list[PassagePrediction]:
    """Return the predictions in labelled passages, each in the first passage that contains it."""
    texts = [tokenise(row["passage_text"]) for row in rows]
    lines = [f" {' '.join(text)} " for text in texts]
    candidates = []
    for prediction in predictions:
        quote = tokenise(prediction.statement.quote)
        for row, text, line in zip(rows, texts, lines, strict=True):
            if quote and _has_quote(quote, text, line):
                candidates.append(PassagePrediction(prediction=prediction, row=row, tokens=tuple(quote)))
                break
    return candidates


def _has_quote(quote: Sequence[str], text: Sequence[str], padded_text: str) -> bool:
    quote_text = f" {' '.join(quote)} "
    if quote_text in padded_text or (text and padded_text in quote_text):
        return True
    if len(quote) < 4 or len(quote) > 1.5 * len(text):
        return False
    return count_common_words(quote, text) >= 0.9 * min(len(quote), len(text))


def compute_agreement(first_tokens: Sequence[str], second_tokens: Sequence[str]) -> float:
    """Return the agreement of two quotes, 0 if they are not the same statement."""
    if not first_tokens or not second_tokens:
        return 0.0
    shared = count_common_words(first_tokens, second_tokens)
    shorter, longer = sorted((len(first_tokens), len(second_tokens)))
    is_match = shared / shorter >= MIN_SHORTER_SHARE and shared / longer >= MIN_LONGER_SHARE
    return 2 * shared / (shorter + longer) if is_match else 0.0


def _pair_statements(predictions: Sequence[PassagePrediction], gold: Sequence[GoldStatement]) -> list[tuple[int, int]]:
    candidates = [
        ((-value,), i, j)
        for i, found in enumerate(predictions)
        for j, label in enumerate(gold)
        if found.prediction.statement.kind == label.label["kind"]
        and (value := compute_agreement(found.tokens, label.tokens)) > 0
    ]
    return assign_pairs(candidates)


def _build_miss(
    label: GoldStatement, predictions: Sequence[PassagePrediction], pairs: Sequence[tuple[int, int]], document: str
) -> Mistake:
    same_passage = [(i, prediction) for i, prediction in enumerate(predictions) if prediction.row is label.row]
    cause, nearest = explain_miss(label, same_passage, {i for i, _ in pairs})
    text = label.row["passage_text"]
    marks = [
        *mark_text(text, label.label["quote"], labelled=True),
        *(mark_text(text, nearest.prediction.statement.quote) if nearest else ()),
    ]
    return Mistake(
        category="missed",
        cause=cause,
        document=label.row["document"],
        kind=label.label["kind"],
        language=get_passage_language(label.row, predictions),
        passage=text,
        marks=tuple(marks),
        labelled=label.label["quote"],
        predicted=f"{nearest.prediction.statement.kind}: {nearest.prediction.statement.quote}" if nearest else "",
        why=nearest.prediction.reasons if nearest else (),
    )


def _build_false_alarm(
    found: PassagePrediction, gold: Sequence[GoldStatement], pairs: Sequence[tuple[int, int]]
) -> Mistake:
    same_passage = [(j, label) for j, label in enumerate(gold) if label.row is found.row]
    cause, nearest = explain_false_alarm(found, same_passage, {j for _, j in pairs})
    text = found.row["passage_text"]
    return found.prediction.build_mistake(
        "false alarm",
        cause,
        labelled=f"{nearest.label['kind']}: {nearest.label['quote']}" if nearest else "",
        predicted=found.prediction.statement.quote,
        document=found.row["document"],
        passage=text,
        marks=(
            *mark_text(text, found.prediction.statement.quote),
            *(mark_text(text, nearest.label["quote"], labelled=True) if nearest else ()),
        ),
    )
