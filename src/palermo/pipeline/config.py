"""The library's `palermo.toml`, which remembers the folders of the last build."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from palermo.edition.files import open_atomic
from palermo.errors import NoLibrary, SettingInvalid, SourceMissing
from palermo.sources.folder import format_path

CONFIG_HEADER = "# Where this library's documents come from. `palermo build` without folders builds from these.\n"


def load_sources(config: Path) -> list[Path]:
    """Return the sources of the last build.

    Raises NoLibrary if there are none, SettingInvalid for invalid content.
    """
    try:
        content = tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoLibrary(
            str(config.parent),
            "no sources of an earlier build are known",
            "Name the folders, or add a source: palermo add SOURCE",
        ) from None
    except (OSError, ValueError) as error:
        raise SettingInvalid(
            str(config), f"it cannot be read ({error})", "Correct it, or name the folders again"
        ) from error
    unknown = sorted(set(content) - {"sources"})
    if unknown:
        raise SettingInvalid(str(config), f"it has no setting {unknown[0]!r}", "Keep only: sources")
    sources = content.get("sources")
    if not isinstance(sources, list) or not sources or not all(isinstance(source, str) for source in sources):
        raise SettingInvalid(str(config), "sources is not a list of paths", 'Write it as sources = ["/path/to/folder"]')
    return [config.parent / source for source in sources]


def save_sources(config: Path, sources: Sequence[Path]) -> None:
    """Save the sources for later builds.

    Raises SourceMissing for a path that TOML cannot represent, and OSError.
    """
    lines = "".join(f"    {_quote_path(source.resolve())},\n" for source in sources)
    text = f"{CONFIG_HEADER}sources = [\n{lines}]\n"
    try:
        if config.read_text(encoding="utf-8") == text:
            return
    except (OSError, ValueError):
        pass
    with open_atomic(config) as file:
        file.write(text.encode())


def _quote_path(path: Path) -> str:
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SourceMissing(format_path(path), "its path is not UTF-8 and cannot be saved", "Rename it") from error
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # as TOML writes it, but for DEL
