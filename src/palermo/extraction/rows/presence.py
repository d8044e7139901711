"""Rows of a table of who does what where as statements: one activity a row, or an error that names row and column.

Such a table has a column for the organisation, one for what it does (a sector, an activity), and one for where. It is
taken whole or not at all: a row that cannot be understood keeps all others out, so that nobody counts the half of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from palermo.errors import TableInvalid
from palermo.extraction.rows.columns import ANY_OF, NEEDED, WHERE, role, roles, tells
from palermo.extraction.rows.tables import Row, Table, tables
from palermo.registry import Registry
from palermo.registry import load as load_registry
from palermo.statements import Kind, Passage, Reason, Ref, RefType, Statement, locate, normalised, statement_id
from palermo.vocabulary import load as load_vocabulary

METHOD = "presence.2"
TOLD = 5
"""Faults that an error tells; of more it tells how many."""
WHAT = ("activity", "work", "sector", "people", "theme", "exploitation")
"""Roles of columns that together tell what is done, and for whom: the words by which a row is tagged."""
CHOSEN = {
    "work": "interventions",
    "theme": "themes",
    "exploitation": "exploitation",
    "people": "groups",
    "audience": "audiences",
}
"""Role of a column of the form -> the scheme of the vocabulary whose words it offers."""
GLOBAL = (
    "global",
    "world",
    "worldwide",
    "mondial",
    "monde",
    "mundial",
    "mundo",
    "عالمي",
    "العالم",
    "全球",
    "世界",
    "мир",
)
"""Stand in the place of a country where something is done everywhere."""
FORM = "Palermo survey form 1"
"""Stands at the head of the form of the mapping survey."""
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_CODE = re.compile(r"([A-Z]{2,3})[0-9]")
_STATUSES = {
    "done": "complete done closed finished termine acheve completado terminado finalizado مكتمل منته",
    "ongoing": "ongoing active current in en activo جار مستمر",
    "planned": "planned pipeline proposed prevu planifie planificado previsto مخطط",
}
_SEPARATOR = re.compile(r"\s*(?:[|\n]|;|؛)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a cell, and how to mend it."""

    row: str
    """As the spreadsheet shows it: `Sheet1!12`."""
    column: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"row {self.row}, column “{self.column}”: {self.reason}. {self.mend}"


def presence(passages: Sequence[Passage], counted: Counter[tuple[Kind, str]]) -> list[Statement]:
    """The statements of all tables of who does what in a document; none where it has no such table.

    counted: kinds and folded quotes that the document has stated before. Raises TableInvalid, with the first faults.
    """
    found: list[Statement] = []
    faults: list[Fault] = []
    for table in tables(passages):
        columns = roles(table.columns, table.tags)
        survey = any(FORM in passage.text for passage in table.above)
        if wrong := header_faults(table, columns, survey):
            faults += wrong
        elif tells(columns):
            made = [_row(row, columns, survey) for row in table.rows if not _is_note(row, columns)]
            faults += [fault for one in made for fault in one.faults]
            found += [_statement(one, columns, counted) for one in made if not one.faults]
    if faults:
        raise TableInvalid("the table", told(faults), "Mend these cells and add the file again; nothing was imported")
    return found


def told(faults: Sequence[Fault]) -> str:
    """The first faults in words, and how many there are."""
    more = f"; and {len(faults) - TOLD} more" if len(faults) > TOLD else ""
    return "; ".join(str(fault).rstrip(".") for fault in faults[:TOLD]) + more


def header_faults(table: Table, columns: Mapping[str, str], survey: bool) -> list[Fault]:
    """What is wrong with the header of a table that means to tell who does what."""
    for passage in (*table.above, *table.bare[:3]):
        names = [name.strip() for name in passage.text.split("; ")]
        meant = [name for name in names if role(name)]
        doubled = next((name for name in meant if names.count(name) > 1), None)
        if doubled and tells(roles(names, {})):
            number = passage.paragraph or "?"
            reason = "two columns have this name, or cells of the header are merged"
            return [Fault(row=number, column=doubled, reason=reason, mend="Give each column a name of its own")]
    parts = [name.split(", ")[0] for name in table.columns]
    doubled = next((part for part in parts if parts.count(part) > 1 and role(part)), None)
    if doubled and not tells(columns) and tells(roles(parts, {})):
        at = table.rows[0].number if table.rows else "1"
        reason = "two columns have this name, or cells of the header are merged"
        return [Fault(row=at, column=doubled, reason=reason, mend="Give each column a name of its own")]
    if not (survey or table.tags):
        return []
    missing = [one for one in NEEDED if one not in columns]
    missing += [] if any(one in columns for one in ANY_OF) else [" or ".join(ANY_OF)]
    missing += [] if any(one in columns for one in WHERE) else [" or ".join(WHERE[:2])]
    meant_so = survey or len(columns) >= 2
    at = table.rows[0].number if table.rows else "1"
    mend = "Add it to the header, or tag it (#org, #sector, #adm1)"
    return [Fault(row=at, column=one, reason="no column is for it", mend=mend) for one in missing if meant_so]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A row that was read, with what is wrong with it."""

    row: Row
    actors: tuple[Ref, ...]
    partners: tuple[Ref, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    tense: str | None
    tags: Mapping[str, tuple[str, ...]]
    """Ids of the vocabulary by scheme, as a form of the survey chooses them."""
    faults: tuple[Fault, ...]


def _is_note(row: Row, columns: Mapping[str, str]) -> bool:
    """Whether a row has no cell that tells anything: a note below the table, or a sum."""
    return not any(columns.get(one) in row.cells for one in (*NEEDED, *ANY_OF))


def _row(row: Row, columns: Mapping[str, str], survey: bool) -> _Read:
    registry = load_registry()
    faults: list[Fault] = []

    def fault(one: str, reason: str, mend: str) -> None:
        faults.append(Fault(row=row.number, column=columns.get(one, one), reason=reason, mend=mend))

    def text(one: str) -> str:
        cell = row.cells.get(columns.get(one, ""))
        return cell.text.strip() if cell else ""

    name = text("organisation") or text("acronym")
    if not name:
        fault("organisation", "it is empty", "Write who does it")
    elif survey and not (registry.named(name) or registry.find(name, RefType.ENTITY)):
        fault("organisation", f"the registry knows no “{name}”", "Write its name as the list of the form has it")
    if not any(text(one) for one in ANY_OF):
        fault(next(one for one in ANY_OF if one in columns), "it is empty", "Write what is done")
    tags: dict[str, tuple[str, ...]] = {}
    for one, scheme in CHOSEN.items() if survey else ():
        chosen = {part: concept_of(part, scheme) for part in _parts(text(one))}
        tags[scheme] = tuple(id for id in chosen.values() if id)
        for part in (part for part, id in chosen.items() if id is None):
            fault(one, f"“{part}” is none of the choices", "Choose from the list of the cell, several with ; between")
    places = _places(text("country"), text("place code"), registry)
    if places is None:
        reason = f"“{text('country')}” is no country and no ISO code"
        fault("country", reason, "Write the country's name, or its code such as KEN")
    years = _years(text("start"), text("end"))
    if years is None:
        fault("end", f"“{text('end')}” is before “{text('start')}”", "Write the years in their order")
    if survey and not text("start"):
        fault("start", "it is empty", "Write the year in which it began")
    for one in ("start", "end") if survey else ():
        if text(one) and not _YEAR.search(text(one)):
            fault(one, f"“{text(one)}” tells no year", "Write a year such as 2024")
    return _Read(
        row=row,
        actors=tuple(Ref(id=None, name=one, type=RefType.ENTITY) for one in ([name] if name else [])),
        partners=tuple(Ref(id=None, name=one, type=RefType.ENTITY) for one in _parts(text("partner")) if one != name),
        places=places or (),
        years=years or (),
        tense=_tense(text("status")),
        tags=tags,
        faults=tuple(faults),
    )


def _statement(read: _Read, columns: Mapping[str, str], counted: Counter[tuple[Kind, str]]) -> Statement:
    passage = read.row.passage
    key = (Kind.ACTIVITY, normalised(passage.text))
    occurrence, counted[key] = counted[key], counted[key] + 1
    told_in = [one for one in WHAT if columns.get(one) in read.row.cells]
    action = "; ".join(dict.fromkeys(read.row.cells[columns[one]].text.strip() for one in told_in))
    who = "organisation" if columns.get("organisation") in read.row.cells else "acronym"
    return Statement(
        id=statement_id(passage.document, Kind.ACTIVITY, passage.text, occurrence),
        kind=Kind.ACTIVITY,
        quote=passage.text,
        language=passage.language,
        document=passage.document,
        locator=locate(passage, 0, len(passage.text)),
        actors=read.actors,
        partners=read.partners,
        addressees=tuple(Ref(id=id, name=id, type=RefType.GROUP) for id in read.tags.get("audiences", ())),
        action=action,
        themes=read.tags.get("themes", ()),
        exploitation=read.tags.get("exploitation", ()),
        interventions=read.tags.get("interventions", ()),
        groups=read.tags.get("groups", ()),
        tense=read.tense,
        years=read.years,
        places=read.places,
        why=(
            Reason(feature=f"a row of a table: its column “{columns[who]}” tells who", weight=0.5),
            Reason(feature=f"its column “{columns[told_in[0]]}” tells what", weight=0.4),
        ),
        confidence=0.95,
        method=METHOD,
    )


def concept_of(written: str, scheme: str) -> str | None:
    """The concept of a scheme that has this id or label in any language, or None."""
    wanted = normalised(written)
    for concept in load_vocabulary().concepts(scheme):
        if wanted == normalised(concept.id) or wanted in {normalised(label) for label in concept.labels.values()}:
            return concept.id
    return None


def _places(country: str, code: str, registry: Registry) -> tuple[str, ...] | None:
    """ISO alpha-3 codes of the countries that are written, else of the code of a place; None where one is none."""
    if not country:
        match = _CODE.match(code)
        state = _state(match[1], registry) if match else None
        return (state,) if state else ()
    if normalised(country) in GLOBAL:
        return ()
    found = [_state(one, registry) for one in _parts(country) or [country]]
    return tuple(one for one in found if one) if all(found) else None


def _state(written: str, registry: Registry) -> str | None:
    for state in registry.states.values():
        if written in (state.alpha3, state.alpha2):
            return state.alpha3
    found = registry.state(written)
    return found.alpha3 if found else None


def _years(start: str, end: str) -> tuple[int, ...] | None:
    """The years from start to end; those that are named where only one is there; None where they stand reversed."""
    first = next((int(found[0]) for found in _YEAR.finditer(start)), None)
    last = next((int(found[0]) for found in _YEAR.finditer(end)), None)
    if first and last:
        return tuple(range(first, min(last, first + 30) + 1)) or None
    return tuple(year for year in (first, last) if year)


def _tense(status: str) -> str | None:
    folded = normalised(status)
    return next(
        (tense for tense, words in _STATUSES.items() if folded and any(folded.startswith(w) for w in words.split())),
        None,
    )


def _parts(written: str) -> list[str]:
    return [part for part in _SEPARATOR.split(written) if part]


def lacking(passages: Iterable[Passage]) -> tuple[str, ...]:
    """What no filled column of a document's likeliest table of who does what is for; empty where all are there."""
    needed = {"the organisation": NEEDED, "what it does": ANY_OF, "where": WHERE}
    found = [
        tuple(name for name, some in needed.items() if not set(some) & set(roles(table.columns, table.tags)))
        for table in tables(tuple(passages))
    ]
    return min(found, key=len, default=tuple(needed))


def every(passages: Iterable[Passage]) -> Iterator[Fault]:
    """All faults of a document's tables, for a form that tells them all."""
    for table in tables(tuple(passages)):
        columns = roles(table.columns, table.tags)
        survey = any(FORM in passage.text for passage in table.above)
        wrong = header_faults(table, columns, survey)
        yield from wrong
        if not wrong and tells(columns):
            for row in table.rows:
                if not _is_note(row, columns):
                    yield from _row(row, columns, survey).faults
