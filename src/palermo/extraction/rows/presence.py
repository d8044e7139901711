"""Rows of a table of who does what where: one activity for each row, or an error with row and column.

Such a table has a column for the organisation, one for what it does (a sector, an activity), and one for where. It is
taken whole or not at all: a row that cannot be understood keeps all others out, so that nobody counts the half of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from palermo.calibration.rule_confidence import PRESENCE_ROW_CONFIDENCE
from palermo.errors import TableInvalid
from palermo.extraction.rows.cell_faults import CellFault, CellProblem, format_faults
from palermo.extraction.rows.columns import ACTION_ROLES, is_presence_table
from palermo.extraction.rows.presence_tables import find_header_faults, find_presence_tables, list_content_rows
from palermo.extraction.rows.tables import TableRow
from palermo.languages.language_words import LanguageWords
from palermo.registry import Registry
from palermo.registry import load_registry as load_registry
from palermo.statements import (
    Passage,
    QuoteCounts,
    Ref,
    RefType,
    Statement,
    StatementKind,
    assign_statement_id,
    build_entity_refs,
    build_locator,
    build_reason,
    normalise_text,
)
from palermo.vocabulary import load_vocabulary

METHOD = "presence.3"
ACTION_COLUMN_ROLES = ("activity", "work", "sector", "people", "theme", "exploitation")
"""Roles of columns with what is done and for whom: the words by which a row is tagged."""
SCHEMES_BY_ROLE = {
    "work": "interventions",
    "theme": "themes",
    "exploitation": "exploitation",
    "people": "groups",
    "audience": "audiences",
}
"""Role of a column of the form -> the scheme of the vocabulary whose words it offers."""
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_PLACE_CODE = re.compile(r"([A-Z]{2,3})[0-9]")
_WORDS = LanguageWords("extraction")
_TENSE_CUES = {
    "done": _WORDS.compile_pattern("{tables.status_done}"),
    "ongoing": _WORDS.compile_pattern("{tables.status_ongoing}"),
    "planned": _WORDS.compile_pattern("{tables.status_planned}"),
}
_SEPARATOR = re.compile(r"\s*[|\n;؛；]\s*")


def extract_presence(passages: Sequence[Passage], occurrences: QuoteCounts) -> list[Statement]:
    """Return the statements of all tables of who does what in a document.

    occurrences: how often the document has stated a kind and folded quote before. Raises TableInvalid, with the first
    faults.
    """
    statements: list[Statement] = []
    faults: list[CellFault] = []
    for table, columns, is_survey in find_presence_tables(passages):
        if header_faults := find_header_faults(table, columns, is_survey):
            faults += header_faults
        elif is_presence_table(columns):
            for row in list_content_rows(table, columns):
                fields, row_faults = _read_row(row, columns, is_survey)
                faults += row_faults
                if not row_faults:
                    statements.append(_build_statement(row, fields, columns, occurrences))
    if faults:
        raise TableInvalid(
            "the table", format_faults(faults), "Correct these cells and add the file again; nothing was imported"
        )
    return statements


def find_all_faults(passages: Iterable[Passage]) -> Iterator[CellFault]:
    """Yield all faults of a document's tables, for a form that lists them."""
    for table, columns, is_survey in find_presence_tables(passages):
        faults = find_header_faults(table, columns, is_survey)
        yield from faults
        if not faults and is_presence_table(columns):
            for row in list_content_rows(table, columns):
                yield from _read_row(row, columns, is_survey)[1]


class _RowReader:
    """Reads the cells of a row by the role of their column, and collects what is wrong with them."""

    def __init__(self, row: TableRow, columns: Mapping[str, str]) -> None:
        self._row, self._columns = row, columns
        self.faults: list[CellFault] = []

    def get_text(self, role: str) -> str:
        """Return the text of a cell; nothing where the row has none."""
        cell = self._row.cells.get(self._columns.get(role, ""))
        return cell.text.strip() if cell else ""

    def read_organisation(self, is_survey: bool) -> str:
        """Return who acts, in full or by an acronym; in a survey, the registry must know it."""
        name, registry = self.get_text("organisation") or self.get_text("acronym"), load_registry()
        if not name:
            self._add_fault("organisation", CellProblem.NO_ORGANISATION)
        elif is_survey and not (registry.match_entity_name(name) or registry.match_name(name, RefType.ENTITY)):
            self._add_fault("organisation", CellProblem.UNKNOWN_ORGANISATION, name)
        return name

    def check_activity(self) -> None:
        """Add a fault if no cell says what is done."""
        if not any(self.get_text(role) for role in ACTION_ROLES):
            self._add_fault(next(role for role in ACTION_ROLES if role in self._columns), CellProblem.NO_ACTIVITY)

    def read_choices(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of the vocabulary that a form of the survey chooses, by scheme."""
        tags: dict[str, tuple[str, ...]] = {}
        for role, scheme in SCHEMES_BY_ROLE.items():
            chosen = {part: find_concept(part, scheme) for part in _split_cell(self.get_text(role))}
            tags[scheme] = tuple(id for id in chosen.values() if id)
            for part in (part for part, id in chosen.items() if id is None):
                self._add_fault(role, CellProblem.UNKNOWN_CHOICE, part)
        return tags

    def read_places(self) -> tuple[str, ...]:
        """Return the codes of the countries."""
        country = self.get_text("country")
        places = _parse_places(country, self.get_text("place code"), load_registry())
        if places is None:
            self._add_fault("country", CellProblem.UNKNOWN_PLACE, country)
        return places or ()

    def read_years(self, is_survey: bool) -> tuple[int, ...]:
        """Return the years from start to end; a survey must give the start, and no other words."""
        start, end = self.get_text("start"), self.get_text("end")
        years = _parse_years(start, end)
        if years is None:
            self._add_fault("end", CellProblem.REVERSED_YEARS, end)
        if is_survey and not start:
            self._add_fault("start", CellProblem.NO_START_YEAR)
        for role, text in (("start", start), ("end", end)) if is_survey else ():
            if text and not _YEAR.search(text):
                self._add_fault(role, CellProblem.NO_YEAR, text)
        return years or ()

    def _add_fault(self, role: str, problem: CellProblem, value: str = "") -> None:
        column = self._columns.get(role, role)
        self.faults.append(CellFault(row=self._row.number, column=column, problem=problem, value=value))


def _read_row(row: TableRow, columns: Mapping[str, str], is_survey: bool) -> tuple[dict[str, Any], list[CellFault]]:
    """Return the fields of a row's statement, and what is wrong with its cells."""
    reader = _RowReader(row, columns)
    name = reader.read_organisation(is_survey)
    reader.check_activity()
    partners = [partner for partner in _split_cell(reader.get_text("partner")) if partner != name]
    tags = reader.read_choices() if is_survey else {}
    audiences = tags.pop("audiences", ())
    fields = {
        "actors": build_entity_refs(filter(None, [name]), "quote"),
        "addressees": tuple(Ref(id=id, name=id, type=RefType.GROUP, source="quote") for id in audiences),
        "partners": build_entity_refs(partners, "quote"),
        "places": reader.read_places(),
        "years": reader.read_years(is_survey),
        "tense": _parse_tense(reader.get_text("status")),
        **tags,
    }
    return fields, reader.faults


def _build_statement(
    row: TableRow, fields: Mapping[str, Any], columns: Mapping[str, str], occurrences: QuoteCounts
) -> Statement:
    passage = row.passage
    action_roles = [item for item in ACTION_COLUMN_ROLES if columns.get(item) in row.cells]
    action = "; ".join(dict.fromkeys(row.cells[columns[item]].text.strip() for item in action_roles))
    actor_role = "organisation" if columns.get("organisation") in row.cells else "acronym"
    return Statement(
        id=assign_statement_id(passage.document, StatementKind.ACTIVITY, passage.text, occurrences),
        kind=StatementKind.ACTIVITY,
        quote=passage.text,
        language=passage.language,
        document=passage.document,
        locator=build_locator(passage, 0, len(passage.text)),
        action=action,
        why=(
            build_reason("table-actor", 0.5, words=columns[actor_role]),
            build_reason("table-action", 0.4, words=columns[action_roles[0]]),
        ),
        confidence=PRESENCE_ROW_CONFIDENCE,
        method=METHOD,
        **fields,
    )


def find_concept(text: str, scheme: str) -> str | None:
    """Return the concept of a scheme that has this id or label in any language, or None."""
    normalised = normalise_text(text)
    concepts = load_vocabulary().list_concepts(scheme)
    matches = (item.id for item in concepts if normalised in map(normalise_text, (item.id, *item.labels.values())))
    return next(matches, None)


def _parse_places(country: str, code: str, registry: Registry) -> tuple[str, ...] | None:
    """Return the ISO alpha-3 codes of the written countries, else that of the place's code; None if one is invalid."""
    if not country:
        match = _PLACE_CODE.match(code)
        state = _find_state(match[1], registry) if match else None
        return (state,) if state else ()
    if normalise_text(country) in _WORDS.list_words("tables", "global_names"):
        return ()
    places = [_find_state(item, registry) for item in _split_cell(country) or [country]]
    return tuple(item for item in places if item) if all(places) else None


def _find_state(text: str, registry: Registry) -> str | None:
    coded = (state for state in registry.states.values() if text in (state.alpha3, state.alpha2))
    state = next(coded, None) or registry.find_state(text)
    return state.alpha3 if state else None


def _parse_years(start: str, end: str) -> tuple[int, ...] | None:
    """Return the years from start to end, or those of the given one; None if the end is before the start."""
    first = next((int(match[0]) for match in _YEAR.finditer(start)), None)
    last = next((int(match[0]) for match in _YEAR.finditer(end)), None)
    if first and last:
        return tuple(range(first, min(last, first + 30) + 1)) or None
    return tuple(year for year in (first, last) if year)


def _parse_tense(status: str) -> str | None:
    folded = normalise_text(status)
    return next((tense for tense, pattern in _TENSE_CUES.items() if pattern.match(folded)), None)


def _split_cell(text: str) -> list[str]:
    return [part for part in _SEPARATOR.split(text) if part]
