"""Evaluation of recommendations: found, exact, addressee, recommenders, response, trafficking theme.

Pairs are assigned one to one within a document, most similar first.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from palermo.evaluation.evaluation_results import (
    Evaluation,
    EvaluationScores,
    Mistake,
    mark_text,
)
from palermo.evaluation.gold_labels import GoldRow
from palermo.evaluation.predictions import (
    StatementPrediction,
    collect_state_codes,
    format_location,
    format_names,
    group_by_document,
)
from palermo.evaluation.text_comparison import assign_pairs, encode_as_characters, normalise_file_name, tokenise
from palermo.registry import Registry
from palermo.statements import StatementKind
from palermo.vocabulary import TRAFFICKING_THEME

MIN_SIMILARITY = 0.75
"""Minimum similarity of two texts of one recommendation: 2 * common words in order / all words."""
MIN_NEAR_SIMILARITY = 0.5
"""Minimum similarity for a text to count as the same one with other boundaries."""

_TRAILING_STATES_PATTERN = re.compile(r"\s*\(([^()]+)\)[\s\W]*$")
_NUMBER_PATTERN = re.compile(
    r"^\W*(?:\d{1,3}(?:[.\s]+\d{1,3})*(?:[.)]\s*|\s+|(?=[A-Z])))?(?:\(?[a-z]\)\s+|\([ivx]+\)\s+)?"
)


def evaluate_recommendations(
    predictions: Sequence[StatementPrediction],
    gold: Sequence[GoldRow],
    registry: Registry,
    ignored_rows: Sequence[GoldRow] = (),
) -> Evaluation:
    """Compare the recommendations of labelled documents; matches of `ignored_rows` are not counted.

    Recommendations before the first labelled page are ignored, because labels only cover the concluding chapter.
    """
    predictions_by_document = group_by_document(
        prediction for prediction in predictions if prediction.statement.kind is StatementKind.RECOMMENDATION
    )
    labelled: dict[str, list[tuple[GoldRow, bool]]] = defaultdict(list)
    for row in gold:
        labelled[normalise_file_name(row["document"])].append((row, True))
    for row in ignored_rows:
        if normalise_file_name(row["document"]) in labelled:
            labelled[normalise_file_name(row["document"])].append((row, False))
    tally = EvaluationScores(registry=registry)
    for key in sorted(labelled):
        _score_document(tally, key, predictions_by_document.get(key, []), labelled[key])
    return tally.build_evaluation("recommendations", ("by kind", "by language", "by field, where found"))


def _select_counted(
    predictions: Sequence[StatementPrediction], labelled_rows: Sequence[tuple[GoldRow, bool]]
) -> list[StatementPrediction]:
    """Return the predictions from the first labelled page on, and those without a page."""
    first = min((row["page"] for row, counts in labelled_rows if counts and row.get("page")), default=0)
    pages = (prediction.statement.locator.page for prediction in predictions)
    return [prediction for prediction, page in zip(predictions, pages, strict=True) if page is None or page >= first]


def _score_document(
    scores: EvaluationScores,
    key: str,
    predictions: list[StatementPrediction],
    labelled_rows: list[tuple[GoldRow, bool]],
) -> None:
    counted = _select_counted(predictions, labelled_rows)
    all_rows = [row for row, _ in labelled_rows]
    gold_rows = [row for row, counts in labelled_rows if counts]
    pairs = [(i, *labelled_rows[j]) for i, j in _pair_recommendations(counted, all_rows, scores.registry)]
    right_pairs = [(counted[i], row) for i, row, counts in pairs if counts]
    language = counted[0].document.language if counted else "en"
    found = len(counted) - len(pairs) + len(right_pairs)
    size = {"gold": len(gold_rows), "found": found, "matched": len(right_pairs)}
    scores.counts.add("by kind", "recommendation", key, **size)
    scores.counts.add("by language", language, key, **size)
    themed = sum(_has_themes(row) and TRAFFICKING_THEME in row["themes"] for row in gold_rows)
    scores.counts.add("by field, where found", "trafficking", key, gold=themed)
    for prediction, row in right_pairs:
        _score_pair(scores, key, prediction, row)
    paired_predictions, paired_rows = {i for i, _, _ in pairs}, {id(row) for _, row, _ in pairs}
    scores.mistakes += [_build_miss(row, counted, language) for row in gold_rows if id(row) not in paired_rows]
    unpaired = (item for i, item in enumerate(counted) if i not in paired_predictions)
    scores.mistakes += [_build_false_alarm(item, all_rows) for item in unpaired]


def _score_pair(scores: EvaluationScores, key: str, prediction: StatementPrediction, row: GoldRow) -> None:
    statement, table = prediction.statement, "by field, where found"
    actors, expected = collect_state_codes(statement.actors), set(row["recommenders"])
    exact = extract_core_words(statement.quote, scores.registry) == extract_core_words(row["text"], scores.registry)
    addressed = collect_state_codes(statement.addressees) == {row["addressee"]}
    scores.counts.add_outcome(table, "exact", key, exact)
    scores.counts.add_outcome(table, "addressee", key, addressed)
    size = {"gold": len(expected), "found": max(len(actors), len(statement.actors)), "matched": len(actors & expected)}
    scores.counts.add(table, "recommenders", key, **size)
    mistakes: list[tuple[str, str, str]] = []
    if not exact:
        longer = len(tokenise(statement.quote)) > len(tokenise(row["text"]))
        mistakes.append((f"span too {'long' if longer else 'short'}", row["text"], statement.quote))
    if not addressed:
        mistakes.append(("addressee other", row["addressee"], format_names(statement.addressees)))
    if actors != expected:
        cause = "actor missing" if expected - actors else "actor too many"
        mistakes.append((cause, ", ".join(sorted(expected)), format_names(statement.actors)))
    if row.get("response"):
        scores.counts.add_outcome(table, "response", key, statement.response == row["response"])
        if statement.response != row["response"]:
            mistakes.append(("response other", row["response"], str(statement.response or "none")))
    if _has_themes(row):
        hit, is_expected = TRAFFICKING_THEME in statement.themes, TRAFFICKING_THEME in row["themes"]
        scores.counts.add(table, "trafficking", key, found=int(hit), matched=int(hit and is_expected))
        if hit != is_expected:
            gold, predicted = (TRAFFICKING_THEME if has_theme else "no theme" for has_theme in (is_expected, hit))
            mistakes.append((f"theme {'too many' if hit else 'missing'}", gold, predicted))
    scores.mistakes += [_build_field_mistake(prediction, row, *mistake) for mistake in mistakes]


def _has_themes(row: GoldRow) -> bool:
    """Return True if a label has themes; those of some rows are not known."""
    return bool(row.get("coded", "themes" in row))


def extract_core_words(text: str, registry: Registry) -> list[str]:
    """Return a recommendation's words without its number and trailing States, which some labels include."""
    bare = _NUMBER_PATTERN.sub("", text.rstrip(" ;,.:"), count=1)
    while match := _TRAILING_STATES_PATTERN.search(bare):
        if not all(
            registry.find_state(name.strip()) for name in re.split(r"[,;/]|\band\b", match.group(1)) if name.strip()
        ):
            break
        bare = bare[: match.start()].rstrip(" ;,.")
    return tokenise(bare)


def _pair_recommendations(
    predictions: Sequence[StatementPrediction], rows: Sequence[GoldRow], registry: Registry
) -> list[tuple[int, int]]:
    """Pair predictions and rows one to one: by similarity, then printed number, then shared names."""
    left, right = encode_as_characters(
        (extract_core_words(prediction.statement.quote, registry) for prediction in predictions),
        (extract_core_words(row["text"], registry) for row in rows),
    )
    candidates = []
    for i, (item, a) in enumerate(zip(predictions, left, strict=True)):
        for j, (row, b) in enumerate(zip(rows, right, strict=True)):
            similarity = Indel.normalized_similarity(a, b, score_cutoff=MIN_SIMILARITY) if a and b else 0.0
            if similarity >= MIN_SIMILARITY:
                same_number = item.statement.locator.paragraph == row.get("number")
                shared = len(collect_state_codes(item.statement.actors) & set(row["recommenders"]))
                candidates.append(((-round(similarity, 6), not same_number, -shared), i, j))
    return assign_pairs(candidates)


def _find_nearest(text: str, candidates: Sequence[str]) -> int | None:
    """Return the index of the most similar candidate, or None if none reaches MIN_NEAR_SIMILARITY."""
    (item,), several = encode_as_characters([tokenise(text)], [tokenise(other) for other in candidates])
    likeness = [Indel.normalized_similarity(item, other) for other in several]
    best = max(range(len(likeness)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= MIN_NEAR_SIMILARITY else None


def _build_miss(row: GoldRow, predictions: Sequence[StatementPrediction], language: str) -> Mistake:
    nearest = _find_nearest(row["text"], [prediction.statement.quote for prediction in predictions])
    cause = "missed list item"
    if nearest is not None:
        longer = len(predictions[nearest].statement.quote) > len(row["text"])
        cause = f"span too {'long' if longer else 'short'}, or found as another item"
    elif not any(prediction.statement.locator.page == row.get("page") for prediction in predictions):
        cause = "nothing found on its page"
    return Mistake(
        category="missed",
        cause=cause,
        document=row["document"],
        location=format_location(row.get("page"), row.get("number")),
        kind="recommendation",
        language=language,
        passage=predictions[nearest].passage if nearest is not None else "",
        marks=(predictions[nearest].span,) if nearest is not None else (),
        labelled=row["text"],
        predicted=predictions[nearest].statement.quote if nearest is not None else "",
    )


def _build_false_alarm(prediction: StatementPrediction, rows: Sequence[GoldRow]) -> Mistake:
    nearest = _find_nearest(prediction.statement.quote, [row["text"] for row in rows])
    cause = "nothing labelled there"
    if nearest is not None:
        longer = len(prediction.statement.quote) > len(rows[nearest]["text"])
        cause = f"span too {'long' if longer else 'short'}, or labelled once and found twice"
    return prediction.build_mistake(
        "false alarm", cause, rows[nearest]["text"] if nearest is not None else "", prediction.statement.quote
    )


def _build_field_mistake(
    prediction: StatementPrediction, row: GoldRow, cause: str, gold: str, predicted: str
) -> Mistake:
    return prediction.build_mistake(
        "field",
        cause,
        gold,
        predicted,
        document=row["document"],
        location=format_location(row.get("page"), row.get("number")),
        marks=(prediction.span, *mark_text(prediction.passage, row["text"], labelled=True)),
    )
