"""Forms of lists: how a language introduces the items of a list, and what their introduction lacks to be a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListingForms:
    """The forms by which `lists` read items below their introduction, `listing/LANGUAGE.yaml`."""
