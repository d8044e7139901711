"""An edition, passages as they stand, or names, against labels: `palermo evaluate`."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from palermo import analysis, linking, registry
from palermo.analysis import Evaluation, Found, Labels
from palermo.analysis.comparing import stem
from palermo.edition import View
from palermo.errors import NotFound
from palermo.pipeline.extracting import stated
from palermo.pipeline.stages import Stages


def evaluated(
    labels: Labels, view: View | None, stages: Stages, ignore: Sequence[analysis.labelled.Row] = ()
) -> Evaluation:
    """Compare with labels what an edition holds; passages of documents that it does not hold are read as they stand.

    Names need no edition. Raises NotFound where none of the labelled documents is there, and they cannot be read.
    """
    if labels.sort == "names":
        known = registry.load()
        found = {one.name: one.id for one in linking.resolve([row["name"] for row in labels.rows], known)}
        return analysis.named(found, labels.rows)
    held = {stem(document.source) for document in view.documents()} if view else set()
    absent = [row for row in labels.rows if stem(row["document"]) not in held]
    if len(absent) == len(labels.rows) and labels.sort != "statements":
        raise NotFound(
            "the labelled documents", "the edition holds none of them", "Build a library of them: palermo build FOLDER"
        )
    of_view = _of_view(view, {stem(row["document"]) for row in labels.rows}) if view else iter(())
    of_text = _of_text(absent, stages) if labels.sort == "statements" else iter(())
    made = analysis.evaluate([*of_view, *of_text], labels, registry.load(), ignore)
    return _noted(made, labels, absent)


def _noted(made: Evaluation, labels: Labels, absent: Sequence[Any]) -> Evaluation:
    documents = len({row["document"] for row in absent})
    if not absent:
        return made
    if labels.sort == "statements":
        said = (
            f"documents that the edition does not hold, of which the labelled passages were read alone: {documents:,}"
        )
    else:
        said = f"documents that the edition does not hold, of which nothing can have been found: {documents:,}"
    return Evaluation(
        name=made.name,
        tables=made.tables,
        mistakes=made.mistakes,
        judged=made.judged,
        notes=(*made.notes, said),
    )


def _of_view(view: View, wanted: set[str]) -> Iterator[Found]:
    for document in sorted(view.documents(), key=lambda one: (one.source, one.id)):
        if stem(document.source) in wanted:
            texts = {passage.id: passage.text for passage in view.passages(document.id)}
            for statement in view.statements_of(document.id):
                text = texts.get(statement.locator.passage, "")
                yield Found(statement=statement, document=document, passage=text)


def _of_text(rows: Sequence[Any], stages: Stages) -> Iterator[Found]:
    """What the labelled passages state when they are read alone, those of one document after each other."""
    ordered = sorted(rows, key=lambda row: stem(row["document"]))
    for _, group in groupby(ordered, key=lambda row: row["document"]):
        given = [
            {"id": row["document"], "document": row["document"], "language": row.get("language"), "text": text}
            for row in group
            if (text := " ".join(row["passage_text"].split()))
        ]
        if given:
            yield from stated(given, stages)
