"""Forms of reference: how a language points back to who was named, and says who speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReferringForms:
    """The forms by which `discourse` tells whom `it` and `we` are, `referring/LANGUAGE.yaml`."""
