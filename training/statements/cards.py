"""Data card and model card, with the figures of the last training."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.statements.datasets import Dataset

DOCS_FOLDER = Path(__file__).parents[2] / "docs"


def write_cards(dataset: Dataset, figures: Mapping[str, Any], version: str) -> None:
    """Write docs/data-card.md and docs/model-card.md."""
    (DOCS_FOLDER / "data-card.md").write_text(_build_data_card(dataset), encoding="utf-8")
    (DOCS_FOLDER / "model-card.md").write_text(_build_model_card(figures, version), encoding="utf-8")


def _format_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(_format_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _format_cell(cell: object) -> str:
    if isinstance(cell, float) and math.isnan(cell):
        return "none"
    return f"{cell:.3f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else str(cell)


def _build_data_card(dataset: Dataset) -> str:
    languages = sorted({one.language for one in dataset.passages})
    kinds = Counter((s.kind, one.language) for one in dataset.passages for s in one.statements)
    names = Counter((p.role, one.language) for one in [*dataset.passages, *dataset.persons] for p in one.persons or ())
    passages = Counter(one.language for one in dataset.passages)
    held_out = Counter(one.language for one in dataset.held_out)
    empty = Counter(one.language for one in dataset.passages if not one.statements)
    rows = [
        ["passages", *(passages[x] for x in languages), sum(passages.values())],
        ["of them without a statement", *(empty[x] for x in languages), sum(empty.values())],
        ["of them measured on", *(held_out[x] for x in languages), sum(held_out.values())],
    ]
    for kind in sorted({kind for kind, _ in kinds}):
        rows.append([kind, *(kinds[kind, x] for x in languages), sum(kinds[kind, x] for x in languages)])
    persons = [[role, *(names[role, x] for x in languages)] for role in sorted({role for role, _ in names})]
    documents = {one.document for one in dataset.passages}
    held_out_documents = len({one.document for one in dataset.held_out})
    parts = (Path(__file__).with_name("data-card.md").read_text(encoding="utf-8").rstrip(), "")
    return "\n".join(
        (
            parts[0],
            "",
            "## How much",
            "",
            f"{len(documents):,} documents; {held_out_documents:,} are left out of training.",
            "",
            _format_table(["", *languages, "all"], rows),
            "",
            f"Names of persons, also in {len(dataset.persons):,} passages of news, judgments and testimony:",
            "",
            _format_table(["", *languages], persons),
            "",
        )
    )


def _build_model_card(figures: Mapping[str, Any], version: str) -> str:
    text = Path(__file__).with_name("model-card.md").read_text(encoding="utf-8").rstrip()
    main = figures["statements"]
    kinds = [[kind, value] for kind, value in main["kinds"].items()]
    groups = [[name, value] for name, value in main["groups"].items() if name.startswith("language")]
    return "\n".join(
        (
            text,
            "",
            "## Figures",
            "",
            f"Version {version}. {main['passages']:,} passages of {main['documents']:,} documents that the network has",
            "not learnt from; the threshold of statements is chosen on other documents than it is measured on.",
            "",
            _format_table(
                ["all kinds, F1", "95 % interval", "precision", "recall", "nothing found where nothing is stated"],
                [
                    [
                        main["f1"],
                        f"{main['low']:.3f} to {main['high']:.3f}",
                        main["precision"],
                        main["recall"],
                        main["nothing found where nothing is stated"],
                    ]
                ],
            ),
            "",
            _format_table(["kind", "F1"], kinds),
            "",
            _format_table(["", "F1"], groups),
            "",
            _format_table(["field, on right statements", "F1"], main["fields"].items()),
            "",
            *_describe_test_set(main.get("test")),
            *_describe_public_statements(main),
            "",
            "## Persons",
            "",
            "Names of persons in passages that were left out of the training of a network, masked by tagger and rules:",
            "",
            _format_persons(figures["persons"]),
            "",
            *_describe_field_persons(figures),
            "## Comparisons",
            "",
            "All kinds, on the passages of the first table:",
            "",
            _format_table(["method", "F1"], figures["comparisons"].items()),
            "",
        )
    )


def _format_persons(figures: Mapping[str, Mapping[str, float]]) -> str:
    first: Mapping[str, float] = next(iter(figures.values()), {})
    return _format_table(["language", *first], [[language, *row.values()] for language, row in figures.items()])


def _describe_field_persons(figures: Mapping[str, Any]) -> Sequence[str]:
    """Return the lines on documents of the field alone, if other texts were measured too."""
    if figures["persons"] == figures["persons in the field"]:
        return ()
    return (
        "The same in documents of the field alone, without news, judgments and memoirs:",
        "",
        _format_persons(figures["persons in the field"]),
        "",
    )


def _describe_test_set(figures: Mapping[str, Any] | None) -> Sequence[str]:
    """Return the lines on the test set, on which nothing was chosen, if there are figures for it."""
    if not figures:
        return ()
    fields = [[name, value] for name, value in figures["fields"].items()]
    return (
        f"Test set: {figures['passages']:,} passages drawn at random from {figures['documents']:,} documents of other",
        "publishers and genres, which no network has learnt from, and on which no rule or threshold was chosen:",
        "",
        _format_table(
            ["all kinds, F1", "95 % interval", "precision", "recall", "nothing found where nothing is stated"],
            [
                [
                    figures["f1"],
                    f"{figures['low']:.3f} to {figures['high']:.3f}",
                    figures["precision"],
                    figures["recall"],
                    figures["nothing found where nothing is stated"],
                ]
            ],
        ),
        "",
        _format_table(["kind or field", "F1"], [*([k, v] for k, v in figures["kinds"].items()), *fields]),
        "",
    )


def _describe_public_statements(figures: Mapping[str, Any]) -> Sequence[str]:
    """Return the lines on what is confirmed, and how precision and recall change with the threshold."""
    kind, role = figures["public thresholds"]
    header = ["", "statements", "precision", "recall", "names", "names right", "recall of names"]
    columns = ("shown", "precision", "recall", "names", "names right", "recall of names")
    rows = [["held-out passages", *(figures["public"][name] for name in columns)]]
    rows.append(
        ["thresholds chosen on other documents", *(figures["public, cross-validated"][name] for name in columns)]
    )
    tested = figures.get("test")
    if tested:
        rows.append(["test set", *(tested["public"][name] for name in columns)])
    curve = [[one["from"], *(one[name] for name in columns)] for one in figures["public curve"]]
    error = f"{figures['calibration error']:.3f}" + (
        f", {tested['calibration error']:.3f} on the test set" if tested else ""
    )
    return (
        "## What is confirmed",
        "",
        "The confidence of a statement is the probability that its kind and quote are right (calibration error",
        f"{error}); that of a name, the probability that the kind and this role are right. A statement is",
        f"confirmed from confidence {kind:.2f} on, a name of a confirmed statement from {role:.2f} on, so that at",
        "least 0.90 of the confirmed statements are right in kind and in every confirmed name (precision). Recall is",
        "the share of labelled statements and of their names.",
        "",
        _format_table(header, rows),
        "",
        f"Risk and coverage: what would be confirmed from each confidence on, with names from {role:.2f} on.",
        "",
        _format_table(["from confidence", *header[1:]], curve),
    )
