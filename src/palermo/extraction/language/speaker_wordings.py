"""How languages other than English say who speaks: the organ of a resolution, whom `we` is, and `we` itself."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from palermo.vocabulary.lines import parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """How a language other than English says who speaks."""

    organ: tuple[re.Pattern[str], ...]
    preamble: tuple[re.Pattern[str], ...]
    """The organ, where its preamble follows in one passage."""
    ourselves: tuple[re.Pattern[str], ...]
    we: re.Pattern[str]
    """How a clause begins whose subject is `we`."""


@cache
def speaking(language: str) -> Speaking | None:
    """How a language says who speaks; None for English, whose patterns are with the speakers, and for unknown ones."""
    rows = parsed(speaker_wordings()).get(language)
    if rows is None:
        return None
    return Speaking(
        organ=tuple(map(re.compile, rows["organ"])),
        preamble=tuple(map(re.compile, rows["preamble"])),
        ourselves=tuple(map(re.compile, rows["ourselves"])),
        we=re.compile(rows["we"], re.IGNORECASE),
    )


def speaker_wordings() -> str:
    """The words of all languages, as they are written down."""
    return files("palermo.extraction.language").joinpath("speaker_wordings.yaml").read_text(encoding="utf-8")
