"""Forms of clauses: how a language shows where a subject, its verb, a subordinate clause and an aside begin and end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClauseForms:
    """The forms by which `syntax` takes a sentence apart, `clauses/LANGUAGE.yaml`."""
