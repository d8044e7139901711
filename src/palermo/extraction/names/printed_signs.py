"""Chinese names as they are printed: matched in simplified signs, told in those of their passage."""

from dataclasses import replace

from palermo.statements import Passage, Ref, Statement
from palermo.vocabulary import plain_chinese


def as_printed(made: Statement, passage: Passage) -> Statement:
    """A statement whose names are in the signs of its passage, or of what else says whom it means."""
    if made.language != "zh" or made.quote.isascii():
        return made
    texts = (made.quote, *(rests.quote for rests in made.support), passage.text)
    pairs = [(text, plain_chinese(text)) for text in dict.fromkeys(texts)]
    pairs = [(printed, plain) for printed, plain in pairs if printed != plain]
    if not pairs:
        return made
    return replace(
        made,
        actors=tuple(_printed(ref, pairs) for ref in made.actors),
        addressees=tuple(_printed(ref, pairs) for ref in made.addressees),
        partners=tuple(_printed(ref, pairs) for ref in made.partners),
    )


def _printed(ref: Ref, pairs: list[tuple[str, str]]) -> Ref:
    """A name as the first text prints it that holds it."""
    for printed, plain in pairs:
        if (at := plain.find(ref.name)) >= 0:
            return replace(ref, name=printed[at : at + len(ref.name)])
    return ref
