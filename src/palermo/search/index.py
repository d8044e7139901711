"""SearchIndex: an edition's index, open: finds passages by their words and by their meaning, and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final

from palermo.edition import View
from palermo.errors import NoLibrary
from palermo.search.answers import Answer, Counted, Group, Hit
from palermo.search.asked import Asked, Note, Trouble, understood
from palermo.search.building import FOLDER, LEXICAL, Made, made
from palermo.search.fields import FACETS
from palermo.search.hits import SHOWN, Finder, grouped
from palermo.search.lexical import Lexical, Wanted, telling, vocabulary_form
from palermo.search.meaning import Tagged
from palermo.search.ranking import LEAST, MEANING, Ranked, exact_first, fused
from palermo.search.spelling import Spelling
from palermo.search.text import language_of
from palermo.search.values import value_of
from palermo.statements import Statement
from palermo.vectors import Encoder, Near, Space

WINDOW: Final = 300
"""Passages that can be looked at page by page; who wants more narrows the search."""
NEAREST: Final = 100
"""Passages that meaning brings."""
RELATED: Final = 5
"""Passages in other languages that are shown beside the first page."""

type Filters = Mapping[str, tuple[str, ...]]
type Never = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Rows that were found, best first, and what is known of them."""

    ranked: list[Ranked]
    exact: set[int]
    cosines: dict[int, float]
    by_words: int


class SearchIndex:
    """The index of one edition, for one view of it; safe to ask from several threads."""

    def __init__(self, view: View, about: Made, folder: Path, encoder: Encoder | None) -> None:
        self._view = view
        self._about = about
        self._lexical = Lexical(folder / LEXICAL)
        self._tagged = Tagged(folder)
        same = encoder is not None and encoder.version == about.encoder
        self._encoder = encoder if same else None
        self._space = Space.open(folder) if same else None
        self._finder = Finder(view, self._lexical)
        self._spelling: Spelling | None = None
        self._lock = Lock()
        shown = {one.visibility for one in view.documents()}
        hidden = [("visibility", one) for one in ("public", "members", "secretariat") if one not in shown]
        self._hidden: Never = tuple(hidden if view.shows_testimony else (("testimony", "1"), *hidden))

    @property
    def meaning(self) -> bool:
        """Whether passages are found by their meaning, too."""
        return self._space is not None

    def search(
        self, query: str, filters: Filters | None = None, *, page: int = 1, size: int = 10, hint: str = "en"
    ) -> Answer:
        """Find passages; `filters` count beside those within the query, `hint` is the reader's language.

        A page holds `size` groups of hits; a page past the end is the last one. Nothing that can be typed is an error.
        """
        asked = understood(query, self._value, filters)
        language = language_of((*asked.words, *(word for one in asked.phrases for word in one)), hint)
        never = self._never(asked.filters)
        wanted = self._lexical.wanted(asked, language, self._lexical.filtered(asked.filters, never))
        found = self._found(asked, wanted, language, never)
        hits = self._finder.hits(found.ranked[:WINDOW], asked, language, found.exact, found.cosines)
        groups = grouped(hits, WINDOW if "document" in asked.filters else SHOWN)
        pages = max(1, -(-len(groups) // size))
        number = min(max(page, 1), pages)
        shown = self._finder.marked(groups[(number - 1) * size : number * size], asked, language)
        return Answer(
            asked=asked if self.meaning else self._told(asked),
            language=language,
            total=found.by_words or len(hits),
            by_words=found.by_words,
            groups=tuple(shown),
            works=len(groups),
            cut=found.by_words > WINDOW,
            related=self._related(hits, shown, asked, language) if number == 1 else (),
            facets=self._facets(asked, wanted, language, never) if found.by_words else {},
            suggestion=self._suggestion(query, asked, language),
            meaning=self.meaning,
        )

    def flat(self, query: str, filters: Filters | None = None, *, limit: int = 20, hint: str = "en") -> list[Hit]:
        """The same hits one by one, best first, however many are of one document."""
        asked = understood(query, self._value, filters)
        language = language_of((*asked.words, *(word for one in asked.phrases for word in one)), hint)
        never = self._never(asked.filters)
        wanted = self._lexical.wanted(asked, language, self._lexical.filtered(asked.filters, never))
        found = self._found(asked, wanted, language, never)
        hits = self._finder.hits(found.ranked[:limit], asked, language, found.exact, found.cosines)
        return [self._finder.mark(hit, asked, language) for hit in hits]

    def alike(self, statement: Statement, *, limit: int = 5) -> list[Hit]:
        """Passages that say what a statement says, in any language, nearest first; none where meaning is not known."""
        if self._space is None or self._encoder is None:
            return []
        mask = self._tagged.mask({}, self._never({}))
        vector = self._encoder.encode([statement.quote])[0]
        near = [one for one in self._space.nearest(vector, limit + 20, mask) if one.cosine >= LEAST]
        ranked = [Ranked(row=one.row, score=one.cosine) for one in near]
        cosines = {one.row: one.cosine for one in near}
        work = self._view.document(statement.document).work
        hits = self._finder.hits(ranked, Asked(), statement.language, set(), cosines)
        return [hit for hit in hits if hit.document.work != work][:limit]

    def _found(self, asked: Asked, wanted: Wanted, language: str, never: Never) -> Found:
        if asked.empty:
            if not asked.filters:
                return Found(ranked=[], exact=set(), cosines={}, by_words=0)
            everything = self._lexical.filtered(asked.filters, never)
            rows, count = self._lexical.rows(everything, WINDOW) if everything is not None else ([], 0)
            return Found(ranked=fused(sorted(rows), [], 0.0), exact=set(rows), cosines={}, by_words=count)
        rows, count = self._lexical.rows(wanted.some, WINDOW)
        exact = set(self._lexical.rows(wanted.every, WINDOW)[0])
        near = self._near(asked, language, never)
        strict = bool(asked.phrases or asked.symbols)
        held = set(rows)
        near = [one for one in near if one.row in held or (one.cosine >= LEAST and not strict)]
        ranked = fused(rows, [one.row for one in near], MEANING.get(language, 0.5) if near else 0.0)
        foreign = self._foreign({one.row for one in near} - held, language)
        return Found(
            ranked=exact_first(ranked, exact, foreign),
            exact=exact,
            cosines={one.row: one.cosine for one in near},
            by_words=count,
        )

    def _near(self, asked: Asked, language: str, never: Never) -> list[Near]:
        text = asked.text
        if self._space is None or self._encoder is None or not telling(asked.words, language) or not text:
            return []
        mask = self._tagged.mask(asked.filters, never)
        return self._space.nearest(self._encoder.encode([text])[0], NEAREST, mask)

    def _foreign(self, rows: set[int], language: str) -> set[int]:
        own = set(self._tagged.rows("language", language).tolist())
        return rows - own

    def _related(self, hits: Sequence[Hit], shown: Sequence[Group], asked: Asked, language: str) -> tuple[Hit, ...]:
        there = {hit.id for group in shown for hit in group.hits}
        found = [hit for hit in hits if hit.why.other_language and not hit.why.words and hit.id not in there]
        found.sort(key=lambda hit: -(hit.why.cosine or 0.0))
        return tuple(self._finder.mark(hit, asked, language) for hit in found[:RELATED])

    def _facets(self, asked: Asked, wanted: Wanted, language: str, never: Never) -> dict[str, tuple[Counted, ...]]:
        """Counts of each facet, with its own filter lifted."""

        def counted(filters: Filters) -> dict[str, tuple[Counted, ...]]:
            narrowed = self._lexical.filtered(filters, never)
            query = narrowed if asked.empty and narrowed else self._lexical.wanted(asked, language, narrowed).some
            return self._lexical.counts(query)

        counts = counted(asked.filters)
        for name in FACETS:
            if name in asked.filters:
                counts[name] = counted({one: v for one, v in asked.filters.items() if one != name})[name]
        return counts

    def _suggestion(self, query: str, asked: Asked, language: str) -> str | None:
        """The query with other words for those that no document holds."""
        better = query
        for word in telling(asked.words, language):
            if self._lexical.held(word) == 0 and (found := self._spell(word)):
                better = better.replace(word, found)
        return better if better != query else None

    def _spell(self, word: str) -> str | None:
        with self._lock:
            if self._spelling is None:
                self._spelling = Spelling(self._lexical.words())
        return self._spelling.like(vocabulary_form(word))

    def _value(self, name: str, typed: str) -> str | None:
        return value_of(name, typed, self._tagged.has)

    def _never(self, filters: Filters) -> Never:
        return self._hidden if "document" in filters else (("again", "1"), *self._hidden)

    def _told(self, asked: Asked) -> Asked:
        return replace(asked, notes=(*asked.notes, Note(trouble=Trouble.WORDS_ALONE)))


def open_index(view: View, folder: Path, encoder: Encoder | None = None) -> SearchIndex:
    """Open the index of an edition's folder; raises NoLibrary where it has none, or one that is damaged."""
    about = made(folder)
    mend = "Build the library again"
    if about is None:
        raise NoLibrary(str(folder), "the edition has no search index that can be asked", mend)
    try:
        return SearchIndex(view, about, folder / FOLDER, encoder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoLibrary(str(folder), "the edition's search index is damaged", mend) from error
