"""Loading the ground: an edition's statements, bucket by bucket, turned into numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from palermo.analysis.dimensions import DIMENSIONS
from palermo.analysis.values import NAMED, WORLD, Values
from palermo.analysis.who_does_what.coded import Coded, Numbers, coded
from palermo.analysis.who_does_what.ground import PRINTED, Ground, Loaded
from palermo.edition import AS_PRINTED, NO_PLACE, NO_RESPONSE, NOBODY, View
from palermo.edition.subject import OTHER, TRAFFICKING
from palermo.vocabulary import FIELD_THEMES

_READ = {
    "entity": "actors.id",
    "addressee": "addressees.id",
    "partner": "partners.id",
    "kind": "kind",
    "response": "response",
    "language": "language",
    "intervention": "interventions",
    "exploitation": "exploitation",
    "theme": "themes",
    "group": "groups",
    "country": "places",
    "region": "regions",
    "instrument": "instruments.id",
}
"""Dimension -> what of the statements is read for it; the others follow from these and from the documents."""
_NAMED = {"actors.id": "actors.name", "addressees.id": "addressees.name", "partners.id": "partners.name"}
PROVISIONAL = "new:"
"""Begins the id of an organisation that the registry does not know."""


class _Codes:
    """Grows numbers for values as they are met, and keeps pairs of a row and a number."""

    def __init__(self) -> None:
        self.code_of: dict[str, int] = {}
        self._rows: list[Numbers] = []
        self._codes: list[Numbers] = []

    def add(self, column: pa.Array, before: int) -> None:
        """Take a column of values or of lists of values; before: number of rows that came before it."""
        if pa.types.is_list(column.type):
            rows, flat = pc.list_parent_indices(column), column.flatten()
        else:
            rows, flat = pa.array(np.arange(len(column), dtype=np.int32)), column
        if flat.null_count:
            held = pc.is_valid(flat)
            rows, flat = rows.filter(held), flat.filter(held)
        spelt = pc.dictionary_encode(flat)
        here = [self.code_of.setdefault(value, len(self.code_of)) for value in spelt.dictionary.to_pylist()]
        self._codes.append(np.array(here, dtype=np.int32)[spelt.indices.to_numpy()] if here else _none())
        self._rows.append(rows.to_numpy().astype(np.int32) + np.int32(before))

    def pairs(self) -> tuple[Numbers, Numbers]:
        """All rows and numbers; what was kept is given away."""
        made = _joined(self._rows), _joined(self._codes)
        self._rows, self._codes = [], []
        return made


def ground_of(view: View, values: Values) -> Ground:
    """Read all statements that a view may show."""
    ground = Ground(view, _load(view, values))
    ground.prepare()
    pa.default_memory_pool().release_unused()
    return ground


def _load(view: View, values: Values) -> Loaded:
    documents = sorted(view.documents(), key=lambda document: (document.work, document.id))
    number_of = {document.id: number for number, document in enumerate(documents)}
    newest = {document.id: rank for rank, document in enumerate(view.documents())}
    rank = np.array([newest[document.id] for document in documents], dtype=np.int32)
    codes: dict[str, _Codes] = defaultdict(_Codes)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    parts: list[tuple[Numbers, Numbers]] = []
    copies: list[tuple[Numbers, NDArray[np.int64], Numbers]] = []
    before = 0
    told = np.array([document.year or 0 for document in documents], dtype=np.int16)
    whole = np.array([document.id in view.on_subject.documents for document in documents], dtype=bool)
    undated, until = told == 0, view.manifest.date.year
    columns = [*_READ.values(), *_NAMED.values(), "id", "document", "position", "same_as", "standing"]
    columns += ["years"] if undated.any() else []
    columns += ["locator.passage"] if view.on_subject.passages else []
    passages = pa.array(sorted(view.on_subject.passages), pa.string())
    on_subject = [np.zeros(0, dtype=bool)]
    for batch in view.batches(columns):
        numbers = _numbers(batch["document"], number_of)
        on_subject.append(_on_subject(batch, numbers, whole, passages))
        parts.append((numbers, batch["position"].to_numpy().astype(np.int32)))
        for dimension, column in _READ.items():
            held = _whole(batch[column])
            codes[dimension].add(_or_printed(held, batch[_NAMED[column]]) if column in _NAMED else held, before)
        copies.append(_copies(batch, before))
        if undated.any():
            _note_years(_whole(batch["years"]), numbers, told, undated, until)
        for ids, printed in _NAMED.items():
            _count_names(_whole(batch[ids]), _whole(batch[printed]), names)
        before += batch.num_rows
    document, position = _joined([part[0] for part in parts]), _joined([part[1] for part in parts])
    order = np.lexsort((position, rank[document])) if before else _none()
    place = np.empty(before, dtype=np.int32)
    place[order] = np.arange(before, dtype=np.int32)
    document = document[order]
    return Loaded(
        documents=tuple(documents),
        year=told,
        document=document,
        position=position[order],
        dimensions=_dimensions(codes, place, [documents, document], values, np.concatenate(on_subject)[order]),
        names={id: max(sorted(counted), key=counted.__getitem__) for id, counted in names.items()},
        copied=place[_joined([rows for rows, _, _ in copies])],
        thing=np.concatenate([np.empty(0, np.int64), *(things for _, things, _ in copies)]),
        standing=_joined([standing for _, _, standing in copies]),
    )


def _dimensions(
    codes: dict[str, _Codes], place: Numbers, of: list[Any], values: Values, on_subject: NDArray[np.bool_]
) -> dict[str, Coded]:
    documents, document = of
    made = {}
    for name in _READ:
        rows, numbers = codes[name].pairs()
        made[name] = coded(list(codes[name].code_of), place[rows], numbers, len(place))
    by_country = [(*values.regions.get(country, ()), WORLD) for country in made["country"].ids]
    by_name = [values.registry.around.get(region, (region, WORLD)) for region in made["region"].ids]
    through, named = (_wider(made["country"], by_country, len(place)), _wider(made["region"], by_name, len(place)))
    made["region"] = _or_none(_both(through, named, len(place)), len(place), NO_PLACE)
    made["country"] = _or_none(made["country"], len(place), NO_PLACE)
    made["response"] = _or_none(made["response"], len(place), NO_RESPONSE)
    for name in NAMED:
        made[name] = _grouped(made[name], len(place), NOBODY)
    made["audience"] = _wider(
        made["addressee"], [(id,) if id in values.vocabulary else () for id in made["addressee"].ids], len(place)
    )
    for name, of_document in (
        ("year", [str(one.year) if one.year else None for one in documents]),
        ("nature", [one.nature.value for one in documents]),
    ):
        made[name] = _by_document(of_document, document)
    made["subject"] = _subject(made, on_subject)
    return {name: made[name] for name in DIMENSIONS}


def _wider(narrow: Coded, wider: list[tuple[str, ...]], number: int) -> Coded:
    """The dimension whose values follow from those of another, none or several from each."""
    ids = list(dict.fromkeys(id for some in wider for id in some))
    code_of = {id: code for code, id in enumerate(ids)}
    rows, codes = narrow.spread(np.arange(number, dtype=np.int32))
    starts = np.concatenate(([0], np.cumsum([len(some) for some in wider], dtype=np.int32))).astype(np.int32)
    flat = np.array([code_of[id] for some in wider for id in some], dtype=np.int32)
    at, found = Coded(ids, starts, flat).spread(codes.astype(np.int32))
    return coded(ids, rows[at], found, number)


def _both(one: Coded, other: Coded, number: int) -> Coded:
    """The values of a dimension from two sides; what both give a row it has once."""
    ids = list(dict.fromkeys((*one.ids, *other.ids)))
    code_of = {id: code for code, id in enumerate(ids)}
    every = np.arange(number, dtype=np.int32)
    rows, codes = [], []
    for some in (one, other):
        at, found = some.spread(every)
        rows.append(at)
        codes.append(np.array([code_of[id] for id in some.ids], dtype=np.int32)[found] if some.ids else _none())
    return coded(ids, np.concatenate(rows), np.concatenate(codes), number)


def _or_none(some: Coded, number: int, none: str) -> Coded:
    """The dimension with another value for the rows that have none."""
    rows, codes = some.spread(np.arange(number, dtype=np.int32))
    held = np.zeros(number, dtype=bool)
    held[rows] = True
    without = np.flatnonzero(~held).astype(np.int32)
    more = np.full(len(without), len(some.ids), dtype=np.int32)
    return coded([*some.ids, none], np.concatenate([rows, without]), np.concatenate([codes, more]), number)


def _grouped(some: Coded, number: int, none: str) -> Coded:
    """The dimension with a value for all names without an id, beside each, and one for rows that name nobody."""
    printed = [id for id in some.ids if id.startswith(PRINTED)]
    rows = [some.rows_with(printed), np.flatnonzero(some.held == 0).astype(np.int32)]
    more = [np.full(len(one), len(some.ids) + at, dtype=np.int32) for at, one in enumerate(rows)]
    every, codes = some.spread(np.arange(number, dtype=np.int32))
    ids = [*some.ids, AS_PRINTED, none]
    return coded(ids, np.concatenate([every, *rows]), np.concatenate([codes, *more]), number)


def _on_subject(batch: pa.Table, numbers: Numbers, whole: NDArray[np.bool_], passages: pa.Array) -> NDArray[np.bool_]:
    """Whether rows are of a document or under a heading that is on the subject."""
    on: NDArray[np.bool_] = whole[numbers]
    if len(passages):
        on = on | pc.is_in(_whole(batch["locator.passage"]), passages).to_numpy(zero_copy_only=False)
    return on


def _subject(made: Mapping[str, Coded], on: NDArray[np.bool_]) -> Coded:
    """Whether rows are on trafficking in persons and related subjects, as the filters of an edition have it."""
    on[made["theme"].rows_with(FIELD_THEMES)] = True
    on[made["exploitation"].rows_with(made["exploitation"].ids)] = True
    rows = np.arange(len(on), dtype=np.int32)
    return coded([TRAFFICKING, OTHER], rows, np.where(on, 0, 1).astype(np.int32), len(on))


def _by_document(of_document: list[str | None], document: Numbers) -> Coded:
    ids = sorted({value for value in of_document if value})
    code_of = {id: code for code, id in enumerate(ids)}
    by_document = np.array([code_of[value] if value else -1 for value in of_document], dtype=np.int32)
    codes = by_document[document] if len(document) else _none()
    rows = np.flatnonzero(codes >= 0).astype(np.int32)
    return coded(ids, rows, codes[rows], len(document))


def _note_years(
    years: pa.Array, numbers: Numbers, told: NDArray[np.int16], undated: NDArray[np.bool_], until: int
) -> None:
    """Take for documents without a date the newest year that their statements tell of, as rows of a table do."""
    rows, flat = pc.list_parent_indices(years).to_numpy(), years.flatten().to_numpy()
    of = numbers[rows]
    held = undated[of] & (flat <= until) & (flat > 0)
    np.maximum.at(told, of[held], flat[held].astype(np.int16))


def _numbers(column: pa.ChunkedArray, number_of: Mapping[str, int]) -> Numbers:
    spelt = pc.dictionary_encode(_whole(column))
    here = np.array([number_of[id] for id in spelt.dictionary.to_pylist()], dtype=np.int32)
    return here[spelt.indices.to_numpy()] if len(here) else _none()


def _copies(batch: pa.Table, before: int) -> tuple[Numbers, NDArray[np.int64], Numbers]:
    """Rows that have copies, a number for what each says, and how it stands among those that say it."""
    held = np.flatnonzero(pc.list_value_length(batch["same_as"]).to_numpy() > 0).astype(np.int32)
    some = batch.select(["id", "same_as", "standing"]).take(pa.array(held))
    standing = some["standing"].to_numpy().astype(np.int32) if len(held) else _none()
    pairs = zip(some["id"].to_pylist(), some["same_as"].to_pylist(), standing, strict=True)
    things = np.array([hash(id if at == 0 else same[0]) for id, same, at in pairs], dtype=np.int64)
    return held + np.int32(before), things, standing


def _or_printed(ids: pa.Array, printed: pa.ChunkedArray) -> pa.Array:
    """Ids, or the printed names where there are none, marked as such."""
    flat = ids.flatten()
    if not flat.null_count:
        return ids
    names = pc.binary_join_element_wise(PRINTED, _whole(printed).flatten(), "")
    return pa.ListArray.from_arrays(_offsets(ids), pc.coalesce(flat, names))


def _offsets(lists: pa.Array) -> pa.Array:
    """Where each list begins among their values when these are flattened."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    return pa.array(np.concatenate(([0], np.cumsum(lengths))).astype(np.int32))


def _count_names(ids: pa.Array, printed: pa.Array, names: dict[str, Counter[str]]) -> None:
    """Count the names that provisional ids are printed with."""
    flat, words = ids.flatten(), printed.flatten()
    held = pc.fill_null(pc.starts_with(flat, PROVISIONAL), False)
    if not pc.any(held).as_py():
        return
    table = pa.table({"id": flat.filter(held), "name": words.filter(held)})
    for row in table.group_by(["id", "name"]).aggregate([([], "count_all")]).to_pylist():
        names[row["id"]][row["name"]] += row["count_all"]


def _whole(column: pa.ChunkedArray) -> pa.Array:
    made = column.combine_chunks()
    return made.chunk(0) if isinstance(made, pa.ChunkedArray) and made.num_chunks else made


def _joined(parts: Iterable[Numbers]) -> Numbers:
    return np.concatenate([_none(), *parts])


def _none() -> Numbers:
    return np.empty(0, dtype=np.int32)
