"""Comparison of a statement's fields with its label: names by id, State or words, tags by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from palermo.evaluation.evaluation_results import EvaluationCounts, Mistake, mark_text
from palermo.evaluation.gold_labels import GoldRow
from palermo.evaluation.predictions import StatementPrediction
from palermo.evaluation.text_comparison import tokenise
from palermo.registry import Registry
from palermo.statements import FACET_BY_TAG_FIELD, ROLES, TAG_FIELDS, Ref, RefType
from palermo.vocabulary import SCHEMES

ID_SET_FIELDS = (*(scheme for scheme in SCHEMES if scheme in TAG_FIELDS), "places")
TABLE_TITLE = "by field, where found"
_SINGULAR_NAMES = {"actors": "actor", "addressees": "addressee", "partners": "partner", "places": "place"}
_SINGULAR_NAMES |= FACET_BY_TAG_FIELD


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPair:
    """A statement and its matching label, in a labelled passage of a document."""

    prediction: StatementPrediction
    row: GoldRow
    label: GoldRow
    document: str


def compare_fields(counts: EvaluationCounts, mistakes: list[Mistake], pair: LabelledPair, registry: Registry) -> None:
    """Count each field of a pair, and add missing and extra values to the mistakes."""
    statement, label = pair.prediction.statement, pair.label
    for name in ROLES:
        got = [(ref.id or ref.name, collect_name_keys(ref, registry)) for ref in statement.get_refs(name)]
        expected = [(str(_format_ref(item)), collect_name_keys(item, registry)) for item in label.get(name) or ()]
        missing, extra = _find_differences(got, expected)
        size = {"gold": len(expected), "found": len(got), "matched": len(expected) - len(missing)}
        counts.add(TABLE_TITLE, name, pair.document, **size)
        _add_mistake(mistakes, name, missing, extra, pair)
    for name in ID_SET_FIELDS:
        got_ids, meant_ids = set(getattr(statement, name)), set(label.get(name) or ())
        size = {"gold": len(meant_ids), "found": len(got_ids), "matched": len(got_ids & meant_ids)}
        counts.add(TABLE_TITLE, name, pair.document, **size)
        _add_mistake(mistakes, name, sorted(meant_ids - got_ids), sorted(got_ids - meant_ids), pair)


def collect_name_keys(ref: Ref | GoldRow | str, registry: Registry) -> frozenset[str]:
    """Return all keys under which a name may match another."""
    id, name, of_state = _split_ref(ref)
    name_keys = {
        _normalise_text(id),
        _normalise_text(id.rpartition(":")[2]),
        _normalise_text(name),
        _normalise_text(name).removeprefix("the "),
    }
    state = _find_state(id, name, registry) if of_state or _find_state("", name, registry) else None
    return frozenset({*(item for item in name_keys if item), *([state] if state else [])})


def _split_ref(ref: Ref | GoldRow | str) -> tuple[str, str, bool]:
    if isinstance(ref, Ref):
        return ref.id or "", ref.name, ref.type is RefType.STATE
    if isinstance(ref, str):
        return ref, ref, True
    return str(ref.get("id") or ""), str(ref.get("name") or ""), ref.get("type") in (None, "state")


def _format_ref(ref: Any) -> Any:
    return ref if isinstance(ref, str) else ref.get("id") or ref.get("name")


def _normalise_text(text: str) -> str:
    return " ".join(tokenise(text))


def _find_state(id: str, name: str, registry: Registry) -> str | None:
    if id.startswith("state:"):
        return id.removeprefix("state:")
    match = registry.match_name(name, RefType.STATE) if name else None
    plain = match is not None and match.type is RefType.STATE and match.reason is None
    return registry.states[match.id].alpha3 if match and plain else None


type KeyedName = tuple[str, frozenset[str]]


def _find_differences(predicted: Sequence[KeyedName], expected: Sequence[KeyedName]) -> tuple[list[str], list[str]]:
    """Return missing and extra names, paired one to one in their order."""
    left = list(range(len(expected)))
    extra = []
    for predicted_name, spellings in predicted:
        pair = next((j for j in left if expected[j][1] & spellings), None)
        if pair is None:
            extra.append(predicted_name)
        else:
            left.remove(pair)
    return [expected[j][0] for j in left], extra


def _add_mistake(
    mistakes: list[Mistake], name: str, missing: Sequence[str], extra: Sequence[str], pair: LabelledPair
) -> None:
    if not missing and not extra:
        return
    item = _SINGULAR_NAMES.get(name, name)
    cause = f"{item} other" if missing and extra else f"{item} missing" if missing else f"{item} too many"
    text = pair.row["passage_text"]
    mistake = pair.prediction.build_mistake(
        "field",
        cause,
        labelled=", ".join(missing) or "nothing",
        predicted=", ".join(extra) or "nothing",
        document=pair.row["document"],
        passage=text,
        marks=mark_text(text, pair.prediction.statement.quote),
    )
    mistakes.append(mistake)
