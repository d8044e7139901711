"""English names without a known head whose verb tells a deed: `Polaris operates`, `Hope for Justice opened`."""

import re
from functools import cache, lru_cache

from palermo import registry, vocabulary
from palermo.extraction.language.english_lexicon import NONE, reading
from palermo.extraction.language.wordings import Wordings
from palermo.statements import digest

_JOINT = r"(?:(?:for|without|against|beyond|to|the)\s+){1,2}"
_WHOLE = re.compile(
    rf"(?:[Tt]he\s+)?(?P<name>[A-Z][\w’'&-]+(?:\s+(?:{_JOINT}|(?<!\w\s)of\s+(?:the\s+)?)?[A-Z][\w’'&-]+){{1,7}})"
)
"""A name of several words: `the Partnership for Freedom`."""
_SINGLE = re.compile(r"[A-Z][a-z’'-]{2,}")
_DEED = re.compile(
    r"(?:(?:has|have|had|also|will|is|are|recently|now|currently|since|already|\w+ly)\s+)*"
    r"(?:(?:open|train|launch|publish|support|assist|operat|establish|provid|organi[sz]|rescu|shelter|fund|develop|deliver"
    r"|hous|distribut|coordinat|help|offer|repatriat|counsel|defend|represent|advis|equip|creat|manag|monitor|educat"
    r"|mentor|interview|inspect|screen|brief|donat|promot|campaign|accompan|test)(?:e?s|e?d|[nlp]?ed|ing|e|ies|ied|y)?"
    r"|runs?|ran|running|held|holds|gave|gives|built|builds|taught|teaches|set\s+up|sets\s+up|led|leads)\s+"
    r"(?!(?:in|to|at|by|from|on|of|for|with|and|or|that|than|about|over|when|as|into|up|down|out)\b)[\w“‘]"
)
"""A verb that only somebody can be the subject of, with its object."""
_SINGULAR = re.compile(r"(?:(?:has|is|was)\b|\w+s\b)")
_NO_ONE = re.compile(
    r"\b(?:Schedules?|Plans?|Trainings?|Courses?|Reports?|Guides?|Handbook|Manual|Strategy|Policy|Convention|Protocol|Act|Law|Treaty"
    r"|Declaration|Resolution|Decree|Compact|Agenda|Day|Week|Year|Summit|Study|Survey|Call|Principles|Guidelines|Toolkit"
    r"|Statement|Framework|Agreement|Charter|Article|Chapter|Section|Annex|Part|Phase|Table|Figure|Box|Standards|Code)\b"
    r"|^(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs"
    r"|Fri|Satur|Sun)day|Africa|Asia|Europe|America|This|That|These|Those|There|Here|They|Both|Each|All|Some|Many|Most"
    r"|Winter|Spring|Summer|Autumn|Covid|Internet|Geneva|Vienna|Nairobi|Bangkok|Brussels|Paris|London|Rome|Warsaw|Strasbourg"
    r"|Others?|Everyone|Nobody|Somebody|Staff|Mr|Mrs|Ms|Dr)\b"
)
"""Texts, times, places and words that stand for anybody."""
APPOSED = re.compile(r",\s+(?:the|an?)\s+[^,;]{2,80}$")
"""What tells who somebody is, behind a comma at the end of a subject: `UNODC and ICMPD, | the co-chairs of 2022`."""
_DERIVED = re.compile(r"\w+(?:tion|sion|ment|ness|ity|ism|ship|ance|ence|ing|ogy|cy|ure|ers|ors|ists|ies|hood|dom)")


def told_name(about: str, deed: str, words: Wordings) -> str | None:
    """The name of an English subject where it is one and `deed`, the words from its verb on, tell a deed."""
    about = APPOSED.sub("", about)
    return _told_name(about, deed[:120]) if words.language == "en" and about[:1].isalpha() else None


@lru_cache(maxsize=4096)
def _told_name(about: str, deed: str) -> str | None:
    if _NO_ONE.search(about) or not (_DEED.match(deed) or (" " in about and _told_deed(deed))):
        return None
    if _SINGLE.fullmatch(about):
        return about if _is_own(about) and (not about.endswith("s") or _SINGULAR.match(deed)) else None
    found = _WHOLE.fullmatch(about)
    return found["name"] if found and not _is_area(found["name"]) else None


def _told_deed(deed: str) -> bool:
    """Whether words begin with a verb of the lexicon and its object: `lodged the sisters`."""
    found = _WITH_OBJECT.match(deed)
    told = reading(found["verb"]) if found else NONE
    return told.finite or (told.stem and told.sure)


_WITH_OBJECT = re.compile(
    r"(?:(?:has|have|had|also|will|recently|now|currently|since|already|\w+ly)\s+)*(?P<verb>[a-z]{3,})\s+"
    r"(?:(?:up|out|off|back|down)\s+)?(?:the|an?|its|their|his|her|all|every|each|more\s+than|\d|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|[A-Z])"
)


def _is_own(word: str) -> bool:
    """Whether a word that begins a sentence is no word of the language: nothing that the vocabulary speaks of."""
    return not (_DERIVED.fullmatch(word) or word.casefold() in _common() or _is_area(word))


def _is_area(name: str) -> bool:
    """Whether a name is a State's."""
    return registry.load().state(name) is not None


def naming_version() -> str:
    """Changes with the words that are no names: part of the key under which extractions are kept."""
    return digest("naming.1", *sorted(_common()))[:12]


@cache
def _common() -> frozenset[str]:
    """The English words of the vocabulary's labels, definitions and terms, folded."""
    told = [
        text
        for scheme in vocabulary.SCHEMES
        for concept in vocabulary.load().concepts(scheme)
        for text in (
            concept.labels.get("en", ""),
            concept.definitions.get("en", ""),
            *(term.written for term in concept.terms.get("en", ())),
        )
    ]
    return frozenset(re.findall(r"[a-z]{3,}", " ".join(told).casefold()))
