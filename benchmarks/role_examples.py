"""Examples for the reading of roles: the candidates of labelled statements, with the role that people gave each.

`role_reading_examples.npz` beside it keeps those of passages of other authors: signs, marks of cues, vectors and
labels, no text. They are of recipes as they were before anybody mended them on those passages.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from clause_examples import agreement, as_kept, bare, passage_of, spans_of
from labelled import passages
from palermo.edition import View
from palermo.extraction.discourse.speakers import speakers
from palermo.extraction.language.arabic_diacritics import unvocalised
from palermo.extraction.role_reading.candidates import key_of
from palermo.extraction.role_reading.deciding import NAME
from palermo.extraction.role_reading.model import NOBODY, mark
from palermo.extraction.role_reading.signs import ROLES, Place, Told, places
from palermo.extraction.running_text import stated_in
from palermo.statements import Masthead, Passage
from palermo.vectors import Encoder, Floats
from palermo.vocabulary import plain_chinese

KEPT = Path(__file__).parent / "role_reading_examples.npz"

type Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Candidates, those of a statement next to each other; row i of the first arrays belongs to candidate i."""

    signs: Floats
    marks: Numbers
    """Of its cues, as many for each."""
    names: Numbers
    """Row of `vectors` that is its name's."""
    keys: Numbers
    """Equal for candidates of one statement that name the same party."""
    spans: Numbers
    """Start and end."""
    labelled: Numbers
    """Its role, as a place in ROLES, or NOBODY."""
    own: Numbers
    """The role that recipes gave it, or NOBODY."""
    statements: Numbers
    """Number of its statement."""
    vectors: Floats
    gold: Numbers
    """By statement, how many have each role; three rows: by labels, by recipes, and by both."""
    documents: Numbers
    """By statement."""
    sets: npt.NDArray[np.str_]
    """By statement, the name of its file."""

    def only(self, here: npt.NDArray[np.bool_]) -> "Examples":
        """Some of the candidates."""
        return replace(self, **{name: getattr(self, name)[here] for name in OF_CANDIDATES})


def without(known: Examples, names: set[str]) -> Examples:
    """All but those of some files."""
    left = ~np.isin(known.sets, list(names))
    numbers = np.cumsum(left) - 1
    rest = known.only(left[known.statements])
    of_statements = {name: getattr(known, name)[left] for name in OF_STATEMENTS}
    return replace(rest, statements=numbers[rest.statements], **of_statements)


OF_CANDIDATES = ("signs", "marks", "names", "keys", "spans", "labelled", "own", "statements")
OF_STATEMENTS = ("gold", "documents", "sets")


def joined(*several: Examples) -> Examples:
    """Several as one."""
    arrays: dict[str, list[Any]] = defaultdict(list)
    statements = names = 0
    for one in several:
        moved = replace(one, statements=one.statements + statements, names=one.names + names)
        for name in (*OF_CANDIDATES, "vectors", *OF_STATEMENTS):
            arrays[name].append(getattr(moved, name))
        statements, names = statements + len(one.sets), names + len(one.vectors)
    return Examples(**{name: np.concatenate(parts) for name, parts in arrays.items()})


def of_file(name: str, path: Path, encoder: Encoder) -> Examples:
    """The candidates of the labelled statements of a file, each of its passages read alone."""
    rows = passages(path)
    given = ((row, [passage_of(row, f"{path.stem}:{number}")]) for number, row in enumerate(rows))
    return _examples(name, ((row, _read(alone, encoder)) for row, alone in given), encoder)


def in_documents(name: str, paths: Sequence[Path], view: View, encoder: Encoder) -> Examples:
    """The same of passages in their documents, as an edition holds them."""
    from palermo.analysis.comparing import stem

    wanted: dict[str, dict[str, Any]] = defaultdict(dict)
    for path in paths:
        for row in passages(path):
            wanted[stem(row["document"])][bare(row["passage_text"])] = row
    made: list[tuple[Any, list[Told]]] = []
    for document in view.documents():
        rows = wanted.get(stem(document.source), {})
        if rows:
            by_passage: dict[str, list[Told]] = defaultdict(list)
            for one in _read(list(view.passages(document.id)), encoder):
                by_passage[one.around.passage.id].append(one)
            for ones in by_passage.values():
                if row := rows.pop(bare(ones[0].around.passage.text), None):
                    made.append((row, ones))
    return _examples(f"{name} in documents", iter(made), encoder)


def _read(given: Sequence[Passage], encoder: Encoder) -> list[Told]:
    made = stated_in(given, Masthead(), lambda *_: False, {}, speakers(given), encoder)
    return [one.told for one in made if one.told]


def _examples(name: str, given: Iterator[tuple[Any, list[Told]]], encoder: Encoder) -> Examples:
    rows: list[tuple[Place, int, int, int]] = []
    gold: list[list[list[int]]] = []
    documents: list[int] = []
    for row, statements in given:
        labels = _labels(row, statements)
        for number, found in enumerate(places(statements) if statements else []):
            if number not in labels:
                continue
            roles = _roles(labels[number], row.get("language", "en"))
            own = {
                key_of(ref.name): ROLES.index(role) for role, refs in statements[number].roles.items() for ref in refs
            }
            counted = [[sum(role == each for role in some.values()) for each in range(NOBODY)] for some in (roles, own)]
            both = [sum(roles.get(key) == each for key, role in own.items() if role == each) for each in range(NOBODY)]
            gold.append([*counted, both])
            documents.append(mark(row["document"]))
            for place in found:
                key = place.candidate.key
                rows.append((place, roles.get(key, NOBODY), own.get(key, NOBODY), len(gold) - 1))
    names = sorted({place.candidate.name[:NAME] for place, *_ in rows})
    number_of = {each: number for number, each in enumerate(names)}
    found_places = [place for place, *_ in rows]
    return Examples(
        signs=as_kept([place.signs for place in found_places]),
        marks=np.array([[mark(cue) for cue in place.cues] for place in found_places]),
        names=np.array([number_of[place.candidate.name[:NAME]] for place in found_places]),
        keys=np.array([mark(place.candidate.key) for place in found_places]),
        spans=np.array([(place.candidate.start, place.candidate.end) for place in found_places]),
        labelled=np.array([label for _, label, _, _ in rows]),
        own=np.array([own for _, _, own, _ in rows]),
        statements=np.array([number for *_, number in rows]),
        vectors=as_kept([encoder.encode(names[at : at + 256]) for at in range(0, len(names), 256)]),
        gold=np.array(gold),
        documents=np.array(documents),
        sets=np.array([name] * len(gold)),
    )


def _labels(row: Any, statements: Sequence[Told]) -> dict[int, Mapping[str, Any]]:
    """By place of a statement, the labelled one of its kind that it agrees with."""
    spans = spans_of(row, statements[0].around.passage.text) if statements else []
    pairs = []
    for mine, one in enumerate(statements):
        at = one.statement.locator
        for theirs, (kind, start, end) in enumerate(spans):
            share = agreement((at.start, at.end), (start, end)) if kind is one.statement.kind else 0.0
            pairs.append((share, mine, theirs))
    labels: dict[int, Mapping[str, Any]] = {}
    used = set()
    for share, mine, theirs in sorted(pairs, reverse=True):
        if share and mine not in labels and theirs not in used:
            labels[mine] = row["statements"][theirs]
            used.add(theirs)
    return labels


def _roles(label: Mapping[str, Any], language: str) -> dict[str, int]:
    """By name, as candidates are compared, the role that a label gives."""
    return {
        key_of(_read_as(name if isinstance(name, str) else name["name"], language)): number
        for number, role in enumerate(ROLES)
        for name in label.get(role) or ()
    }


def _read_as(name: str, language: str) -> str:
    """A name in the signs in which texts of its language are read."""
    if language == "zh":
        return plain_chinese(name)
    return unvocalised(name)[0] if language == "ar" else name


def load() -> Examples:
    """The examples that are kept beside this program."""
    with np.load(KEPT, allow_pickle=False) as arrays:
        named = {name: arrays[name] for name in (*OF_CANDIDATES, "vectors", *OF_STATEMENTS)}
    floats = {name: named[name].astype(np.float32) for name in ("signs", "vectors")}
    whole = {name: named[name].astype(np.int64) for name in (*OF_CANDIDATES[1:], "gold", "documents")}
    return Examples(**{**named, **whole, **floats})


def keep(made: Examples) -> None:
    """Keep examples beside this program, in the least room."""
    kept, names = np.unique(made.names, return_inverse=True)
    arrays: dict[str, Any] = {name: getattr(made, name) for name in (*OF_CANDIDATES, *OF_STATEMENTS)}
    arrays |= {
        "signs": made.signs.astype(np.float16),
        "vectors": made.vectors[kept].astype(np.float16),
        "names": names.astype(np.int32),
        **{name: arrays[name].astype(np.uint32) for name in ("marks", "keys", "documents")},
        **{name: arrays[name].astype(np.int16) for name in ("spans", "labelled", "own", "gold")},
        "statements": made.statements.astype(np.int32),
    }
    np.savez_compressed(KEPT, **arrays)
