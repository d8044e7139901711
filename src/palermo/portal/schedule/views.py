"""Views of the schedule, for the secretariat."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palermo import vocabulary
from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.pipeline.origin_status import list_origin_statuses
from palermo.pipeline.watching import (
    find_next_check,
    format_time,
    is_seen,
    list_notes,
    load_schedule,
    load_state,
    parse_time,
    save_schedule,
)
from palermo.portal.base import languages
from palermo.portal.schedule.forms import INTERVALS, ScheduleForm
from palermo.portal.services.access import record_audit_entry

MAX_NOTES = 10


@require_http_methods(["GET", "HEAD", "POST"])
def schedule_overview(request: HttpRequest) -> HttpResponse:
    """Show and change the schedule, and show the last check, the sources, and what was found lately."""
    library = Library(settings.PALERMO_LIBRARY)
    schedule, state, now = load_schedule(library), load_state(library), datetime.now(UTC)
    nearest = min((hours for hours, _label in INTERVALS), key=lambda hours: abs(hours - schedule.every_hours))
    form = ScheduleForm(request.POST or None, initial={"every_hours": nearest, "is_paused": schedule.is_paused})
    if request.method == "POST" and form.is_valid():
        save_schedule(library, replace(schedule, **form.cleaned_data))
        record_audit_entry(request, "schedule.changed", **form.cleaned_data)
        messages.success(request, _("Changed the schedule."))
        return redirect("schedule:overview")
    context = {
        "form": form,
        "schedule": schedule,
        "state": state,
        "is_seen": is_seen(state, now),
        "is_requested": schedule.requested_at > state.started_at,
        "seen_at": parse_time(state.seen_at),
        "started_at": parse_time(state.started_at),
        "finished_at": parse_time(state.finished_at),
        "next_at": find_next_check(schedule, state, now),
        "now": now,
        "notes": [_translate_note(note) for note in list_notes(library, MAX_NOTES)],
        **_list_sources(library),
    }
    return render(request, "schedule/overview.html", context)


@require_POST
def check_request(request: HttpRequest) -> HttpResponse:
    """Ask `palermo watch` to check the sources at once."""
    library = Library(settings.PALERMO_LIBRARY)
    save_schedule(library, replace(load_schedule(library), requested_at=format_time(datetime.now(UTC))))
    record_audit_entry(request, "schedule.requested")
    messages.success(request, _("The sources are checked within a minute, if palermo watch is running."))
    return redirect("schedule:overview")


def _list_sources(library: Library) -> dict[str, Any]:
    """Return the sources with their last result, or why they cannot be listed."""
    try:
        origins = list_origin_statuses(library)
    except PalermoError as error:
        return {"error": str(error)}
    return {"origins": [(origin, parse_time(origin.when or "")) for origin in origins]}


def _translate_note(note: dict[str, Any]) -> dict[str, Any]:
    """Return a note with the themes in the page's language."""
    concepts, language = vocabulary.load_vocabulary(), languages.get_active_language()
    themes = [(concepts.get_label(id, language), count) for id, count in note.get("themes", ())]
    return note | {"themes": themes}
