"""SearchIndex: finds passages by words and embedding similarity, and explains each match."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from threading import Lock
from zipfile import BadZipFile

import numpy as np

from palermo.edition import NON_PUBLIC_VISIBILITIES, TextMatches, View
from palermo.embeddings import Encoder, VectorIndex, VectorSegment
from palermo.errors import NoLibrary
from palermo.search.bitmaps import (
    Bitmap,
    BitmapCache,
    build_bitmap,
    count_bits,
    intersect,
    list_rows,
    pack_mask,
    select_at_least,
)
from palermo.search.concepts import is_vocabulary_word
from palermo.search.filter_values import expand_regions, resolve_value
from palermo.search.hits import HitBuilder
from palermo.search.index_builder import (
    FIX_HINT,
    INDEX_FOLDER,
    IndexManifest,
    explain_missing_index,
    load_index_manifest,
)
from palermo.search.index_fields import FACET_FIELDS
from palermo.search.lexical_index import (
    LexicalIndex,
    NamedQuery,
    normalise_word,
    select_content_words,
)
from palermo.search.name_index import find_whole_query_concepts
from palermo.search.partitions import LEXICAL_FOLDER
from palermo.search.postings import Postings
from palermo.search.query_language import detect_query_language
from palermo.search.query_parser import ParsedQuery, parse_query
from palermo.search.rank_fusion import NO_ROWS, SearchRanking, build_scores
from palermo.search.ranking import PassageRanker
from palermo.search.ranking_weights import (
    EXTRA_SIMILAR_PASSAGES,
    MAX_RANKED_PASSAGES,
    MIN_ALIKE_COSINE,
    MIN_EXACT_MATCHES,
    MIN_SENTENCE_WORDS,
)
from palermo.search.results import Hit, SearchResult
from palermo.search.search_request import (
    ExcludedTags,
    FieldFilters,
    MatchedRows,
    SearchRequest,
    build_warnings,
    count_words,
)
from palermo.search.spelling import SpellingCorrector
from palermo.search.statement_matches import build_text_matches
from palermo.search.stored_fields import StoredFields
from palermo.search.translations import ForeignWord, translate_word
from palermo.statements import Passage, Statement


class SearchIndex:
    """The index of one edition, for one view of it; thread-safe."""

    def __init__(self, view: View, manifest: IndexManifest, folder: Path, encoder: Encoder | None) -> None:
        self._view = view
        self._manifest = manifest
        self._lexical = LexicalIndex(folder / LEXICAL_FOLDER, manifest.parts)
        self._stored = StoredFields(folder, manifest.parts)
        self._encoder = encoder if encoder and encoder.version == manifest.encoder else None
        segments = [VectorSegment.open(folder / part.key) for part in manifest.parts] if self._encoder else []
        self._vectors = VectorIndex(segments) if self._encoder else None
        self._hit_builder = HitBuilder(view, self._stored)
        self._postings = Postings(folder, manifest.parts)
        self._bitmaps = BitmapCache(self._stored.count)
        self._spelling: SpellingCorrector | None = None
        self._lock = Lock()
        visibilities = {document.visibility for document in view.list_documents()}
        hidden = [("visibility", item) for item in NON_PUBLIC_VISIBILITIES if item not in visibilities]
        hidden += [("document", id) for id, state in view.document_states.items() if state.taken_down]
        self._hidden: ExcludedTags = tuple(hidden if view.shows_testimony else (("testimony", "1"), *hidden))
        self._ranker = PassageRanker(self._lexical, self._stored, self._vectors, self._encoder, self._hidden)

    def with_view(self, view: View) -> "SearchIndex":
        """Return the index for a view of the same edition with newer decisions; nothing is loaded again."""
        index = copy(self)
        index._view, index._hit_builder = view, HitBuilder(view, self._stored)
        return index

    @property
    def has_vectors(self) -> bool:
        """Whether passages are also found by embedding similarity."""
        return self._vectors is not None

    def search(
        self, query: str, filters: FieldFilters | None = None, *, page: int = 1, size: int = 10, hint: str = "en"
    ) -> SearchResult:
        """Find passages; `filters` are added to those of the query, `hint` is the reader's language.

        A page has `size` groups of hits; a page number past the end returns the last page. No query is an error.
        """
        request = self._parse_request(query, filters, hint)
        ranking = self._ranker.rank_rows(request)
        rows = self._hit_builder.group_by_work(ranking.ranked.select(slice(MAX_RANKED_PASSAGES)))
        pages = max(1, -(-len(rows) // size))
        number = min(max(page, 1), pages)
        shown_rows = rows[(number - 1) * size : number * size]
        groups = self._hit_builder.build_groups(shown_rows, ranking, request.query, request.language)
        matched = self._match_words(request)
        count = self._stored.count_rows(matched.bitmap, request.facet_filters)
        counted = matched.bitmap
        if not count or len(ranking.ranked.rows) < MAX_RANKED_PASSAGES:  # else a filter lists others, too
            counted = counted | build_bitmap(self._stored.count, [ranking.similar, ranking.ranked.rows])
        facets = self._stored.count_facets(counted, request.facet_filters)
        return SearchResult(
            query=request.query.with_warnings(build_warnings(request, is_empty=not rows, has_vectors=self.has_vectors)),
            language=request.language,
            total=count or sum(map(len, rows)),
            by_words=count,
            has_enough_words=matched.has_enough_words,
            listed=sum(map(len, rows)),
            groups=tuple(groups),
            works=len(rows),
            cut=count > MAX_RANKED_PASSAGES,
            related=self._hit_builder.find_related(ranking, groups, request) if number == 1 else (),
            facets=facets if count or rows else {},
            suggestion=self._suggest_query(query, request),
            meaning=self.has_vectors,
        )

    def search_hits(
        self, query: str, filters: FieldFilters | None = None, *, limit: int = 20, hint: str = "en"
    ) -> list[Hit]:
        """Return the same hits as a flat list, best first, with no limit per document."""
        request = self._parse_request(query, filters, hint)
        ranking = self._ranker.rank_rows(request)
        return self._hit_builder.build_hits(
            ranking.ranked.select(slice(limit)), ranking, request.query, request.language
        )

    def match_statements(self, query: str, kinds: Sequence[str] = (), *, hint: str = "en") -> TextMatches:
        """Return the passages whose statements match a query, and the tags that it names.

        A passage matches by words, translations or similarity.

        kinds: the requested kinds of statements; passages without any of them are left out.
        """
        filters = {"kind": tuple(kinds)} if kinds else {}
        request = replace(self._parse_request(query, filters, hint), facet_filters={})
        ranking = self._ranker.rank_rows(request)
        matched = self._match_words(request)
        adds_no_filter = request.query.filters.keys() <= filters.keys()
        is_matched = matched.has_enough_words and not (request.query.is_empty and adds_no_filter)
        rows = np.union1d(list_rows(matched.bitmap) if is_matched else NO_ROWS.rows, ranking.similar)
        first = ranking.ranked.rows[np.isin(ranking.ranked.rows, rows)]
        ordered = np.concatenate([first, np.setdiff1d(rows, first)])
        tags = find_whole_query_concepts(query, request.language) if adds_no_filter else ()
        return build_text_matches(
            f"{hint} {','.join(kinds)} {query}",
            request,
            self._stored.list_passage_ids(ordered),
            self._stored.list_passage_ids(ranking.similar),
            tags,
        )

    def find_similar(self, source: Statement | Passage, *, limit: int = 5) -> list[Hit]:
        """Return similar passages of other Works in any language, most similar first; empty without vectors.

        A text that is printed several times is returned once.
        """
        if self._vectors is None or self._encoder is None:
            return []
        mask = self._stored.build_mask({}, self._ranker.get_excluded_tags({}))
        vector = self._encoder.encode([source.quote if isinstance(source, Statement) else source.text])[0]
        nearest = self._vectors.find_nearest(vector, limit + EXTRA_SIMILAR_PASSAGES, mask)
        cosines = {item.row: item.cosine for item in nearest if item.cosine >= MIN_ALIKE_COSINE}
        ranking = SearchRanking(ranked=build_scores(cosines), cosines=cosines)
        work = self._view.get_document(source.document).work
        hits = self._hit_builder.build_hits(ranking.ranked, ranking, ParsedQuery(), source.language)
        unique = {hit.text: hit for hit in reversed(hits) if hit.document.work != work}
        return [hit for hit in hits if unique.get(hit.text) is hit][:limit]

    def _parse_request(self, query: str, filters: FieldFilters | None, hint: str) -> SearchRequest:
        parsed = parse_query(query, lambda name, text: resolve_value(name, text, self._stored.has_value), filters)
        words = (*parsed.tokens, *(word for phrase in parsed.phrases for word in phrase))
        language = detect_query_language(
            words, hint, lambda word, language: self._lexical.has_word(word, language, self._hidden)
        )
        terms = select_content_words(parsed.tokens, language)
        if count_words(terms) < MIN_SENTENCE_WORDS:
            parsed = replace(parsed, translations={word: self._translate_word(word, language) for word in terms})
        filters = {name: expand_regions(name, values) for name, values in parsed.filters.items()}
        untranslated = [word for word in terms if not parsed.translations.get(word)]
        return SearchRequest(
            query=parsed,
            language=language,
            tokens=tuple(terms),
            unknown_tokens=tuple(w for w in untranslated if not self._lexical.is_visible(w, self._hidden)),
            lexical_query=self._lexical.build_query(parsed, language),
            filters=filters,
            filter_query=self._lexical.build_filter_query(filters, self._ranker.get_excluded_tags(filters)),
            facet_filters={name: values for name, values in filters.items() if name in FACET_FIELDS},
        )

    def _translate_word(self, token: str, language: str) -> tuple[ForeignWord, ...]:
        """Return the translations of a rare word that visible passages contain."""
        translations = translate_word(token, language)
        if not translations or self._is_frequent(token, language):
            return ()
        return tuple(word for word in translations if self._lexical.is_visible(word[0], self._hidden))

    def _is_frequent(self, token: str, language: str) -> bool:
        """Return whether at least MIN_EXACT_MATCHES visible passages contain a word."""
        forms = self._lexical.build_query(ParsedQuery(tokens=(token,)), language).all_forms
        mask = self._stored.build_mask({}, self._hidden)
        holding = select_at_least([self._get_bitmap(form) for form in forms], 1, -(-self._stored.count // 64))
        return count_bits(holding if mask is None else holding & pack_mask(mask)) >= MIN_EXACT_MATCHES

    def _match_words(self, request: SearchRequest) -> MatchedRows:
        """Return the rows that contain enough of the words, or any of them if none contains enough."""
        among, query = pack_mask(self._ranker.build_countable_mask(request)), request.lexical_query
        if not (query.word_forms or query.required):  # filters or marks alone, or a word that is too long
            is_filtered = request.query.is_empty and request.query.filters
            return MatchedRows(among if is_filtered else np.zeros_like(among), True)
        among = intersect(among, map(self._get_bitmap, query.required))
        by_word = [select_at_least([*map(self._get_bitmap, forms)], 1, among.size) for forms in query.word_forms]
        matching = among & select_at_least(by_word, query.min_word_count, among.size)
        if matching.any():
            return MatchedRows(matching, True)
        bitmap = among if query.required else among & select_at_least(by_word, 1, among.size)
        return MatchedRows(bitmap, not bitmap.any())

    def _get_bitmap(self, named_query: NamedQuery) -> Bitmap:
        """Return the rows that contain a form of a word, a phrase or a symbol."""
        name, query = named_query
        return self._bitmaps.get_bitmap(
            name, lambda: self._lexical.iterate_rows(query) if " " in name else [self._postings.find_rows(name)]
        )

    def _suggest_query(self, query: str, request: SearchRequest) -> str | None:
        """Return the query with unknown words corrected, or None if there are no corrections."""
        better = query
        for word in request.unknown_tokens:
            correction = None if is_vocabulary_word(word) else self._correct_word(word)
            if correction and self._lexical.has_word(correction, request.language, self._hidden):
                better = better.replace(word, correction)
        return better if better != query else None

    def _correct_word(self, token: str) -> str | None:
        with self._lock:
            if self._spelling is None:
                self._spelling = SpellingCorrector(self._lexical.iterate_words(), self._stored.count)
        return self._spelling.suggest(normalise_word(token))


def open_index(view: View, folder: Path, encoder: Encoder | None = None) -> SearchIndex:
    """Open the index of an edition's folder; raises NoLibrary if it is missing or damaged."""
    manifest = load_index_manifest(folder)
    if manifest is None:
        raise NoLibrary(str(folder), explain_missing_index(folder), FIX_HINT)
    try:
        return SearchIndex(view, manifest, folder / INDEX_FOLDER, encoder)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        what = " ".join(str(error).replace(str(folder), "").split())[:120]  # shown to visitors, so without paths
        reason = f"a file of the edition's search index is damaged ({type(error).__name__}: {what})"
        raise NoLibrary(str(folder), reason, FIX_HINT) from error
