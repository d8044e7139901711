"""Whether an English clause tells what is done for survivors, which claims nothing of the problem."""

import re

from palermo.extraction.syntax.clauses import Clause

_HELPS = re.compile(
    r"(?:(?:will|can|may|could|has|have|had|is|are|was|were|been|also|already|since|continu\w+\s+to|then|\w+ly)\s+)*"
    r"(?:offer|support|help|assist|train|empower|advocat|accompan|shelter|rescu|hous|welcom|counsel|mentor|equip|serv|bridg|walk|listen"
    r"|reach|provid|giv|gave|car(?:e|es|ed|ing)\s+for|stand\s+up|speak\s+up|campaign|work(?:s|ed|ing)?\s+(?:closely\s+|directly\s+|alongside|with\b|to\s+(?:end|stop|help|support|prevent))|fight|rais\w+\s+awareness|celebrat|honou?r)\w*\b"
)
_HURTS = re.compile(
    r"\b(?:no|not|without|little|few|rarely|seldom|never|too|only|insufficient\w*|inadequate\w*|limited|lack\w*|fail\w*|unable|traffickers|recruiters|exploiters|perpetrators"
    r"|false|fake|at\s+risk|vulnerab\w+|more\s+likely|less\s+likely|risks?\s+of|cheap|illegal\w*)\b",
    re.I,
)
"""Words of what is missing or harms: `services offer little to men`."""
_OF_NOBODY = re.compile(
    r"^(?:social\s+media|platforms?|technolog\w+|employers?|families|parents?|relatives|friends|brokers?|agents?|people|they|it|this|that|these|women|children|men|girls|boys|victims?|survivors|migrants|workers|demand|poverty|conflicts?|laws?)\b",
    re.I,
)
"""Subjects that are no organisation which helps."""

_NAMED = re.compile(r"^(?:[Ww]e|[Oo]ur|I)\b|(?<=\w\s)[A-Z](?!.*\s(?:of|for|by|with|in)$)")


def helps(clause: Clause) -> bool:
    """Whether an English clause tells of help for those who were exploited, by somebody named with a capital or `we`.

    What protects in general is a factor and stays one: `social protection helps families`.
    """
    if clause.words.language != "en" or clause.verb is None or not clause.about:
        return False
    if _HURTS.search(clause.said) or clause.words.exploiters.search(clause.said) or _OF_NOBODY.search(clause.about):
        return False
    if clause.words.protective.search(clause.said) or not _NAMED.search(clause.about):
        return False
    return _HELPS.match(clause.text, clause.verb[0]) is not None
