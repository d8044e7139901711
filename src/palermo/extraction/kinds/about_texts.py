"""What an English clause tells of a document, a law, software or a membership: it claims nothing of the problem."""

import re

from palermo.extraction.syntax.clauses import Clause


def of_text(clause: Clause) -> bool:
    """Whether an English clause tells what a document is, or what a law rules: it claims nothing of the problem."""
    if clause.words.language != "en" or clause.verb is None:
        return False
    cut = clause.words.prepositions.search(clause.about, 1)
    head = clause.about[: cut.start()] if cut else clause.about
    if _TOOL.search(head) and _WORKS.match(clause.text, clause.verb[0]):
        return True
    return bool(_DOCUMENT.search(head) or (_LAW.search(head) and _RULES.match(clause.text, clause.verb[0])))


_DOCUMENT = re.compile(
    r"\b(?:reports?|handbooks?|toolkits?|guidelines|manuals?|articles?|chapters?|webinars?|strategy|resolutions?|decisions?|statements?|compendium"
    r"|calls?|briefs?|papers?|principles|notes?|declarations?|publications?|guides?|original|texts?|agenda"
    r"|workshops?|meetings?|event|(?:the|these|such|side)[\s-]events|seminars?|conferences?|courses?|sessions?|dialogues?|the(?:\s+\w+)?\s+(?:program(?:me)?|project|campaign))(?:\s+also)?(?:\s+(?:No\.?\s*)?[\d/().-]+)?\s*$",
    re.I,
)
_TOOL = re.compile(
    r"\b(?:software|tools?|methods?|methodology|stud(?:y|ies)|surveys?|models?|datasets?|database|app|platform|website|portal)\s*$",
    re.I,
)
_WORKS = re.compile(
    r"(?:(?:also|then|\w+ly)\s+)*(?:us(?:e[sd]?|ing)|draws?|drew|combin|analy[sz]|cover|looks?|interview|rests?|collect|gather|compar|appl|build|built"
    r"|make[sd]?|help|search|detect|find|let|ask|consist|includ|contain|support|work|is\b|was\b)"
)
"""What software does, and how a study was made."""
_LAW = re.compile(
    r"\b(?:acts?|laws?|protocols?|conventions?|directives?|codes?|decrees?|constitutions?|treat(?:y|ies)|amendments?)(?:\s+(?:also|further|[A-Z]?\d+))?\s*$",
    re.I,
)
_RULES = re.compile(
    r"(?:(?:also|further|\w+ly)\s+)*(?:criminali[sz]|prohibit|establish|provid|defin|prescrib|set|introduc|mandat|amend|repeal|enter|entitl|oblig|stipulat"
    r"|guarantee|creat|lets?\s+(?:[Ss]tates|[Pp]arties|[Mm]ember)|holds?\b|says?\b|recogni|require|includ|contain|cover|appl|regulat|binds?\b|is\b|was\b)"
)


def counts_others(clause: Clause) -> bool:
    """Whether a clause counts members, meetings or documents, and nothing of the problem."""
    return clause.verb is not None and _OTHERS.match(clause.text, clause.verb[0], clause.end) is not None


_OTHERS = re.compile(
    r"(?:(?:now|also|has|have|had|currently)\s+)*\w+\s+(?:(?:about|over|more\s+than|some|nearly|its)\s+)?"
    r"(?:\d[\d,. ]*|[a-z]+teen|[a-z]+ty(?:-\w+)?|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:\w+\s+){0,2}?"
    r"(?:members?(?!\s+of\s+(?:the\s+|their\s+)?famil)|meetings?|documents?|sessions?|"
    r"signatories|states\s+parties|chapters?|pages|papers|languages|articles|publications)\b",
    re.I,
)
