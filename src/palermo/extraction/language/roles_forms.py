"""Forms of roles: how a language says who asks, is asked, acts, bears a duty, is served or acts together with whom."""

import re
from dataclasses import dataclass

from palermo.extraction.language.forms import NEVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoleForms:
    """The forms by which roles are told beyond the wordings of each kind, `roles/LANGUAGE.yaml`."""

    asked: tuple[re.Pattern[str], ...] = ()
    """In a clause, with the group `who`: those whom its form asks."""
    asked_that: tuple[re.Pattern[str], ...] = ()
    """Before the subject of what is asked: `it is time that | hospitals act`."""
    asked_above: tuple[re.Pattern[str], ...] = ()
    """At the end of what stands before an item, with `who`: `Instructions to guards: | rescue first`."""
    asked_anew: re.Pattern[str] = NEVER
    """Between those who are asked, where the next begins with its preposition: `to banks | and to insurers`."""
    dative: re.Pattern[str] = NEVER
    """The preposition before those who are asked, with its article."""
    passive_duty: re.Pattern[str] = NEVER
    """How the predicate begins of somebody to whom something should be done."""
    says_behind: tuple[re.Pattern[str], ...] = ()
    """Behind what is said, with `who`: who says it."""
    says_before: tuple[re.Pattern[str], ...] = ()
    """Before what is said."""
    says_within: tuple[re.Pattern[str], ...] = ()
    """Within what is said."""
    says_that: tuple[re.Pattern[str], ...] = ()
    """Before a clause that is reported: `Portugal said that | inspections went on`."""
    joins_halves: re.Pattern[str] = NEVER
    """What joins the halves of a sentence that have one subject, at the end of the first."""
    bears: tuple[re.Pattern[str], ...] = ()
    """With `who`: whose a mandate is, where that is told behind it."""
    done_by: tuple[re.Pattern[str], ...] = ()
    """With `who`: who does what a noun or a participle tells."""
    done_to: tuple[re.Pattern[str], ...] = ()
    """Before people; group `verb`: what is done to them."""
    done_for: tuple[re.Pattern[str], ...] = ()
    """Before those whom a thing is for, whoever they are."""
    suffers: re.Pattern[str] = NEVER
    """How the participle begins of a deed whose subject is served."""
    folk: re.Pattern[str] = NEVER
    """People, besides those of the wordings."""
    not_served: re.Pattern[str] = NEVER
    """How verbs begin whose object is nobody who is served."""
    helps: re.Pattern[str] = NEVER
    """Verbs whose object is served, whoever it is: `a formé | 210 hôtesses`."""
    no_folk: re.Pattern[str] = NEVER
    """Things that such a verb may have for its object."""
    ends_people: re.Pattern[str] = NEVER
    """Where people to whom a deed is done end, with what is told of them."""
    relative: re.Pattern[str] = NEVER
    """Before a verb that tells of a noun, and not what the subject does: `a ring that | placed girls`."""
    genitive: re.Pattern[str] = NEVER
    """The end of what may be a noun and its `of`: `accompagnement des |`."""
    auxiliary: re.Pattern[str] = NEVER
    """An auxiliary before a participle."""
    counted: re.Pattern[str] = NEVER
    """A number before a noun, or whose it is."""
