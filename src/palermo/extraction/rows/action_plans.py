"""Extraction of planned activities from action plans: actions with the bodies responsible for them.

They stand in a sheet, whose rows are passages, in a table of a document, whose cells are passages with the heading of
their column, or in paragraphs that end with the bodies in brackets. A row gives no statement if it has no action, or
no body that is an organisation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from palermo.calibration.rule_confidence import ACTION_PLAN_ROW_CONFIDENCE
from palermo.extraction.rows.columns import normalise_header
from palermo.extraction.rows.tables import group_tables
from palermo.extraction.state_names import is_state
from palermo.languages import HAN_CHARACTER, LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.statements import (
    Passage,
    PassageKind,
    QuoteCounts,
    Statement,
    StatementKind,
    Support,
    assign_statement_id,
    build_entity_refs,
    build_locator,
    build_reason,
)
from palermo.vocabulary import extract_years

METHOD = "action-plans.2"
MIN_ACTION_WORDS = 3
MIN_CHINESE_ACTION_CHARS = 6
MAX_BODY_CHARS = 160
MAX_HEADER_CHARS = 60
"""Characters of a column's heading; a longer one is a section's."""
_WORDS = LanguageWords("extraction")
_ORGANISATION = _WORDS.compile_pattern(
    r"\b(?:{tables.organisation_nouns})\b|{tables.attached_organisation_nouns}", re.IGNORECASE
)
_ACRONYM = re.compile(r"(?:[A-Z][\w-]*[A-Z][\w*-]*)(?:\s*\([^()]*\))?")
_STRONG_SEPARATOR = re.compile(r"\s*(?:[;|\n/؛；]|\s[•·▪–—-]\s)\s*")
_WEAK_SEPARATOR = _WORDS.compile_pattern(
    r"\s*[,،、，]\s*|\s+(?:{tables.organisation_joiners})\s+|{tables.attached_organisation_joiners}"
)
_TRAILING_MARKS = " *.;:,†‡()"
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,14}")
_DONE = _WORDS.compile_pattern(r"^(?:{tables.plan_done})", re.I)
_BRACKETS = re.compile(r"\s*[(（\[](?P<content>[^()（）\[\]]{4,300})[)）\]]\s*[.。]?\s*$")
"""Brackets at the end of a paragraph: `Train inspectors (Responsible: Ministry of Labour; Deadline: 2031)`."""
_NUMBER = re.compile(r"^(?:[(（]\d{1,3}[)）]|[—–-]{1,2})\s*")
_LABELLED = re.compile(r"(?P<label>[^:：;；]{3,60}?)\s*[:：]\s*(?P<value>[^;；]{2,})")
_DUTY = _WORDS.compile_pattern(r"^(?:{tables.plan_duties})$")
"""Bodies and what they do with an action: `公安部负责，全国妇联配合`."""
_PLURAL_ENDING = _WORDS.compile_pattern(r"\((?:{tables.plural_endings})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCell:
    """A cell of a plan: part of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the words of the cell."""
        return self.passage.text[self.start : self.end]


_PROSE_KINDS = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM})
type PlanRow = Mapping[str, Sequence[PlanCell]]
"""Cells of a row by the role of their column."""


@lru_cache(maxsize=1)
def _load_roles() -> Mapping[str, str]:
    headers = [_WORDS.get_section(language, "tables")["plan_columns"] for language in LANGUAGES]
    return {normalise_header(name): role for role in headers[0] for columns in headers for name in columns[role]}


def find_plan_role(header: str) -> str | None:
    """Return the role of a column of a plan, by its heading; None for an unknown one.

    The roles are action, recommendation, body, partner, deadline, status and indicator.

    >>> find_plan_role("Responsible institution(s)")
    'body'
    """
    if len(header) > MAX_HEADER_CHARS:
        return None
    folded = normalise_header(_PLURAL_ENDING.sub("", header))
    return _load_roles().get(folded) or _load_roles().get(normalise_header(header))


def is_plan(roles: Iterable[str]) -> bool:
    """Return whether columns of these roles make an action plan.

    A plan has columns for the action, or the recommendation that it answers, for the body, and at least one for the
    partner, deadline, status or indicator.
    """
    role_set = set(roles)
    has_action_and_body = bool(role_set & {"action", "recommendation"}) and "body" in role_set
    return has_action_and_body and bool(role_set & {"partner", "deadline", "status", "indicator"})


def extract_plans(passages: Sequence[Passage], occurrences: QuoteCounts) -> Iterator[Statement]:
    """Yield a planned activity for each action of a plan, or a recommendation for a row that has only that.

    `occurrences` counts the quotes of the document by kind, so that equal quotes have different ids.
    """
    for row in (*_iterate_sheet_rows(passages), *_iterate_cell_rows(passages), *_iterate_paragraph_rows(passages)):
        if (statement := _build_statement(row, occurrences)) is not None:
            yield statement


def _iterate_sheet_rows(passages: Sequence[Passage]) -> Iterator[PlanRow]:
    for table in group_tables(passages):
        roles = {name: role for name in table.columns if (role := find_plan_role(name))}
        if not is_plan(roles.values()):
            continue
        for row in table.rows:
            cells: dict[str, list[PlanCell]] = {}
            for name, cell in row.cells.items():
                if (role := roles.get(name)) and cell.text.strip():
                    cells.setdefault(role, []).append(PlanCell(passage=row.passage, start=cell.start, end=cell.end))
            yield cells


def _iterate_cell_rows(passages: Sequence[Passage]) -> Iterator[PlanRow]:
    """Divide the cells of each table of a document into rows: a row ends where a column is repeated."""
    for table in _iterate_cell_tables(passages):
        headers = list(dict.fromkeys(passage.headings[-1] for passage in table))
        roles = {name: role for name in headers if (role := find_plan_role(name))}
        if not is_plan(roles.values()):
            continue
        row: dict[str, list[PlanCell]] = {}
        last_position = -1
        for passage in table:
            position = headers.index(passage.headings[-1])
            if position < last_position:
                yield row
                row = {}
            last_position = position
            if role := roles.get(passage.headings[-1]):
                row.setdefault(role, []).append(PlanCell(passage=passage, start=0, end=len(passage.text)))
        yield row


def _iterate_cell_tables(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield runs of cells that have the heading of a column."""
    table: list[Passage] = []
    for passage in passages:
        if passage.kind is PassageKind.CELL and passage.headings:
            if find_plan_role(passage.text) is None:
                table.append(passage)
        elif passage.kind is not PassageKind.FOOTNOTE and table:
            yield table
            table = []
    if table:
        yield table


def _iterate_paragraph_rows(passages: Sequence[Passage]) -> Iterator[PlanRow]:
    """Yield the actions of paragraphs with the bodies that brackets after them name."""
    for passage in passages:
        brackets = _BRACKETS.search(passage.text) if passage.kind in _PROSE_KINDS else None
        spans = _find_duties(brackets) if brackets else {}
        if brackets and "body" in spans:
            ends = {"action": (0, brackets.start()), **spans}
            yield {role: [PlanCell(passage=passage, start=start, end=end)] for role, (start, end) in ends.items()}


def _find_duties(brackets: re.Match[str]) -> Mapping[str, tuple[int, int]]:
    """Return start and end of what brackets say of an action, by the role of a plan's column."""
    start, content = brackets.start("content"), brackets["content"]
    if duty := _DUTY.match(content):
        found = {role: duty.span(role) for role in ("body", "partner") if duty[role]}
    else:
        labelled = (match for match in _LABELLED.finditer(content))
        found = {role: match.span("value") for match in labelled if (role := find_plan_role(match["label"].strip()))}
    return {role: (start + first, start + last) for role, (first, last) in found.items() if role != "action"}


def split_bodies(text: str) -> list[str]:
    """Return the organisations of a cell.

    Commas and `and` separate names only if each part is the name of an organisation; of short Chinese ones, if one is.

    >>> split_bodies("Ministry of Labour, Office for Ports and Coast Police")
    ['Ministry of Labour', 'Office for Ports', 'Coast Police']
    """
    bodies: list[str] = []
    for part in _STRONG_SEPARATOR.split(text):
        names = [item.strip(_TRAILING_MARKS) for item in _WEAK_SEPARATOR.split(part)]
        names = [name for name in names if name]
        is_list = all(map(is_body, names)) or (any(map(is_body, names)) and all(map(_HAN_NAME.fullmatch, names)))
        bodies += names if is_list else [part.strip(_TRAILING_MARKS)]
    return [name for name in bodies if name]


def is_body(name: str) -> bool:
    """Return whether a name is that of an organisation, an acronym or a State, and not that of a person."""
    if len(name) > MAX_BODY_CHARS:
        return False
    return bool(_ORGANISATION.search(name)) or _ACRONYM.fullmatch(name) is not None or is_state(name)


def _build_statement(row: PlanRow, occurrences: QuoteCounts) -> Statement | None:
    is_plan_row = "action" in row
    actions, bodies = row.get("action") or row.get("recommendation", ())[-1:], row.get("body", ())
    if not actions or not _is_action(actions[0].text):
        return None
    names = _list_bodies(bodies)
    if not names:
        return None
    action = actions[0]
    quote = _NUMBER.sub("", action.text.strip(" ;。"))
    start = action.start + action.text.index(quote)
    passage = action.passage
    kind = StatementKind.ACTIVITY if is_plan_row else StatementKind.RECOMMENDATION
    responsible = build_entity_refs(names, "quote")
    partners = [name for name in _list_bodies(row.get("partner", ())) if name not in names]
    deadline = " ".join(cell.text for cell in row.get("deadline", ()))
    is_done = any(_DONE.match(cell.text.strip()) for cell in row.get("status", ()))
    return Statement(
        id=assign_statement_id(passage.document, kind, quote, occurrences),
        kind=kind,
        quote=quote,
        language=passage.language,
        document=passage.document,
        locator=build_locator(passage, start, start + len(quote)),
        actors=responsible if is_plan_row else (),
        addressees=() if is_plan_row else responsible,
        partners=build_entity_refs(partners, "quote"),
        action=quote,
        tense=("done" if is_done else "planned") if is_plan_row else None,
        years=extract_years(deadline, passage.language) or extract_years(quote, passage.language),
        support=tuple(
            Support(role="entity", quote=cell.text, locator=build_locator(cell.passage, cell.start, cell.end))
            for cell in (*bodies, *row.get("partner", ()), *row.get("deadline", ()))
        ),
        why=(
            build_reason("plan-row", 0.5),
            build_reason("plan-responsible", 0.4, name=", ".join(names)[:90]),
        ),
        confidence=ACTION_PLAN_ROW_CONFIDENCE,
        method=METHOD,
    )


def _list_bodies(cells: Sequence[PlanCell]) -> list[str]:
    """Return the bodies of cells; of a Chinese list with a body also names without the noun of one: `妇联`."""
    lists = [split_bodies(cell.text) for cell in cells]
    return [
        name
        for names in lists
        for name in names
        if is_body(name) or (_HAN_NAME.fullmatch(name) and any(map(is_body, names)))
    ]


def _is_action(text: str) -> bool:
    if HAN_CHARACTER.search(text):
        return len(text) >= MIN_CHINESE_ACTION_CHARS
    return len(text.split()) >= MIN_ACTION_WORDS
