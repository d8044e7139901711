"""What the recipes made of a clause, and the text of it that a second reading looks at."""

from dataclasses import dataclass

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind

KINDS = tuple(Kind)
LONGEST, INTRODUCED = 360, 160
"""Characters of a sentence, and of the end of what introduces it, that are encoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the recipes made of a clause: a finding, or nothing."""

    around: Surroundings
    at: Clause
    found: Finding | None

    @property
    def text(self) -> str:
        """What is encoded: the clause, behind the end of what introduces it."""
        said = " ".join(self.at.said.split())[:LONGEST]
        introduction = self.around.introduction
        return said if introduction is None else f"{introduction.text[-INTRODUCED:]} {said}"

    @property
    def settled(self) -> bool:
        """Whether the recipes know better: tables tell what their cells are, and debates who speaks."""
        told = self.found is not None and (self.found.voice is not None or self.found.listed)
        return told or self.around.setting not in (Setting.PROSE, Setting.DOING)
