"""Who is asked where no wording names them: by the form of an English clause alone."""

from collections.abc import Iterator

from palermo.extraction.roles.arabic_requests import asked_in_arabic
from palermo.extraction.roles.chinese_phrases import asked_in_chinese, done_to_in_chinese
from palermo.extraction.roles.parties import asked_parties
from palermo.extraction.roles.russian_requests import asked_in_russian
from palermo.extraction.roles.told_by_form import asked_so
from palermo.extraction.syntax.clauses import Clause

LONGEST = 130
"""Characters of those who are asked."""
MOST_VERBS = 4
"""Verbs behind `that` at which the name of those who are asked may end."""


def asking(named: str, clause: Clause) -> str:
    """Who asks, of what stands before a verb of asking: `The Committee | welcomes the plan and`; not who is asked."""
    if clause.words.roles.passive_of_asking.search(f"{named} "):
        return ""
    if clause.subject and clause.verb and named.startswith(clause.text[clause.subject[0] : clause.verb[1]]):
        return clause.about
    return named


def nobody_asked(named: str, clause: Clause) -> bool:
    """Whether what is named where somebody is asked is a measure, or somebody to whom something should be done."""
    words, behind = clause.words, clause.said.partition(named)[2]
    if words.roles.asked_deed.match(named.strip()) or words.roles.duty_suffered.match(behind):
        return True
    if words.language == "zh" and done_to_in_chinese(named, words):
        return True
    return words.to_be_done is not None and words.to_be_done.match(behind) is not None


def asked_by_form(clause: Clause, named: list[str]) -> list[str]:
    """Those who are asked, by the form of a clause where nobody is named, and those asked beside who is named.

    Nobody in English where something should be done to them.
    """
    if clause.words.language == "en":
        return named or next((names for names in _found(clause) if names), [])
    more = asked_so(clause)
    french = clause.words.language == "fr"
    longer = french and bool(named) and all(any(_goes_on(name, other, clause) for other in more) for name in named)
    return more if longer or set(named) < set(more) else named


def _goes_on(name: str, other: str, clause: Clause) -> bool:
    """Whether another form has more of a name, and nothing of what is asked: `Bureau de la | Cellule régionale`."""
    return other.startswith(f"{name} ") and clause.words.roles.infinitive.search(other, len(name)) is None


def asked_elsewhere(clause: Clause) -> list[str]:
    """Those who are asked, by the form of an Arabic, Chinese or Russian clause."""
    by_form = {"zh": asked_in_chinese, "ar": asked_in_arabic, "ru": asked_in_russian}.get(clause.words.language)
    return by_form(clause) if by_form else []


def _found(clause: Clause) -> Iterator[list[str]]:
    said, words = clause.said, clause.words
    for pattern in (words.roles.called_upon, words.roles.cleft):
        if met := pattern.match(said):
            yield list(asked_parties(met["asked"], words))
    if met := words.roles.object_of_asking.search(said):
        yield list(asked_parties(met["asked"], words))
    if that := words.roles.before_who_is_asked.search(said):
        yield _before_verb(clause, clause.start + that.end())
    if clause.subject and not words.pronouns.match(clause.about):
        behind = said[clause.subject[1] - clause.start :]
        if words.roles.subject_has_duty.match(behind) and not words.roles.duty_suffered.match(behind):
            yield list(asked_parties(clause.about, words))
    if met := words.roles.duty_behind_aside.search(said):
        yield list(asked_parties(met["asked"], words))
    if met := words.roles.given_to.search(said):
        yield list(asked_parties(met["asked"], words))


def _before_verb(clause: Clause, start: int) -> list[str]:
    """Those who stand between `that` and the verb of what they are to do."""
    text, words = clause.text, clause.words
    end = min(clause.end, start + LONGEST)
    for count, (begin, _) in enumerate(words.verbs.spans(text, start + 2, end)):
        if count >= MOST_VERBS:
            break
        named = words.roles.before_what_is_asked.sub("", text[start:begin])
        if names := list(asked_parties(named, words)):
            duty = text[start + len(named) : clause.end]
            return [] if words.roles.duty_suffered.match(duty) else names
    return []
