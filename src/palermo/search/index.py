"""SearchIndex: an edition's index, open: finds passages by their words and by their meaning, and says why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple
from zipfile import BadZipFile

import numpy as np
from tantivy import Query

from palermo.edition import View
from palermo.errors import NoLibrary
from palermo.search.answers import Answer, Group, Hit
from palermo.search.asked import Asked, Note, Trouble, is_piece, understood
from palermo.search.bits import Bits, Mask, in_all, in_enough, packed, size
from palermo.search.building import FOLDER, MEND, Made, lacking, made
from palermo.search.concepts import named, used
from palermo.search.fields import FACETS
from palermo.search.hits import Finder, Found
from palermo.search.holders import Holders
from palermo.search.languages import language_of
from palermo.search.lexical import Lexical, Named, Wanted, telling, vocabulary_form, wordy
from palermo.search.parts import LEXICAL
from palermo.search.postings import Postings
from palermo.search.ranking import (
    ALIKE,
    FEW,
    NONE,
    SHORT,
    TERM,
    Rows,
    Scored,
    exact_first,
    fused,
    least,
    weighed,
    weight,
)
from palermo.search.spelling import Spelling
from palermo.search.stored import Stored
from palermo.search.text import HAN
from palermo.search.translations import Other, translated
from palermo.search.values import value_of, widened
from palermo.statements import Passage, Statement
from palermo.vectors import Encoder, Floats, Region, Space

WINDOW: Final = 300
"""Passages that can be looked at page by page; who wants more narrows the search."""
NEAREST: Final = 150
"""Passages that meaning brings."""
LABELS: Final = 0.2
"""Share of the vocabulary's labels in the vector of a query that names its concepts."""
LABELS_OF_TERM: Final = 0.5
"""The same for a name or term, which says little but that."""
RELATED: Final = 5
"""Passages in other languages that are shown beside the first page."""
AROUND: Final = 20
"""Passages more that are looked at for what is alike, of which those of the same Work are left out."""

BROAD: Final = 0.5
"""Share of passages that filters let pass from which on they are looked at after the ranking."""

type Filters = Mapping[str, tuple[str, ...]]
type Never = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """A query, understood, and as the lexical index is asked."""

    asked: Asked
    language: str
    words: tuple[str, ...]
    """Those of it that tell something."""
    unknown: tuple[str, ...]
    """Those of them that no passage holds which may be seen."""
    wanted: Wanted
    filters: Filters
    """Its filters, with all that lies within the regions among them."""
    filtered: Query | None
    """The same, and what never counts."""
    apart: Filters
    """Its filters by facets, each of which is lifted where its own facet is counted."""

    @property
    def size(self) -> int:
        """How many words tell something; two signs of Chinese are about as much as a word."""
        return _size(self.words)


class _Matched(NamedTuple):
    """What holds enough of the words, without the filters by facets."""

    found: Bits
    enough: bool
    """Whether it does; where none holds enough, these hold any of them."""


class SearchIndex:
    """The index of one edition, for one view of it; safe to ask from several threads."""

    def __init__(self, view: View, about: Made, folder: Path, encoder: Encoder | None) -> None:
        self._view = view
        self._about = about
        self._lexical = Lexical(folder / LEXICAL, about.parts)
        self._stored = Stored(folder, about.parts)
        same = encoder is not None and encoder.version == about.encoder
        self._encoder = encoder if same else None
        self._space = Space([Region.open(folder / part.key) for part in about.parts]) if same else None
        self._finder = Finder(view, self._stored)
        self._postings = Postings(folder, about.parts)
        self._holders = Holders(self._stored.count)
        self._spelling: Spelling | None = None
        self._lock = Lock()
        shown = {one.visibility for one in view.documents()}
        hidden = [("visibility", one) for one in ("members", "secretariat") if one not in shown]
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
        ask = self._understood(query, filters, hint)
        found = self._found(ask)
        rows = self._finder.grouped(found.ranked.part(slice(WINDOW)))
        pages = max(1, -(-len(rows) // size))
        number = min(max(page, 1), pages)
        shown = self._finder.groups(rows[(number - 1) * size : number * size], found, ask.asked, ask.language)
        matched = self._matching(ask)
        count, facets = self._stored.counts(matched.found, ask.apart)
        return Answer(
            asked=_told(ask.asked, self._notes(ask, nothing=not rows)),
            language=ask.language,
            total=count or sum(map(len, rows)),
            by_words=count,
            enough=matched.enough,
            listed=sum(map(len, rows)),
            groups=tuple(shown),
            works=len(rows),
            cut=count > WINDOW,
            related=self._related(found, shown, ask) if number == 1 else (),
            facets=facets if count else {},
            suggestion=self._suggestion(query, ask),
            meaning=self.meaning,
        )

    def flat(self, query: str, filters: Filters | None = None, *, limit: int = 20, hint: str = "en") -> list[Hit]:
        """The same hits one by one, best first, however many are of one document."""
        ask = self._understood(query, filters, hint)
        found = self._found(ask)
        return self._finder.hits(found.ranked.part(slice(limit)), found, ask.asked, ask.language)

    def alike(self, said: Statement | Passage, *, limit: int = 5) -> list[Hit]:
        """Passages of other Works that say what a statement or passage says, in any language, nearest first.

        None where meaning is not known.
        """
        if self._space is None or self._encoder is None:
            return []
        mask = self._stored.mask({}, self._never({}))
        vector = self._encoder.encode([said.quote if isinstance(said, Statement) else said.text])[0]
        near = [one for one in self._space.nearest(vector, limit + AROUND, mask) if one.cosine >= ALIKE]
        ranked = _scored({one.row: one.cosine for one in near})
        found = Found(ranked=ranked, cosines={one.row: one.cosine for one in near})
        work = self._view.document(said.document).work
        hits = self._finder.hits(ranked, found, Asked(), said.language)
        return [hit for hit in hits if hit.document.work != work][:limit]

    def _understood(self, query: str, filters: Filters | None, hint: str) -> _Ask:
        asked = understood(query, self._value, filters)
        words = (*asked.words, *(word for one in asked.phrases for word in one))
        language = language_of(words, hint, lambda word, language: self._lexical.stands(word, language, self._hidden))
        told = telling(asked.words, language)
        if _size(told) < SHORT:
            asked = replace(asked, others={word: self._others(word, language) for word in told})
        filters = {name: widened(name, values) for name, values in asked.filters.items()}
        return _Ask(
            asked=asked,
            language=language,
            words=tuple(told),
            unknown=tuple(w for w in told if not asked.others.get(w) and not self._lexical.seen(w, self._hidden)),
            wanted=self._lexical.wanted(asked, language),
            filters=filters,
            filtered=self._lexical.filtered(filters, self._never(filters)),
            apart={name: values for name, values in filters.items() if name in FACETS},
        )

    def _others(self, word: str, language: str) -> tuple[Other, ...]:
        """What a word that few passages hold is in other languages, as far as passages that may be seen hold it."""
        found = translated(word, language)
        if not found or self._seen_often(word, language):
            return ()
        return tuple(one for one in found if self._lexical.seen(one[0], self._hidden))

    def _seen_often(self, word: str, language: str) -> bool:
        """Whether FEW passages or more that may be seen hold a word: of those that may not, nothing shows."""
        forms = self._lexical.wanted(Asked(words=(word,)), language).forms
        mask = self._stored.mask({}, self._hidden)
        holding = in_enough([self._holding(one) for one in forms], 1, -(-self._stored.count // 64))
        return size(holding if mask is None else holding & packed(mask)) >= FEW

    def _found(self, ask: _Ask) -> Found:
        if ask.asked.empty:
            if not ask.asked.filters:
                return Found(ranked=NONE, cosines={})
            rows = self._lexical.rows(ask.filtered, WINDOW) if ask.filtered is not None else NONE.rows
            return Found(ranked=fused(np.sort(rows), NONE, 0.0), cosines={})
        every = self._lexical.rows(ask.wanted.every(ask.filtered), WINDOW) if self._wants_every(ask) else NONE.rows
        rows = self._by_words(ask, every)
        near = self._near(ask, rows, len(every))
        if not len(near.rows):
            return Found(ranked=fused(rows, NONE, 0.0), cosines={})
        ranked = fused(rows, weighed(near, self._stored.priors[near.rows]), self._weight(ask, len(every)))
        foreign = np.isin(ranked.rows, near.rows) & self._stored.foreign(ranked.rows, ask.language)
        ranked = exact_first(ranked, np.isin(ranked.rows, every), foreign, whole=self._is_term(ask))
        return Found(ranked=ranked, cosines=dict(zip(near.rows.tolist(), near.scores.tolist(), strict=True)))

    def _wants_every(self, ask: _Ask) -> bool:
        return self._space is not None or 1 < ask.size < SHORT

    def _weight(self, ask: _Ask, every: int) -> float:
        return weight(ask.language, ask.size, every, len(ask.unknown) / max(1, len(ask.words)))

    def _by_words(self, ask: _Ask, every: Rows) -> Rows:
        """Rows by their words; of a name or term of few words, those that hold all of them first."""
        found = self._best(ask)
        rows = weighed(found, self._stored.word_priors[found.rows]).rows
        return rows[np.argsort(~np.isin(rows, every), kind="stable")] if len(every) and self._is_term(ask) else rows

    def _is_term(self, ask: _Ask) -> bool:
        """Whether it is of few words, all of which stand in what comes first."""
        return 1 < ask.size < TERM

    def _best(self, ask: _Ask) -> Scored:
        """The best rows by words that pass the filters.

        Filters that most passages pass are looked at afterwards: where nothing but words is asked, the lexical index
        leaves aside what cannot be among the best.
        """
        mask = None if ask.wanted.must else self._mask(ask)
        share = 0.0 if mask is None else np.count_nonzero(mask) / max(1, mask.size)
        if mask is not None and share >= BROAD:
            looked_at = int(WINDOW / share * 1.1) + 20
            found = self._lexical.ranked(ask.wanted.any(None), looked_at)
            kept = found.part(mask[found.rows])
            if len(kept.rows) >= WINDOW or len(found.rows) < looked_at:
                return kept.part(slice(WINDOW))
        return self._lexical.ranked(ask.wanted.any(ask.filtered), WINDOW)

    def _mask(self, ask: _Ask) -> Mask | None:
        """Of each row, whether it passes the filters; None where all do."""
        return self._stored.mask(ask.filters, self._never(ask.filters))

    def _near(self, ask: _Ask, held: Rows, every: int) -> Scored:
        """Passages of like meaning: those that hold words, and others that are like enough; so many hold all words.

        Numbers mean little, and are left out where there is more.
        """
        if self._space is None or self._encoder is None or not ask.words:
            return NONE
        numbers = {word for word in ask.words if not wordy(word)} if sum(map(wordy, ask.words)) > 1 else set()
        asked = replace(ask.asked, words=tuple(word for word in ask.asked.words if word not in numbers))
        near = self._space.nearest(self._vector(self._encoder, asked.text, ask), NEAREST, self._mask(ask))
        found = _scored({one.row: one.cosine for one in near})
        strict = bool(ask.asked.phrases or ask.asked.symbols)
        enough = found.scores >= least(self._told_in(ask), ask.size, every, self._stored.says_little[found.rows])
        return found.part(np.isin(found.rows, held) | (enough & (not strict)))

    def _told_in(self, ask: _Ask) -> str:
        """The language of a query; none where no word of a name or term stands anywhere: it may be of any."""
        return "" if ask.size < SHORT and len(ask.unknown) == len(ask.words) else ask.language

    def _vector(self, encoder: Encoder, text: str, ask: _Ask) -> Floats:
        """A query's vector; in other languages than English, drawn towards the English labels of what it names."""
        labels = named(text, ask.language) if ask.language != "en" else ""
        both = encoder.encode([text, labels] if labels else [text])
        share = (LABELS if ask.size >= SHORT else LABELS_OF_TERM) if labels else 0.0
        drawn: Floats = (1 - share) * both[0] + share * both[-1]
        drawn /= max(float(np.linalg.norm(drawn)), 1e-6)
        return drawn

    def _related(self, found: Found, shown: Sequence[Group], ask: _Ask) -> tuple[Hit, ...]:
        there = {hit.id for group in shown for hit in group.hits}
        if not found.cosines:
            return ()
        ranked = found.ranked.part(slice(WINDOW))
        cosines = np.array([found.cosines.get(row, 0.0) for row in ranked.rows.tolist()])
        ranked = ranked.part((cosines >= ALIKE) & self._stored.foreign(ranked.rows, ask.language))
        ranked = ranked.part(np.argsort([-found.cosines[row] for row in ranked.rows.tolist()], kind="stable"))
        once = np.sort(np.unique(self._stored.hash_of[ranked.rows], return_index=True)[1])[: RELATED + len(there)]
        near = self._finder.hits(ranked.part(once), found, ask.asked, ask.language)
        return tuple(hit for hit in near if hit.id not in there and not hit.why.words)[:RELATED]

    def _matching(self, ask: _Ask) -> _Matched:
        """What holds enough of the words, each of which is read where it was not asked for before."""
        among, wanted = packed(self._among(ask)), ask.wanted
        if ask.asked.empty:
            return _Matched(among if ask.asked.filters else np.zeros_like(among), True)
        among = in_all(among, map(self._holding, wanted.must))
        held = [in_enough([*map(self._holding, forms)], 1, among.size) for forms in wanted.words]
        found = among & in_enough(held, wanted.enough, among.size)
        if found.any():
            return _Matched(found, True)
        some = among if wanted.must else among & in_enough(held, 1, among.size)
        return _Matched(some, not some.any())

    def _holding(self, one: Named) -> Bits:
        """Rows that hold a form of a word, a phrase or a symbol."""
        name, query = one
        return self._holders.bits(
            name, lambda: self._lexical.all_rows(query) if " " in name else [self._postings.rows(name)]
        )

    def _among(self, ask: _Ask) -> Mask:
        """Of each row, whether it passes what is no filter by a facet, and may be counted."""
        others = {name: values for name, values in ask.filters.items() if name not in ask.apart}
        mask = self._stored.mask(others, self._never(ask.filters))
        return np.ones(self._stored.count, dtype=np.bool_) if mask is None else mask

    def _notes(self, ask: _Ask, *, nothing: bool) -> Iterator[Note]:
        """What the reader should know of how the words were found, and the places understood."""
        for place in ask.asked.filters.get("place", ()):
            if len(widened("place", [place])) > 1:
                yield Note(trouble=Trouble.REGION, what=place)
        for word, others in ask.asked.others.items():
            if others:
                shown = ", ".join(dict.fromkeys(one for one, _ in others))
                yield Note(trouble=Trouble.TRANSLATED, what=f"{word[:40]}: {shown}")
        if len(ask.unknown) < len(ask.words):
            whole = (word for word in ask.unknown if not is_piece(word, ask.words))
            yield from (Note(trouble=Trouble.NO_WORD, what=word[:40]) for word in whole)
        if nothing and not ask.asked.empty:
            yield Note(trouble=Trouble.NARROW if ask.asked.filters else Trouble.NOTHING)
        if nothing and "place" in ask.asked.filters:
            yield Note(trouble=Trouble.PLACE)
        if not self.meaning:
            yield Note(trouble=Trouble.WORDS_ALONE)

    def _suggestion(self, query: str, ask: _Ask) -> str | None:
        """The query with other words for those that no passage holds, of words that stand in its language.

        A word that the vocabulary uses is spelt well, whether or not a document holds it.
        """
        better = query
        for word in ask.unknown:
            found = None if used(word) else self._spell(word)
            if found and self._lexical.stands(found, ask.language, self._hidden):
                better = better.replace(word, found)
        return better if better != query else None

    def _spell(self, word: str) -> str | None:
        with self._lock:
            if self._spelling is None:
                self._spelling = Spelling(self._lexical.words(), self._stored.count)
        return self._spelling.like(vocabulary_form(word))

    def _value(self, name: str, typed: str) -> str | None:
        return value_of(name, typed, self._stored.has)

    def _never(self, filters: Filters) -> Never:
        return self._hidden if "document" in filters else (("again", "1"), *self._hidden)


def _size(words: Iterable[str]) -> int:
    return sum(max(1, len(word) // 2) if HAN.search(word) else 1 for word in words)


def _scored(cosines: Mapping[int, float]) -> Scored:
    return Scored(np.array(list(cosines), dtype=np.int64), np.array(list(cosines.values()), dtype=np.float64))


def _told(asked: Asked, notes: Iterable[Note]) -> Asked:
    return replace(asked, notes=(*asked.notes, *notes))


def open_index(view: View, folder: Path, encoder: Encoder | None = None) -> SearchIndex:
    """Open the index of an edition's folder; raises NoLibrary where it has none, or one that is damaged."""
    about = made(folder)
    if about is None:
        raise NoLibrary(str(folder), lacking(folder), MEND)
    try:
        return SearchIndex(view, about, folder / FOLDER, encoder)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        what = " ".join(str(error).replace(str(folder), "").split())[:120]  # strangers hear of it, too
        reason = f"a file of the edition's search index is damaged ({type(error).__name__}: {what})"
        raise NoLibrary(str(folder), reason, MEND) from error
