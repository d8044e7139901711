"""The lists of topics and places, and their pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from palermo import registry, vocabulary
from palermo.portal.base import languages
from palermo.portal.base.forms import ListForm
from palermo.portal.base.pagination import build_list_address
from palermo.portal.services.analysis_cache import get_place_roles
from palermo.portal.services.current_edition import get_current_edition
from palermo.portal.services.edition_notes import build_confidence_counts
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.map_sheets import build_map_footer
from palermo.portal.topics.topic_lists import (
    ListedTopic,
    iterate_place_records,
    iterate_topic_records,
    list_places,
    list_topics,
)
from palermo.portal.topics.topic_page import GAP_FACETS, build_statement_address, build_topic_page
from palermo.portal.topics.topic_subjects import TopicSubject, get_place_subject, get_topic_subject
from palermo.registry import WORLD

LISTS = {
    "topics": ("topics/list.html", list_topics, iterate_topic_records),
    "places": ("topics/place_list.html", list_places, iterate_place_records),
}
"""By the name of a list, which is also that of its file: its template, its groups, and their records."""


@require_safe
def topic_list(request: HttpRequest, name: str) -> HttpResponse:
    """List themes, forms of exploitation, interventions and groups, or regions and countries."""
    form, (template, list_groups, _iterate_records) = ListForm(request.GET), LISTS[name]
    if form.has_empty_params:
        return redirect(build_list_address(request.path, form.url_params))
    return render(request, template, {"form": form, "groups": list_groups(get_current_edition(), form.search_text)})


@require_safe
def topic_export(request: HttpRequest, name: str, format: str) -> StreamingHttpResponse:
    """Return the topics or places that the words find as a file."""
    _template, list_groups, iterate_records = LISTS[name]
    groups = list_groups(get_current_edition(), ListForm(request.GET).search_text)
    return stream_rows(iterate_records(groups), format, name)


@require_safe
def topic_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Render the page of a theme, form of exploitation, intervention or group."""
    subject = get_topic_subject(id)
    concept = vocabulary.load_vocabulary().get_concept(id)
    assert concept is not None
    language, known = languages.get_active_language(), vocabulary.load_vocabulary()
    related = [known.get_concept(concept.broader)] if concept.broader else []
    context = {
        "definition": concept.definitions.get(language) or concept.definitions["en"],
        "definition_language": language if language in concept.definitions else "en",
        "targets": concept.targets,
        "broader": [_link_concept(item.id, language) for item in related if item],
        "narrower": [_link_concept(concept.id, language) for concept in known.list_narrower(id)],
    }
    return render(request, "topics/detail.html", context | _build_context(subject))


@require_safe
def place_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Render the page of a country or region; other forms of its code redirect to it."""
    subject = get_place_subject(code)
    if subject.value != code:
        return redirect("topics:place", code=subject.value)
    known, language = registry.load_registry(), languages.get_active_language()
    if subject.facet == "place":
        state = known.states[f"state:{code}"]
        regions = [item for item in (state.intermediate, state.subregion, state.region) if item]
        inner_regions: list[str] = []
    else:
        regions = [region for region in known.enclosing_regions[code][1:] if region != WORLD]
        inner_regions = [region.id for region in known.regions.values() if region.within == code] or [
            id.removeprefix("state:") for id in subject.ref_ids
        ]
    context = {
        "broader": [_link_place(item, language) for item in regions],
        "narrower": sorted((_link_place(item, language) for item in inner_regions), key=lambda item: item.label),
    }
    return render(request, "topics/detail.html", context | _build_context(subject))


def _build_context(subject: TopicSubject) -> dict[str, Any]:
    language = languages.get_active_language()
    page = build_topic_page(subject, get_current_edition().view)
    filters = urlencode([(subject.facet, subject.value)])
    register = reverse("recommendations:register")
    role = urlencode([("addressee", id) for id in subject.ref_ids])
    roles = get_place_roles(get_current_edition()) if subject.is_place else None
    return {
        "subject": subject,
        "roles": roles.get(subject.value) if roles else None,
        **build_confidence_counts(subject.filters),
        "label": subject.get_label(language),
        "page": page,
        "largest_year": max((year.count for year in page["years"]), default=0),
        "statements": build_statement_address(subject),
        "register": f"{register}?{filters}",
        "to_place": f"{register}?{role}",
        "from_place": f"{register}?{role.replace('addressee=', 'actor=')}",
        "map_address": f"{reverse('maps:explorer')}?rows=actor&columns={GAP_FACETS[subject.facet]}&{filters}",
        "filters": filters,
        "pairs": [(subject.facet, subject.value)],
        "map_footer": build_map_footer(subject.get_label("en"), subject.filters),
    }


def _link_concept(id: str, language: str) -> ListedTopic:
    label = vocabulary.load_vocabulary().get_label(id, language)
    return ListedTopic(id=id, label=label, address=reverse("topics:topic", kwargs={"id": id}), statements=0)


def _link_place(code: str, language: str) -> ListedTopic:
    id = code if code.isdigit() else f"state:{code}"
    label = registry.load_registry().get_label(id, language)
    return ListedTopic(id=code, label=label, address=reverse("topics:place", kwargs={"code": code}), statements=0)
