"""What a query names in the vocabulary: its concepts' English labels, which the encoder knows best."""

from functools import lru_cache

from palermo import vocabulary
from palermo.linking.tagging import tags


@lru_cache(maxsize=4096)
def named(text: str, language: str) -> str:
    """English labels of the concepts that a text names, in the vocabulary's order; empty where it names none.

    >>> named("trata de personas", "es"), named("мебель", "ru")
    ('Trafficking in persons', '')
    """
    known = vocabulary.load()
    return ", ".join(known.label(one.id) for one in tags(text, language, known))
