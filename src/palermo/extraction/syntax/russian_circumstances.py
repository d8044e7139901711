"""What stands around a Russian subject without a comma: when, where and on what ground, before it and behind it."""

import re

from palermo.extraction.language.wordings import Wordings

_CAPITAL = re.compile(r"[А-ЯЁ][а-яё-]{2,}")
_WORD = re.compile(r"[\w«»-]+")
MOST_WORDS = 24


def plain(name: str, words: Wordings) -> str:
    """A printed stretch without a clause behind it, and without what stands around who is named in it."""
    name = words.clauses.clause_behind.sub("", name)
    start, end = without_circumstances(name, 0, len(name), words)
    return name[start:end]


def without_circumstances(text: str, start: int, end: int, words: Wordings) -> tuple[int, int]:
    """A stretch that names who acts without what stands around it; as it is where nothing else is told."""
    forms = words.clauses
    stretch = text[start:end]
    if behind := forms.circumstance_behind.search(stretch, 1):
        end = start + behind.start()
        stretch = text[start:end]
    if own := forms.particle_before.match(stretch):
        start, stretch = start + own.end(), stretch[own.end() :]
    if forms.opens_with_circumstance.match(stretch) and (begins := _nominative(stretch, words)):
        start += begins
    return start, end


def _nominative(stretch: str, words: Wordings) -> int | None:
    """Where behind an opening a noun in the nominative begins that acts, with its adjectives, or a name does."""
    forms = words.clauses
    tokens = list(_WORD.finditer(stretch))[:MOST_WORDS]
    for at, token in enumerate(tokens[1:], start=1):
        word = token.group()
        if not _may_be_subject(word, words):
            continue
        first = at
        while (
            first > 0
            and forms.nominative_adjective.fullmatch(tokens[first - 1].group())
            and _touch(stretch, tokens, first)
        ):
            first -= 1
        before = tokens[first - 1].group() if first else ""
        if (
            not first
            or forms.no_subject_behind.fullmatch(before)
            or (forms.oblique.fullmatch(before) and first == at == 1)
        ):
            continue
        if (
            _CAPITAL.fullmatch(word)
            and first == at
            and forms.oblique.fullmatch(before)
            and not words.actors.fullmatch(word)
        ):
            continue
        return tokens[first].start()
    return None


def _touch(stretch: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether only a blank stands between a word and the one before it."""
    return stretch[tokens[at - 1].end() : tokens[at].start()].isspace()


def _may_be_subject(word: str, words: Wordings) -> bool:
    forms = words.clauses
    lower = word.lower()
    if _CAPITAL.fullmatch(word) and forms.nominative_adjective.fullmatch(word):
        return True
    if (
        not forms.nominative_noun.fullmatch(lower)
        or forms.genitive_noun.fullmatch(lower)
        or forms.oblique.fullmatch(lower)
    ):
        return False
    return _CAPITAL.fullmatch(word) is not None or words.actors.fullmatch(lower) is not None
