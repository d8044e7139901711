"""Who speaks by the heading above, `Statement by ...`, by the company's name over its report, and behind a dateline."""

import re
from functools import lru_cache

from palermo.extraction.language.referring_forms import referring
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.compound_names import is_known
from palermo.extraction.names.states import is_state


@lru_cache(maxsize=2048)
def speaker(heading: str) -> str | None:
    """Whom `we` is below a heading: the State or organisation it names; None where it names none, and never a person.

    >>> speaker("Statement by Ms. A. Example, Permanent Representative of Ghana")
    'Ghana'
    """
    heading = heading.strip(" .")
    if found := referring("en").spoken_by.search(heading):
        return _body(found["who"])
    company = referring("en").company.search(heading)
    return company["name"] if company else None


def _body(who: str) -> str | None:
    """The State or organisation for which somebody speaks."""
    if (state := referring("en").office_of_state.search(who)) and is_state(state["state"]):
        return state["state"]
    named = re.sub(r"^(?:the|all)\s+", "", referring("en").occasion.sub("", who).strip(" ,."), flags=re.I)
    if found := referring("en").head_of.search(named):
        named = found["name"]
    if "," in named and not re.search(r"\s(?:and|&)\s", named):
        return None  # `A. Example, Director`
    if (
        is_known(named)
        or is_state(named)
        or referring("en").head_of_body.search(named)
        or re.search(r"\b[A-Z]{2,}\b", named)
    ):
        return None if re.search(r"\b(?:Mr|Mrs|Ms|Dr|H\.E|Prof|Sir)\b", named) else named
    return None


def behind_dateline(text: str, start: int, end: int, words: Wordings) -> int:
    """Where a sentence begins behind the place and day that a press release opens with."""
    found = words.referring.dateline.match(text, start, end) if start == 0 else None
    return found.end() if found and not is_known(found["place"].strip()) else start
