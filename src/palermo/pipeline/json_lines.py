"""Lines of a file of JSON lines that is handed in, each with its place for messages."""

from collections.abc import Iterator
from pathlib import Path

from palermo.errors import SourceMissing


def read_json_lines(source: Path) -> Iterator[tuple[int, str]]:
    """The 1-based number and the text of each line that is not empty; raises SourceMissing where none can be read."""
    try:
        lines = source.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        mend = "Name a file of JSON lines in UTF-8"
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else "it is no UTF-8"
        raise SourceMissing(str(source), f"it cannot be read ({reason})", mend) from error
    yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
