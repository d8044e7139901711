"""Names in lists: addressees cut out of the words around them, and the full names of actors that a text shortens."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from palermo.extraction.lists.recommendations import NUMBERED_PART
from palermo.extraction.lists.section_grammar import OPENING_PHRASE
from palermo.extraction.tagger.name_boundaries import find_names
from palermo.extraction.tagger.names import FullNameIndex
from palermo.extraction.tagger.party_names import is_actor_noun, is_party_name, load_name_words
from palermo.grouping import group_items
from palermo.languages.language_words import LanguageWords
from palermo.statements import Masthead, Passage, Ref, RefType, Statement

_SOURCES = ("introduction", "heading", "quote")
"""Where an addressee is printed with words around it: `In such cases employers should:`."""

_WORDS = LanguageWords("extraction")
_ELIDED_ARTICLE = _WORDS.compile_pattern(r"^(?:{names.elided_articles})")
_REPORTED_CLAUSE = _WORDS.compile_pattern(
    r".*?\s(?P<verb>[^\W\d_]+)\s(?:{lists.reporting_conjunctions})\s(?P<party>.+)"
)
"""Who says something, and then whom they ask: `Members believe that | States`."""
MAX_WHOLE_WORDS = 2
"""Words up to which an addressee that the rules of names do not know stays as it is printed: `insurers`."""


def cut_addressees(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield statements with the names of their addressees alone; where many words name nobody, without addressee."""
    for statement in statements:
        if not any(_is_printed_among_words(ref) for ref in statement.addressees):
            yield statement
            continue
        names = [name for ref in statement.addressees for name in _cut_name(ref)]
        yield replace(statement, addressees=tuple(dict.fromkeys(names)))


def resolve_actors(
    statements: Iterable[Statement], passages: Sequence[Passage], masthead: Masthead
) -> Iterator[Statement]:
    """Yield statements, in the order of passages, with the full names of actors that print a short form of theirs."""
    by_passage = group_items(statements, lambda statement: statement.locator.passage)
    names = FullNameIndex.build_for_document(passages, masthead.sole_publisher or masthead.organ)
    for passage in passages:
        names.add_passage(passage)
        for statement in by_passage.get(passage.id, ()):
            actors = (
                replace(ref, name=names.resolve_name(ref.name)) if ref.type is RefType.ENTITY else ref
                for ref in statement.actors
                if ref.type is not RefType.ENTITY or _can_act(ref)
            )
            yield replace(statement, actors=tuple(actors))


def _can_act(ref: Ref) -> bool:
    """Return whether the words before the verb of an introduction may name somebody.

    `For the young women, ask them to:` names nobody before its verb; a word of its own may be a body's noun that the
    rules of names do not know, such as `convocation`.
    """
    words = ref.name.split()
    if ref.source == "introduction" and words[0].lower() in load_name_words()["edge"]:
        return False
    return is_party_name(ref.name) or (len(words) == 1 and ref.name.isalpha())


def _cut_name(ref: Ref) -> Iterator[Ref]:
    if not _is_printed_among_words(ref):
        yield ref
        return
    if NUMBERED_PART.match(ref.name):
        return
    name = _cut_speaker(OPENING_PHRASE.sub("", ref.name, count=1) if OPENING_PHRASE.match(ref.name) else ref.name)
    spans = list(find_names(name, 0, len(name)))
    words, lists = _ELIDED_ARTICLE.sub("", name).lower().split(), load_name_words()
    is_short = 0 < len(words) <= MAX_WHOLE_WORDS and words[-1] not in lists["alone"] | lists["text"]
    if not spans and ref.source != "heading" and is_short:
        yield replace(ref, name=name)
    for start, end in spans:
        yield replace(ref, name=name[start:end])


def _cut_speaker(name: str) -> str:
    """Return the party after a verb of speech, if there is one; the verb of a relative clause is no party."""
    reported = _REPORTED_CLAUSE.fullmatch(name)
    if reported is None or not reported["verb"].islower() or is_actor_noun(reported["verb"]):
        return name
    first = reported["party"].split()[0]
    is_party = first[0].isupper() or first in load_name_words()["article"] or is_actor_noun(first)
    return reported["party"] if is_party else name


def _is_printed_among_words(ref: Ref) -> bool:
    return ref.type is RefType.GROUP and ref.source in _SOURCES
