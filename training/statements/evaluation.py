"""Figures of a network on passages of documents on which it was not trained."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from palermo.extraction.privacy import find_private_spans
from palermo.extraction.tagger.decoding import HeadOutputs, Thresholds
from palermo.extraction.tagger.model import TaggedWindow
from palermo.extraction.tagger.model_outputs import KINDS
from palermo.extraction.tagger.persons import PersonThresholds, find_private_persons
from palermo.extraction.tagger.tagged_statements import TaggedPassage, is_readable
from palermo.statements import Passage, PassageKind
from palermo.statements.confirmation_thresholds import ROLE_THRESHOLD, TAGGER_THRESHOLD
from training.statements.confidence_fitting import (
    apply_calibration,
    choose_public_thresholds,
    choose_statement_threshold,
    choose_thresholds,
    compute_calibration_error,
    compute_group_errors,
    compute_public_curve,
    compute_tag_precision,
    count_labelled,
    count_public,
    cross_validate_thresholds,
    describe_public,
    fit_calibration,
    judge_statements,
)
from training.statements.examples import PRIVATE_ROLES, Example
from training.statements.label_files import LabelledPassage, LabelledPerson
from training.statements.prediction import PredictedWindow, decode_window, group_by_passage
from training.statements.scoring import SCORED_FIELDS, ScoreCounts, compute_f1, compute_interval, score_passage

MIN_PUBLIC_PRECISION = 0.9
MIN_PRIVATE_RECALL = 0.97
"""When in doubt, mask."""
MIN_MASKED_SHARE = 0.8
"""Share of the letters of a name from which on it counts as masked."""
PERSON_NAME_GRID = (0.1, 0.15, 0.3)
PRIVATE_GRID = (0.1, 0.15, 0.2, 0.3, 0.4)


def split_documents(windows: Sequence[PredictedWindow]) -> tuple[list[PredictedWindow], list[PredictedWindow]]:
    """Return the windows of every second document, in the order of the documents' hashes, and the others."""
    names = sorted({one.passage.document for one in windows}, key=lambda name: hashlib.sha256(name.encode()).digest())
    first = set(names[::2])
    return [w for w in windows if w.passage.document in first], [w for w in windows if w.passage.document not in first]


def compute_statement_figures(
    window_sets: Sequence[tuple[Sequence[PredictedWindow], Thresholds]], publishers: Mapping[str, str]
) -> dict[str, Any]:
    """Return F1 with its interval, by kind, language, genre and field, and the share of empty passages left empty.

    `window_sets` are windows, each with thresholds that were chosen on other documents.
    """
    total, scored, empty = ScoreCounts(), [], []
    groups: dict[str, ScoreCounts] = defaultdict(ScoreCounts)
    for group, thresholds in (
        (group, line) for windows, line in window_sets for group in group_by_passage(windows).values()
    ):
        passage = group[0].passage
        found = [one for window in group for one in decode_window(window, thresholds, publishers)]
        counts = score_passage(passage, found)
        total.add(counts)
        scored.append((passage, counts))
        groups[f"language {passage.language}"].add(counts)
        groups[f"genre {passage.genre or 'none'}"].add(counts)
        if not passage.statements:
            empty.append(not found)
    low, high = compute_interval(scored)
    precision, recall = total.compute_precision_recall()
    return {
        "passages": len(scored),
        "documents": len({passage.document for passage, _ in scored}),
        "f1": total.compute_f1(),
        "low": low,
        "high": high,
        "precision": precision,
        "recall": recall,
        "nothing found where nothing is stated": float(np.mean(empty)) if empty else float("nan"),
        "kinds": {kind.value: total.compute_f1([kind.value]) for kind in KINDS},
        "fields": {name: compute_f1(total.fields, [name]) for name in SCORED_FIELDS},
        "groups": {name: counts.compute_f1() for name, counts in sorted(groups.items())},
    }


def measure_statements(
    windows: Sequence[PredictedWindow], publishers: Mapping[str, str], current: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settings that are shipped, and the figures.

    With `current`, the settings of the model that training went on from, the threshold of statements alone is chosen
    anew: the others, the calibration and the public thresholds rest on more passages than are held out now.
    """

    def choose(part: Sequence[PredictedWindow]) -> Thresholds:
        if current is None:
            return choose_thresholds(part, publishers)
        return choose_statement_threshold(part, publishers, Thresholds(**current["thresholds"]))

    halves = split_documents(windows)
    crossed = [(halves[0], choose(halves[1])), (halves[1], choose(halves[0]))]
    thresholds = choose(windows)
    judged = judge_statements(windows, thresholds, publishers)
    if current is None:
        model, confidences = fit_calibration(judged)
        tag_precision = compute_tag_precision(windows, thresholds, publishers)
    else:
        model, confidences = current["calibration"], apply_calibration(judged, current["calibration"])
        tag_precision = current["tag_precision"]
    right = np.array([one.is_right for one in judged], dtype=float)
    if current is None:
        public = choose_public_thresholds(judged, confidences, MIN_PUBLIC_PRECISION)
    else:
        public = count_public(judged, confidences, TAGGER_THRESHOLD, ROLE_THRESHOLD)
    crossed_public = cross_validate_thresholds(judged, confidences, MIN_PUBLIC_PRECISION)
    labelled = count_labelled(windows)
    figures = compute_statement_figures(crossed, publishers) | {
        "calibration error": compute_calibration_error(confidences.kinds, right),
        "calibration error by language": compute_group_errors(judged, confidences.kinds),
        "right in kind": float(right.mean()),
        "public thresholds": [public.kind, public.role],
        "public": describe_public(public, labelled),
        "public, cross-validated": describe_public(crossed_public, labelled),
        "public curve": compute_public_curve(judged, confidences, public.role, labelled),
    }
    settings = {
        "thresholds": asdict(thresholds),
        "calibration": model,
        "tag_precision": tag_precision,
    }
    return settings, figures


def measure_test_set(
    windows: Sequence[PredictedWindow],
    settings: Mapping[str, Any],
    public_thresholds: Sequence[float],
    publishers: Mapping[str, str],
) -> dict[str, Any]:
    """Return the figures on the test set, on which nothing was chosen."""
    thresholds = Thresholds(**settings["thresholds"])
    judged = judge_statements(windows, thresholds, publishers)
    confidences = apply_calibration(judged, settings["calibration"])
    right = np.array([one.is_right for one in judged], dtype=float)
    public = count_public(judged, confidences, *public_thresholds)
    return compute_statement_figures([(windows, thresholds)], publishers) | {
        "calibration error": compute_calibration_error(confidences.kinds, right),
        "public": describe_public(public, count_labelled(windows)),
        "public curve": compute_public_curve(judged, confidences, public_thresholds[1], count_labelled(windows)),
    }


def compute_person_figures(
    examples: Sequence[Example], probabilities: Sequence[np.ndarray], thresholds: PersonThresholds
) -> dict[str, dict[str, float]]:
    """Return by language what is masked of private names, officials, authors and other words, rules included."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for passage, spans in _find_masked_spans(examples, probabilities, thresholds):
        row = counts[passage.language]
        row["passages"] += 1
        for person in passage.persons or ():
            kind = "private" if person.role in PRIVATE_ROLES else person.role
            row[kind] += 1
            row[f"{kind} masked"] += _compute_masked_share(passage.text, person, spans) >= MIN_MASKED_SHARE
        labelled = [(person.start, person.end) for person in passage.persons or ()]
        row["nobody"] += sum(not any(a < d and c < b for c, d in labelled) for a, b in spans)
    return {
        language: {
            "private names": int(row["private"]),
            "recall of private names": _divide(row["private masked"], row["private"]),
            "officials": int(row["official"]),
            "officials masked": _divide(row["official masked"], row["official"]),
            "authors and artists": int(row["author"]),
            "authors masked": _divide(row["author masked"], row["author"]),
            "other words masked per 100 passages": 100 * row["nobody"] / max(1, row["passages"]),
        }
        for language, row in sorted(counts.items())
    }


def _divide(count: float, total: float) -> float:
    return count / total if total else float("nan")


def _find_masked_spans(
    examples: Sequence[Example], probabilities: Sequence[np.ndarray], thresholds: PersonThresholds
) -> Iterator[tuple[LabelledPassage, list[tuple[int, int]]]]:
    """Yield passages with labelled persons and the names that are masked in them, document by document."""
    windows: dict[str, dict[int, list[TaggedWindow]]] = defaultdict(lambda: defaultdict(list))
    passages: dict[int, LabelledPassage] = {}
    for example, scores in zip(examples, probabilities, strict=True):
        passages[id(example.passage)] = example.passage
        windows[example.passage.document][id(example.passage)].append(_build_window(example, scores))
    for grouped in windows.values():
        tagged = [_build_tagged(passages[key], number, parts) for number, (key, parts) in enumerate(grouped.items())]
        readable = [item for item in tagged if is_readable(item.passage)]
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        found = find_private_persons(readable, thresholds)
        for span in find_private_spans([item.passage for item in tagged], found.spans, found.certain_names):
            if span.kind == "name":
                spans[span.passage].append((span.start, span.end))
        for key, item in zip(grouped, tagged, strict=True):
            if passages[key].persons is not None:
                yield passages[key], spans[item.passage.id]


def _compute_masked_share(text: str, person: LabelledPerson, spans: Sequence[tuple[int, int]]) -> float:
    """Return the share of the letters of a name that are masked."""
    places = [place for place in range(person.start, person.end) if text[place].isalnum()] or [person.start]
    return sum(any(start <= place < end for start, end in spans) for place in places) / len(places)


def _build_tagged(labelled: LabelledPassage, number: int, windows: Sequence[TaggedWindow]) -> TaggedPassage:
    passage = Passage(
        id=str(number),
        document=labelled.document,
        ordinal=number,
        page=None,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language=labelled.language,
        text=labelled.text,
    )
    return TaggedPassage(passage=passage, context=labelled.context, windows=tuple(windows))


def _build_window(example: Example, persons: np.ndarray) -> TaggedWindow:
    nothing = np.zeros((0, 0), dtype=np.float32)
    return TaggedWindow(
        encoded=example.encoded,
        outputs=HeadOutputs(
            kinds=nothing, tags=nothing, document_roles=nothing, extent=nothing, persons=persons, story=0.0
        ),
        score_roles=lambda _sentence, _kind: nothing,
        vectors=nothing,
    )


def choose_person_thresholds(examples: Sequence[Example], probabilities: Sequence[np.ndarray]) -> PersonThresholds:
    """Return the highest thresholds by language that find MIN_PRIVATE_RECALL of private names, else most."""
    grid = [
        {"name": name, "private": private}
        for private in sorted(PRIVATE_GRID, reverse=True)
        for name in sorted(PERSON_NAME_GRID, reverse=True)
    ]
    best: dict[str, tuple[float, dict[str, float]]] = {}
    for point in grid:
        figures = compute_person_figures(
            examples, probabilities, PersonThresholds(name=point["name"], private=point["private"])
        )
        for language, row in figures.items():
            recall, _ = best.get(language, (-1.0, point))
            if recall < min(row["recall of private names"], MIN_PRIVATE_RECALL):
                best[language] = row["recall of private names"], point
    return PersonThresholds(languages={language: point for language, (_, point) in sorted(best.items())})
