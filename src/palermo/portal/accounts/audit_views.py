"""The audit log: a list with filters, and its export."""

import json
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.portal.accounts.forms import AuditFilterForm
from palermo.portal.accounts.models import AuditEntry
from palermo.portal.base.pagination import paginate
from palermo.portal.services.audit import record_audit_entry
from palermo.portal.services.record_streams import stream_rows

PAGE_SIZE = 100
"""Entries on a page."""
FILTER_LOOKUPS = {
    "who": "who__icontains",
    "action": "action__startswith",
    "since": "at__date__gte",
    "until": "at__date__lte",
}


@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    """List the entries that match the filters, newest first."""
    form = AuditFilterForm(request.GET)
    entries = _filter_entries(form)
    pages = paginate(request, PAGE_SIZE, entries.count())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "entries": entries[pages.offset : pages.offset + PAGE_SIZE],
        "pages": pages,
        "pairs": list(query.items()),
        "query": query.urlencode(),
    }
    return render(request, "accounts/audit.html", context)


@require_safe
def audit_export(request: HttpRequest) -> StreamingHttpResponse:
    """Return the entries that match the filters as CSV; cells that begin like a formula are escaped."""
    entries = _filter_entries(AuditFilterForm(request.GET))
    record_audit_entry(request, "audit.exported", filters=dict(request.GET.items()))
    return stream_rows(map(_to_record, entries.iterator()), "csv", "audit")


def _filter_entries(form: AuditFilterForm) -> QuerySet[AuditEntry]:
    form.is_valid()
    chosen = {lookup: value for name, lookup in FILTER_LOOKUPS.items() if (value := form.cleaned_data.get(name))}
    return AuditEntry.objects.filter(**chosen)


def _to_record(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "who": entry.who,
        "action": entry.action,
        "subject": entry.subject,
        "detail": json.dumps(entry.detail, ensure_ascii=False, sort_keys=True) if entry.detail else "",
        "address": entry.address,
    }
