"""Who has a role by the form of a clause, in languages other than English."""

import re
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from palermo.statements import digest
from palermo.vocabulary.lines import parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleForms:
    """The forms of a language; each pattern has the group `who`, or stands before those whom it tells of."""

    asked: tuple[re.Pattern[str], ...]
    asked_that: tuple[re.Pattern[str], ...]
    """Before the subject of what is asked: `it is time that | hospitals act`."""
    asked_above: tuple[re.Pattern[str], ...]
    """Before the clause: `Instructions to guards: | rescue first`."""
    says_behind: tuple[re.Pattern[str], ...]
    says_before: tuple[re.Pattern[str], ...]
    says_within: tuple[re.Pattern[str], ...]
    says_that: tuple[re.Pattern[str], ...]
    """Before a clause that is reported: `Portugal said that | inspections went on`."""
    bears: tuple[re.Pattern[str], ...]
    done_by: tuple[re.Pattern[str], ...]
    done_to: tuple[re.Pattern[str], ...]
    """Before people; group `verb`: what is done."""
    done_for: tuple[re.Pattern[str], ...]
    suffers: tuple[re.Pattern[str], ...]
    """How the participle begins of a deed whose subject is served."""
    folk: tuple[re.Pattern[str], ...]
    """People, besides those of the wordings."""
    not_served: tuple[re.Pattern[str], ...]
    """How verbs begin whose object is nobody who is served."""
    helps: tuple[re.Pattern[str], ...]
    """Verbs whose object is served, whoever it is: `a formé | 210 hôtesses`."""
    no_folk: tuple[re.Pattern[str], ...]
    """Things that such a verb may have for its object."""


@cache
def role_forms(language: str) -> RoleForms | None:
    """The forms of a language; None where none are written down."""
    rows = parsed(role_wordings()).get(language)
    if rows is None:
        return None
    return RoleForms(**{field.name: _compiled(rows.get(field.name, [])) for field in fields(RoleForms)})


def _compiled(patterns: str | list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(pattern, re.IGNORECASE) for pattern in ([patterns] if isinstance(patterns, str) else patterns)
    )


def role_wordings() -> str:
    """The forms of all languages, as they are written down."""
    return files("palermo.extraction.language").joinpath("role_wordings.yaml").read_text(encoding="utf-8")


def role_wordings_version() -> str:
    """Hash of the forms: part of the key under which extractions are kept."""
    return digest("roles", role_wordings())
