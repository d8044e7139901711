"""Recalibration: confidence fitted to reviewed statements, applied when a person decides to."""

from collections.abc import Sequence

from palermo.calibration.recalibration import JudgedConfidence, Recalibration, parse_recalibration
from palermo.edition import DecisionLog, Library
from palermo.edition.files import open_atomic
from palermo.errors import DecisionInvalid
from palermo.review import DecisionVerdict, list_states


def load_judged_confidences(library: Library) -> list[JudgedConfidence]:
    """Return the confidences of the statements that reviewers judged, without those that people added."""
    states = list_states(item.decision for item in DecisionLog(library.decisions).read())
    judged_confidences = []
    for state in states.values():
        decision = state.effective
        if decision is None or decision.verdict is DecisionVerdict.ADD or "confidence" not in decision.snapshot:
            continue
        judged_confidences.append(
            JudgedConfidence(
                method=str(decision.snapshot.get("method", "")),
                document=decision.document,
                confidence=float(decision.snapshot["confidence"]),
                is_right=decision.verdict is DecisionVerdict.ACCEPT,
            )
        )
    return judged_confidences


def load_recalibration(library: Library) -> Recalibration:
    """Return the library's stored recalibration, or one that changes nothing; raises DecisionInvalid."""
    try:
        return parse_recalibration(library.recalibration.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Recalibration()
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise DecisionInvalid(
            str(library.recalibration), f"it cannot be read ({error})", "Fit it again: palermo train --keep"
        ) from error


def save_recalibration(library: Library, model: Recalibration) -> None:
    """Store a recalibration for the next builds; raises OSError."""
    library.recalibration.parent.mkdir(parents=True, exist_ok=True)
    with open_atomic(library.recalibration) as file:
        file.write(model.to_json().encode() + b"\n")


def format_curves(model: Recalibration) -> Sequence[str]:
    """Return a line for each method with a curve."""
    return [f"  {name}: slope {slope:.2f}, shift {shift:+.2f}" for name, (slope, shift) in model.curves.items()]
