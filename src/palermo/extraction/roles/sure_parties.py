"""Whoever acts beyond doubt in English, though nothing says what sort of party it is: `the guardian decides`."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.name_lists import TEXTS, bare, divided, is_name
from palermo.extraction.roles.parties import parties
from palermo.extraction.syntax.clauses import TAIL

MOST_WORDS = 9
_BEFORE = re.compile(r"^(?:whom|which|both|no\s+(?:fewer|less)\s+than|as\s+many\s+as|neither|either)\s+", re.I)
_LISTED = re.compile(
    r"(?:\w+\s+){0,3}(?:governments|states|countries|delegations|parliaments|members|agencies|organi[sz]ations|partners)\s*"
    r"\((?P<names>[A-Z][^()]{3,200})\)$",
    re.I,
)
"""Those who are counted and then named: `Three Governments (Ghana, Malta and Chile)`."""
_ASIDE = re.compile(
    r",\s+(?:though|although|if|not|half|most|many|some|none|all|both|each|namely|like|unlike|despite|whatever|however|once|when"
    r"|two|three|itself|themselves|previously|now|then|still|in\s+turn|for\s+(?:its|their)\s+part|the\s+first|the\s+only)\b[^;:]*$"
)
"""An aside behind a name, up to its verb: `the Programme, | though small,`."""
_ADVERB = re.compile(
    r"(?:\s+(?:hereby|again|once\s+(?:more|again)|still|often|usually|so\s+far|has|have|will|stands?|is|are))+$"
)
_OWNED = re.compile(
    r"^(?P<whose>[^,;:]{2,90}?)['’]s?\s+(?:own\s+)?(?:first\s+)?(?:answer|response|approach|contribution|role|indication|solution|jurisdiction|remit"
    r"|reply|decision|offer|pledge|promise|commitment|position)\b.*$"
)
"""What a party has, and the party: `the Fund | 's answer`."""
_OPENING = re.compile(
    r"(?:on|by|in|at|since|from|during|after|before|until|under|within|once|every|each|so\s+far|accordingly|today|meanwhile"
    r"|twice|over|throughout|upon|between)\s(?=[^,;:]*$)",
    re.I,
)
"""How a subject opens with a time, a place or a ground, with no comma behind it."""
_BEGINNING = re.compile(r"(?<=[a-z\d])\s(?=(?:the|our|its|their|an?)\s+[^,;:]*$|(?:[A-Z][\w’'-]+\s)*[A-Z][\w’'-]+$)")
"""Where a name may begin behind such an opening: `By the end of the year | the Bureau`."""
_GOES_ON = re.compile(
    r"\b(?:of|in|at|by|on|to|for|with|from|under|since|during|after|before|until|within|and|or|between|over|throughout|upon"
    r"|across|against|among|the|an?|into|than|as|every|each)$",
    re.I,
)
"""What an opening does not end with."""
_AGENT = re.compile(
    r"(?:\b(?:guardian|prefect|panel|registrar|rapporteur|midwife|nurse|doctor|consul|judge|bailiff|attach[ée]|crew|squad|prefecture|sub-cluster"
    r"|cluster|monitor|ombuds\w+|rescuer|cooperative|embassy|physician|chaplain|chair|head|lead|deputy|responder|steward|clerk|magistrate"
    r"|management|leadership|volunteer|colleague|manager|worker|officer|official|inspector|caseworker|coordinator|chambers|signator(?:y|ies)|provinces?|region)s?"
    r"|\w{3,}(?:wives|colleagues|crews|chambers))$",
    re.I,
)
"""Nouns of those who act, singular or plural."""
_ABSTRACT = re.compile(
    r"(?:tion|sion|ment|ness|ance|ence|ism|ing|ship|hood|age|ure|ty|cy|work|law|rule|step|measure|case|risk|cost|fee|debt|list|fund)s?$",
    re.I,
)


def plain(named: str) -> str:
    """Who acts in English, without what stands around it: `both`, an opening, an aside up to the verb, adverbs."""
    named = _ASIDE.sub("", _BEFORE.sub("", named.strip()))
    if _OPENING.match(named):
        begins = (found.start() for found in _BEGINNING.finditer(named) if not _GOES_ON.search(named, 0, found.start()))
        named = named[next(begins, 0) :].strip()
    if owned := _OWNED.match(named):
        named = owned["whose"]
    return _ADVERB.sub("", TAIL.sub("", named))


def acting(named: str, words: Wordings) -> Iterator[str]:
    """Those who act, whose sort is known."""
    if words.language != "en":
        yield from parties(named, words)
        return
    if (listed := _LISTED.match(named.strip())) and (states := _states(listed["names"], words)):
        yield from states
        return
    yield from parties(plain(named), words)


def surely_acting(named: str, words: Wordings) -> list[str]:
    """Those who act beyond doubt: in English whoever is named by a proper name, or as somebody who acts."""
    found = list(acting(named, words))
    if found or words.language != "en":
        return found
    names = []
    for part in divided(plain(named), words):
        name = bare(part, words)
        if not is_name(name, words):
            name = bare(words.determiners.sub("", part.strip()) if words.determiners else part, words)
        if _somebody(name, words):
            names.append(name)
    return names


def _states(listed: str, words: Wordings) -> list[str]:
    names = [bare(part, words) for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", listed)]
    return names if names and all(map(is_state, names)) else []


def _somebody(name: str, words: Wordings) -> bool:
    if not name or len(name.split()) > MOST_WORDS or words.pronouns.match(name) or TEXTS.search(name):
        return False
    if (words.clausal and words.clausal.search(name)) or (words.things and words.things.search(name)):
        return False
    cut = words.prepositions.search(name, 1)
    head = name[: cut.start()] if cut else name
    if words.exploiters.search(head):
        return False
    if _AGENT.search(head) or (words.agents and words.agents.search(head)):
        return True
    return is_name(name, words) and not _ABSTRACT.search(head)
