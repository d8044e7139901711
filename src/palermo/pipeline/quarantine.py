"""Documents that could not be read: one record each, gone when the document is read or its file is taken away."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from palermo.edition import Quarantined
from palermo.edition.files import replacing
from palermo.pipeline.work import Failure, Outcome
from palermo.sources.catalogue import Row
from palermo.statements import digest

MAY_PASS = frozenset({"ReaderDied", "TooLarge"})
"""Failures that another machine or hour may not see, so that they are tried again at every build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document in quarantine."""

    source: str
    error: str
    reason: str
    mend: str
    when: str
    """ISO time, UTC, at which it failed first for this reason."""
    document: str
    """Id; empty where the bytes could not be had."""
    key: str
    """Key of the extraction that failed; changes with the bytes, the file's name and the versions of the stages."""
    visibility: str = "public"
    """As its catalogue's row says."""

    @property
    def failure(self) -> Failure:
        """Why it could not be read."""
        return Failure(error=self.error, reason=self.reason, mend=self.mend)

    @property
    def lasting(self) -> bool:
        """Whether the same bytes, read by the same reader, must fail again for the same reason."""
        return bool(self.document) and self.error not in MAY_PASS

    @property
    def quarantined(self) -> Quarantined:
        """As an edition's manifest tells it."""
        return Quarantined(source=self.source, reason=self.reason, mend=self.mend, visibility=self.visibility)


def held_in(folder: Path) -> dict[str, Held]:
    """Read all records, by their names; one that is damaged is as good as none, and its document is tried again."""
    held: dict[str, Held] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            held[path.stem] = Held(**json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError):
            continue
    return held


def renew(folder: Path, failed: Iterable[Outcome], rows: Mapping[str, Row], now: datetime) -> list[Held]:
    """Make the folder hold exactly these failures; gives them by source. Raises OSError.

    `rows` are those of catalogues, by source: a file that is not for everybody is told to nobody else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = held_in(folder)
    records = {_name(outcome): _held(outcome, rows, now) for outcome in failed if outcome.failure}
    for name, held in records.items():
        known = before.get(name)
        if known and replace(held, when=known.when) == known:
            records[name] = known
            continue
        with replacing(folder / f"{name}.json") as file:
            file.write(json.dumps(asdict(held), ensure_ascii=False, indent=1).encode() + b"\n")
    for path in folder.glob("*.json"):
        if path.stem not in records:
            path.unlink(missing_ok=True)
    return sorted(records.values(), key=lambda held: held.source)


def _name(outcome: Outcome) -> str:
    return outcome.document or digest("source", outcome.source)


def _held(outcome: Outcome, rows: Mapping[str, Row], now: datetime) -> Held:
    assert outcome.failure is not None
    row = rows.get(outcome.source)
    return Held(
        source=outcome.source,
        error=outcome.failure.error,
        reason=outcome.failure.reason,
        mend=outcome.failure.mend,
        when=now.isoformat(timespec="seconds"),
        document=outcome.document,
        key=outcome.key,
        visibility=(row.visibility if row else None) or "public",
    )
