"""Evaluation of an edition, of passages or of names against labels or reviews: `palermo evaluate`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from palermo import evaluation, linking, registry
from palermo.edition import DecisionLog, Library, View
from palermo.errors import NotFound
from palermo.evaluation import Evaluation, GoldLabels, StatementPrediction
from palermo.evaluation.gold_labels import GoldRow
from palermo.evaluation.text_comparison import normalise_file_name
from palermo.pipeline.jsonl_processing import extract_linked_statements
from palermo.pipeline.stages import Stages
from palermo.review import PrecisionRow, compute_precision


def evaluate_labels(
    labels: GoldLabels, view: View | None, stages: Stages, ignore: Sequence[GoldRow] = ()
) -> Evaluation:
    """Compare an edition with labels; labelled passages of missing documents are extracted from alone.

    Names need no edition. Raises NotFound if the edition has none of the labelled documents and they cannot be read.
    """
    if labels.label_type == "names":
        entity_registry = registry.load_registry()
        ids = {
            name.name: name.id for name in linking.resolve_names([row["name"] for row in labels.rows], entity_registry)
        }
        return evaluation.evaluate_names(ids, labels.rows)
    edition_names = {normalise_file_name(document.source) for document in view.list_documents()} if view else set()
    missing_rows = [row for row in labels.rows if normalise_file_name(row["document"]) not in edition_names]
    if len(missing_rows) == len(labels.rows) and labels.label_type != "statements":
        raise NotFound(
            "the labelled documents", "the edition contains none of them", "Build them: palermo build FOLDER"
        )
    edition_results = (
        _iterate_edition_results(view, {normalise_file_name(row["document"]) for row in labels.rows})
        if view
        else iter(())
    )
    text_results = _iterate_text_results(missing_rows, stages) if labels.label_type == "statements" else iter(())
    result = evaluation.evaluate([*edition_results, *text_results], labels, registry.load_registry(), ignore)
    return _add_note(result, labels, missing_rows)


def _add_note(result: Evaluation, labels: GoldLabels, missing_rows: Sequence[Any]) -> Evaluation:
    count = len({row["document"] for row in missing_rows})
    if not missing_rows:
        return result
    if labels.label_type == "statements":
        note = f"documents that the edition does not hold, of which the labelled passages were read alone: {count:,}"
    else:
        note = f"documents that the edition does not hold, of which nothing can have been found: {count:,}"
    return replace(result, notes=(*result.notes, note))


def _iterate_edition_results(view: View, stems: set[str]) -> Iterator[StatementPrediction]:
    for document in sorted(view.list_documents(), key=lambda document: (document.source, document.id)):
        if normalise_file_name(document.source) in stems:
            texts = {passage.id: passage.text for passage in view.list_passages(document.id)}
            for statement in view.list_statements(document.id):
                text = texts.get(statement.locator.passage, "")
                yield StatementPrediction(statement=statement, document=document, passage=text)


def _iterate_text_results(rows: Sequence[Any], stages: Stages) -> Iterator[StatementPrediction]:
    """Yield the statements of the labelled passages, extracted without context, grouped by document."""
    ordered = sorted(rows, key=lambda row: normalise_file_name(row["document"]))
    for _, group in groupby(ordered, key=lambda row: row["document"]):
        passages = [
            {"id": row["document"], "document": row["document"], "language": row.get("language"), "text": text}
            for row in group
            if (text := " ".join(row["passage_text"].split()))
        ]
        if passages:
            yield from extract_linked_statements(passages, stages)


def format_review_precision(library: Library, *, as_json: bool = False) -> Iterator[str]:
    """Yield the lines of the report; raises NotFound if no statement of a random sample was judged."""
    rows, date = load_review_precision(library)
    if not rows:
        raise NotFound(
            library.name,
            "no statement of a random sample was judged",
            "Save a queue with a random sample on the review desk, and review it",
        )
    if as_json:
        yield json.dumps({"date": date, "rows": [build_precision_row(row) for row in rows]}, ensure_ascii=False)
        return
    yield f"Precision of statements as extracted, judged by reviewers on a random sample until {date}"
    for row in rows:
        share, low, high = (f"{100 * value:.1f}" for value in (row.precision, row.low, row.high))
        yield f"{row.dimension:<9} {row.value:<32} {share:>5} %  ({low}–{high})  {row.right} of {row.judged}"


def load_review_precision(library: Library) -> tuple[list[PrecisionRow], str]:
    """Return the precision rows of a library's decisions, and the date of the last one on a random sample."""
    decisions = [item.decision for item in DecisionLog(library.decisions).read()]
    dates = [decision.time[:10] for decision in decisions if decision.queue.startswith("audit:")]
    return compute_precision(decisions), max(dates, default="")


def build_precision_row(row: PrecisionRow) -> dict[str, str | int | float]:
    """Return a row as JSON values."""
    return {
        "dimension": row.dimension,
        "value": row.value,
        "right": row.right,
        "judged": row.judged,
        "precision": round(row.precision, 4),
        "low": round(row.low, 4),
        "high": round(row.high, 4),
    }
