"""Highlighting of the words of a query in a passage."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from palermo.search.lexical_index import build_forms, select_content_words
from palermo.search.query_parser import ParsedQuery
from palermo.search.results import TextSpan
from palermo.search.text_analysis import (
    HAN_PATTERN,
    WORD_FIELD,
    WORD_PATTERN,
    analyze_term,
    iterate_suffixes,
    iterate_symbols,
    normalise_spelling,
    stem_word,
)

CONTEXT_CHARS = 300
"""Characters displayed before and after the first highlight of a long passage."""
MIN_LONG_CHARS = 900
"""Minimum length of a long passage, in characters."""


class Highlighter:
    """Highlighter of the words of one query."""

    def __init__(self, query: ParsedQuery, language: str) -> None:
        words = select_content_words(query.tokens, language)
        self._query_forms = [_build_query_forms(word, language, query) for word in words]
        self._forms = frozenset(form for forms, _ in self._query_forms for form in forms)
        self._likely = _build_initial_pattern({form[:1] for form in self._forms})
        self._language = language
        self._phrases = [[self._normalise_token(word) for word in phrase] for phrase in query.phrases]
        self._symbols = frozenset(query.symbols)
        self._runs = tuple(
            {run: None for phrase in query.phrases for word in phrase for run in HAN_PATTERN.findall(word)}
        )
        runs = [*self._runs, *(run for _, word_runs in self._query_forms for run in word_runs)]
        self._hanzi_runs = re.compile("|".join(sorted(map(re.escape, runs), key=len, reverse=True))) if runs else None

    def highlight(self, text: str, language: str) -> tuple[tuple[TextSpan, ...], bool]:
        """Return start and end of each matching word, in order, and whether the text contains the whole query.

        Spans that touch or overlap are merged.
        """
        words = list(self._match_tokens(text, language))
        cited = list(iterate_symbols(text)) if self._symbols else []
        phrases = [list(self._find_phrase(text, phrase)) for phrase in self._phrases]
        spans = [match.span() for match, _ in words]
        spans += [place for forms in phrases for place in forms]
        spans += [(start, end) for item, start, end in cited if self._symbols & set(iterate_suffixes(item))]
        if self._hanzi_runs:
            spans += [match.span() for match in self._hanzi_runs.finditer(text)]
        matched_forms = {form for _, form in words}
        has_every_word = (
            all(matched_forms & forms or any(run in text for run in runs) for forms, runs in self._query_forms)
            and {tail for item, _, _ in cited for tail in iterate_suffixes(item)} >= self._symbols
            and all(phrases)
            and all(run in text for run in self._runs)
        )
        return _merge_spans(spans), has_every_word

    def _match_tokens(self, text: str, language: str) -> Iterator[tuple[re.Match[str], str]]:
        """Return the words of a text that match the query, with their forms in passages of its language."""
        if not self._forms:
            return
        for match in self._likely.finditer(text):
            if (form := stem_word(match[0], language)) in self._forms:
                yield match, form

    def _normalise_token(self, token: str) -> str:
        """Return a word of a phrase in the normalised spelling of its language."""
        return normalise_spelling(analyze_term(token, WORD_FIELD), self._language)

    def _find_phrase(self, text: str, phrase: Sequence[str]) -> Iterator[TextSpan]:
        """Return the spans where the words of a phrase are adjacent."""
        places = [match.span() for match in WORD_PATTERN.finditer(text)]
        terms = [self._normalise_token(text[start:end]) for start, end in places]
        for first_word in range(len(terms) - len(phrase) + 1):
            if terms[first_word : first_word + len(phrase)] == phrase:
                yield places[first_word][0], places[first_word + len(phrase) - 1][1]


def _build_query_forms(token: str, language: str, query: ParsedQuery) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the forms of a word and of its translations, and its runs of Chinese characters."""
    forms = ((token, language), *query.translations.get(token, ()))
    stems = frozenset(
        form for item, language in forms if not HAN_PATTERN.search(item) for form in build_forms(item, language)
    )
    return stems, tuple(run for item, _ in forms for run in HAN_PATTERN.findall(item))


def _build_initial_pattern(initials: Collection[str]) -> re.Pattern[str]:
    """Return a pattern of words with one of these initials, which stems keep, or with a non-ASCII one."""
    letters = "".join(re.escape(initial + initial.upper()) for initial in initials if initial.isascii())
    return re.compile(rf"(?<!\w)[{letters}\x80-\U0010ffff]\w*")


def build_excerpt(text: str, spans: Sequence[TextSpan]) -> tuple[str, tuple[TextSpan, ...]]:
    """Return a text with its highlights.

    A long text is cut at words to the part around the first highlight.
    """
    if len(text) <= MIN_LONG_CHARS:
        return text, tuple(spans)
    first_span = spans[0] if spans else (0, 0)
    start = text.rfind(" ", 0, max(first_span[0] - CONTEXT_CHARS, 0)) + 1 if first_span[0] > CONTEXT_CHARS else 0
    end = text.find(" ", first_span[1] + CONTEXT_CHARS)
    end = len(text) if end < 0 else end
    prefix, suffix = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(prefix) - start
    shown_spans = tuple((s + shift, e + shift) for s, e in spans if start <= s and e <= end)
    return f"{prefix}{text[start:end]}{suffix}", shown_spans


def list_highlighted_words(text: str, spans: Iterable[TextSpan]) -> tuple[str, ...]:
    """Return the highlighted words as printed, without repetitions, ignoring case."""
    highlighted_words = {text[start:end].casefold(): text[start:end] for start, end in reversed(list(spans))}
    return tuple(reversed(highlighted_words.values()))


def _merge_spans(spans: Iterable[TextSpan]) -> tuple[TextSpan, ...]:
    merged: list[TextSpan] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
