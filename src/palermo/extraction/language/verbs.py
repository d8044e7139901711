"""Finite verbs of a sentence: of English by word lists and their inflection, of other languages by their endings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from palermo.extraction.language.english_lexicon import NO_VERB, known_verb, may_be_verb, told_by_lexicon
from palermo.extraction.language.inflecting_forms import inflecting

_FORMS = inflecting("en")
VOWELS = frozenset("aeiou")
DOUBLING = _FORMS.double_last

AUXILIARIES = _FORMS.auxiliaries
PHRASES = {
    "plans": ("to",),
    "plan": ("to",),
    "intends": ("to",),
    "intend": ("to",),
    "ought": ("to",),
    "account": ("for",),
    "accounts": ("for",),
    "accounted": ("for",),
    "call": ("on", "upon"),
    "calls": ("on", "upon", "for"),
    "go": ("on",),
    "goes": ("on",),
}
"""Words that are verbs where one of these words follows."""
ADVERBS = _FORMS.adverbs
AFTER_PLURAL = _FORMS.plurals_without_ending
NO_OBJECT = _FORMS.no_object
BEFORE_NOUNS = _FORMS.before_nouns
INTRANSITIVE = _FORMS.intransitive
WITHOUT_OBJECT = NO_OBJECT - {"in", "on", "for", "and", "at", "by", "of"}
_OF_US = re.compile(r"[A-ZÀ-Ý](?:omos|\w{2,}(?:amos|emos|imos))")
"""A Spanish verb of `we` that begins a sentence."""
_ANY_WORD = re.compile(r"\w+")
LONGEST_NAME = 200
"""Characters before a stretch in which a name in quotation marks may begin."""
_NAME_IN_QUOTES = re.compile(
    r"(?<=[\w)]\s)«[А-ЯЁ](?:[^\s«»]+\s){0,4}[^\s«»]+»|^«[А-ЯЁ](?:[^\s«»]+\s){0,3}[^\s«»]+»(?=\s[а-яё])"
)
"""A Russian name in quotation marks, which holds no verb of its sentence: `the airline | «...»`."""

_WORD = re.compile(r"[A-Za-z][a-z’'-]*")
_TWO = re.compile(r"(?:^|[.,;] )[A-Z]?[a-z]+ and (?:a |the )?[a-z]+ $")
_TWO_PARTIES = re.compile(
    r"\b[Tt]he (?:[\w’'-]+ ){0,4}[\w’'-]+,? and the (?:[\w’'-]+ ){1,4}$"
    r"|[A-Z][\w’'-]+,? and (?:the )?(?:[A-Z][\w’'-]+ (?:(?:of|the|for|on) ){0,2}){1,6}$"
)
_CAUSES = _FORMS.causes
_CAUSES_LISTED = re.compile(
    r"(?:[\w’'-]+,? ){0,6}[\w’'-]+,? and (?:[\w’'-]+ ){1,8}$|[a-z]{3,}s (?:that|which|who|whose) [^,.;:]{4,90} $"
)
_SIDE_BY_SIDE = _FORMS.side_by_side
_TO = re.compile(r"\s+([a-z]+)")


class Verbs(Protocol):
    """Finds finite verbs."""

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Start and end of each, in order."""
        ...

    def known(self, word: str) -> bool:
        """Whether a word is a form of a verb that is listed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbsByEnding:
    """Verbs of a language whose endings tell, and forms of verbs that are listed."""

    pattern: re.Pattern[str]
    forms: frozenset[str] = frozenset()
    """In lower case."""
    nouns: re.Pattern[str] | None = None
    """What stands before a word that is a noun there: `la |forme`."""

    def known(self, word: str) -> bool:
        """Whether a word is one of the forms."""
        return word.casefold() in self.forms

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Start and end of each match."""
        if not self.forms:
            since = max(0, start - LONGEST_NAME)
            quoted = text.find("«", since, end) >= 0
            names = [name.span() for name in _NAME_IN_QUOTES.finditer(text, since, end)] if quoted else []
            for verb in self.pattern.finditer(text, start, end):
                if not any(begin < verb.start() < stop for begin, stop in names):
                    yield verb.span()
            return
        at = start
        for word in _ANY_WORD.finditer(text, start, end):
            if word.start() < at or text[max(0, word.start() - 1) : word.start()].isalnum():
                continue
            found = self.pattern.match(text, word.start(), end)
            if not found and word.group().casefold() in self.forms:
                found = word
            if not found and word.start() == start and _OF_US.fullmatch(word.group()):
                found = word
            if found and not (self.nouns and self.nouns.search(text, max(0, found.start() - 12), found.start())):
                at = found.end()
                yield found.span()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishVerbs:
    """English verbs: forms that are finite by themselves, and stems that are so behind a plural."""

    forms: frozenset[str]
    stems: frozenset[str]
    nouns: frozenset[str] = frozenset()
    """Forms in `-s` that are as often the plural of a noun: `forms`, `limits`."""
    before_nouns: re.Pattern[str] | None = None
    """A word before which no verb in `-s` follows: `all | forms`, `contemporary | forms`."""

    def _a_noun(self, text: str, found: re.Match[str], before: str) -> bool:
        """Whether a form is a plural: behind some prepositions, an article or an adjective, or before `of`."""
        plural = found.group().endswith("s") and found.group() not in AUXILIARIES
        if plural and before in BEFORE_NOUNS and text.endswith(f"{before} ", 0, found.start()):
            return True
        if found.group() not in self.nouns or self.before_nouns is None:
            return False
        named = found.group() == "works" and before[:1].isupper() and before not in ("The", "These", "Such")
        if named and _following(text, found.end()) == "with":
            return False  # `the Elm Trust | works with`
        return _following(text, found.end()) in ("of", "with") or self._behind(before)

    def _behind(self, before: str) -> bool:
        """Whether a noun follows a word."""
        return before != "A" and bool(self.before_nouns and self.before_nouns.fullmatch(before))  # `UNFPA | leads`

    def known(self, word: str) -> bool:
        """Whether a word is a form or a stem."""
        return word in self.forms or word in self.stems or known_verb(word)

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Start and end of each; names, which are capitalised, hold none."""
        before = ""
        for found in _WORD.finditer(text, start, end):
            word = found.group()
            if word in self.forms:
                if _following(text, found.end()) not in NO_VERB.get(word, ()) and not self._a_noun(text, found, before):
                    yield found.span()
            elif word in PHRASES:
                if _following(text, found.end()) in PHRASES[word]:
                    yield found.span()
            elif (
                word in self.stems
                and (_plural(before) or _two(text, found.start(), word))
                and _following(text, found.end()) not in (WITHOUT_OBJECT if word in INTRANSITIVE else NO_OBJECT)
            ) or (
                word.islower()
                and word not in self.stems
                and may_be_verb(word)
                and told_by_lexicon(text, found, before, self._behind(before), _plural(before))
            ):
                yield found.span()
            if not (word in ADVERBS or (word.endswith("ly") and before)):
                before = word


def _plural(word: str) -> bool:
    if word.lower() in AFTER_PLURAL:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "’s", "'s"))


def _two(text: str, at: int, word: str) -> bool:
    """Whether two things joined by `and` stand before: `Poverty and debt drive`, `IOM and the Ministry train`."""
    if _TWO.search(text, max(0, at - 40), at):
        return True
    if word in _CAUSES and _CAUSES_LISTED.search(text, max(0, at - 120), at):
        return True
    return word in _SIDE_BY_SIDE and _TWO_PARTIES.search(text, max(0, at - 120), at) is not None


def _following(text: str, at: int) -> str:
    found = _TO.match(text, at)
    return found.group(1) if found else ""


def english(
    stems: Iterable[str], irregular: Iterable[str], nouns: Iterable[str], before_nouns: re.Pattern[str] | None
) -> EnglishVerbs:
    """Verbs with these stems, and finite forms that follow no rule; `nouns` are plurals of nouns, too."""
    listed = frozenset(stems)
    forms = {form for stem in listed for form in _forms(stem)} - PHRASES.keys()
    return EnglishVerbs(
        forms=frozenset({*AUXILIARIES, *forms, *irregular}),
        stems=listed,
        nouns=frozenset(nouns),
        before_nouns=before_nouns,
    )


def _forms(stem: str) -> Iterator[str]:
    """
    >>> list(_forms("study"))
    ['studies', 'studied']
    """
    if stem.endswith("y") and stem[-2] not in VOWELS:
        yield from (f"{stem[:-1]}ies", f"{stem[:-1]}ied")
    elif stem.endswith(("s", "x", "z", "ch", "sh")):
        yield from (f"{stem}es", f"{stem}ed")
    elif stem.endswith("e"):
        yield from (f"{stem}s", f"{stem}d")
    else:
        doubled = stem + stem[-1] if stem in DOUBLING else stem
        yield from (f"{stem}s", f"{doubled}ed")
