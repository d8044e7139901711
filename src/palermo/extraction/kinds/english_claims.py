"""Whether an English clause claims something of the problem, cause by cause; `claims` says so of other languages."""

from itertools import pairwise

from palermo.extraction.kinds.about_texts import counts_others, of_text
from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.syntax.clauses import Clause


def claims_nothing_in_english(clause: Clause) -> bool:
    """Whether an English clause tells of a text or of what is to be done, or has no main verb of its own."""
    if clause.words.language != "en":
        return False
    if clause.verb is None:
        return not clause.words.exploiters.match(clause.said)
    return (
        _reduced(clause)
        or _of_texts_or_figures(clause, clause.verb)
        or _to_be_done(clause, clause.verb)
        or _without_main_verb(clause, clause.verb)
    )


def _of_texts_or_figures(clause: Clause, verb: tuple[int, int]) -> bool:
    """Whether it tells of a text, counts meetings and their like, discusses its subject, or is a figure's title."""
    forms = clause.words.telling
    if of_text(clause) or forms.discussed.match(clause.text[slice(*verb)]) or counts_others(clause):
        return True
    return forms.title_of_figure.fullmatch(clause.said) is not None


def _to_be_done(clause: Clause, verb: tuple[int, int]) -> bool:
    """Whether it is an infinitive, and not the subject of what that brings about: `To be poor | makes them weak`."""
    forms = clause.words.telling
    before = clause.text[clause.start : verb[0]]
    return (
        forms.infinitive.match(clause.said) is not None
        and "," not in before
        and clause.text[slice(*verb)] not in forms.brings_about
    )


def _without_main_verb(clause: Clause, verb: tuple[int, int]) -> bool:
    """Whether its verb is of a relative clause behind which no other stands, or is none: of a task, of a gerund."""
    behind = _end_of_relative(clause, verb)
    return _bare(clause, verb) if behind is None else not _verb_behind(clause, behind)


def _end_of_relative(clause: Clause, verb: tuple[int, int]) -> int | None:
    """Behind the verb of a relative clause that tells of a noun, `victims who were afraid |`; None where none does."""
    forms = clause.words.telling
    before = clause.text[clause.start : verb[0]]
    if forms.before_verb_of_relative.search(before) or forms.noun_without_verb.search(
        clause.said[: verb[1] - clause.start]
    ):
        return verb[1]
    phrase = forms.noun_with_relative.match(clause.said)
    return clause.start + phrase.end() if phrase and clause.words.verbs.known(phrase["verb"]) else None


def _bare(clause: Clause, verb: tuple[int, int]) -> bool:
    """Whether it begins with what is to be done, `Train judges`, or with a gerund, and has no finite verb."""
    words, found = clause.words, clause.text[slice(*verb)]
    if words.telling.bare_verb.match(clause.said) and words.deeds.match(clause.said):
        return not words.verbs.known(found) or not (found in AUXILIARIES or found.endswith(("s", "ed")))
    return words.telling.gerund.match(clause.said) is not None and not words.verbs.known(found)


def _reduced(clause: Clause) -> bool:
    """Whether its only verb is a participle that tells of a noun: `frameworks | adopted by States to address harm`."""
    if clause.verb is None or clause.text[slice(*clause.verb)] in AUXILIARIES:
        return False
    if clause.text[clause.start : clause.verb[0]].endswith("being "):
        return False
    return clause.words.telling.participle_by.match(clause.text, clause.verb[0]) is not None and not _verb_behind(
        clause, clause.verb[1]
    )


def _verb_behind(clause: Clause, place: int) -> bool:
    """Whether behind a relative clause stands the verb of the sentence: `victims who are afraid | keep silent`."""
    behind = (
        clause.words.telling.subordinate.split(clause.text[place : clause.end], maxsplit=1)[0].replace(",", " ").split()
    )
    return any(
        clause.words.verbs.known(word)
        for before, word in pairwise(behind)
        if before not in ("to", "of", "the", "a", "and", "who", "that")
    )
