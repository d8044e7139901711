"""Recommendations in running text: someone urges, stresses or is asked; someone should."""

import re

from palermo.extraction.clauses import Clause
from palermo.extraction.finding import SHOWN, Finding, matches, reason
from palermo.extraction.surroundings import Surroundings
from palermo.statements import Kind, Reason

METHOD = "recommendations.sentences.1"

_THIS = re.compile(r"(?:this|these|that|such)\b", re.I)
_LONGEST_ACTOR = 160


def recommendation(clause: Clause) -> Finding | None:
    """Read a clause as a recommendation; None where it is none."""
    for wording, found in matches(clause, Kind.RECOMMENDATION):
        if (wording.acts and _THIS.match(clause.about)) or _quoted(clause.said, found.end()):
            continue
        named = found.groupdict()
        actor = _clean(named.get("actor"))
        return Finding(
            kind=Kind.RECOMMENDATION,
            method=METHOD,
            reasons=(reason(wording, found),),
            actor=actor or "",
            addressee=_clean(named.get("addressee")),
        )
    return None


def _quoted(said: str, upto: int) -> bool:
    """Whether a wording stands within quotation marks that were opened before it: another's words."""
    before = said[:upto]
    return before.count('"') % 2 == 1 or any(before.count(a) > before.count(b) for a, b in ("“”", "«»"))


def asked(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a verb in the imperative below a heading such as `Recommendations`; None where there is no such heading."""
    if around.asked is None:
        return None
    reasons = (
        Reason(feature=f"it stands below “{around.asked[:SHOWN]}”", weight=0.45),
        Reason(feature="it begins with a verb that asks", weight=0.2),
    )
    return Finding(kind=Kind.RECOMMENDATION, method=METHOD, reasons=reasons, actor="")


def _clean(name: str | None) -> str | None:
    if not name or len(name) > _LONGEST_ACTOR:
        return None
    return re.sub(r"^.*,\s+|^[\s,;:.،]+|[\s,;:.،]+$", "", name) or None
