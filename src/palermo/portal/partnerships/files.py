"""Ties and prospects as files, and the network as a picture that stands alone."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palermo import registry, vocabulary
from palermo.analysis import Values, where
from palermo.analysis.partnerships import picture
from palermo.portal.editions.current import current_view
from palermo.portal.editions.sheets import sent
from palermo.portal.frame import languages
from palermo.portal.frame.asking import asked
from palermo.portal.partnerships.kept import kept
from palermo.portal.partnerships.pictures import organisation
from palermo.portal.partnerships.views import answering, fields
from palermo.publishing.pictures.network import network_svg
from palermo.publishing.sheets import Sheet
from palermo.publishing.sheets.partnerships import prospects_sheet, ties_sheet


@require_safe
def ties(request: HttpRequest, format: str) -> HttpResponse:
    """The ties that the page's address asks for."""
    made, values, manifest = kept(), _values(), current_view().manifest
    ask = asked(request.GET, fields(made))
    centre = ask.value("entity") or None

    def sheet() -> Sheet:
        everything = where((), values)
        return ties_sheet(made.ties, answering(made, ask), manifest, everything, values, languages.active())

    def drawn() -> str:
        labels = {id: made.short(id) for id in made.ties.bodies}
        place = picture(made.ties, labels, centre=centre)
        return network_svg(place, f"Palermo, {manifest.name}", centre=centre, bodies=organisation)

    return sent(sheet, format, "partnerships", drawn)


@require_safe
def prospects(request: HttpRequest, format: str) -> HttpResponse:
    """All prospects, or those of one body."""
    made, centre = kept(), request.GET.get("entity")
    shown = made.prospects.of(centre) if centre else made.prospects.prospects
    manifest = current_view().manifest
    return sent(
        lambda: prospects_sheet(made.prospects, shown, manifest, where((), _values()), _values(), languages.active()),
        format,
        "prospects",
    )


def _values() -> Values:
    return Values(registry.load(), vocabulary.load())
