"""Recommendations in running text: someone urges, stresses or is asked; someone should."""

import re
from collections.abc import Iterator
from dataclasses import replace

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.cues import SHOWN, Finding, matches, reason
from palermo.extraction.language.english_lexicon import reading
from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.arabic_noun_phrases import asked as asked_by
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.parties import party, without_opening
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.subordinate_clauses import told_within
from palermo.statements import Kind, PassageKind, Reason

METHOD = "recommendations.sentences.11"

_LONGEST_ACTOR = 160


def recommendation(clause: Clause) -> Finding | None:
    """Read a clause as a recommendation, whole or from its subject on; None where it is none."""
    if clause.words.language == "fr" and clause.about and clause.words.exploiters.search(clause.about):
        return None  # `intermediaries | propose to mothers to`
    found = _read(clause)
    if found is None and clause.subject and clause.start < clause.subject[0] and clause.words.language == "en":
        return _read(replace(clause, start=clause.subject[0]))
    return found


def _read(clause: Clause) -> Finding | None:
    forms = clause.words.telling
    for wording, found in matches(clause, Kind.RECOMMENDATION):
        if (
            _told_of_us(found, clause.words)
            or (wording.acts and forms.this.match(clause.about))
            or _quoted(clause.said, found.end())
        ):
            continue
        named = found.groupdict()
        if clause_like(named.get("addressee"), clause) or _aside(found, clause) or told_within(clause, found):
            continue
        actor = _clean(named.get("actor"), clause.words)
        if actor and forms.other_verb_first.match(actor):
            actor = None
        if _by_nobody(actor, found, clause):
            continue
        addressee = _clean(named.get("addressee"), clause.words, 300)
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


def _told_of_us(found: re.Match[str], words: Wordings) -> bool:
    """Whether we tell in English what we asked of whom long ago, `In 2019 we invited auditors to`: it asks no more."""
    return words.telling.we_asked.search(found.string, found.start(), found.end()) is not None


def _by_nobody(actor: str | None, found: re.Match[str], clause: Clause) -> bool:
    """Whether `encouraged by` is followed by what is no party: `was encouraged by the progress made`."""
    if not actor or clause.words.language != "en":
        return False
    return clause.said[: found.start("actor")].endswith("by ") and party(actor, clause.words) is None


def also_asked(found: Finding, clause: Clause) -> Iterator[tuple[Finding, Clause]]:
    """A recommendation, and those without a verb behind it: `Exhorta a X a actuar, y a los donantes a sufragarlo`."""
    pattern = clause.words.also_asked
    more = list(pattern.finditer(clause.text, clause.start, clause.end)) if pattern and found.addressee else []
    joint = "joint" if pattern and "joint" in pattern.groupindex else 0
    ends = [*(one.start(joint) for one in more), clause.end]
    yield found, replace(clause, end=ends[0])
    for one, end in zip(more, ends[1:], strict=True):
        yield replace(found, addressee=one["addressee"]), replace(clause, start=one.start("said"), end=end)


def clause_like(named: str | None, clause: Clause) -> bool:
    """Whether what stands where someone is asked, or asks, holds a predicate of its own: it is a clause, and nobody."""
    if not named or clause.words.language != "en":
        return False
    name = without_opening(named.strip(), clause.words)
    return any(
        start > 0
        and name[start].islower()
        and not clause.words.telling.relative_pronoun.search(name, 0, start)
        and _surely(name, start, end)
        for start, end in clause.words.verbs.spans(name, 0, len(name))
    )


def _aside(found: re.Match[str], clause: Clause) -> bool:
    """Whether a duty is told in passing, `Where inspectors must report, | victims ...`, or is our own, `We shall`."""
    if clause.words.language != "en" or "addressee" not in found.re.groupindex or found["addressee"] is None:
        return False
    forms = clause.words.telling
    if forms.ours.match(found["addressee"]) and forms.shall.match(clause.said, found.end("addressee")):
        return True
    if clause.subject is None or not forms.opens_subordinate.match(clause.said):
        return False
    return clause.start + found.end("addressee") <= clause.subject[0]


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
    ends = clause.text[clause.end : clause.end + 1]
    stops = {"es": (".", ";"), "ru": (".", "")}.get(words.language, (".",))
    whole = ends in stops and around.setting is Setting.PROSE
    if words.ordering is None or not whole or around.passage.kind is PassageKind.CELL:
        return None
    if words.own_work and any(words.own_work.search(heading) for heading in around.passage.headings[-2:]):
        return None
    found = words.ordering.match(clause.said) or (_imperative(clause) if words.language == "en" else None)
    if found is None or not (clause.said[:1].isupper() or clause.text[: clause.start].rstrip().endswith((":", ";"))):
        return None
    reasons = (Reason(feature=f"it begins with a verb that asks: “{found.group()[:SHOWN]}”", weight=0.6),)
    return Finding(kind=Kind.RECOMMENDATION, method=METHOD, reasons=reasons, actor="")


def _imperative(clause: Clause) -> re.Match[str] | None:
    """The verb and the object with which a sentence begins, where it has no subject: `Second, hear the child once`."""
    forms = clause.words.telling
    found = forms.imperative_and_object.match(clause.said)
    if found is None or not reading(found["verb"].casefold()).stem:
        return None
    before = clause.words.verbs.spans(clause.text, clause.start + found.end(), clause.end)
    behind = next((begin for begin, _ in before), None)
    subordinate = behind is None or forms.subordinate_within.search(clause.text, clause.start + found.end(), behind)
    return found if subordinate else None


def listed_request(introduction: Clause, item: Clause) -> Finding | None:
    """Read an item that begins with its verb behind whom it asks, `To school heads: | report ...`, or a heading."""
    words, said = item.words, introduction.said.strip()
    to_whom = words.addressing is not None and words.addressing.match(said) is not None
    if words.ordering is None or not (to_whom or words.asked.match(said)) or not words.ordering.match(item.said):
        return None
    reasons = (Reason(feature=f"it is an item of what is asked: “{said[-SHOWN:]}”", weight=0.65),)
    return Finding(
        kind=Kind.RECOMMENDATION, method=METHOD, reasons=reasons, actor="", addressee=said if to_whom else None
    )


def _clean(name: str | None, words: Wordings, longest: int = _LONGEST_ACTOR) -> str | None:
    if not name or len(name) > longest:
        return None
    return words.telling.adverbs_alone.sub("", re.sub(r"^[\s,;:.،]+|[\s,;:.،]+$", "", name)) or None
