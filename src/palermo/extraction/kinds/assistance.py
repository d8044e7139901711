"""Whether an English clause tells what is done for survivors, which claims nothing of the problem."""

from palermo.extraction.syntax.clauses import Clause


def helps(clause: Clause) -> bool:
    """Whether an English clause tells of help for those who were exploited, by somebody named with a capital or `we`.

    What protects in general is a factor and stays one: `social protection helps families`.
    """
    forms = clause.words.telling
    if clause.words.language != "en" or clause.verb is None or not clause.about:
        return False
    if (
        forms.hurts.search(clause.said)
        or clause.words.exploiters.search(clause.said)
        or forms.helps_nobody.search(clause.about)
    ):
        return False
    if clause.words.protective.search(clause.said) or not forms.helper_named.search(clause.about):
        return False
    return forms.helps_survivors.match(clause.text, clause.verb[0]) is not None
