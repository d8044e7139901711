"""Display names from the registry or the vocabulary in the page's language, else as printed."""

from palermo import registry, vocabulary
from palermo.statements import Ref
from palermo.vocabulary.class_names import build_name_value


def get_ref_name(ref: Ref, language: str) -> str:
    """Return the display name of a ref of a statement."""
    return get_label(ref.id, language) or ref.name


def get_label(id: str | None, language: str) -> str | None:
    """Return the name of a State, an entity or a group of actors, or None if its id is unknown."""
    if id is None:
        return None
    label = registry.load_registry().get_label(id, language)
    if label == id:
        label = vocabulary.load_vocabulary().get_label(id, language)
    return label if label != id else None


def get_concept_label(id: str, language: str) -> str:
    """Return the label of a concept, or its id with spaces for hyphens."""
    label = vocabulary.load_vocabulary().get_label(id, language)
    return label if label != id else id.replace("-", " ")


def get_filter_value(ref: Ref) -> str:
    """Return the filter value of a ref: its id, or that of its printed name if it has none."""
    return ref.id or build_name_value(ref.name)
