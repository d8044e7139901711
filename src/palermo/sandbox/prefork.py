"""Readers that are started before anybody needs them: they make themselves ready while a build looks at its files."""

from palermo.sandbox.sandbox import Sandbox, SandboxLimits

READ_TARGET, EXTRACT_TARGET = "palermo.reading:read", "palermo.extraction:extract"
"""Reader and extraction as Palermo ships them."""
EXTRACT_BY_RULES_TARGET = "palermo.extraction:extract_by_rules"
"""The extraction without the statement tagger."""

_idle_sandboxes: dict[tuple[str, SandboxLimits], Sandbox] = {}
"""Those that no thread has taken, by reader and limits."""


def start_sandbox(
    read_target: str = READ_TARGET, extract_target: str = EXTRACT_TARGET, limits: SandboxLimits | None = None
) -> None:
    """Start a reader, unless one such is waiting already."""
    key = (read_target, limits or SandboxLimits())
    modules = [target.partition(":")[0] for target in (read_target, extract_target)]
    if key not in _idle_sandboxes:
        _idle_sandboxes[key] = Sandbox(*key)
    _idle_sandboxes[key].start(modules)


def take_sandbox(read_target: str, limits: SandboxLimits) -> Sandbox | None:
    """Take the reader that was started; None where none was."""
    return _idle_sandboxes.pop((read_target, limits), None)


def close_idle_sandboxes() -> None:
    """End those that nobody took."""
    while _idle_sandboxes:
        _idle_sandboxes.popitem()[1].shut_down()
