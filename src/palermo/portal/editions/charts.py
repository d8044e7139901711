"""The edition by year: documents by language, recommendations by answer; each a picture and a table of the same."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.edition import NO_RESPONSE, Filters
from palermo.portal.editions.current import Open, current
from palermo.portal.frame import languages, words
from palermo.publishing.charts import Figure, by_year
from palermo.statements import Kind, Response

RECOMMENDATIONS = Filters(kinds=(Kind.RECOMMENDATION.value,))
ANSWERS = (Response.ACCEPTED.value, Response.NOTED.value, Response.PENDING.value, NO_RESPONSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with its table."""

    name: str
    title: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    """Years in ascending order, each with its counts by series, and the address of what a count counts."""


def charts() -> list[Chart]:
    """The charts of the edition that is served, in the page's language; one without figures is left out."""
    served = current()
    made = [_chart(served, name) for name in FIGURES]
    return [one for one in made if one.rows]


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A chart as SVG, drawn once for each edition and language; `dark` in the address draws it for dark paper."""
    if name not in FIGURES:
        raise Http404
    served = current()
    count, dark = titles()[name][1], "dark" in request.GET
    drawn = served.kept.get(
        f"picture-{name}-{languages.active()}-{dark}",
        lambda: by_year(_figures(served, name), _("Year of the document"), count, dark=dark),
    )
    return HttpResponse(drawn, content_type="image/svg+xml")


def titles() -> dict[str, tuple[str, str]]:
    """Title of each chart, and of what it counts."""
    return {
        "documents": (_("Documents by year and language"), _("Documents")),
        "recommendations": (_("Recommendations by year and answer"), _("Recommendations")),
    }


def _chart(served: Open, name: str) -> Chart:
    figures = _figures(served, name)
    series = tuple(dict.fromkeys(one.series for one in figures))
    counts = {(one.year, one.series): one.count for one in figures}
    years = sorted({one.year for one in figures})
    listed = _listed(served, name)
    rows = tuple(
        (year, tuple((counts.get((year, one), 0), f"{listed[one]}&year={year}") for one in series)) for year in years
    )
    return Chart(name=name, title=titles()[name][0], series=series, rows=rows)


def _listed(served: Open, name: str) -> dict[str, str]:
    """By series of a chart, the address that lists what it counts."""
    if name == "documents":
        page = reverse("library:list")
        spoken = {one.language for one in served.shelf.works}
        return {languages.name(code): f"{page}?{urlencode({'language': code})}" for code in spoken}
    page = reverse("recommendations:register")
    return {words.word(words.RESPONSES, one): f"{page}?{urlencode({'answer': one})}" for one in ANSWERS}


def _figures(served: Open, name: str) -> list[Figure]:
    return served.kept.get(f"figures-{name}-{languages.active()}", lambda: list(FIGURES[name](served)))


def _documents(served: Open) -> Iterator[Figure]:
    dated = [one for one in served.shelf.works if one.date]
    often = Counter(one.language for one in dated)
    counted = Counter(((one.date or "")[:4], one.language) for one in dated)
    for language, _times in often.most_common():
        for year in sorted({year for year, spoken in counted if spoken == language}):
            yield Figure(year=year, series=languages.name(language), count=counted[year, language])


def _recommendations(served: Open) -> Iterator[Figure]:
    for answer in ANSWERS:
        counted = served.view.facets(replace(RECOMMENDATIONS, responses=(answer,)))["year"]
        for one in sorted(counted, key=lambda each: each.value):
            yield Figure(year=one.value, series=words.word(words.RESPONSES, answer), count=one.statements)


FIGURES: dict[str, Callable[[Open], Iterator[Figure]]] = {"documents": _documents, "recommendations": _recommendations}
"""Name of a chart, as its address has it -> the figures that it draws."""
