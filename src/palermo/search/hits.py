"""Hits built from ranked rows: stored fields, match explanations, and grouping by Work."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from palermo.edition import Overlay, View
from palermo.search.highlighting import Highlighter, list_highlighted_words
from palermo.search.index_fields import StatementSpan
from palermo.search.query_parser import ParsedQuery
from palermo.search.rank_fusion import RowNumbers, ScoredRows, SearchRanking
from palermo.search.ranking_weights import MAX_RANKED_PASSAGES, MAX_RELATED_PASSAGES, MIN_SIMILAR_COSINE
from palermo.search.results import Hit, HitGroup, MatchExplanation
from palermo.search.search_request import SearchRequest
from palermo.search.stored_fields import StoredFields
from palermo.statements import ReviewStatus

MAX_HITS_PER_WORK: Final = 3

type RowScore = tuple[int, float]
"""A row and its score."""


class HitBuilder:
    """Builder of a view's hits from rows of the index."""

    def __init__(self, view: View, stored: StoredFields) -> None:
        self._stored = stored
        documents_by_id = {document.id: document for document in view.list_documents()}
        self._documents = [documents_by_id.get(id) for id in stored.documents]
        self._changed_documents = frozenset(id for file in view.overlay.files.values() for id in file.documents)
        self._changed_spans = _group_changed_spans(view.overlay)
        works: dict[str, int] = {}
        numbers = [works.setdefault(document.work, len(works)) if document else -1 for document in self._documents]
        self._work_of = np.array(numbers or [-1], dtype=np.int64)
        """Number of each document's Work; -1 for a document that the view does not show."""

    def group_by_work(self, ranked: ScoredRows) -> list[list[RowScore]]:
        """Return the visible rows grouped by Work, in order of their best row; repeated texts of a Work count once."""
        works: defaultdict[int, list[RowScore]] = defaultdict(list)
        seen_works = set()
        of_work, hashes = self._get_work_numbers(ranked.rows).tolist(), self._stored.hash_of[ranked.rows].tolist()
        for pair, place in zip(_iterate_pairs(ranked), zip(of_work, hashes, strict=True), strict=True):
            if place[0] >= 0 and place not in seen_works:
                seen_works.add(place)
                works[place[0]].append(pair)
        return list(works.values())

    def _get_work_numbers(self, rows: RowNumbers) -> RowNumbers:
        row_numbers: RowNumbers = self._work_of[self._stored.document_of[rows]]
        return row_numbers

    def build_groups(
        self, rows: Sequence[Sequence[RowScore]], ranking: SearchRanking, query: ParsedQuery, language: str
    ) -> list[HitGroup]:
        """Return the displayed groups of rows, with highlights."""
        hit_limit = None if "document" in query.filters else MAX_HITS_PER_WORK
        marker = Highlighter(query, language)
        groups = []
        for row in rows:
            hits = [self._build_hit(row_score, ranking, marker, language) for row_score in row[:hit_limit]]
            groups.append(HitGroup(document=hits[0].document, hits=tuple(hits), more=len(row) - len(hits)))
        return groups

    def find_related(
        self, ranking: SearchRanking, groups: Sequence[HitGroup], request: SearchRequest
    ) -> tuple[Hit, ...]:
        """Return passages in other languages that are similar in meaning and not among the groups."""
        shown_ids = {hit.id for group in groups for hit in group.hits}
        if not ranking.cosines:
            return ()
        ranked = ranking.ranked.select(slice(MAX_RANKED_PASSAGES))
        cosines = np.array([ranking.cosines.get(row, 0.0) for row in ranked.rows.tolist()])
        ranked = ranked.select(
            (cosines >= MIN_SIMILAR_COSINE) & self._stored.mask_foreign(ranked.rows, request.language)
        )
        ranked = ranked.select(np.argsort([-ranking.cosines[row] for row in ranked.rows.tolist()], kind="stable"))
        unique_rows = np.sort(np.unique(self._stored.hash_of[ranked.rows], return_index=True)[1])[
            : MAX_RELATED_PASSAGES + len(shown_ids)
        ]
        hits = self.build_hits(ranked.select(unique_rows), ranking, request.query, request.language)
        return tuple(hit for hit in hits if hit.id not in shown_ids and not hit.why.words)[:MAX_RELATED_PASSAGES]

    def build_hits(self, ranked: ScoredRows, ranking: SearchRanking, query: ParsedQuery, language: str) -> list[Hit]:
        """Return the hits of visible rows, in their order, with highlights."""
        marker = Highlighter(query, language)
        visible = ranked.select(self._get_work_numbers(ranked.rows) >= 0)
        return [self._build_hit(pair, ranking, marker, language) for pair in _iterate_pairs(visible)]

    def _list_spans(self, passage: str, document: str, stored: Sequence[Sequence[Any]]) -> tuple[StatementSpan, ...]:
        """Return the statements of a passage: as newer decisions have them, else as the index stored them."""
        if document in self._changed_documents:
            return tuple(self._changed_spans.get(passage, ()))
        return tuple(StatementSpan(id=i, kind=k, start=s, end=e) for i, k, s, e in stored)

    def _build_hit(self, row_score: RowScore, ranking: SearchRanking, marker: Highlighter, language: str) -> Hit:
        row, score = row_score
        id, _, page, paragraph, kind, headings, passage_language, text, places = self._stored.read_record(row)
        document = self._documents[self._stored.document_of[row]]
        assert document is not None
        marks, has_every_word = marker.highlight(text, passage_language)
        return Hit(
            id=id,
            document=document,
            page=page,
            paragraph=paragraph,
            kind=kind,
            headings=tuple(headings or ()),
            language=passage_language,
            text=text,
            highlights=marks,
            statements=self._list_spans(id, document.id, places),
            score=score,
            why=MatchExplanation(
                words=list_highlighted_words(text, marks),
                has_all_words=has_every_word,
                cosine=ranking.cosines.get(row),
                other_language=passage_language != language,
            ),
        )


def _group_changed_spans(overlay: Overlay) -> dict[str, list[StatementSpan]]:
    """Return the statements of documents with newer decisions by passage, without rejected ones."""
    spans: defaultdict[str, list[StatementSpan]] = defaultdict(list)
    for file in overlay.files.values():
        for statement in file.statements.values():
            if statement.status is not ReviewStatus.REJECTED:
                place = statement.locator
                spans[place.passage].append(
                    StatementSpan(id=statement.id, kind=statement.kind.value, start=place.start, end=place.end)
                )
    return dict(spans)


def _iterate_pairs(ranked: ScoredRows) -> Iterator[RowScore]:
    return zip(ranked.rows.tolist(), ranked.scores.tolist(), strict=True)
