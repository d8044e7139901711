"""Where statements are: a map of tiles by region and country, without boundaries."""

from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet
from palermo.reports.model import Tile
from palermo.reports.translation import mark_message as _

MAX_COUNTRIES = 24
"""Countries on a map, those with the most statements."""


def add_places(composer: Composer, activities: EvidenceSet) -> None:
    """Add a small map of the countries where activities do something, or say that they name none."""
    places = composer.context.facts.work_places
    counts = places.count_values(activities.mask).tolist()
    states = composer.context.registry.states
    found = ((code, count) for code, count in zip(places.values, counts, strict=True) if count)
    placed = sorted((pair for pair in found if f"state:{pair[0]}" in states), key=lambda pair: (-pair[1], pair[0]))
    if not placed:
        if len(activities):
            composer.add_nothing_found(
                _("a country in which this work is done; launches, meetings and funders do not count")
            )
        return
    context = composer.context
    composer.add_sentence(
        _(
            "Countries in which these activities take place: %(countries)s. Sentences on meetings, launches and "
            "payments are left out. Designations imply no endorsement."
        ),
        countries=composer.count_rows(code for code, _count in placed),
    )
    tiles, rows = [], []
    for code, count in placed[:MAX_COUNTRIES]:
        region = context.registry.get_label(states[f"state:{code}"].subregion, context.language)
        tiles.append(Tile(code=code, region=region, value=count))
        name = composer.show_name(context.get_value_label("place", code))
        own = activities.select_marked(places.mark_rows([code]))
        rows.append((name, composer.show_name(region), composer.count(own)))
    header = (composer.label_facet("place"), composer.label_facet("region"), composer.translate(_("Statements")))
    composer.add_chart(composer.translate(_("Where they are")), header, rows, tiles=tiles)


def group_by_region(evidence: EvidenceSet, context: ReportContext) -> list[tuple[str, EvidenceSet]]:
    """Return the statements by the continent (M49) that they name, largest group first.

    The figures of each group list its statements.
    """
    continents, places, regions = context.registry.continents, evidence.group_values("place"), evidence.regions
    ids: dict[str, list[str]] = {}
    for index, id in enumerate(evidence.ids):
        for continent in {continents[code] for code in {*places.get(index, ()), *regions[index]} if code in continents}:
            ids.setdefault(continent, []).append(id)
    by_continent = [(continent, evidence.select_ids(own)) for continent, own in ids.items()]
    return sorted(by_continent, key=lambda pair: (-len(pair[1]), pair[0]))
