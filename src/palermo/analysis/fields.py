"""The fields of a statement against those of its label: names by id, State or words, tags as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from palermo.analysis.comparing import words
from palermo.analysis.found import Found
from palermo.analysis.labelled import Row
from palermo.analysis.measured import Counts, Mark, Mistake
from palermo.registry import Registry
from palermo.statements import Ref, RefType

REFS = ("actors", "addressees", "partners")
SETS = ("exploitation", "interventions", "themes", "groups", "places")
TABLE = "by field, where found"
_ONE = {"actors": "actor", "addressees": "addressee", "partners": "partner", "interventions": "intervention"}
_ONE |= {"themes": "theme", "groups": "group", "places": "place"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A statement and the label that it agrees with, in a labelled passage of a document."""

    found: Found
    row: Row
    said: Row
    document: str


def compare(counts: Counts, mistakes: list[Mistake], pair: Pair, registry: Registry) -> None:
    """Count each field of a pair, and note what of it is missing or too many."""
    statement, said = pair.found.statement, pair.said
    for name in REFS:
        got = [(ref.id or ref.name, keys(ref, registry)) for ref in getattr(statement, name)]
        meant = [(str(_shown(one)), keys(one, registry)) for one in said.get(name) or ()]
        missing, extra = _apart(got, meant)
        size = {"gold": len(meant), "found": len(got), "matched": len(meant) - len(missing)}
        counts.add(TABLE, name, pair.document, **size)
        _note(mistakes, name, missing, extra, pair)
    for name in SETS:
        got_ids, meant_ids = set(getattr(statement, name)), set(said.get(name) or ())
        size = {"gold": len(meant_ids), "found": len(got_ids), "matched": len(got_ids & meant_ids)}
        counts.add(TABLE, name, pair.document, **size)
        _note(mistakes, name, sorted(meant_ids - got_ids), sorted(got_ids - meant_ids), pair)


def keys(ref: Ref | Row | str, registry: Registry) -> frozenset[str]:
    """Every spelling under which a name may agree with another."""
    id, name, of_state = _parts(ref)
    found = {_line(id), _line(id.rpartition(":")[2]), _line(name), _line(name).removeprefix("the ")}
    state = _state(id, name, registry) if of_state or _state("", name, registry) else None
    return frozenset({*(one for one in found if one), *([state] if state else [])})


def _parts(ref: Ref | Row | str) -> tuple[str, str, bool]:
    if isinstance(ref, Ref):
        return ref.id or "", ref.name, ref.type is RefType.STATE
    if isinstance(ref, str):
        return ref, ref, True
    return str(ref.get("id") or ""), str(ref.get("name") or ""), ref.get("type") in (None, "state")


def _shown(ref: Any) -> Any:
    return ref if isinstance(ref, str) else ref.get("id") or ref.get("name")


def _line(text: str) -> str:
    return " ".join(words(text))


def _state(id: str, name: str, registry: Registry) -> str | None:
    if id.startswith("state:"):
        return id.removeprefix("state:")
    match = registry.find(name, RefType.STATE) if name else None
    plain = match is not None and match.type is RefType.STATE and match.reason is None
    return registry.states[match.id].alpha3 if match and plain else None


type Keyed = tuple[str, frozenset[str]]


def _apart(got: Sequence[Keyed], meant: Sequence[Keyed]) -> tuple[list[str], list[str]]:
    """Names that are missing and those that are too many, paired one to one in their order."""
    left = list(range(len(meant)))
    extra = []
    for shown, spellings in got:
        pair = next((j for j in left if meant[j][1] & spellings), None)
        if pair is None:
            extra.append(shown)
        else:
            left.remove(pair)
    return [meant[j][0] for j in left], extra


def _note(mistakes: list[Mistake], name: str, missing: Sequence[str], extra: Sequence[str], pair: Pair) -> None:
    if not missing and not extra:
        return
    one = _ONE.get(name, name)
    cause = f"{one} other" if missing and extra else f"{one} missing" if missing else f"{one} too many"
    text, quote = pair.row["passage_text"], pair.found.statement.quote
    start = text.find(quote)
    mistakes.append(
        Mistake(
            sort="field",
            cause=cause,
            document=pair.row["document"],
            place=pair.found.place,
            kind=pair.said["kind"],
            language=pair.found.statement.language,
            passage=text,
            marks=(Mark(start=start, end=start + len(quote), labelled=False),) if start >= 0 else (),
            labelled=", ".join(missing) or "nothing",
            found=", ".join(extra) or "nothing",
            why=pair.found.why,
        )
    )
