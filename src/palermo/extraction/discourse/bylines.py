"""Who speaks by the heading above, `Statement by ...`, by the company's name over its report, and behind a dateline."""

import re
from functools import lru_cache

from palermo.extraction.discourse.full_names import HEAD
from palermo.extraction.names.compound_names import is_known
from palermo.extraction.names.states import is_state

_NAMED = r"[A-Z][\w&’'.-]*(?:\s+(?:(?:of|the|and|for|on|to|in|against|at)\s+)*[A-Z&][\w&’'.-]*)*"
_SPOKEN = re.compile(
    r"(?:^|[:–—-]\s*|\b(?:joint|opening|closing|keynote|introductory|written|oral|press)\s+)"
    r"(?:statements?|remarks|speech|address|message|keynote|intervention|declaration|foreword|preface|communiqu[eé]|submission)"
    r"\s+(?:(?:made|delivered|given|issued)\s+)?(?:by|of|from|on\s+behalf\s+of)\s+(?P<who>.{2,160})$",
    re.I,
)
"""A heading that names who speaks below it: `Opening remarks by | the Executive Director of UNICEF`."""
_OCCASION = re.compile(
    r"\s+(?:at|on\s+(?!behalf)|to\s+the|in\s+(?:the\s+)?[A-Z\d]|during|before|for\s+the|regarding|concerning)\b.*$|\s*[(\[–—|].*$|,\s+(?:at|on)\s.*$"
)
_OFFICE = (
    r"(?:Permanent\s+Representative|Representative|Ambassador|(?:Deputy\s+)?(?:Prime\s+)?Minister(?:\s+(?:of|for)\s+[^,]{2,60}?)?"
    r"|President|Vice-President|Head\s+of\s+(?:the\s+)?Delegation|Delegation|Government|Attorney[-\s]General|Minister\s+of\s+State|Chargé\s+d’Affaires)"
)
_OF_STATE = re.compile(rf"\b{_OFFICE}\s+(?:of|for|from)\s+(?:the\s+)?(?P<state>[A-Z][\w’' -]+?)\s*(?:,|to\s+the\b|$)")
_HEAD_OF = re.compile(
    r"\b(?:Executive\s+Director|Director-General|Secretary[-\s]General|Director|Chief\s+Executive(?:\s+Officer)?|CEO|Chairperson|Chair(?:man|woman)?"
    r"|President|Executive\s+Secretary|Administrator)\s+(?:of|,)\s*(?:the\s+)?"
    rf"(?P<name>{_NAMED})$"
)
_COMPANY = re.compile(
    r"(?:^|[:–—|-]\s+|\b(?:by|of)\s+)(?P<name>(?:[A-Z][\w&’'.-]*\s+(?:(?:and|of)\s+)?){1,5}"
    r"(?:plc|PLC|Ltd|Limited|Inc|Incorporated|Corp|Corporation|LLC|LLP|(?<!Working )(?<!Expert )(?<!Contact )"
    r"(?<!Advisory )"
    r"(?<!Task )(?<!Core )(?<!Steering )"
    r"(?<!Coordination )(?<!Focus )(?<!Reference )(?<!Friends )Group"
    r"|Holdings|GmbH|AG|SE|S\.A|N\.V|Pty\s+Ltd|AB|ASA)\.?)"
    r"(?=$|\s*[:–—|(,-]|\s+(?:Modern|Human|Sustainability|Annual|Statement|Policy|Code|and\s+its\s+subsidiaries))"
)
"""A company's name in a heading: `Brightwater Foods plc | – Modern slavery statement`."""
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATELINE = re.compile(
    r"\W{0,3}(?P<place>[A-Z][\w’'. -]{2,30}(?:/[A-Z][\w’'. -]{2,30})?)(?:,\s+[A-Z][\w’' ]{2,30})?\s*(?:,|\(|\s[–—-])\s*"
    rf"(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}},?)(?:\s+(?:19|20)\d\d)?\)?\s*"
    rf"(?:\([A-Z][\w ]{{2,20}}\)\s*)?(?:[–—:]|-{{1,2}})\s+(?=[“\"‘]?[A-Z])"
)
"""Where and when a press release was written: `GENEVA (12 June 2023) – | The Organization`."""


@lru_cache(maxsize=2048)
def speaker(heading: str) -> str | None:
    """Whom `we` is below a heading: the State or organisation it names; None where it names none, and never a person.

    >>> speaker("Statement by Ms. A. Example, Permanent Representative of Ghana")
    'Ghana'
    """
    heading = heading.strip(" .")
    if found := _SPOKEN.search(heading):
        return _body(found["who"])
    company = _COMPANY.search(heading)
    return company["name"] if company else None


def _body(who: str) -> str | None:
    """The State or organisation for which somebody speaks."""
    if (state := _OF_STATE.search(who)) and is_state(state["state"]):
        return state["state"]
    named = re.sub(r"^(?:the|all)\s+", "", _OCCASION.sub("", who).strip(" ,."), flags=re.I)
    if found := _HEAD_OF.search(named):
        named = found["name"]
    if "," in named and not re.search(r"\s(?:and|&)\s", named):
        return None  # `A. Example, Director`
    if is_known(named) or is_state(named) or HEAD.search(named) or re.search(r"\b[A-Z]{2,}\b", named):
        return None if re.search(r"\b(?:Mr|Mrs|Ms|Dr|H\.E|Prof|Sir)\b", named) else named
    return None


def behind_dateline(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind the place and day that a press release opens with."""
    found = _DATELINE.match(text, start, end) if start == 0 else None
    return found.end() if found and not is_known(found["place"].strip()) else start
