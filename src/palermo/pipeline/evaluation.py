"""An edition, passages as they stand, or names, against labels: `palermo evaluate`."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from palermo import evaluation, linking, registry
from palermo.edition import View
from palermo.errors import NotFound
from palermo.evaluation import Evaluation, GoldLabels, StatementPrediction
from palermo.evaluation.gold_labels import GoldRow
from palermo.evaluation.text_comparison import normalise_file_name
from palermo.pipeline.passage_extraction import extract_linked_statements
from palermo.pipeline.stages import Stages


def evaluate_labels(
    labels: GoldLabels, view: View | None, stages: Stages, ignore: Sequence[GoldRow] = ()
) -> Evaluation:
    """Compare with labels what an edition holds; passages of documents that it does not hold are read as they stand.

    Names need no edition. Raises NotFound where none of the labelled documents is there, and they cannot be read.
    """
    if labels.label_type == "names":
        known = registry.load_registry()
        found = {one.name: one.id for one in linking.resolve_names([row["name"] for row in labels.rows], known)}
        return evaluation.evaluate_names(found, labels.rows)
    held = {normalise_file_name(document.source) for document in view.list_documents()} if view else set()
    absent = [row for row in labels.rows if normalise_file_name(row["document"]) not in held]
    if len(absent) == len(labels.rows) and labels.label_type != "statements":
        raise NotFound(
            "the labelled documents", "the edition holds none of them", "Build a library of them: palermo build FOLDER"
        )
    of_view = (
        _iter_edition_results(view, {normalise_file_name(row["document"]) for row in labels.rows}) if view else iter(())
    )
    of_text = _iter_text_results(absent, stages) if labels.label_type == "statements" else iter(())
    made = evaluation.evaluate([*of_view, *of_text], labels, registry.load_registry(), ignore)
    return _add_note(made, labels, absent)


def _add_note(evaluation: Evaluation, labels: GoldLabels, missing_rows: Sequence[Any]) -> Evaluation:
    documents = len({row["document"] for row in missing_rows})
    if not missing_rows:
        return evaluation
    if labels.label_type == "statements":
        said = (
            f"documents that the edition does not hold, of which the labelled passages were read alone: {documents:,}"
        )
    else:
        said = f"documents that the edition does not hold, of which nothing can have been found: {documents:,}"
    return Evaluation(
        name=evaluation.name,
        tables=evaluation.tables,
        mistakes=evaluation.mistakes,
        judged=evaluation.judged,
        notes=(*evaluation.notes, said),
    )


def _iter_edition_results(view: View, stems: set[str]) -> Iterator[StatementPrediction]:
    for document in sorted(view.list_documents(), key=lambda one: (one.source, one.id)):
        if normalise_file_name(document.source) in stems:
            texts = {passage.id: passage.text for passage in view.list_passages(document.id)}
            for statement in view.list_statements(document.id):
                text = texts.get(statement.locator.passage, "")
                yield StatementPrediction(statement=statement, document=document, passage=text)


def _iter_text_results(rows: Sequence[Any], stages: Stages) -> Iterator[StatementPrediction]:
    """What the labelled passages state when they are read alone, those of one document after each other."""
    ordered = sorted(rows, key=lambda row: normalise_file_name(row["document"]))
    for _, group in groupby(ordered, key=lambda row: row["document"]):
        given = [
            {"id": row["document"], "document": row["document"], "language": row.get("language"), "text": text}
            for row in group
            if (text := " ".join(row["passage_text"].split()))
        ]
        if given:
            yield from extract_linked_statements(given, stages)
