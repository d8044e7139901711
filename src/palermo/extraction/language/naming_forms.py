"""Forms of names: how a language shows where the name of a body or a group begins and ends, alone and in a list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamingForms:
    """The forms by which `names` and `roles` bound a name and divide a list of them, `naming/LANGUAGE.yaml`."""
