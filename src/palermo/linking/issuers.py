"""Issuers of reported recommendations: the organ that adopted a text whose requests a digest reports."""

import re

from palermo.registry import Instrument, Registry
from palermo.statements import Document, Nature, Ref, RefType, Statement, StatementKind
from palermo.vocabulary.language_words import LanguageWords

ISSUED_KINDS = frozenset({"resolution", "compact", "decision", "declaration"})
"""Kinds of instruments whose requests are those of the organ that adopted them; a treaty binds its parties."""
_TEXT_WORDS = LanguageWords("palermo.linking").compile_pattern(
    r"\b(?:{texts.text_words})\b|{texts.text_stems}", re.IGNORECASE
)


def find_issuer(statement: Statement, document: Document, registry: Registry) -> Ref | None:
    """Return the organ that adopted the one text that a digest reports, for a recommendation of that text."""
    if document.nature is not Nature.DIGEST or statement.kind is not StatementKind.RECOMMENDATION:
        return None
    quoted_text = " ".join(
        (statement.quote, *(item.quote for item in statement.support if item.role == "introduction"))
    )
    instruments = _find_instruments(document, registry)
    if len(instruments) != 1 or not _TEXT_WORDS.search(quoted_text):
        return None
    [instrument] = instruments
    entity = registry.find_entity(instrument.organ) or registry.find_entity(instrument.organ.removeprefix("UN "))
    if entity is None or instrument.kind not in ISSUED_KINDS:
        return None
    return Ref(id=entity.id, name=entity.names["en"], type=RefType.ENTITY)


def _find_instruments(document: Document, registry: Registry) -> tuple[Instrument, ...]:
    ids = {id for name in document.of for id in registry.find_cited_ids(name)}
    titles = {name.casefold() for name in document.of}
    return tuple(
        instrument
        for instrument in registry.instruments.values()
        if instrument.id in ids
        or instrument.id in document.of
        or any(name.casefold() in titles for name in instrument.names.values())
    )
