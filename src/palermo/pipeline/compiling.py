"""What a document adds to an edition: its cached reading and extraction, merged with its catalogue row, linked.

Its place in its Work, and which of its statements other documents of the Work make too, come from all of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from palermo.edition import Compiled, Entry
from palermo.edition.stores import Store
from palermo.errors import RunStopped
from palermo.extraction import mask_document, mask_passages
from palermo.linking import Candidate, Place, Said, marked, works
from palermo.pipeline.cache import Cache
from palermo.pipeline.merging import document_of, entry_key, placed
from palermo.pipeline.outlines import OutlineIndex
from palermo.pipeline.stages import Stages
from palermo.pipeline.work import Task, work
from palermo.reading import Reading
from palermo.sources import Row
from palermo.statements import Extraction, Passage, Statement, digest

type Same = Mapping[str, tuple[tuple[str, ...], int]]
"""Statement id -> its `same_as` and `standing`; a statement that nothing repeats is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """The documents of an edition to be: `entries` says which, `load` gives what one of them adds."""

    tasks: Mapping[str, Task]
    """By document id."""
    rows: Mapping[str, Row]
    """Catalogue rows by source."""
    stages: Stages
    store: Store
    _places: dict[str, Place] = field(default_factory=dict)
    """By document id."""
    _same: dict[str, Same] = field(default_factory=dict)
    """By Work id, those of more than one document: found once, kept while the edition is compiled."""

    def entries(self, outlines: OutlineIndex) -> list[Entry]:
        """One entry for each document, with the hash of all that its rows depend on: those of its whole Work.

        Raises RunStopped where a reading cannot be had, and OSError where the outlines cannot be written.
        """
        self._places.update(works([self._candidate(task, outlines) for task in self.tasks.values()]))
        outlines.save()
        keys = {t.document: entry_key(t.extraction, t.source, self._row(t), self.stages) for t in self.tasks.values()}
        return [Entry(document=document, key=self._key(document, keys)) for document in keys]

    def load(self, entry: Entry) -> Compiled:
        """Give a document with its passages and linked statements; raises RunStopped where that cannot be had.

        What is private in its passages and titles is masked; what tells a private person's story is sensitive unless
        its catalogue row says that consent was given. A cached file that is missing or damaged is made again first.
        """
        task, place = self.tasks[entry.document], self._places[entry.document]
        reading, extraction, part = self._linked(task)
        if len(place.documents) == 1:
            statements = marked([part])[entry.document]
        else:
            same = self._sames(place)
            statements = tuple(_standing(statement, same) for statement in part.statements)
        passages = mask_passages(reading.passages, extraction)
        document = mask_document(part.document, reading.passages, extraction)
        row = self._row(task)
        if row and row.consent:
            statements = tuple(replace(statement, sensitive=False) for statement in statements)
        else:
            passages = _with_stories(passages, statements, extraction)
        headings = {passage.id: passage.headings for passage in passages}
        statements = tuple(_with_headings(statement, headings) for statement in statements)
        return Compiled(document=document, passages=passages, statements=statements)

    def _key(self, document: str, keys: Mapping[str, str]) -> str:
        place = self._places[document]
        said = [place.work, place.version.value, place.joined, place.base]
        return digest("placed", keys[document], said, [[one, keys[one]] for one in place.documents])

    def _candidate(self, task: Task, outlines: OutlineIndex) -> Candidate:
        cache = Cache(self.store)
        outline = outlines.known(task.reading)
        if outline is None:
            outline = self._had(task, lambda: cache.outline(task.reading))
            outlines.keep(task.reading, outline)
        row = self._row(task)
        document = document_of(outline.reading, task.source, row)
        return Candidate(document=document, sketch=outline.sketch, said=row.work if row else None)

    def _sames(self, place: Place) -> Same:
        """Find which statements of a Work are one."""
        if place.work not in self._same:
            parts = [self._linked(self.tasks[document])[2] for document in place.documents]
            found = [one for statements in marked(parts).values() for one in statements]
            self._same[place.work] = {one.id: (one.same_as, one.standing) for one in found if one.same_as}
        return self._same[place.work]

    def _linked(self, task: Task) -> tuple[Reading, Extraction, Said]:
        cache = Cache(self.store)

        def kept() -> tuple[Reading, Extraction] | None:
            reading, extraction = cache.reading(task.reading), cache.extraction(task.extraction)
            return None if reading is None or extraction is None else (reading, extraction)

        reading, extraction = self._had(task, kept)
        document = placed(document_of(reading, task.source, self._row(task)), self._places[task.document])
        if self.stages.link_publisher:
            document = self.stages.link_publisher(document)
        try:
            linked = self.stages.link(extraction.statements, document, reading.passages)
            Compiled(document=document, passages=reading.passages, statements=linked)
        except Exception as error:
            reason = f"its names cannot be linked ({type(error).__name__}: {error})"
            raise RunStopped(task.source, reason, "Report it with the file; this is a fault of Palermo") from error
        return reading, extraction, Said(document=document, statements=linked)

    def _had[T](self, task: Task, kept: Callable[[], T | None]) -> T:
        """What is kept of a document; it is read again where that is missing or damaged."""
        found = kept()
        if found is not None:
            return found
        (outcome,) = work([task], self.stages.recipe, self.store)
        found = kept()
        if found is None:
            reason = outcome.failure.reason if outcome.failure else "its reading cannot be kept"
            raise RunStopped(task.source, f"it has to be read again, and {reason}", "Build again")
        return found

    def _row(self, task: Task) -> Row | None:
        return self.rows.get(task.source)


def _standing(statement: Statement, same: Same) -> Statement:
    same_as, standing = same.get(statement.id, ((), 0))
    return replace(statement, same_as=same_as, standing=standing)


def _with_stories(
    passages: tuple[Passage, ...], statements: Iterable[Statement], extraction: Extraction
) -> tuple[Passage, ...]:
    """Passages, those that tell a story or hold a sensitive statement as sensitive."""
    stories = {*extraction.stories, *(one.locator.passage for one in statements if one.sensitive)}
    return tuple(replace(one, sensitive=True) if one.id in stories else one for one in passages)


def _with_headings(statement: Statement, headings: Mapping[str, tuple[str, ...]]) -> Statement:
    """A statement whose places have the headings of their passages, which may be masked."""
    places = (statement.locator, *(one.locator for one in statement.support))
    if all(place.headings == headings[place.passage] for place in places):
        return statement
    support = tuple(
        replace(one, locator=replace(one.locator, headings=headings[one.locator.passage])) for one in statement.support
    )
    locator = replace(statement.locator, headings=headings[statement.locator.passage])
    return replace(statement, locator=locator, support=support)
