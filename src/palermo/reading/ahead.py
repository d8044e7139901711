"""Readers that are started before anybody needs them: they make themselves ready while a build looks at its files."""

from palermo.reading.sandbox import Limits, Sandbox

READ, EXTRACT = "palermo.reading:read", "palermo.extraction:extract"
"""Reader and extraction as Palermo ships them."""
EXTRACT_BY_RULES = "palermo.extraction:extract_by_rules"
"""The extraction without the statement tagger."""

_started: dict[tuple[str, Limits], Sandbox] = {}
"""Those that no thread has taken, by reader and limits."""


def start(read: str = READ, extract: str = EXTRACT, limits: Limits | None = None) -> None:
    """Start a reader, unless one such is waiting already."""
    key = (read, limits or Limits())
    modules = [target.partition(":")[0] for target in (read, extract)]
    if key not in _started:
        _started[key] = Sandbox(*key)
    _started[key].start(modules)


def take(read: str, limits: Limits) -> Sandbox | None:
    """Take the reader that was started; None where none was."""
    return _started.pop((read, limits), None)


def end() -> None:
    """End those that nobody took."""
    while _started:
        _started.popitem()[1].end()
