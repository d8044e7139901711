"""Whose an English mandate is, where that is told behind it: `responsibility rests with the Prosecutor`."""

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.sure_parties import surely_acting
from palermo.extraction.syntax.clauses import Clause


def duty_bearers(clause: Clause, *, told: bool = False) -> list[str]:
    """Those whose duty a clause tells of, surely so; `told`: where no other is, those too by whom a thing is run."""
    forms = clause.words.roles
    for pattern in (forms.run_by,) if told else forms.rests_with:
        if (met := pattern.search(clause.said)) and (names := surely_acting(met["who"], clause.words)):
            return names
    return []


def owner_of(named: str, words: Wordings) -> str:
    """Whose a mandate is that is named; what is named where it is no mandate: `the Agency's mandate`."""
    owner = words.roles.mandate_of.fullmatch(named)
    return (owner["of"] or owner["whose"]) if owner else named
