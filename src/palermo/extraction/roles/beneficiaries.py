"""Beneficiaries: who is served, trained, helped or advised by what is done, as addressees of activities."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.chinese_phrases import served_in_chinese
from palermo.extraction.roles.objects import done_to_subject, object_place
from palermo.extraction.roles.parties import parties
from palermo.extraction.roles.told_by_form import served_so
from palermo.extraction.syntax.clauses import Clause, is_people

FURTHEST = 220
"""Characters behind a wording in which those who are served stand."""
MOST = 12
_CAPITAL = re.compile(r"\b[A-Z][\w-]*$")
_NEXT = re.compile(r"\s+(?:the\s+)?[A-Z]")


def received(clause: Clause) -> str | None:
    """From whom its subject receives help, as printed, empty where that is not told; None where it receives none."""
    forms = clause.words.roles
    if clause.verb is None:
        return None
    found = forms.receiving.match(clause.text, clause.verb[0], clause.end)
    if found is None or forms.receives_nothing.match(clause.about) or clause.words.exploiters.search(clause.about):
        return None
    giver = forms.from_giver.match(clause.text, found.end(), clause.end)
    if giver is None:
        return ""
    near = clause.text[giver.end() : min(clause.end, giver.end() + FURTHEST)]
    stop = clause.words.served_stops.search(near, 1)
    return near[: stop.start()] if stop else near


def served(
    clause: Clause,
    others: list[str],
    *,
    whole: bool = False,
    loose: bool = True,
    tied: bool = False,
    deeds: bool = False,
) -> list[str]:
    """Those who are served, as printed, in their order; `others` act themselves and are left out.

    `whole` says that the clause has no subject: they may stand anywhere in it. `loose` says that whoever something is
    for is served too, where nobody else is; `deeds`, that those to whom a deed is done are.
    """
    words = clause.words
    if words.roles.refusing.search(clause.said):
        return []
    if words.language == "zh":
        if tied:
            return []
        return [name for name in served_in_chinese(clause) if not any(name in other for other in others)][:MOST]
    begins = whole or clause.subject is None or words.deeds.match(clause.text, clause.start) is not None
    free = begins or words.verb_first or words.language == "zh"
    start = clause.start if free or clause.verb is None else clause.verb[0]
    if words.roles.purpose_first.match(clause.text, clause.start):
        start = clause.start
    known = {name.casefold() for name in others}
    found = _found(clause, start, words.served, tied=tied) or (
        _done_to(clause) or (served_so(clause) if deeds else []) or _found(clause, start, words.benefiting, strict=True)
        if loose
        else []
    )
    distinct = dict.fromkeys(name for name in found if not any(other.startswith(name.casefold()) for other in known))
    names = [name for name in distinct if not any(name != other and name in other for other in distinct)]
    return [name for name in names if len(names) == 1 or not words.roles.anybody.fullmatch(name)][:MOST]


def _done_to(clause: Clause) -> list[str]:
    """The people to whom the deed is done, as object or, in the passive, as subject."""
    if done_to_subject(clause):
        return list(parties(clause.about, clause.words, served=True))
    found = object_place(clause)
    if found is None:
        return []
    at, whoever = found
    names = list(_behind(clause.text[at : clause.end], clause.words, strict=True))
    return names if whoever or all(is_people(name, clause.words) for name in names) else []


def _found(
    clause: Clause, start: int, patterns: tuple[re.Pattern[str], ...], *, strict: bool = False, tied: bool = False
) -> list[str]:
    """The parties behind what some patterns meet, from a place on.

    `strict` wants a list that begins with one; `tied` leaves out who stands behind `with`.
    """
    forms = clause.words.roles
    found: list[tuple[int, str]] = []
    opens = forms.purpose_first.match(clause.text, clause.start) is not None
    cues = sorted(
        cue.end()
        for pattern in patterns
        for cue in pattern.finditer(clause.text, start, clause.end)
        if not (clause.words.language == "en" and cue.start() > clause.start and cue.group()[:1].isupper())
    )  # a capital within a sentence is of a name: `the Group on Strengthening Training | Capacity`
    for at in dict.fromkeys(cues):
        if (tied and clause.text[:at].rstrip().endswith("with")) or _in_title(clause.text, clause.start, at):
            continue  # who a tie is with is a partner
        if clause.text.endswith(" to ", 0, at) and (
            clause.words.deeds.match(clause.text, at) or forms.verb_by_ending.match(clause.text, at)
        ):
            continue  # `shelters to | accommodate victims`
        if found and forms.relative_of_served.search(clause.text, found[0][0], at):
            break
        end = clause.subject[0] if opens and clause.subject and at < clause.subject[0] else clause.end
        found += [(at, name) for name in _behind(clause.text[at:end], clause.words, strict)]
    return [name for _, name in sorted(found, key=lambda each: each[0])]


def _in_title(text: str, start: int, at: int) -> bool:
    """Whether a place is within quotation marks: `a course called “Assistance to | Victims”`."""
    return text.count("“", start, at) > text.count("”", start, at)


def _behind(text: str, words: Wordings, strict: bool) -> Iterator[str]:
    """The parties that a text begins with, up to what ends a list of names."""
    forms = words.roles
    near = text[:FURTHEST]
    stop = name_stop(near, words)
    whole = near if len(near) == len(text) else re.sub(r"\s+\S*$", "", near)
    listed = forms.preposition_left.sub("", forms.joint_left.sub("", near[: stop.start()] if stop else whole))
    listed = forms.next_gerund.split(listed, maxsplit=1)[0]
    if forms.gerund.match(listed) or forms.acts_unserved.search(listed):
        return
    found = list(parties(_before_next_verb(listed, words), words, served=True))
    if found and (not strict or _begins(listed, found[0])):
        yield from found


def name_stop(near: str, words: Wordings) -> re.Match[str] | None:
    """Where a list of those who are served ends; not within a name: `the Fund | for Victims`."""
    for stop in words.served_stops.finditer(near, 1):
        if stop.group().strip()[:1].isupper():
            continue  # `the Working Group`
        if not (
            words.roles.preposition_in_name.match(stop.group())
            and _CAPITAL.search(near[: stop.start()])
            and _NEXT.match(near, stop.end())
        ):
            return stop
    return None


def _begins(listed: str, name: str) -> bool:
    """Whether a list begins with its first party: `contingency planning, cross-border operations` does not."""
    return ", " not in listed[: max(0, listed.find(name))]


def _before_next_verb(listed: str, words: Wordings) -> str:
    """A list up to the next thing that is done: `migrant workers | and trains prosecutors`."""
    forms = words.roles
    listed = forms.and_to_do.split(listed, maxsplit=1)[0]
    for found in forms.and_does.finditer(listed):
        if words.deeds.fullmatch(found[1]) or words.deeds.fullmatch(found[1].removesuffix("e")):
            return listed[: found.start()]
    return listed
