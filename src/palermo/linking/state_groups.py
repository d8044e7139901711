"""States that a document counts: `both countries`, `the three Governments` of a joint declaration."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.gazetteer import list_state_names
from palermo.linking.mentions import Mention, MentionIndex, build_mention_index
from palermo.registry import Registry
from palermo.statements import Document, Passage

_WORDS = LanguageWords("linking")
_COUNTED = {
    2: _WORDS.compile_pattern("(?:{names.two_states})(?![a-zа-я])"),
    3: _WORDS.compile_pattern("(?:{names.three_states})(?![a-zа-я])"),
}
"""Names that count States, folded: `both countries`."""
_ALL_PARTIES = _WORDS.compile_pattern("{names.all_parties}")
_TEXT_OF_PARTIES = _WORDS.compile_pattern("{names.texts_of_parties}")
_GAP = _WORDS.compile_pattern(r"\s?[,،、]?\s?(?:(?:{names.state_conjunctions})\s?)?")
"""Between the names of two States of a group."""


def count_states(name: str, quote: str) -> int | None:
    """Return how many States a name in a quote counts; None if it counts none, or any States as `two countries` does.

    >>> count_states("Both States", "Both States did"), count_states("three States", "The three States")
    (2, 3)
    >>> count_states("two countries", "Two countries did"), count_states("both ministries", "both ministries")
    (None, None)
    """
    names = _list_readings(name, quote)
    return next((count for count, pattern in _COUNTED.items() if any(map(pattern.fullmatch, names))), None)


def list_parties(document: Document, registry: Registry) -> tuple[str, ...]:
    """Return the publishers that declare or agree in a document; joint authors of a report are no parties."""
    publishers = document.masthead.publishers
    title = normalise_characters(document.title).casefold()
    has_parties = any(map(registry.find_state, publishers)) or _TEXT_OF_PARTIES.search(title)
    return publishers if len(publishers) > 1 and has_parties else ()


def is_name_of_all_parties(name: str, quote: str) -> bool:
    """Return whether a name in a quote stands for all parties of its document.

    >>> is_name_of_all_parties("country", "Each country will dig wells")
    True
    """
    return any(map(_ALL_PARTIES.fullmatch, _list_readings(name, quote)))


def _list_readings(name: str, quote: str) -> list[str]:
    """Return a name, and it with the word before it in a quote, folded."""
    start = max(quote.find(name), 0)
    word_before = "".join(quote[:start].split()[-1:])
    return [normalise_characters(words).casefold() for words in (name, f"{word_before} {name}")]


def find_counted_subject(quote: str) -> str | None:
    """Return the name that counts States with which a quote begins; None if it begins with something else.

    >>> find_counted_subject("Both countries will dig wells"), find_counted_subject("Wells in both countries")
    ('Both countries', None)
    """
    folded = normalise_characters(quote).casefold()
    found = (pattern.match(folded) for pattern in _COUNTED.values())
    subject = next((match for match in found if match), None)
    return quote[: subject.end()] if subject and len(folded) == len(quote) else None


def count_state_groups(passages: Iterable[Passage], registry: Registry) -> Counter[frozenset[str]]:
    """Count the groups of two or three States that passages list side by side."""
    return Counter(
        group for passage in passages for group in find_state_groups(passage.text, passage.language, registry)
    )


def choose_state_group(count: int, groups: Counter[frozenset[str]]) -> tuple[str, ...]:
    """Return the ids of the States that a document means by `both countries`; none if it lists several groups."""
    fitting = Counter({group: frequency for group, frequency in groups.items() if len(group) == count})
    if not fitting:
        return ()
    [(group, frequency)] = fitting.most_common(1)
    return tuple(sorted(group)) if 2 * frequency > fitting.total() else ()


@lru_cache(maxsize=16)
def _build_state_index(registry: Registry, language: str) -> MentionIndex:
    names = ((name, f"state:{code}") for name, code in list_state_names(registry, language))
    return build_mention_index(names, language)


def find_state_groups(text: str, language: str, registry: Registry) -> Iterator[frozenset[str]]:
    """Yield the ids of each group of two or three States that a text lists side by side."""
    normalised = normalise_characters(text)
    mentions = list(_build_state_index(registry, language).find_mentions(normalised))
    run: list[Mention] = mentions[:1]
    for previous, mention in pairwise(mentions):
        if not _GAP.fullmatch(normalised[previous.end : mention.start].casefold()):
            yield from _list_group(run)
            run = []
        run.append(mention)
    yield from _list_group(run)


def _list_group(run: list[Mention]) -> Iterator[frozenset[str]]:
    if len(group := frozenset(mention.id for mention in run)) in _COUNTED:
        yield group
