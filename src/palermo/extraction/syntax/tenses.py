"""Whether what a clause tells is done, ongoing or planned, and whether something is done to its subject."""

import re

from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.clauses import Clause


def suffered(clause: Clause) -> bool:
    """Whether something is done to the subject of a clause: `a law was adopted`."""
    passive = clause.words.passive
    return bool(passive and clause.verb and passive.match(clause.text, clause.verb[0], clause.end))


def tense_of(clause: Clause) -> str | None:
    """Whether what a clause tells is done, ongoing or planned."""
    forms = clause.words.clauses
    start = clause.verb[0] if clause.verb else clause.start
    if clause.words.verb_first or clause.words.language == "zh":
        start = clause.start
    if clitic := forms.reflexive.search(clause.text, max(clause.start, start - 3), start):
        start = clitic.start()
    near = clause.text[start : min(clause.end, start + 90)]
    if _past_of_us(clause):
        return "done"
    if forms.announced.match(near):
        return "planned"
    if _past_of_one(clause):
        return "done"
    if forms.passive_present.match(near) and suffered(clause):
        return "ongoing"
    if (
        clause.verb
        and _present(clause.text[slice(*clause.verb)], clause.words)
        and not clause.words.planned.match(near)
    ):
        return "ongoing"
    return tense_in(near, clause.words) or "ongoing"


def _past_of_us(clause: Clause) -> bool:
    """Whether a Spanish verb of `we`, the same in present and past, stands with a year: `En 2023 abrimos un centro`."""
    forms = clause.words.clauses
    if clause.verb is None or not forms.past_or_present_of_us.fullmatch(clause.text, *clause.verb):
        return False
    before, behind = clause.text[clause.start : clause.verb[0]], clause.text[clause.verb[1] : clause.end]
    return bool(
        forms.in_year.search(before) or forms.in_year.match(behind.lstrip()) or forms.dated_at_end.search(behind)
    )


def _past_of_one(clause: Clause) -> bool:
    """Whether a verb whose past has no ending is said of one party: `ICAT set up a group`."""
    verb = clause.text[slice(*clause.verb)] if clause.verb else ""
    plural = clause.about.endswith("s") or " and " in clause.about or re.match(r"(?:we|they|you)\b", clause.about, re.I)
    return verb in clause.words.clauses.unchanged_in_past and bool(clause.about) and not plural


def _present(verb: str, words: Wordings) -> bool:
    """Whether an English verb is in the present: `trains`, `train`."""
    if words.language != "en" or verb in AUXILIARIES:
        return False
    return bool(words.deeds.fullmatch(verb)) or (verb.endswith("s") and bool(words.deeds.match(verb[:-1] + " ")))


def tense_in(text: str, words: Wordings) -> str | None:
    """The tense of the first words that tell one; None where none do."""
    named = [("planned", words.planned), ("done", words.done), ("ongoing", words.ongoing)]
    if words.language == "en":
        named[1:] = named[:0:-1]  # `has run a shelter since 2005` goes on
    found = [(match.start(), name) for name, pattern in named if (match := pattern.search(text))]
    return min(found, key=lambda each: each[0])[1] if found else None
