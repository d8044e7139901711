"""Views of one's own saved searches, and of stopping their e-mails."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.errors import QuestionInvalid
from palermo.pipeline.standing_queries import parse_search
from palermo.portal.base import languages
from palermo.portal.base.reason_texts import describe_failure
from palermo.portal.services.access import get_actor
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.map_cache import get_facet_values
from palermo.portal.subscriptions.forms import FollowedSearchForm, SavedSearchForm
from palermo.portal.subscriptions.models import SavedSearch, find_by_token
from palermo.statements import FACET_BY_NAME

MAX_SAVED_SEARCHES = 50
MAX_SHOWN_VALUES = 5
"""Values of a condition that the list names."""


@require_safe
def saved_search_list(request: HttpRequest) -> HttpResponse:
    """List one's own saved searches, each with the number of statements that it finds now."""
    rows = [_describe(search) for search in _list_own(request)]
    email = languages.mark_isolated(getattr(request.user, "email", ""))
    return render(request, "subscriptions/list.html", {"rows": rows, "email": email})


@require_http_methods(["GET", "HEAD", "POST"])
def saved_search_create(request: HttpRequest) -> HttpResponse:
    """Save a search; the address gives conditions (`where`), words (`q`) and a name, as feeds take them."""
    if _list_own(request).count() >= MAX_SAVED_SEARCHES:
        text = _("You have %(number)d saved searches, which is the maximum: delete one first.")
        messages.error(request, text % {"number": MAX_SAVED_SEARCHES})
        return redirect("subscriptions:list")
    followed = FollowedSearchForm(request.GET)
    conditions, words = followed.cleaned_data["where"], followed.get_value("q")
    initial = {"conditions": "\n".join(conditions), "words": words}
    initial["name"] = followed.get_value("name") or _suggest_name(conditions, words)
    saved = SavedSearch(person_id=_get_person_id(request), language=languages.get_active_language())
    form = SavedSearchForm(request.POST or None, instance=saved, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. New statements are looked for whenever the sources are checked."))
        return redirect("subscriptions:list")
    return render(request, "subscriptions/form.html", {"form": form, "title": _("Follow a search")})


@require_http_methods(["GET", "HEAD", "POST"])
def saved_search_edit(request: HttpRequest, id: int) -> HttpResponse:
    """Change one's own saved search."""
    saved = get_object_or_404(_list_own(request), pk=id)
    title = saved.name
    form = SavedSearchForm(request.POST or None, instance=saved, initial={"conditions": "\n".join(saved.conditions)})
    if request.method == "POST" and form.is_valid():
        saved.language = languages.get_active_language()
        form.save()
        return redirect("subscriptions:list")
    return render(request, "subscriptions/form.html", {"form": form, "title": title})


@require_POST
def saved_search_delete(request: HttpRequest, id: int) -> HttpResponse:
    """Delete one's own saved search."""
    saved = get_object_or_404(_list_own(request), pk=id)
    saved.delete()
    messages.success(request, _("Deleted %(name)s.") % {"name": saved.name})
    return redirect("subscriptions:list")


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed link is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def saved_search_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the e-mails of a saved search; a link alone changes nothing, since mail scanners open links."""
    saved = find_by_token(token)
    if saved is None:
        raise Http404
    if request.method == "POST":
        saved.stop_notices()
    name = languages.mark_isolated(saved.name)
    notes = [kind.sent_note % {"name": name} for kind in saved.notice_kinds]
    return render(request, "subscriptions/unsubscribe.html", {"saved": saved, "name": name, "notes": notes})


def _get_person_id(request: HttpRequest) -> int:
    return get_actor(request).user_id or 0  # the table of permissions refuses everybody who is not signed in


def _list_own(request: HttpRequest) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(person_id=_get_person_id(request))


def _suggest_name(conditions: list[str], words: str) -> str:
    labels = [words] if words else []
    try:
        selected = parse_search(conditions, "", get_facet_values()).selected
    except QuestionInvalid:
        selected = {}
    labels += [label_facet_value(name, value) for name, values in selected.items() for value in values[:2]]
    return ", ".join(labels)[:100]


def _describe(saved: SavedSearch) -> dict[str, Any]:
    """Return a saved search with its conditions in words, count and feed, or its error."""
    pairs = [*(("where", condition) for condition in saved.conditions), *([("q", saved.words)] if saved.words else [])]
    row: dict[str, Any] = {"saved": saved, "feed": f"{reverse('feeds:statements')}?{urlencode(pairs)}"}
    try:
        filters = parse_search(saved.conditions, saved.words, get_facet_values())
    except QuestionInvalid as error:
        return row | {"error": describe_failure(error, with_subject=True)}
    language = languages.get_active_language()
    labels = [
        (
            FACET_BY_NAME[name].get_label(language),
            ", ".join(label_facet_value(name, value) for value in values[:MAX_SHOWN_VALUES]),
            max(0, len(values) - MAX_SHOWN_VALUES),
        )
        for name, values in filters.selected.items()
    ]
    return row | {"labels": labels, "count": get_current_view().find_statements(filters, limit=0).total}
