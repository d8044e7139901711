"""Forms of reference: how a language points back to who was named, and says who speaks."""

import re
from dataclasses import dataclass
from functools import cache

from palermo.extraction.language.forms import NEVER, forms_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReferringForms:
    """The forms by which `discourse` tells whom `it` and `we` are, `referring/LANGUAGE.yaml`."""

    spoken_by: re.Pattern[str] = NEVER
    """With `who`, a heading that names who speaks below it."""
    occasion: re.Pattern[str] = NEVER
    """The occasion of a speech, behind who speaks."""
    office_of_state: re.Pattern[str] = NEVER
    """With `state`, for which somebody speaks."""
    head_of: re.Pattern[str] = NEVER
    """With `name`, whose head speaks."""
    company: re.Pattern[str] = NEVER
    """With `name`, a company's name in a heading."""
    dateline: re.Pattern[str] = NEVER
    """With `place`, where and when a press release was written."""
    we: re.Pattern[str] = NEVER
    """Pronouns of those who speak, and of those who are counted."""
    pointing: re.Pattern[str] = NEVER
    """Subjects that point to something else themselves."""
    they: re.Pattern[str] = NEVER
    """Pronouns of several, as a subject."""
    whose: re.Pattern[str] = NEVER
    """With a group, what belongs to a party, which is taken up all the same."""
    since: re.Pattern[str] = NEVER
    """How a sentence opens without a comma."""
    crime: re.Pattern[str] = NEVER
    """A crime, or what goes by such a name, as a subject."""
    text: re.Pattern[str] = NEVER
    """A text or a tool, as a subject."""
    while_opening: re.Pattern[str] = NEVER
    """How a clause opens whose subject may be taken up behind it."""
    organ: re.Pattern[str] = NEVER
    """With `name`, the line with which a resolution begins."""
    of_people: re.Pattern[str] = NEVER
    """Those who declare something together, in the name of an organ."""
    we_introduced: re.Pattern[str] = NEVER
    """With `name`, whom `we` is."""
    short_for_us: re.Pattern[str] = NEVER
    """With `name`, for which `we` is short."""
    issued_by: re.Pattern[str] = NEVER
    """With `name`, who made a statement or a policy."""
    leading_article: re.Pattern[str] = NEVER
    """What stands before the name of who speaks."""
    head_of_body: re.Pattern[str] = NEVER
    """Heads of bodies' names."""
    leading_words: re.Pattern[str] = NEVER
    """What stands before a short form and is no part of it."""
    crimes: re.Pattern[str] = NEVER
    """What those do who speak in no such text as `we`."""
    case_ending: re.Pattern[str] = NEVER
    """The ending of a noun in any case."""
    behind_name: re.Pattern[str] = NEVER
    """What stands behind a name before its verb."""
    preposed: re.Pattern[str] = NEVER
    """How a stretch begins that is no name."""
    own_name: re.Pattern[str] = NEVER
    """A body's name."""
    name_and_verb: re.Pattern[str] = NEVER
    """With a group, a name at the beginning of a stretch that goes on with its verb."""
    person: re.Pattern[str] = NEVER
    """A person, by a form of address or an office."""
    officer: re.Pattern[str] = NEVER
    """Who speaks for a body, before its name."""


@cache
def referring(language: str) -> ReferringForms:
    """The forms of reference in a language, for those who know which it is and have no wordings at hand."""
    known: ReferringForms = forms_of(ReferringForms, "referring", language)
    return known
