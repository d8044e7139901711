"""Atom feeds of the newest documents and recommendations, of all or of one entity or theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo import registry, vocabulary
from palermo.edition import Filters, View
from palermo.errors import NotFound
from palermo.portal.documents.citation import citation
from palermo.portal.editions.current import Open, current
from palermo.portal.frame import languages, names
from palermo.portal.frame.asking import clean
from palermo.statements import Document, Kind, Nature, Statement

LENGTH = 50
"""Entries of a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Of what entity and theme a feed is; empty for all."""

    entity: str = ""
    theme: str = ""

    @property
    def title(self) -> str:
        """Their names."""
        language = languages.active()
        found = [names.label(self.entity, language) or "" if self.entity else ""]
        found.append(names.concept(self.theme, language) if self.theme else "")
        return ", ".join(name for name in found if name)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The newest documents: of all, those that an entity published, or those with a recommendation on a theme."""
    served, about = current(), _about(request)
    feed = _feed(request, served, _("New documents"), about)
    for one in _documents(served, about)[:LENGTH]:
        feed.add_item(
            unique_id=request.build_absolute_uri(f"/documents/{one.id}"),
            title=one.title,
            link=request.build_absolute_uri(reverse("documents:document", kwargs={"id": one.id})),
            description=", ".join(citation(one, languages.active())),
            pubdate=_when(one, served.view),
            updateddate=_when(one, served.view),
            categories=[one.language],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """The newest recommendations: all, those that an entity issued, or those on a theme."""
    served, about = current(), _about(request)
    feed = _feed(request, served, _("New recommendations"), about)
    wanted = Filters(
        kinds=(Kind.RECOMMENDATION,),
        actors=(about.entity,) if about.entity else (),
        themes=(about.theme,) if about.theme else (),
    )
    found = served.view.statements(wanted, limit=LENGTH)
    for one in found.statements:
        document = found.documents[one.document]
        feed.add_item(
            unique_id=request.build_absolute_uri(f"/statements/{one.id}"),
            title=_title(one),
            link=request.build_absolute_uri(reverse("statements:statement", kwargs={"id": one.id})),
            description=f"{_said(one, document)} {', '.join(citation(document, languages.active(), one.locator))}",
            pubdate=_when(document, served.view),
            updateddate=_when(document, served.view),
            categories=[names.concept(id, languages.active()) for id in one.themes],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed(request: HttpRequest, served: Open, title: str, about: About) -> Atom1Feed:
    query = {name: value for name, value in (("entity", about.entity), ("theme", about.theme)) if value}
    address = request.build_absolute_uri(request.path + (f"?{urlencode(query)}" if query else ""))
    return Atom1Feed(
        title=f"Palermo: {title}" + (f": {about.title}" if about.title else ""),
        link=request.build_absolute_uri(reverse("glance:home")),
        description="",
        language=languages.active(),
        feed_url=address,
        feed_guid=address,
    )


def _about(request: HttpRequest) -> About:
    """What the address asks for; raises NotFound for an entity or a theme that there is not."""
    entity, theme = (clean(request.GET.get(name, "")) for name in ("entity", "theme"))
    if entity and entity not in registry.load().entities:
        raise NotFound(f"entity {entity[:60]!r}", "the registry has none of that id", "Find it among the entities")
    if theme and theme not in {one.id for one in vocabulary.load().concepts("themes")}:
        raise NotFound(f"theme {theme[:60]!r}", "the vocabulary has none of that id", "Take one of the register's")
    return About(entity=entity, theme=theme)


def _documents(served: Open, about: About) -> list[Document]:
    found: Iterable[Document] = served.shelf.works
    if about.entity:
        found = served.shelf.published.get(about.entity, ())
    if about.theme:
        themed = served.view.facets(Filters(themes=(about.theme,)))["document"]
        ids = {one.value for one in themed}
        found = [one for one in found if one.id in ids]
    return list(found)


def _title(statement: Statement) -> str:
    shown = dict.fromkeys(names.shown(ref, languages.active()) for ref in statement.addressees)
    to = ", ".join(list(shown)[:3])
    return _("Recommendation to %(names)s") % {"names": to} if to else _("Recommendation")


def _said(statement: Statement, document: Document) -> str:
    """The quote between marks; a digest's words without them, and told apart."""
    if document.nature == Nature.DIGEST:
        return f"[{_('In our words')}] {statement.quote}"
    return f"“{statement.quote}”"


def _when(document: Document, view: View) -> datetime:
    """When a document was published; of one without a date, when the edition was compiled."""
    parts = [*(document.date or "").split("-"), "1", "1"][:3]
    try:
        return datetime.combine(date(*(int(part) for part in parts)), time(), UTC)
    except (ValueError, TypeError):
        return view.manifest.date
