"""Names as pages show them: the registry's or the vocabulary's in the page's language, else as printed."""

from palermo import registry, vocabulary
from palermo.statements import Ref


def get_ref_name(ref: Ref, language: str) -> str:
    """Name of whoever a statement names."""
    return get_label(ref.id, language) or ref.name


def get_label(id: str | None, language: str) -> str | None:
    """Name of a State, an entity or a group of actors by its id, or None where no facts of ours name it."""
    if id is None:
        return None
    found = registry.load_registry().get_label(id, language)
    if found == id:
        found = vocabulary.load_vocabulary().get_label(id, language)
    return found if found != id else None


def get_concept_label(id: str, language: str) -> str:
    """The vocabulary's word for one of its ids, or the id with blanks for hyphens."""
    found = vocabulary.load_vocabulary().get_label(id, language)
    return found if found != id else id.replace("-", " ")


def get_filter_value(ref: Ref) -> str:
    """How addresses and a View's facets name a ref: by its id, or by the printed name where it has none."""
    return ref.id or f"name:{ref.name}"
