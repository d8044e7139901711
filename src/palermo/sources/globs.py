"""Globs: which paths or addresses of a source are documents of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_GLOB_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]|.", re.DOTALL)
_WILDCARDS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Globs:
    """Include and exclude patterns. `*` matches anything but `/`, `**` matches anything.

    A glob without `/` is compared with the last part only, in any folder; case is ignored.
    """

    include: tuple[str, ...] = ()
    """Empty for all."""
    exclude: tuple[str, ...] = ()

    def matches(self, path: str) -> bool:
        """Return whether a path, or an address without scheme and query, matches.

        >>> Globs(include=("*.pdf",), exclude=("drafts/**",)).matches("2026/Report.PDF")
        True
        >>> Globs(include=("*.pdf",), exclude=("drafts/**",)).matches("drafts/a.pdf")
        False
        """
        return (not self.include or _matches_any(self.include, path)) and not _matches_any(self.exclude, path)


def _matches_any(globs: Sequence[str], path: str) -> bool:
    last = path.rstrip("/").rpartition("/")[2]
    return any(_compile_glob(glob).fullmatch(path if "/" in glob else last) for glob in globs)


@cache
def _compile_glob(glob: str) -> re.Pattern[str]:
    return re.compile("".join(map(_translate_token, _GLOB_TOKENS.findall(glob))), re.IGNORECASE | re.DOTALL)


def _translate_token(token: str) -> str:
    if len(token) > 2 and token.startswith("["):
        negated, letters = token[1] == "!", token.strip("[]").lstrip("!")
        return f"[{'^' if negated else ''}{re.sub(r'([\\\]^\[])', r'\\\1', letters)}]"
    return _WILDCARDS.get(token) or re.escape(token)
