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
"""Entries of a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedScope:
    """Entity and theme of a feed; empty for all."""

    entity: str = ""
    theme: str = ""

    @property
    def title(self) -> str:
        """Their names."""
        language = languages.get_active_language()
        labels = [display_names.get_label(self.entity, language) or "" if self.entity else ""]
        labels.append(display_names.get_concept_label(self.theme, language) if self.theme else "")
        return ", ".join(name for name in labels if name)


@require_safe
def document_feed(request: HttpRequest) -> HttpResponse:
    """Return the feed of new documents: all, or those of an entity or on a theme."""
    served, about = get_current_edition(), _parse_scope(request)
    feed = _build_feed(request, served, _("New documents"), about)
    for document in _select_documents(served, about)[:MAX_FEED_ENTRIES]:
        feed.add_item(
            unique_id=request.build_absolute_uri(f"/documents/{document.id}"),
            title=document.title,
            link=request.build_absolute_uri(reverse("documents:document", kwargs={"id": document.id})),
            description=", ".join(format_citation(document, languages.get_active_language())),
            pubdate=_get_publication_time(document, served.view),
            updateddate=_get_publication_time(document, served.view),
            categories=[document.language],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
def recommendation_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest recommendations: all, those that an entity issued, or those on a theme."""
    served, about = get_current_edition(), _parse_scope(request)
    feed = _build_feed(request, served, _("New recommendations"), about)
    filters = build_filters(
        kind=[StatementKind.RECOMMENDATION],
        actor=[about.entity] if about.entity else [],
        theme=[about.theme] if about.theme else [],
    )
    statements = served.view.find_statements(filters, limit=MAX_FEED_ENTRIES)
    for statement in statements.statements:
        document = statements.documents[statement.document]
        citation = format_citation(document, languages.get_active_language(), statement.locator)
        feed.add_item(
            unique_id=request.build_absolute_uri(f"/statements/{statement.id}"),
            title=_format_title(statement),
            link=request.build_absolute_uri(reverse("statements:statement", kwargs={"id": statement.id})),
            description=f"{_format_quote(statement, document)} {', '.join(citation)}",
            pubdate=_get_publication_time(document, served.view),
            updateddate=_get_publication_time(document, served.view),
            categories=[
                display_names.get_concept_label(id, languages.get_active_language()) for id in statement.themes
            ],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
def statement_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest statements of a saved search.

    The parameters are conditions (`where`), as maps accept them, and words (`q`).
    """
    served, form = get_current_edition(), FeedForm(request.GET)
    words, conditions = form.get_value("q"), form.cleaned_data["where"]
    filters = replace(parse_filters(conditions, get_facet_values()), words=words)
    feed = _build_feed(
        request, served, _("Statements"), FeedScope(), [("where", condition) for condition in conditions], words
    )
    statements = served.view.find_statements(filters, limit=MAX_FEED_ENTRIES)
    for statement in statements.statements:
        document = statements.documents[statement.document]
        citation = format_citation(document, languages.get_active_language(), statement.locator)
        feed.add_item(
            unique_id=request.build_absolute_uri(f"/statements/{statement.id}"),
            title=document.title,
            link=request.build_absolute_uri(reverse("statements:statement", kwargs={"id": statement.id})),
            description=f"{_format_quote(statement, document)} {', '.join(citation)}",
            pubdate=_get_publication_time(document, served.view),
            updateddate=_get_publication_time(document, served.view),
            categories=[statement.kind.value],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _build_feed(
    request: HttpRequest,
    edition: ServedEdition,
    title: str,
    scope: FeedScope,
    conditions: Sequence[tuple[str, str]] = (),
    words: str = "",
) -> Atom1Feed:
    pairs = (("entity", scope.entity), ("theme", scope.theme), *conditions, ("q", words))
    query = [(name, value) for name, value in pairs if value]
    address = request.build_absolute_uri(request.path + (f"?{urlencode(query)}" if query else ""))
    return Atom1Feed(
        title=f"Palermo: {title}" + (f": {scope.title}" if scope.title else ""),
        link=request.build_absolute_uri(reverse("home:home")),
        description="",
        language=languages.get_active_language(),
        feed_url=address,
        feed_guid=address,
    )


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
        themed = edition.view.count_facets(build_filters(theme=[scope.theme]))["document"]
        ids = {item.value for item in themed}
        documents = [document for document in documents if document.id in ids]
    return list(documents)


def _format_title(statement: Statement) -> str:
    title_parts = dict.fromkeys(
        display_names.get_ref_name(ref, languages.get_active_language()) for ref in statement.addressees
    )
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
