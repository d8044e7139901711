"""Blocks that several reports share: charts, maps of countries, and sentences on rows of the registry."""

import re
from collections.abc import Callable, Iterable, Sequence

from palermo.registry import Entity, Instrument, Partnership, Provision, Publication
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext, is_printed_name
from palermo.reports.evidence import EvidenceSet
from palermo.reports.model import ListItem, Sentence, Tile
from palermo.reports.source_index import RegistryRow
from palermo.reports.translation import mark_message as _

_ADDRESS_PATTERN = re.compile(r"\bhttps?://")


def has_address(quote: str) -> bool:
    """Return whether a quote gives an address of the web: it says where something is, not what was done."""
    return bool(_ADDRESS_PATTERN.search(quote))


def add_planned_count(composer: Composer, activities: EvidenceSet) -> None:
    """Say how many of some activities documents only announce."""
    template = _("Only planned among these: %(activities)s.")
    composer.add_paragraph(composer.build_count(template, activities.select_planned(), "activities"))


def add_bar_chart(composer: Composer, evidence: EvidenceSet, facet: str, caption: str, limit: int) -> None:
    """Add a chart of the statements by the most frequent values of a facet, and say what it leaves out."""
    shown = add_plain_bar_chart(composer, evidence, facet, caption, limit)
    if not shown:
        return
    others = [value for value, _count in evidence.count_values(facet) if value not in shown]
    rest, repeated = evidence.select_without(facet, shown), evidence.select_shared(facet, shown)
    composer.add_paragraph(
        composer.build_sentence(
            _("Names that are not shown, because they are less frequent or not in the registry: %(names)s."),
            names=composer.count_rows(others),
        )
        if others
        else None,
        composer.build_count(_("In none of the rows: %(statements)s."), rest, "statements"),
        composer.build_count(_("Counted in more than one row: %(statements)s."), repeated, "statements"),
    )


def add_plain_bar_chart(composer: Composer, evidence: EvidenceSet, facet: str, caption: str, limit: int) -> list[str]:
    """Add a chart of the statements by the most frequent values of a facet, and return these values."""
    shown = [value for value, _count in evidence.count_values(facet) if not is_printed_name(value)][:limit]
    rows = [
        composer.build_count_row(composer.context.get_value_label(facet, value), evidence.narrow(**{facet: [value]}))
        for value in shown
    ]
    composer.add_chart(caption, [composer.label_facet(facet), composer.translate(_("Statements"))], rows)
    return shown


def describe_provision(composer: Composer, instrument: Instrument, provision: Provision) -> Sentence:
    """Say in the registry's words what a provision says."""
    title = composer.sources.get_row_title(instrument)
    number = composer.format_provision(instrument, provision)
    template = _("%(instrument)s, %(number)s: %(summary)s.") if number else _("%(instrument)s: %(summary)s.")
    return composer.build_sentence(
        template,
        instrument=title,
        number=number,
        summary=composer.show_own_text(provision.summaries),
        cite=[composer.sources.cite_row(instrument)],
    )


def describe_publication(composer: Composer, publication: Publication) -> Sentence:
    """Name a publication with its publishers and date."""
    context = composer.context
    publishers = composer.join_names(context.get_label(id) for id in publication.publishers)
    date = context.translator.format_date(publication.date)
    parts = context.translator.join_parts((publishers, date))
    title = composer.show_name(publication.title, publication.languages[0] if publication.languages else "")
    cite = [composer.sources.cite_row(publication)]
    if parts:
        return composer.build_sentence(_("%(title)s (%(publisher)s)."), title=title, publisher=parts, cite=cite)
    return composer.build_sentence(_("%(title)s."), title=title, cite=cite)


def describe_partnership(composer: Composer, partnership: Partnership) -> Sentence:
    """Name a partnership with its members and years."""
    members = composer.join_names(map(composer.context.get_label, partnership.members))
    years = "–".join(dict.fromkeys(str(year) for year in (partnership.start, partnership.end) if year))
    if partnership.start and not partnership.end:
        years = composer.translate(_("since %(year)s"), year=str(partnership.start))
    fields = {"name": composer.show_own_text(partnership.names), "members": composer.show_name(members)}
    cite = [composer.sources.cite_row(partnership)]
    if years:
        return composer.build_sentence(_("%(name)s (%(years)s): %(members)s."), cite=cite, years=years, **fields)
    return composer.build_sentence(_("%(name)s: %(members)s."), cite=cite, **fields)


def sort_entities(entities: Iterable[Entity], context: ReportContext) -> list[Entity]:
    """Return entities by name in the report's language."""
    return sorted(entities, key=lambda entity: context.get_label(entity.id).casefold())


def add_limited_list[Row: RegistryRow](
    composer: Composer, rows: Sequence[Row], describe: Callable[[Composer, Row], Sentence], limit: int
) -> None:
    """List rows of the registry up to a limit, and say how many more there are."""
    composer.add_bullets(ListItem(sentence=describe(composer, row)) for row in rows[:limit])
    add_remaining_count(composer, rows[limit:])


def add_remaining_count(composer: Composer, rows: Sequence[RegistryRow]) -> None:
    """Say how many rows of the registry are not listed, if any."""
    if rows:
        count = composer.count_rows((row.id for row in rows), "entries")
        composer.add_sentence(_("More in the registry: %(entries)s."), entries=count)


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
