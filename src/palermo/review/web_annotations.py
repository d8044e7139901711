"""Decisions as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), and back."""

from collections.abc import Mapping
from typing import Any

from palermo.review.decisions import Decision, DecisionVerdict, parse_decision

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_ID_PREFIX = "urn:palermo:decision:"
_STATEMENT_PREFIX = "urn:palermo:statement:"
_DOCUMENT_PREFIX = "urn:palermo:document:"
_PERSON_PREFIX = "urn:palermo:person:"
_MOTIVATIONS = {
    DecisionVerdict.ACCEPT: "assessing",
    DecisionVerdict.REJECT: "assessing",
    DecisionVerdict.UNSURE: "questioning",
    DecisionVerdict.CORRECT: "editing",
    DecisionVerdict.ADD: "identifying",
    DecisionVerdict.WITHDRAW: "editing",
    DecisionVerdict.EXAMINE: "moderating",
}


def build_web_annotation(decision: Decision) -> dict[str, Any]:
    """Return a decision as an annotation; its body holds what no standard selector or motivation can say."""
    anchor = decision.anchor
    creator: dict[str, Any] = {"type": "Person", "id": _PERSON_PREFIX + decision.reviewer}
    if decision.name:
        creator["name"] = decision.name
    return {
        "@context": CONTEXT,
        "id": _ID_PREFIX + decision.id,
        "type": "Annotation",
        "motivation": _MOTIVATIONS[decision.verdict],
        "creator": creator,
        "created": decision.time,
        "body": [
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": decision.reason},
            {"type": "Dataset", "purpose": "classifying", "value": decision.to_row()},
        ],
        "target": {
            "source": _DOCUMENT_PREFIX + decision.document,
            "canonical": _STATEMENT_PREFIX + decision.statement,
            "selector": {
                "type": "TextQuoteSelector",
                "exact": anchor.exact,
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
                "refinedBy": {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
            },
        },
    }


def parse_web_annotation(row: Mapping[str, Any]) -> Decision:
    """Make a decision of an annotation; raises ValueError where it is not one.

    The standard parts win over the body: another program may have changed them, and may write one body, target or
    selector as a list, or several selectors of one place.
    """
    try:
        return parse_decision(_join_parts(row))
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError("the annotation has no body, target and selector as the export writes them") from error


def _join_parts(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a decision from the body, target and selector of an annotation."""
    values = [item.get("value") for item in _list_values(row["body"]) if isinstance(item, Mapping)]
    body = next((value for value in values if isinstance(value, Mapping)), None)
    if body is None:
        raise ValueError("the annotation has no body with the fields of a decision")
    target = _list_values(row["target"])[0]
    selectors = _list_values(target["selector"])
    selector = next((item for item in selectors if item.get("type") == "TextQuoteSelector"), None)
    if selector is None:
        raise ValueError("the annotation has no TextQuoteSelector")
    anchor = dict(body["anchor"]) | {name: selector.get(name, "") for name in ("exact", "prefix", "suffix")}
    comment = next((value for value in values if isinstance(value, str)), body.get("reason", ""))
    return {**body, "anchor": anchor, "reason": comment, "time": row.get("created", body.get("time"))}


def list_annotations(content: Any) -> list[Any] | None:
    """Return the annotations of an AnnotationPage or AnnotationCollection of the W3C; None if it is neither."""
    if not isinstance(content, Mapping):
        return None
    types = _list_values(content.get("type"))
    if "AnnotationCollection" in types:
        return list_annotations(content.get("first"))
    return _list_values(content.get("items", [])) if "AnnotationPage" in types else None


def _list_values(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
