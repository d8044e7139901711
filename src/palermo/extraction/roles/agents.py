"""The agent of a passive: who does what a clause tells to be done, `by the Ministry`."""

from palermo.extraction.roles.appositions import behind_payer
from palermo.extraction.roles.beneficiaries import name_stop
from palermo.extraction.roles.chinese_phrases import hosts_in_chinese
from palermo.extraction.roles.parties import parties
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.tenses import suffered


def agent(clause: Clause) -> str | None:
    """Who does what a clause in the passive tells, as printed, `by the Ministry`; None where it does not say."""
    forms = clause.words.roles
    pattern = clause.words.agent
    verb = clause.verb[1] if clause.verb else clause.start
    verb = behind_payer(clause.text, clause.verb[0] if clause.verb else verb, verb, clause.end, clause.words)
    if clause.words.language == "ru" and pattern and pattern.match(clause.about):
        return clause.about  # `By the Ministry was published ...`
    for found in pattern.finditer(clause.text, verb, clause.end) if pattern else ():
        if forms.another_verb.search(clause.text, verb, found.start()):
            continue
        behind = clause.text[found.end() : min(clause.end, found.end() + 160)]
        stop = name_stop(behind, clause.words)
        by = behind[: stop.start()] if stop else behind
        by = forms.done_by_another.sub("", by)
        if any(parties(by, clause.words)):
            return by
    return None


def signing(named: str, clause: Clause) -> str:
    """Who signs where what is named is signed; else what is named: `The memorandum | was signed by`."""
    if clause.words.language == "zh" and (hosts := hosts_in_chinese(clause)):
        return hosts
    return (agent(clause) or named) if clause.words.roles.signed.search(named) and suffered(clause) else named
