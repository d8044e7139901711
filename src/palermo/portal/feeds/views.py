"""Atom feeds of the newest documents and recommendations, of all or of one entity or theme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo import registry, vocabulary
from palermo.analysis import parse_filters
from palermo.edition import View, build_filters
from palermo.errors import NotFound
from palermo.portal.base import display_names, languages
from palermo.portal.feeds.forms import FeedForm
from palermo.portal.services.current_edition import ServedEdition, get_current_edition
from palermo.portal.services.map_cache import get_facet_values
from palermo.portal.services.references import format_citation
from palermo.statements import Document, Nature, Statement, StatementKind

MAX_FEED_ENTRIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedScope:
    """Entity and theme of a feed; empty for all."""

    entity: str = ""
    theme: str = ""

    @property
    def title(self) -> str:
        """Their names."""
        labels = [display_names.get_label(self.entity) or "" if self.entity else ""]
        labels.append(display_names.get_concept_label(self.theme) if self.theme else "")
        return ", ".join(name for name in labels if name)


@require_safe
def document_feed(request: HttpRequest) -> HttpResponse:
    """Return the feed of new documents: all, or those of an entity or on a theme."""
    served, about = get_current_edition(), _parse_scope(request)
    feed = _Feed(request, served.view, _("New documents"), about)
    for document in _select_documents(served, about)[:MAX_FEED_ENTRIES]:
        address = reverse("documents:document", kwargs={"id": document.id})
        citation = ", ".join(format_citation(document))
        feed.add(f"/documents/{document.id}", document.title, address, citation, document, [document.language])
    return feed.build_response()


@require_safe
def recommendation_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest recommendations: all, those that an entity issued, or those on a theme."""
    served, about = get_current_edition(), _parse_scope(request)
    feed = _Feed(request, served.view, _("New recommendations"), about)
    filters = build_filters(
        kind=[StatementKind.RECOMMENDATION],
        actor=[about.entity] if about.entity else [],
        theme=[about.theme] if about.theme else [],
    )
    for statement, document in served.view.find_statements(filters, limit=MAX_FEED_ENTRIES).rows:
        themes = [display_names.get_concept_label(id) for id in statement.themes]
        feed.add_statement(statement, document, _format_title(statement), themes)
    return feed.build_response()


@require_safe
def statement_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest statements of a saved search.

    The parameters are conditions (`where`), as maps accept them, and words (`q`).
    """
    view, form = get_current_edition().view, FeedForm(request.GET)
    words, conditions = form.get_value("q"), form.cleaned_data["where"]
    filters = replace(parse_filters(conditions, get_facet_values()), words=words)
    params = [*(("where", condition) for condition in conditions), ("q", words)]
    feed = _Feed(request, view, _("Statements"), FeedScope(), params)
    for statement, document in view.find_statements(filters, limit=MAX_FEED_ENTRIES).rows:
        feed.add_statement(statement, document, document.title, [statement.kind.value])
    return feed.build_response()


class _Feed:
    """An Atom feed of an edition for a request; `params` are further parameters of its address."""

    def __init__(
        self, request: HttpRequest, view: View, title: str, scope: FeedScope, params: Sequence[tuple[str, str]] = ()
    ) -> None:
        self._request, self._view = request, view
        pairs = (("entity", scope.entity), ("theme", scope.theme), *params)
        query = [(name, value) for name, value in pairs if value]
        address = request.build_absolute_uri(request.path + (f"?{urlencode(query)}" if query else ""))
        self._feed = Atom1Feed(
            title=f"Palermo: {title}" + (f": {scope.title}" if scope.title else ""),
            link=request.build_absolute_uri(reverse("home:home")),
            description="",
            language=languages.get_active_language(),
            feed_url=address,
            feed_guid=address,
        )

    def add_statement(self, statement: Statement, document: Document, title: str, categories: list[str]) -> None:
        """Add an entry for a statement, with its quote and its place."""
        address = reverse("statements:statement", kwargs={"id": statement.id})
        text = f"{_format_quote(statement, document)} {', '.join(format_citation(document, statement.locator))}"
        self.add(f"/statements/{statement.id}", title, address, text, document, categories)

    def add(
        self, permanent: str, title: str, address: str, text: str, document: Document, categories: list[str]
    ) -> None:
        """Add an entry, which has the time of its document."""
        time = _get_publication_time(document, self._view)
        self._feed.add_item(
            unique_id=self._request.build_absolute_uri(permanent),
            title=title,
            link=self._request.build_absolute_uri(address),
            description=text,
            pubdate=time,
            updateddate=time,
            categories=categories,
        )

    def build_response(self) -> HttpResponse:
        """Return the feed."""
        return HttpResponse(self._feed.writeString("utf-8"), content_type=self._feed.content_type)


def _parse_scope(request: HttpRequest) -> FeedScope:
    """Return the scope of a feed; raises NotFound for an unknown entity or theme."""
    form = FeedForm(request.GET)
    entity, theme = form.get_value("entity"), form.get_value("theme")
    if entity and entity not in registry.load_registry().entities:
        raise NotFound(
            f"entity {entity[:60]!r}", "the registry has no entity with that id", "Find it among the entities"
        )
    if theme and theme not in {concept.id for concept in vocabulary.load_vocabulary().list_concepts("themes")}:
        raise NotFound(f"theme {theme[:60]!r}", "the vocabulary has no theme with that id", "Use one of the register's")
    return FeedScope(entity=entity, theme=theme)


def _select_documents(edition: ServedEdition, scope: FeedScope) -> list[Document]:
    documents: Iterable[Document] = edition.document_index.works
    if scope.entity:
        documents = edition.document_index.publisher_documents.get(scope.entity, ())
    if scope.theme:
        themed = edition.view.count_facets(build_filters(theme=[scope.theme]), ("document",))["document"]
        ids = {item.value for item in themed}
        documents = [document for document in documents if document.id in ids]
    return list(documents)


def _format_title(statement: Statement) -> str:
    title_parts = dict.fromkeys(display_names.get_ref_name(ref) for ref in statement.addressees)
    to = ", ".join(list(title_parts)[:3])
    return _("Recommendation to %(names)s") % {"names": to} if to else _("Recommendation")


def _format_quote(statement: Statement, document: Document) -> str:
    """Return the quote in quotation marks; words of a digest have a label instead."""
    if document.nature == Nature.DIGEST:
        return f"[{_('In our words')}] {statement.quote}"
    return f"“{statement.quote}”"


def _get_publication_time(document: Document, view: View) -> datetime:
    """Return when a document was published, or when the edition was compiled if it has no date."""
    parts = [*(document.date or "").split("-"), "1", "1"][:3]
    try:
        return datetime.combine(date(*(int(part) for part in parts)), time(), UTC)
    except (ValueError, TypeError):
        return view.manifest.date
