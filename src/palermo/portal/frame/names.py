"""Names as pages show them: the registry's in the page's language where it knows the id, else as printed."""

from palermo.registry import load
from palermo.statements import Ref


def shown(ref: Ref, language: str) -> str:
    """Name of whoever a statement names."""
    return label(ref.id, language) or ref.name


def label(id: str | None, language: str) -> str | None:
    """The registry's name of an id in a language, or None where it knows none."""
    shown = load().label(id, language) if id else id
    return shown if shown != id else None


def concept(id: str, language: str) -> str:
    """The vocabulary's word for one of its ids, or the id with blanks for hyphens."""
    return id.replace("-", " ")


def value(ref: Ref) -> str:
    """How addresses and a View's facets name a ref: by its id, or by the printed name where it has none."""
    return ref.id or f"name:{ref.name}"
