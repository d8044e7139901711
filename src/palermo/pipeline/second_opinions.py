"""Second opinions after a build: a language model assesses uncertain statements of the public edition.

Answers never change the edition. They are cached, and appended to the library's review queue.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyarrow.compute as pc

from palermo.edition import Library, View, mark_confirmed_rows, open_view
from palermo.errors import LibraryBusy, PalermoError, build_write_error
from palermo.extraction import has_private_content
from palermo.grouping import group_items
from palermo.pipeline.cache import CachedAnswer, OpinionCache
from palermo.pipeline.progress import ProgressReporter, format_count
from palermo.second_opinion.answers import AnswerMalformed, Opinion, OpinionAnswer, Verdict, parse_answer
from palermo.second_opinion.client import (
    AnswerTooLarge,
    ChatClient,
    LimitReached,
    RequestFailed,
    RequestLimits,
)
from palermo.second_opinion.endpoint import Endpoint, parse_endpoint
from palermo.second_opinion.prompts import (
    OpinionQuestion,
    build_chat_messages,
    build_question_item,
    build_retry_message,
)
from palermo.second_opinion.queue import OPINION_FIELDS, OpinionQueue
from palermo.statements import Document, Passage, ReviewStatus, Statement

__all__ = [
    "OPINION_FIELDS",
    "Endpoint",
    "OpinionQueue",
    "OpinionReport",
    "RequestLimits",
    "ask_second_opinions",
    "list_public_opinions",
    "parse_endpoint",
]

MAX_PASSAGE_CHARS = 20_000
"""Longer passages, such as whole tables, are not sent."""


@dataclass(slots=True, kw_only=True)
class OpinionReport:
    """The requests of one build, and their results."""

    requests: int = 0
    agreed: int = 0
    disagreed: int = 0
    missing: int = 0
    dropped: int = 0
    """Parts of answers whose quotes or names are not in the passage, or that are not valid."""
    failed: int = 0
    """Passages without a usable answer."""
    cached: int = 0
    """Passages with a cached answer, of an earlier build or for another document."""
    queued: int = 0
    """Opinions that were appended to the review queue."""
    limit: str = ""
    """The limit that ended the requests, if any."""
    warning: str = ""
    """Why the requests ended early, in one line; empty if they did not."""

    def add_rows(self, rows: Iterable[Mapping[str, Any]], dropped: int) -> None:
        """Count the rows of a new answer, and its dropped parts."""
        verdicts = [row["opinion"] for row in rows]
        self.agreed += verdicts.count(Verdict.AGREE)
        self.disagreed += verdicts.count(Verdict.DISAGREE)
        self.missing += verdicts.count(Verdict.MISSING)
        self.dropped += dropped

    def format_line(self) -> str:
        """Return the report as one line for people."""
        parts = [
            f"Second opinions: {format_count(self.requests, 'request')}",
            f"{self.agreed:,} agree",
            f"{self.disagreed:,} disagree",
            f"{self.missing:,} missing",
            f"{self.dropped:,} dropped",
            f"{self.failed:,} failed",
            f"{format_count(self.cached, 'passage')} known from before",
        ]
        end = f" Ended at {self.limit}; the next build goes on." if self.limit else ""
        return f"{', '.join(parts)}.{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionCandidate:
    """A passage that may be sent, with its statements."""

    passage: Passage
    uncertain: tuple[Statement, ...]
    """Those that are not confirmed, and that nobody decided."""
    other_statements: tuple[Statement, ...]
    question: OpinionQuestion

    def build_rows(self, cached: CachedAnswer, key: str, model: str) -> Iterator[dict[str, Any]]:
        """Return the answer as rows of the review queue, without missing statements that are already known."""
        for opinion in cached.answer.opinions if cached.answer else ():
            if opinion.verdict is Verdict.MISSING and self._is_existing_statement(opinion):
                continue
            statement = self.uncertain[opinion.number - 1].id if opinion.number else None
            yield {
                "statement": statement,
                "document": self.passage.document,
                "passage": self.passage.id,
                "opinion": opinion.verdict.value,
                "kind": opinion.kind,
                **opinion.parties.as_dict(),
                "quotes": list(opinion.quotes),
                "model": model,
                "date": cached.date,
                "key": key,
            }

    def _is_existing_statement(self, opinion: Opinion) -> bool:
        """Return whether a statement of that kind overlaps the proposed quote anywhere in the passage."""
        return any(
            statement.kind == opinion.kind and statement.locator.start < end and start < statement.locator.end
            for quote in opinion.quotes
            for start, end in _find_occurrences(quote, self.passage.text)
            for statement in (*self.uncertain, *self.other_statements)
        )


def ask_second_opinions(
    library: Library, endpoint: Endpoint, limits: RequestLimits, progress: ProgressReporter
) -> OpinionReport:
    """Request second opinions on the uncertain statements of the current edition's public passages.

    Errors of the server are reported, not raised. Raises NoLibrary for a damaged edition, RunStopped for a disk
    error.
    """
    report = OpinionReport()
    if library.read_current_id() is None:
        return report
    client = ChatClient(endpoint, limits)
    try:
        cache = OpinionCache(library.store)
        asking = _OpinionRun(cache=cache, endpoint=endpoint, limits=limits, client=client, report=report)
        progress.start_step("Asking for second opinions", None, "passage")
        with _append_rows_on_exit(library, asking), open_view(library) as view:
            asking.ask_candidates(find_candidates(view), progress)
    except OSError as error:
        raise build_write_error(error, library.opinions) from error
    finally:
        client.stop()
        progress.finish()
    return report


def find_candidates(view: View) -> Iterator[OpinionCandidate]:
    """Yield passages with uncertain statements that may be sent, newest documents first, in reading order.

    Uses the public view, which has neither testimony nor non-public documents. Leaves out documents of
    which only quotes may be shown, and passages with private content.
    """
    if view.shows_testimony:
        raise ValueError("second opinions are asked about what is public")
    uncertain_documents = _find_uncertain_documents(view)
    for document in view.list_documents():
        if document.id in uncertain_documents and _can_be_sent(document):
            yield from _iterate_candidates(view, document)


def list_public_opinions(library: Library) -> Iterator[dict[str, Any]]:
    """Yield rows of the review queue on passages of the public edition; raises NoLibrary."""
    with open_view(library) as view:
        library.pull()
        sendable_ids = {document.id for document in view.list_documents() if _can_be_sent(document)}
        passages: dict[str, frozenset[str]] = {}
        for row in OpinionQueue(library.opinions).read_rows():
            document = row["document"]
            if document not in sendable_ids:
                continue
            if document not in passages:
                passages[document] = frozenset(passage.id for passage in view.list_passages(document))
            if row["passage"] in passages[document]:
                yield row


def _find_uncertain_documents(view: View) -> set[str]:
    uncertain_documents: set[str] = set()
    for table in view.iterate_batches(["document", "status", "method", "confidence"]):
        uncertain_documents.update(table.filter(pc.invert(mark_confirmed_rows(table)))["document"].to_pylist())
    return uncertain_documents


def _can_be_sent(document: Document) -> bool:
    return document.visibility == "public" and document.full_text


def _iterate_candidates(view: View, document: Document) -> Iterator[OpinionCandidate]:
    statements = group_items(view.list_statements(document.id), lambda statement: statement.locator.passage)
    for passage in view.list_passages(document.id):
        of_passage = statements.get(passage.id, [])
        uncertain = tuple(statement for statement in of_passage if _is_uncertain(statement))
        if not uncertain or len(passage.text) > MAX_PASSAGE_CHARS or has_private_content(passage):
            continue
        if any(statement.sensitive for statement in of_passage):
            continue
        items = tuple(map(build_question_item, uncertain))
        yield OpinionCandidate(
            passage=passage,
            uncertain=uncertain,
            other_statements=tuple(statement for statement in of_passage if not _is_uncertain(statement)),
            question=OpinionQuestion(text=passage.text, language=passage.language, items=items),
        )


def _is_uncertain(statement: Statement) -> bool:
    return statement.status is ReviewStatus.PROPOSED and not statement.is_confirmed


@dataclass(slots=True, kw_only=True)
class _OpinionRun:
    """The state of the requests of one build."""

    cache: OpinionCache
    endpoint: Endpoint
    limits: RequestLimits
    client: ChatClient
    report: OpinionReport
    rows: list[Mapping[str, Any]] = field(default_factory=list)
    """Rows for the review queue, from new and cached answers."""
    failures: int = 0
    """Consecutive failures."""
    is_ended: bool = False
    _running: dict[Future[OpinionAnswer], tuple[OpinionCandidate, str]] = field(default_factory=dict)

    def ask_candidates(self, candidates: Iterable[OpinionCandidate], progress: ProgressReporter) -> None:
        """Request answers for the candidates without a cached one, until a limit is reached."""
        with ThreadPoolExecutor(self.limits.concurrent, thread_name_prefix="second-opinion") as pool:
            try:
                for candidate in candidates:
                    if self._use_cached_answer(candidate, key := candidate.question.compute_key(self.endpoint.model)):
                        continue
                    while len(self._running) >= self.limits.concurrent:
                        self._collect_answers(progress)
                    if self.is_ended or self._has_reached_limit():
                        break
                    self._running[pool.submit(_ask_model, self.client, candidate.question)] = candidate, key
                while self._running:
                    self._collect_answers(progress)
            except BaseException:
                self.client.stop()  # otherwise the pool would wait for answers
                raise
            finally:
                self.report.requests = self.client.sent

    def _use_cached_answer(self, candidate: OpinionCandidate, key: str) -> bool:
        while any(key == running for _, running in self._running.values()):
            self._collect_answers(None)  # the same passage in another document
        cached = self.cache.load(key, candidate.question)
        if cached is None:
            return False
        self.report.cached += 1
        self.rows += candidate.build_rows(cached, key, self.endpoint.model)
        return True

    def _has_reached_limit(self) -> bool:
        try:
            self.client.check_limits()
        except LimitReached as reached:
            self.report.limit = str(reached)
            return True
        return False

    def _collect_answers(self, progress: ProgressReporter | None) -> None:
        """Wait for an answer and process it."""
        for future in wait(self._running, return_when=FIRST_COMPLETED).done:
            candidate, key = self._running.pop(future)
            try:
                self._add_answer(future.result(), candidate, key)
                self.failures = 0
            except LimitReached as reached:
                self.report.limit = self.report.limit or str(reached)
                self.is_ended = True
            except AnswerMalformed as error:
                self._save_answer(key, None)
                self._record_failure(str(error), "Use a model that can answer in JSON")
            except AnswerTooLarge as error:
                self._save_answer(key, None)
                self._record_failure(error.reason, error.hint)
            except RequestFailed as error:
                self._record_failure(error.reason, error.hint, is_final=error.is_final)
            if progress:
                progress.advance()

    def _add_answer(self, answer: OpinionAnswer, candidate: OpinionCandidate, key: str) -> None:
        rows = list(candidate.build_rows(self._save_answer(key, answer), key, self.endpoint.model))
        self.report.add_rows(rows, answer.dropped)
        self.rows += rows

    def _save_answer(self, key: str, answer: OpinionAnswer | None) -> CachedAnswer:
        cached = CachedAnswer(answer=answer, date=datetime.now(UTC).isoformat(timespec="seconds"))
        self.cache.save(key, cached)
        return cached

    def _record_failure(self, reason: str, hint: str, *, is_final: bool = False) -> None:
        self.report.failed += 1
        self.failures += 1
        if self.is_ended or not (is_final or self.failures >= self.limits.failures):
            return
        self.is_ended = True
        often = "" if is_final else f", {self.failures} times in a row"
        error = PalermoError(self.endpoint.origin, f"no second opinions: {reason}{often}", hint)
        self.report.warning = str(error)


def _ask_model(client: ChatClient, question: OpinionQuestion) -> OpinionAnswer:
    """Request an answer for one passage, and once more if it is not valid JSON."""
    messages = build_chat_messages(question)
    try:
        return parse_answer(client.complete(messages), question)
    except AnswerMalformed as error:
        return parse_answer(client.complete([*messages, build_retry_message(str(error))]), question)


@contextmanager
def _append_rows_on_exit(library: Library, run: _OpinionRun) -> Iterator[None]:
    """Append new answers to the review queue, even after an interrupt.

    A cached answer that was not appended because the process was killed is appended by the next build.
    """
    try:
        yield
    finally:
        queue = OpinionQueue(library.opinions)
        if queue.select_new_rows(run.rows):
            try:
                with library.lock():
                    run.report.queued = queue.append(run.rows)
            except LibraryBusy as error:
                hint = "Build again: the answers are cached, and are put into the review queue then"
                run.report.warning = str(PalermoError(error.subject, error.reason, hint))


def _find_occurrences(quote: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(quote)
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)
