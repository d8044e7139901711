"""Why the tagger made a statement, in words that a reviewer understands."""

from collections import Counter
from typing import TYPE_CHECKING

from palermo.extraction.tagger.tagger_confidence import ConfidenceEvidence
from palermo.statements import Reason, ReasonValue, build_reason

if TYPE_CHECKING:
    from palermo.extraction.tagger.model import TaggerModel

MIN_ALTERNATIVE_PROBABILITY = 0.05
SOURCES = ("introduction", "heading", "byline", "coreference", "document")
"""Sources of names that a reason explains."""


def explain(evidence: ConfidenceEvidence, confidence: float, model: "TaggerModel") -> tuple[Reason, ...]:
    """Return the reasons of a statement; their weights add up to its confidence."""
    statement = evidence.statement
    kind, share = statement.kind.value, f"{statement.probability:.2f}"
    reasons = [build_reason("tagger-kind", confidence, kind=kind, share=share)]
    others = [
        ReasonValue(name="kinds", text=name, after=f" ({share:.2f})")
        for name, share in statement.alternatives
        if share >= MIN_ALTERNATIVE_PROBABILITY
    ]
    if others:
        reasons.append(build_reason("tagger-alternatives", items=others))
    similar = Counter(model.find_similar_kinds(evidence.vector))
    if similar:
        kinds = [ReasonValue(name="kinds", text=kind, before=f"{count} ") for kind, count in similar.most_common()]
        reasons.append(build_reason("tagger-neighbours", items=kinds))
    for role, refs in evidence.refs.items():
        for ref in refs:
            if ref.source in SOURCES:
                role_name, share = role.removesuffix("s"), f"{ref.confidence:.2f}"
                reasons.append(build_reason(f"role-{ref.source}", role=role_name, name=ref.name, share=share))
    tags = [
        ReasonValue(name="tags", text=id, after=f" ({share:.2f})")
        for scheme, id, share in statement.tags
        if scheme not in ("tense", "protective")
    ]
    if tags:
        reasons.append(build_reason("tagger-tags", items=tags))
    return tuple(reasons)
