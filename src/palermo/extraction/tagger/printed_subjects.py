"""Bodies that a quote begins with as a common noun: `The task force met`; nobody with another name acts there."""

from palermo.extraction.state_names import is_state
from palermo.languages.language_words import LanguageWords
from palermo.registry import load_registry
from palermo.statements import normalise_text

_WORDS = LanguageWords("extraction")
_SUBJECT = _WORDS.compile_pattern(r"(?:{roles.subject_openings})(?P<body>{roles.subject_bodies})")
MIN_INFLECTED_CHARS = 4
"""Characters up to which a noun is compared as a whole, since its last one may change: `группа`, `группы`."""


def is_other_body(name: str, quote: str) -> bool:
    """Return whether a quote begins with a body that a name is not; an unknown acronym may be any body.

    >>> is_other_body("Example Fund", "The task force met the Example Board")
    True
    >>> is_other_body("Example Task Force", "The task force met the Example Board")
    False
    >>> is_other_body("EFW", "The task force met"), is_other_body("Example Fund", "The task force report is out")
    (False, False)
    """
    subject = _SUBJECT.match(quote)
    if subject is None or is_state(name):
        return False
    stem = normalise_text(subject["body"])
    stem = stem[:-1] if len(stem) > MIN_INFLECTED_CHARS else stem
    names = _list_names(name)
    return not any(stem in normalise_text(known) or known.isupper() for known in names)


def _list_names(name: str) -> tuple[str, ...]:
    """Return the full names of a body of the registry, or the name itself."""
    registry = load_registry()
    match = registry.match_entity_name(name)
    entity = registry.entities.get(match.id) if match else None
    return tuple(entity.names.values()) if entity else (name,)
