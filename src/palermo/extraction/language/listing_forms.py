"""Forms of lists: how a language introduces the items of a list, and what their introduction lacks to be a sentence."""

import re
from dataclasses import dataclass

from palermo.extraction.language.forms import NEVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListingForms:
    """The forms by which `lists` read items below their introduction, `listing/LANGUAGE.yaml`."""

    achieving: re.Pattern[str] = NEVER
    """With `who`, who did what a list tells."""
    as_follows: re.Pattern[str] = NEVER
    """The end of an introduction whose items spell out what it tells."""
    recommending: re.Pattern[str] = NEVER
    """Recommendations, in an introduction."""
    adverbial_at_end: re.Pattern[str] = NEVER
    """When or where, behind the auxiliary that an introduction ends with."""
    decided: re.Pattern[str] = NEVER
    """With `who`, how a resolution introduces the tasks that it gives somebody."""
    tells_what_was_done: re.Pattern[str] = NEVER
    """The end of an introduction of what was done."""
    item_opening: re.Pattern[str] = NEVER
    """What an item may begin with before its subject."""
    by_agent: re.Pattern[str] = NEVER
    """Before who acts in a noun phrase."""
    up_to: re.Pattern[str] = NEVER
    """What ends a name in an item."""
    suffered: re.Pattern[str] = NEVER
    """What should be done to the item's subject, which is asked for nothing."""
    modal: re.Pattern[str] = NEVER
    """What stands before the verb of an item in its plain form."""
    endings: tuple[str, ...] = ("",)
    """Texts that make the introduction of a list a sentence that can be read, each behind it."""
    task_endings: tuple[str, ...] = ()
    """The same of a list of tasks whose items are infinitives."""
