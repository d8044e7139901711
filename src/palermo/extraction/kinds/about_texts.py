"""What an English clause tells of a document, a law, software or a membership: it claims nothing of the problem."""

from palermo.extraction.syntax.clauses import Clause


def of_text(clause: Clause) -> bool:
    """Whether an English clause tells what a document is, or what a law rules: it claims nothing of the problem."""
    forms = clause.words.telling
    if clause.words.language != "en" or clause.verb is None:
        return False
    cut = clause.words.prepositions.search(clause.about, 1)
    head = clause.about[: cut.start()] if cut else clause.about
    if forms.tool.search(head) and forms.tool_works.match(clause.text, clause.verb[0]):
        return True
    return bool(
        forms.document.search(head) or (forms.law.search(head) and forms.law_rules.match(clause.text, clause.verb[0]))
    )


def counts_others(clause: Clause) -> bool:
    """Whether a clause counts members, meetings or documents, and nothing of the problem."""
    return (
        clause.verb is not None
        and clause.words.telling.counts_others.match(clause.text, clause.verb[0], clause.end) is not None
    )
