"""Source index: numbers the sources of a report in the order in which they are cited."""

from collections.abc import Callable

from palermo.registry import Instrument, Milestone, Partnership, Publication, choose_own_text
from palermo.reports.context import ReportContext
from palermo.reports.evidence import StatementPlace
from palermo.reports.issued_report import IssuedReport
from palermo.reports.model import Citation, Source
from palermo.reports.translation import mark_message as _
from palermo.statements import Document, Nature, Statement, is_item_number
from palermo.vocabulary import Concept

type RegistryRow = Instrument | Publication | Partnership | Milestone
type SourceFactory = Callable[[int], Source]


class SourceIndex:
    """Sources by identity; every citation of the same document or row has the same number."""

    def __init__(self, context: ReportContext) -> None:
        self._context = context
        self._translate = context.translator.translate
        self._sources: dict[str, Source] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, by number."""
        return tuple(self._sources.values())

    def cite_statement(self, statement: Statement, document: Document) -> Citation:
        """Cite where a statement is printed."""
        locator = statement.locator
        return self.cite_place(StatementPlace(statement.id, locator.page, locator.paragraph, document))

    def cite_place(self, place: StatementPlace) -> Citation:
        """Cite a place in a document."""
        document = place.document
        number = self._number(f"document:{document.id}", lambda number: self._describe_document(document, number))
        return Citation(number=number, place=self.format_place(place), statement=place.id)

    def has_document(self, document: Document) -> bool:
        """Return whether a document is among the sources."""
        return f"document:{document.id}" in self._sources

    def cite_row(self, row: RegistryRow) -> Citation:
        """Cite a row of the registry with the public address that shows it."""
        number = self._number(f"registry:{row.id}", lambda number: self._describe_row(row, number))
        return Citation(number=number, place="")

    def cite_entity(self, entity_id: str) -> Citation:
        """Cite an entity's row of the registry."""
        entity = self._context.registry.entities[entity_id]
        label, address = self._context.get_label(entity_id), next(iter(entity.sources), entity.website or "")
        return Citation(
            number=self._number(
                f"registry:{entity_id}",
                lambda number: Source(number=number, title=label, address=address, note=self._translate(_("registry"))),
            )
        )

    def cite_concept(self, concept: Concept) -> Citation:
        """Cite the vocabulary for a concept that it defines in its own words."""
        title = self._context.vocabulary.get_label(concept.id, self._context.language)
        note = self._translate(_("definition of Palermo’s vocabulary"))
        number = self._number(f"vocabulary:{concept.id}", lambda number: Source(number=number, title=title, note=note))
        return Citation(number=number)

    def cite_issued_report(self, report: IssuedReport) -> Citation:
        """Cite an issued joint text by its permanent address and its hash."""

        def describe(number: int) -> Source:
            return Source(
                number=number,
                title=report.title,
                publisher=report.group,
                date=self._context.translator.format_date(report.date),
                address=report.address,
                note=self._translate(_("issued joint text, hash: %(hash)s"), hash=f"SHA-256 {report.hash}"),
                language=report.language,
            )

        return Citation(number=self._number(f"issued:{report.id}", describe))

    def format_place(self, place: StatementPlace) -> str:
        """Return page and paragraph, as far as they are printed."""
        parts = []
        if place.page is not None:
            parts.append(self._translate(_("p. %(page)s"), page=str(place.page)))
        if place.paragraph is not None:
            paragraph = self._context.translator.keep_direction(place.paragraph)
            template = _("item %(paragraph)s") if is_item_number(place.paragraph) else _("para. %(paragraph)s")
            parts.append(self._translate(template, paragraph=paragraph))
        return self._context.translator.join_parts(parts)

    def _number(self, key: str, describe: SourceFactory) -> int:
        if key not in self._sources:
            self._sources[key] = describe(len(self._sources) + 1)
        return self._sources[key].number

    def _describe_document(self, document: Document, number: int) -> Source:
        is_digest = document.nature is Nature.DIGEST
        names = [self._context.get_label(id) for id in document.publishers]
        return Source(
            number=number,
            title=document.title,
            publisher=""
            if is_digest
            else self._context.translator.join_facts(names or list(document.masthead.issuers)),
            date="" if is_digest else self._context.translator.format_date(document.date),
            symbol=document.symbol or "",
            address=document.address or "",
            note=self._describe_nature(document, names),
            language=document.language,
            document=document.id,
        )

    def _describe_nature(self, document: Document, names: list[str]) -> str:
        match document.nature:
            case Nature.DIGEST if names:
                template = _("digest in Palermo’s words of a text by %(publisher)s")
                return self._translate(template, publisher=self._context.translator.join_facts(names))
            case Nature.DIGEST:
                return self._translate(_("digest in Palermo’s words"))
            case Nature.SURVEY:
                return self._translate(_("answer to a survey"))
            case Nature.TABLE:
                return self._translate(_("table"))
        return ""

    def _describe_row(self, row: RegistryRow, number: int) -> Source:
        address = getattr(row, "address", None) or next(iter(row.sources), "")
        publishers = row.publishers if isinstance(row, Publication) else ()
        date = row.date if isinstance(row, Publication | Instrument | Milestone) else None
        return Source(
            number=number,
            title=self.get_row_title(row),
            publisher=self._context.translator.join_facts([self._context.get_label(id) for id in publishers]),
            date=self._context.translator.format_date(date),
            symbol=(row.symbol or "") if isinstance(row, Publication | Instrument) else "",
            address=address,
            note=self._translate(_("registry")),
        )

    def get_row_title(self, row: RegistryRow) -> str:
        """Return the name of a row in the report's language, or as it is published."""
        if isinstance(row, Publication):
            return row.title
        if isinstance(row, Instrument):
            return self._context.registry.get_label(row.id, self._context.language)
        return choose_own_text(row.titles if isinstance(row, Milestone) else row.names, self._context.language).text
