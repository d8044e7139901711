"""Charts of the edition by year: documents by language, recommendations by response."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.analysis.cross_tabulation import list_years_between
from palermo.edition import build_filters, select_one_per_work
from palermo.portal.base import languages, value_labels
from palermo.portal.services.current_edition import ServedEdition, get_current_edition
from palermo.publishing.charts import ChartFigure, draw_year_chart
from palermo.statements import NO_RESPONSE, Response, StatementKind

RESPONSE_VALUES = (Response.ACCEPTED.value, Response.NOTED.value, Response.PENDING.value, NO_RESPONSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearChart:
    """A chart with its table."""

    name: str
    title: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    """Years in ascending order, each with its counts by series and their addresses."""


def build_charts() -> list[YearChart]:
    """Return the charts of the served edition, in the page's language.

    A chart without figures is left out.
    """
    served = get_current_edition()
    charts = [_build_chart(served, name) for name in FIGURE_BUILDERS]
    return [item for item in charts if item.rows]


@require_safe
def render_chart(request: HttpRequest, name: str) -> HttpResponse:
    """Return a chart as SVG, cached by edition and language; `dark` selects the dark colours."""
    if name not in FIGURE_BUILDERS:
        raise Http404
    served = get_current_edition()
    count, dark = get_titles()[name][1], "dark" in request.GET
    drawn = served.cache.get_or_compute(
        f"picture-{name}-{languages.get_active_language()}-{dark}",
        lambda: draw_year_chart(_get_figures(served, name), _("Year of the document"), count, dark=dark),
    )
    return HttpResponse(drawn, content_type="image/svg+xml")


def get_titles() -> dict[str, tuple[str, str]]:
    """Return the title of each chart, and of its counts."""
    return {
        "documents": (_("Documents by year and language"), _("Documents")),
        "recommendations": (_("Recommendations by year and answer"), _("Recommendations")),
    }


def _build_chart(edition: ServedEdition, name: str) -> YearChart:
    figures = _get_figures(edition, name)
    series = tuple(dict.fromkeys(figure.series for figure in figures))
    counts = {(figure.year, figure.series): figure.count for figure in figures}
    years = list_years_between(figure.year for figure in figures)
    listed = _build_list_addresses(edition, name)
    rows = tuple(
        (year, tuple((counts.get((year, item), 0), f"{listed[item]}&year={year}") for item in series)) for year in years
    )
    return YearChart(name=name, title=get_titles()[name][0], series=series, rows=rows)


def _build_list_addresses(edition: ServedEdition, name: str) -> dict[str, str]:
    """Return the address that lists what a series counts."""
    if name == "documents":
        page = reverse("library:list")
        spoken = {document.language for document in edition.document_index.documents}
        return {languages.get_language_name(code): f"{page}?{urlencode({'language': code})}" for code in spoken}
    page = reverse("recommendations:register")
    return {
        value_labels.get_value_label(value_labels.RESPONSES, item): f"{page}?{urlencode({'response': item})}"
        for item in RESPONSE_VALUES
    }


def _get_figures(edition: ServedEdition, name: str) -> list[ChartFigure]:
    return edition.cache.get_or_compute(
        f"figures-{name}-{languages.get_active_language()}", lambda: list(FIGURE_BUILDERS[name](edition))
    )


def _count_documents(edition: ServedEdition) -> Iterator[ChartFigure]:
    """Count the Works in each language, as the library lists them: one in two languages counts in both."""
    documents = edition.document_index.documents
    years_by_language = {
        language: Counter(
            work.date[:4]
            for work in select_one_per_work(item for item in documents if item.language == language)
            if work.date
        )
        for language in {document.language for document in documents}
    }
    for language, years in sorted(years_by_language.items(), key=lambda item: (-item[1].total(), item[0])):
        for year, count in sorted(years.items()):
            yield ChartFigure(year=year, series=languages.get_language_name(language), count=count)


def _count_recommendations(edition: ServedEdition) -> Iterator[ChartFigure]:
    for answer in RESPONSE_VALUES:
        filters = build_filters(kind=[StatementKind.RECOMMENDATION], response=[answer])
        counted = edition.view.count_facets(filters, ("year",))["year"]
        for item in sorted(counted, key=lambda value_count: value_count.value):
            yield ChartFigure(
                year=item.value,
                series=value_labels.get_value_label(value_labels.RESPONSES, answer),
                count=item.statements,
            )


FIGURE_BUILDERS: dict[str, Callable[[ServedEdition], Iterator[ChartFigure]]] = {
    "documents": _count_documents,
    "recommendations": _count_recommendations,
}
"""Name of a chart -> its figures."""
