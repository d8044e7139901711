"""Compilation of documents: cached reading and extraction, merged with the catalogue row and linked; and of buckets.

Its place in its Work, and which of its statements are repeated, depend on all documents of the Work.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from palermo.calibration.recalibration import Recalibration, update_confidence
from palermo.edition import BucketEntry, BucketFile, CompiledDocument, check_rows
from palermo.edition.buckets import DocumentLoader, ReusableBucket, compile_bucket
from palermo.edition.stores import Store
from palermo.errors import RunStopped
from palermo.extraction import mask_document, mask_passages
from palermo.linking import DocumentStatements, WorkCandidate, WorkPlacement, assign_duplicates, group_works
from palermo.pipeline.cache import Cache
from palermo.pipeline.document_processing import Task, apply_placement, build_document, compute_entry_key, process_batch
from palermo.pipeline.outlines import OutlineIndex
from palermo.pipeline.stages import Stages
from palermo.process_pool import map_in_processes
from palermo.reading import ParsedDocument
from palermo.review import Decision, DocumentReviewState, apply_decisions, correct_document
from palermo.sources import CatalogueRow
from palermo.statements import Document, Extraction, Passage, Statement, hash_json

type Duplicates = Mapping[str, tuple[tuple[str, ...], int]]
"""`same_as` and `duplicate_rank` of repeated statements, by statement id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilationInputs:
    """What an edition is compiled from."""

    tasks: Mapping[str, Task]
    """Tasks by document id."""
    rows: Mapping[str, CatalogueRow]
    """Catalogue rows by source."""
    stages: Stages
    store: Store
    decisions: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    """Decisions by document id, in the order in which they were made."""
    document_states: Mapping[str, DocumentReviewState] = field(default_factory=dict)
    """What follows from the decisions on a document itself, by document id."""
    recalibration: Recalibration = field(default_factory=Recalibration)
    """Curves that correct confidences."""


class Compilation:
    """The documents of a new edition: `list_entries` names them, `load` returns one."""

    def __init__(self, inputs: CompilationInputs, outlines: OutlineIndex) -> None:
        """Group the documents by Work.

        Raises RunStopped if a reading is not available, and OSError if the outlines cannot be written.
        """
        self._inputs = inputs
        self._placements = group_works([self._build_candidate(task, outlines) for task in inputs.tasks.values()])
        """By document id."""
        self._duplicates: dict[str, Duplicates] = {}
        """By Work id, for Works of more than one document; kept while the edition is compiled."""
        outlines.save()

    def list_entries(self) -> list[BucketEntry]:
        """Return one entry for each document, with the hash of all inputs of its whole Work."""
        keys = {task.document: self._compute_own_key(task) for task in self._inputs.tasks.values()}
        return [BucketEntry(document=document, key=self._compute_key(document, keys)) for document in keys]

    def load(self, entry: BucketEntry) -> CompiledDocument:
        """Return a document with its passages and linked statements; raises RunStopped if that fails.

        Private data in passages and titles is masked; a private person's story is sensitive unless its catalogue row
        states consent. A missing or damaged cached file is recomputed first.
        """
        task, placement = self._inputs.tasks[entry.document], self._placements[entry.document]
        reading, extraction, part = self._link_document(task)
        if len(placement.documents) == 1:
            statements = assign_duplicates([part])[entry.document]
        else:
            duplicates = self._find_duplicates(placement)
            statements = tuple(_add_duplicates(statement, duplicates) for statement in part.statements)
        passages = mask_passages(reading.passages, extraction)
        document = mask_document(part.document, reading.passages, extraction)
        row = self._get_row(task)
        if row and row.consent:
            statements = tuple(replace(statement, sensitive=False) for statement in statements)
        else:
            passages = _mark_sensitive_passages(passages, statements, extraction)
        if self._inputs.recalibration.curves:
            statements = tuple(update_confidence(statement, self._inputs.recalibration) for statement in statements)
        if decisions := self._inputs.decisions.get(entry.document):
            statements = apply_decisions(statements, passages, decisions).statements
        headings = {passage.id: passage.headings for passage in passages}
        statements = tuple(_update_headings(statement, headings) for statement in statements)
        return CompiledDocument(document=document, passages=passages, statements=statements)

    def _compute_own_key(self, task: Task) -> str:
        """Return the hash of all inputs of a document except its Work and the decisions on its statements."""
        key = compute_entry_key(task.extraction, task.source, self._get_row(task), self._inputs.stages)
        state = self._inputs.document_states.get(task.document)
        return hash_json("corrected", key, asdict(state)) if state else key

    def _build_document(self, reading: ParsedDocument, task: Task) -> Document:
        """Return the document with its catalogue row, and as the decisions on it have it."""
        document = build_document(reading, task.source, self._get_row(task))
        return correct_document(document, self._inputs.document_states.get(task.document))

    def _compute_key(self, document: str, keys: Mapping[str, str]) -> str:
        placement = self._placements[document]
        placed = [placement.work, placement.version.value, placement.joined, placement.base]
        key = hash_json(
            "placed", keys[document], placed, [[document, keys[document]] for document in placement.documents]
        )
        if self._inputs.recalibration.curves:
            key = hash_json("recalibrated", key, self._inputs.recalibration.version)
        decisions = self._inputs.decisions.get(document)
        return hash_json("decided", key, [decision.to_row() for decision in decisions]) if decisions else key

    def _build_candidate(self, task: Task, outlines: OutlineIndex) -> WorkCandidate:
        cache = Cache(self._inputs.store)
        outline = outlines.load(task.reading)
        if outline is None:
            outline = self._load_or_reprocess(task, lambda: cache.load_outline(task.reading))
            outlines.add(task.reading, outline)
        row = self._get_row(task)
        document = self._build_document(outline.reading, task)
        return WorkCandidate(document=document, sketch=outline.sketch, catalogue_work=row.work if row else None)

    def _find_duplicates(self, placement: WorkPlacement) -> Duplicates:
        """Return the repeated statements of a Work."""
        if placement.work not in self._duplicates:
            parts = [self._link_document(self._inputs.tasks[document])[2] for document in placement.documents]
            statements = [statement for statements in assign_duplicates(parts).values() for statement in statements]
            self._duplicates[placement.work] = {
                statement.id: (statement.same_as, statement.duplicate_rank)
                for statement in statements
                if statement.same_as
            }
        return self._duplicates[placement.work]

    def _link_document(self, task: Task) -> tuple[ParsedDocument, Extraction, DocumentStatements]:
        cache = Cache(self._inputs.store)

        def load_cached() -> tuple[ParsedDocument, Extraction] | None:
            reading, extraction = cache.load_reading(task.reading), cache.load_extraction(task.extraction)
            return None if reading is None or extraction is None else (reading, extraction)

        reading, extraction = self._load_or_reprocess(task, load_cached)
        document = apply_placement(self._build_document(reading, task), self._placements[task.document])
        if self._inputs.stages.link_publisher:
            document = self._inputs.stages.link_publisher(document, reading.passages)
        try:
            linked = self._inputs.stages.link_statements(extraction.statements, document, reading.passages)
            check_rows(document, reading.passages, linked)
        except Exception as error:
            reason = f"its names cannot be linked ({type(error).__name__}: {error})"
            raise RunStopped(task.source, reason, "Report it with the file; this is a fault of Palermo") from error
        return reading, extraction, DocumentStatements(document=document, statements=linked)

    def _load_or_reprocess[T](self, task: Task, load_cached: Callable[[], T | None]) -> T:
        """Return a document's cached value; the document is processed again if it is missing or damaged."""
        value = load_cached()
        if value is not None:
            return value
        (outcome,) = process_batch([task], self._inputs.stages.spec, self._inputs.store)
        value = load_cached()
        if value is None:
            reason = outcome.failure.reason if outcome.failure else "its reading cannot be stored"
            raise RunStopped(task.source, f"it has to be read again, and {reason}", "Build again")
        return value

    def _get_row(self, task: Task) -> CatalogueRow | None:
        return self._inputs.rows.get(task.source)


def _add_duplicates(statement: Statement, duplicates: Duplicates) -> Statement:
    same_as, rank = duplicates.get(statement.id, ((), 0))
    return replace(statement, same_as=same_as, duplicate_rank=rank)


def _mark_sensitive_passages(
    passages: tuple[Passage, ...], statements: Iterable[Statement], extraction: Extraction
) -> tuple[Passage, ...]:
    """Return the passages, with those of stories and sensitive statements marked as sensitive."""
    stories = {*extraction.stories, *(statement.locator.passage for statement in statements if statement.sensitive)}
    return tuple(replace(passage, sensitive=True) if passage.id in stories else passage for passage in passages)


def _update_headings(statement: Statement, headings: Mapping[str, tuple[str, ...]]) -> Statement:
    """Return a statement with its passages' current headings, which may be masked."""
    locators = (statement.locator, *(item.locator for item in statement.support))
    if all(item.headings == headings[item.passage] for item in locators):
        return statement
    support = tuple(
        replace(item, locator=replace(item.locator, headings=headings[item.locator.passage]))
        for item in statement.support
    )
    locator = replace(statement.locator, headings=headings[statement.locator.passage])
    return replace(statement, locator=locator, support=support)


MIN_DOCUMENTS_FOR_PROCESSES = 400
"""Documents from which starting processes saves time."""

type BucketFiles = Mapping[str, BucketFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketCompiler:
    """Compiles buckets with a number of processes, and reports each finished document."""

    processes: int
    on_document: Callable[[], None]

    def __call__(
        self,
        folder: Path,
        groups: Mapping[str, Sequence[BucketEntry]],
        load: DocumentLoader,
        previous: Mapping[str, ReusableBucket],
    ) -> dict[str, BucketFiles]:
        """Return the files of each bucket; raises what `load` raises, in whichever process."""
        is_small = sum(map(len, groups.values())) < MIN_DOCUMENTS_FOR_PROCESSES
        items = [(name, group, previous.get(name)) for name, group in groups.items()]
        files: dict[str, BucketFiles] = {}
        compiled = map_in_processes(_compile_bucket, (folder, load), items, 1 if is_small else self.processes)
        for (name, group, _), bucket_files in zip(items, compiled, strict=True):
            files[name] = bucket_files
            for _document in group:
                self.on_document()
        return files


def _compile_bucket(
    shared: tuple[Path, DocumentLoader], item: tuple[str, Sequence[BucketEntry], ReusableBucket | None]
) -> BucketFiles:
    (folder, load), (name, group, previous) = shared, item
    return compile_bucket(folder, name, group, load, previous)
