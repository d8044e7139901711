"""Why the tagger made a statement, in words that a reviewer understands."""

from collections import Counter
from typing import TYPE_CHECKING

from palermo.extraction.tagger.confidence import ConfidenceEvidence
from palermo.statements import Reason

if TYPE_CHECKING:
    from palermo.extraction.tagger.model import TaggerModel

MIN_ALTERNATIVE_PROBABILITY = 0.05
SOURCE_DESCRIPTIONS = {
    "introduction": "named in the introduction of the list",
    "heading": "named in the heading",
    "byline": "named in the byline",
    "coreference": "named before the quote",
    "document": "the document's publisher",
}


def explain(evidence: ConfidenceEvidence, confidence: float, model: "TaggerModel") -> tuple[Reason, ...]:
    """Return the reasons of a statement; their weights add up to its confidence."""
    statement = evidence.statement
    reasons = [f"the statement tagger reads it as {statement.kind.value} ({statement.probability:.2f})"]
    others = [f"{name} ({share:.2f})" for name, share in statement.alternatives if share >= MIN_ALTERNATIVE_PROBABILITY]
    if others:
        reasons.append(f"other readings: {', '.join(others)}")
    similar = Counter(model.find_similar_kinds(evidence.vector))
    if similar:
        similar_kinds = ", ".join(f"{count} {kind}" for kind, count in similar.most_common())
        reasons.append(f"the most similar labelled sentences are: {similar_kinds}")
    for role, refs in evidence.refs.items():
        for ref in refs:
            if ref.source in SOURCE_DESCRIPTIONS:
                reasons.append(
                    f"{role.removesuffix('s')} {ref.name}: {SOURCE_DESCRIPTIONS[ref.source]} ({ref.confidence:.2f})"
                )
    tags = [f"{id} ({share:.2f})" for scheme, id, share in statement.tags if scheme not in ("tense", "protective")]
    if tags:
        reasons.append(f"tags by the tagger: {', '.join(tags)}")
    first, *rest = reasons
    return (Reason(feature=first, weight=confidence), *(Reason(feature=reason, weight=0.0) for reason in rest))
