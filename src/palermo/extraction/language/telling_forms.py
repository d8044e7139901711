"""Forms of telling: what a language says beside the wordings of each kind when something is done, asked or claimed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TellingForms:
    """The forms by which `kinds` tell what a clause states, beside its wordings, `telling/LANGUAGE.yaml`."""
