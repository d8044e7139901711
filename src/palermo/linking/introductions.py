"""Takes the notes of a document: names of instruments, what brackets call them, resolutions with organ, acronyms."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from palermo.linking.acronyms import introduced
from palermo.linking.citations import head_of, index, named, numbered
from palermo.linking.citing import Citing, citing
from palermo.linking.context import Context, Notes
from palermo.linking.entities import entity_index
from palermo.linking.mentions import Mention
from palermo.linking.plain import plain
from palermo.registry import Registry
from palermo.statements import Passage
from palermo.vocabulary.organs import bare

BRACKET = re.compile(r"\W{0,3}\s*[(（]([^()（）]{2,80})[)）]")
"""What stands in brackets right behind a name."""


def context_of(passages: Sequence[Passage], registry: Registry) -> Context:
    """What a document says, to be read when a statement asks."""
    return Context(passages, partial(notes, registry=registry))


def notes(passages: Sequence[Passage], registry: Registry) -> Notes:
    """Read a document once and note what later passages may refer to."""
    instruments: dict[str, list[tuple[int, str | None]]] = {}
    defined: dict[str, str] = {}
    numbers: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    entities: list[tuple[int, str]] = []
    for passage in passages:
        text, words = plain(passage.text), citing(passage.language)
        mentions = list(index(registry, passage.language).mentions(text))
        for head, id in _heads(text, mentions, words, registry):
            instruments.setdefault(head, []).append((passage.ordinal, id))
        for head, id in _defined(text, mentions, words):
            defined.setdefault(head, id)
        for each in numbered(text, words):
            numbers.setdefault(bare(text[each.start : each.end]), each.id)
        for acronym, name in introduced(passage.text):
            acronyms.setdefault(acronym, name)
        entities += [(passage.ordinal, m.id) for m in entity_index(registry, passage.language).mentions(text)]
    return Notes(instruments=instruments, defined=defined, numbers=numbers, acronyms=acronyms, entities=entities)


def _heads(text: str, mentions: list[Mention], words: Citing, registry: Registry) -> Iterator[tuple[str, str | None]]:
    """Head words of the texts that a passage names, in order; an unknown "Convention on ..." makes the word unsure."""
    events: list[tuple[int, str, str | None]] = []
    for each in named(text, mentions, words):
        if head := head_of(each.id, registry):
            events.append((each.start, head, each.id))
    for head, pattern in words.other.items() if words.heads.search(text) else ():
        for found in pattern.finditer(text):
            known = any(mention.start <= found.start() < mention.end for mention in mentions)
            if not known and found.group()[:1] != found.group()[:1].lower():
                events.append((found.start(), head, None))
    yield from ((head, id) for _, head, id in sorted(events, key=lambda event: event[0]))


def _defined(text: str, mentions: list[Mention], words: Citing) -> Iterator[tuple[str, str]]:
    """What a bracket right behind a name calls the text: `(the Protocol)`, `(hereinafter "the Convention")`."""
    for mention in mentions:
        bracket = BRACKET.match(text, mention.end)
        if bracket:
            for head, pattern in words.bare.items():
                if pattern.search(bracket.group(1)) or bracket.group(1).strip(' "《》') == head:
                    yield head, mention.id
