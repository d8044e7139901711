"""Making the index of an edition, in the edition's folder, from its Parquet alone: whole or not at all."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Final

import tantivy

from palermo.edition import Manifest
from palermo.edition.files import to_disk
from palermo.edition.making import at_work
from palermo.search import fields
from palermo.search.copies import copies
from palermo.search.encoding import add_vectors
from palermo.search.parts import LEXICAL, Part, Wanted, segment_files, take_over, wanted
from palermo.search.sharing import written
from palermo.search.writing import begin_part
from palermo.vectors import Encoder

FOLDER: Final = "search"
"""Within an edition's folder."""
ABOUT: Final = "about.json"
MEND: Final = "Run palermo build with this library again, or start palermo serve or palermo search anew: each makes it"
"""What mends an index that cannot be asked."""
_MAKING = ".search-"
_AT_ONCE = 8
"""Files that are put onto the disk at a time: each waits for it, not for us."""

type Told = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an index is made of."""

    format: str
    encoder: str | None
    """Version of the encoder; None where there are no vectors."""
    parts: tuple[Part, ...]
    files: Mapping[str, int] = field(default_factory=dict)
    """Bytes of each file of its parts, by its place in the index's folder."""

    def lost(self, place: Path) -> frozenset[str]:
        """Those of its files that are missing or cut off in a folder."""
        return frozenset(name for name, size in self.files.items() if _size(place / name) != size)

    @property
    def rows(self) -> int:
        """Passages that it finds."""
        return sum(part.rows for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Known:
    """An index from before: its folder, what it is made of, what is lost of it, and if its encoder was the same."""

    place: Path
    index: Made
    lost: frozenset[str]
    vectors: bool

    def whole(self, part: Part) -> bool:
        """Whether nothing of a part is lost."""
        names = {f"{LEXICAL}/{name}" for name in segment_files(part)}
        return not any(name in names or name.startswith(f"{part.key}/") for name in self.lost)


def made(folder: Path) -> Made | None:
    """What the index of an edition's folder says of itself; None where there is none, or one that cannot be asked.

    One of which a file is missing or cut off cannot be asked, as while it is being copied.
    """
    found = _told(folder)
    return found if found and found.format == fields.FORMAT and not found.lost(folder / FOLDER) else None


def lacking(folder: Path) -> str:
    """Why the index of an edition's folder cannot be asked, where `made` finds none."""
    if not (folder / FOLDER).is_dir():
        return "the edition has no search index"
    if not (folder / FOLDER / ABOUT).is_file():
        return f"the edition's search index is not whole: {FOLDER}/{ABOUT} is missing"
    found = _told(folder)
    if found is None:
        return f"the edition's search index is damaged: {FOLDER}/{ABOUT} cannot be read"
    if found.format != fields.FORMAT:
        return f"the edition's search index is of format {found.format}, and this version asks format {fields.FORMAT}"
    lost = sorted(found.lost(folder / FOLDER))
    some = f"{', '.join(lost[:2])}{' …' if len(lost) > 2 else ''}"
    return f"of the edition's search index {len(lost)} of {len(found.files)} files are missing or cut off: {some}"


def _told(folder: Path) -> Made | None:
    """The same of an index in any format: its words cannot be asked, but its vectors are good."""
    try:
        found = json.loads((folder / FOLDER / ABOUT).read_bytes())
        parts = [
            Part(**one | {"segments": tuple((str(id), int(size)) for id, size in one["segments"])})
            for one in found["parts"]
        ]
        files = {str(name): int(size) for name, size in found.get("files", {}).items()}
        return Made(format=found["format"], encoder=found["encoder"], parts=tuple(parts), files=files)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def build_index(
    folder: Path,
    manifest: Manifest,
    encoder: Encoder | None = None,
    *,
    before: Path | None = None,
    workers: int = 1,
    told: Told | None = None,
) -> Made:
    """Make the index of an edition's folder, unless it is there as it would be made; give what it was made from.

    An index with vectors stays where no encoder is given. Parts that have not changed are linked from the index of
    the folder `before`, vectors of passages that have not are taken from it. Without an encoder the index finds words
    alone. `told` hears of passages as they are done. Raises OSError where the disk refuses.
    """
    there = made(folder)
    version = encoder.version if encoder else None
    if there and (encoder is None or there.encoder == version):
        return there
    known = [
        _Known(place / FOLDER, one, one.lost(place / FOLDER), version is not None and one.encoder == version)
        for place in (folder, before)
        if place and (one := _told(place))
    ]
    with _aside(folder) as aside:
        with _ready(encoder):
            parts = _parts(folder, aside, manifest, known, workers)
        if encoder:
            same = [(one.place, list(filter(one.whole, one.index.parts))) for one in known if one.vectors]
            add_vectors(aside, parts, encoder, same, workers, told)
        elif told:
            told(sum(part.rows for part in parts))
        about = Made(format=fields.FORMAT, encoder=version, parts=tuple(parts))
        about = _finish(aside, about)
        _in_place(aside, folder / FOLDER)
    to_disk(folder)
    return about


@contextmanager
def _ready(encoder: Encoder | None) -> Iterator[None]:
    """Have the encoder load its model while the words are written."""
    loading = Thread(target=_loaded, args=(encoder,), daemon=True) if encoder else None
    if loading:
        loading.start()
    try:
        yield
    finally:
        if loading:
            loading.join()


def _loaded(encoder: Encoder) -> None:
    """Load a model aside: what fails here fails again when texts are encoded, and is told there."""
    with suppress(Exception):
        encoder.encode([])


def _parts(folder: Path, aside: Path, manifest: Manifest, known: Sequence[_Known], workers: int) -> list[Part]:
    """Take over the parts that are known, and make the others."""
    found: dict[int, Part] = {}
    waiting = []
    for want in wanted(manifest, copies(folder, manifest)):
        part = _taken(want, aside, known)
        if part:
            found[want.number] = part
        else:
            waiting.append(want)
    passages = sum(manifest.buckets[name].files["passages"].rows for want in waiting for name in want.buckets)
    for part in written(partial(begin_part, folder, aside), waiting, passages, workers):
        found[part.number] = part
    return [found[number] for number in sorted(found)]


def _taken(want: Wanted, aside: Path, known: Sequence[_Known]) -> Part | None:
    for one in known:
        for part in one.index.parts:
            if part.key == want.key and one.whole(part):
                try:
                    take_over(part, one.place, aside, one.vectors)
                except OSError:  # a file of it is gone: it is made again
                    shutil.rmtree(aside / part.key, ignore_errors=True)
                else:
                    return part
    return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _finish(aside: Path, about: Made) -> Made:
    """Write what the whole index says of itself, which is given back, and put what is new onto the disk."""
    tantivy.Index(fields.schema(), str(aside / LEXICAL))
    meta = aside / LEXICAL / "meta.json"
    held: dict[str, object] = json.loads(meta.read_bytes())
    held["segments"] = [
        {"segment_id": id, "max_doc": size, "deletes": None} for part in about.parts for id, size in part.segments
    ]
    meta.write_text(json.dumps(held), encoding="utf-8")
    new = [
        path
        for part in about.parts
        for path in (*(aside / part.key).iterdir(), *(aside / LEXICAL / one for one in segment_files(part)))
    ]
    about = replace(about, files={str(path.relative_to(aside)): path.stat().st_size for path in sorted(new)})
    (aside / ABOUT).write_text(json.dumps(asdict(about), indent=1), encoding="utf-8")
    with ThreadPoolExecutor(_AT_ONCE) as disk:
        list(disk.map(to_disk, (aside / ABOUT, meta, *(one for one in new if one.stat().st_nlink == 1))))
    for place in (aside / LEXICAL, aside):
        to_disk(place)
    return about


def _in_place(aside: Path, place: Path) -> None:
    """Move an index to its place; one that stands there goes, but for that which another process made meanwhile."""
    shutil.rmtree(place, ignore_errors=True)
    try:
        aside.rename(place)
    except OSError:
        if made(place.parent) is None:
            raise


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    for left in folder.glob(f"{_MAKING}*"):
        if not at_work(left.name.removeprefix(_MAKING)):
            shutil.rmtree(left, ignore_errors=True)
    aside = folder / f"{_MAKING}{os.getpid()}"
    (aside / LEXICAL).mkdir(parents=True)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)
