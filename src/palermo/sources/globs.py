"""Globs: which paths or addresses of a source are documents of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]|.", re.DOTALL)
_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Globs:
    """What is taken and what is left out. `*` stands for anything but `/`, `**` for anything.

    A glob without `/` looks at the last part alone, in any folder; case counts for neither.
    """

    include: tuple[str, ...] = ()
    """Empty: all."""
    exclude: tuple[str, ...] = ()

    def keeps(self, path: str) -> bool:
        """Whether a path, or an address without scheme and query, is taken.

        >>> Globs(include=("*.pdf",), exclude=("drafts/**",)).keeps("2026/Report.PDF")
        True
        >>> Globs(include=("*.pdf",), exclude=("drafts/**",)).keeps("drafts/a.pdf")
        False
        """
        return (not self.include or _any(self.include, path)) and not _any(self.exclude, path)


def _any(globs: Sequence[str], path: str) -> bool:
    last = path.rstrip("/").rpartition("/")[2]
    return any(_pattern(glob).fullmatch(path if "/" in glob else last) for glob in globs)


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    return re.compile("".join(map(_translated, _PARTS.findall(glob))), re.IGNORECASE | re.DOTALL)


def _translated(part: str) -> str:
    if len(part) > 2 and part.startswith("["):
        negated, letters = part[1] == "!", part.strip("[]").lstrip("!")
        return f"[{'^' if negated else ''}{re.sub(r'([\\\]^\[])', r'\\\1', letters)}]"
    return _WILD.get(part) or re.escape(part)
