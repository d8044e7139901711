"""In English, people to whom a deed is done: `freed | 312 families`, `families | were flown home`."""

from palermo.extraction.syntax.clauses import Clause, is_people
from palermo.extraction.syntax.tenses import suffered

LONGEST_VERB = 200
"""Characters of a verb and of the adverb behind it."""


def object_place(clause: Clause) -> tuple[int, bool] | None:
    """Where the object of a clause begins, and whether whoever it names is served and not only people.

    None where it is not of such a deed.
    """
    if clause.verb is None or suffered(clause):
        return None
    text, forms, at = clause.text, clause.words.roles, _behind_auxiliaries(clause, clause.verb)
    for pattern in (forms.brings_together, forms.sets_a_task, forms.puts_through):
        if met := pattern.match(text, at, clause.end):
            return met.end(), True
    deed = forms.deed.match(text, at, clause.end)
    return (deed.end(), False) if deed and not forms.not_done_for.match(deed[1]) else None


def done_to_subject(clause: Clause) -> bool:
    """Whether a deed is done to the people who are the subject: `stranded migrants | have been flown home`."""
    forms = clause.words.roles
    if clause.verb is None or not suffered(clause):
        return False
    at = _behind_auxiliaries(clause, clause.verb)
    deed = forms.deed.match(f"{clause.text[at : at + LONGEST_VERB]} .")
    served = deed is not None and not forms.not_done_for.match(deed[1])
    return served and is_people(clause.about, clause.words)


def _behind_auxiliaries(clause: Clause, verb: tuple[int, int]) -> int:
    """Where the verb begins that tells the deed: `have already | freed`."""
    chain = clause.words.roles.chain_before_deed.match(clause.text, verb[0], clause.end)
    return chain.end() if chain else verb[0]
