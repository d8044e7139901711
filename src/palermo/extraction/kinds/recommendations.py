"""Recommendations in running text: someone urges, stresses or is asked; someone should."""

import re
from dataclasses import replace

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.cues import SHOWN, Finding, matches, reason
from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.names.arabic_noun_phrases import asked as asked_by
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.parties import party, without_opening
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.subordinate_clauses import told_within
from palermo.statements import Kind, PassageKind, Reason

METHOD = "recommendations.sentences.10"

_THIS = re.compile(r"(?:this|these|that|such)\b", re.I)
_OF_RELATIVE = re.compile(r"\b(?:who|which|that|whose|whom|where)\b", re.I)
_ADVERBS = re.compile(r"^(?:(?:also|further|furthermore|strongly|again|once again|urgently|therefore)\s*)+$", re.I)
"""What stands before a verb that names nobody: `Also | calls upon`."""
_LONGEST_ACTOR = 160


def recommendation(clause: Clause) -> Finding | None:
    """Read a clause as a recommendation, whole or from its subject on; None where it is none."""
    found = _read(clause)
    if found is None and clause.subject and clause.start < clause.subject[0] and clause.words.language == "en":
        return _read(replace(clause, start=clause.subject[0]))
    return found


def _read(clause: Clause) -> Finding | None:
    for wording, found in matches(clause, Kind.RECOMMENDATION):
        if _told_of_us(found) or (wording.acts and _THIS.match(clause.about)) or _quoted(clause.said, found.end()):
            continue
        named = found.groupdict()
        if clause_like(named.get("addressee"), clause) or _aside(found, clause) or told_within(clause, found):
            continue
        actor = _clean(named.get("actor"))
        if actor and clause.words.language == "en" and _BEGUN.match(actor):
            actor = None
        if _by_nobody(actor, found, clause):
            continue
        addressee = _clean(named.get("addressee"), 300)
        if clause.words.language == "ar" and addressee and "asks" in named:
            actor, addressee = asked_by(addressee, named["asks"] or found.group())
        return Finding(
            kind=Kind.RECOMMENDATION,
            method=METHOD,
            reasons=(reason(wording, found),),
            actor=actor or "",
            addressee=addressee,
            spoken="actor" in named or "asks" in named,
        )
    return None


_BEGUN = re.compile(
    r"(?:welcomes|notes|takes\s+note|recogni[sz]es|recalls|acknowledges|commends|appreciates|expresses|condemns|regrets|deplores)\s",
    re.I,
)
"""How the first half of a paragraph of a resolution begins, which is nobody: `Welcomes the gifts of X, and | urges`."""


def _told_of_us(found: re.Match[str]) -> bool:
    """Whether we tell in English what we asked of whom long ago, `In 2019 we invited auditors to`: it asks no more."""
    return _WE_ASKED.search(found.string, found.start(), found.end()) is not None


_WE_ASKED = re.compile(r"\b[Ww]e\s+(?:have\s+|also\s+|then\s+|\w+ly\s+)*(?:asked|invited|required|instructed)\s")


def _by_nobody(actor: str | None, found: re.Match[str], clause: Clause) -> bool:
    """Whether `encouraged by` is followed by what is no party: `was encouraged by the progress made`."""
    if not actor or clause.words.language != "en":
        return False
    return clause.said[: found.start("actor")].endswith("by ") and party(actor, clause.words) is None


def clause_like(named: str | None, clause: Clause) -> bool:
    """Whether what stands where someone is asked, or asks, holds a predicate of its own: it is a clause, and nobody."""
    if not named or clause.words.language != "en":
        return False
    name = without_opening(named.strip(), clause.words)
    return any(
        start > 0 and name[start].islower() and not _OF_RELATIVE.search(name, 0, start) and _surely(name, start, end)
        for start, end in clause.words.verbs.spans(name, 0, len(name))
    )


def _aside(found: re.Match[str], clause: Clause) -> bool:
    """Whether a duty is told in passing, `Where inspectors must report, | victims ...`, or is our own, `We shall`."""
    if clause.words.language != "en" or "addressee" not in found.re.groupindex or found["addressee"] is None:
        return False
    if _OURS.match(found["addressee"]) and _SHALL.match(clause.said, found.end("addressee")):
        return True
    if clause.subject is None or not _SUBORDINATE.match(clause.said):
        return False
    return clause.start + found.end("addressee") <= clause.subject[0]


_OURS = re.compile(r"(?:also\s+)?we$", re.I)
_SHALL = re.compile(r"\s+shall\b")
_SUBORDINATE = re.compile(r"(?:where|when|whenever|because|since|as|although|while|unless|until)\s", re.I)


def _surely(name: str, start: int, end: int) -> bool:
    """Whether a word is a verb, and not the plural of a noun: `Bangladesh makes`, but `criminal records`."""
    if not name[start:end].endswith("s") or name[start:end] in AUXILIARIES:
        return True
    before = name[:start].split()
    return (len(before) > 1 and before[-1][:1].isupper()) or (len(before) == 1 and is_state(before[0]))


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


def ordered(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a whole English sentence that begins with an imperative that asks; None where it is an item or a cell."""
    words = clause.words
    whole = clause.text[clause.end : clause.end + 1] == "." and around.setting is Setting.PROSE
    if words.ordering is None or not whole or around.passage.kind is PassageKind.CELL:
        return None
    if words.own_work and any(words.own_work.search(heading) for heading in around.passage.headings[-2:]):
        return None
    found = words.ordering.match(clause.said)
    if found is None or not clause.said[:1].isupper():
        return None
    reasons = (Reason(feature=f"it begins with a verb that asks: “{found.group()[:SHOWN]}”", weight=0.6),)
    return Finding(kind=Kind.RECOMMENDATION, method=METHOD, reasons=reasons, actor="")


def _clean(name: str | None, longest: int = _LONGEST_ACTOR) -> str | None:
    if not name or len(name) > longest:
        return None
    return _ADVERBS.sub("", re.sub(r"^[\s,;:.،]+|[\s,;:.،]+$", "", name)) or None
