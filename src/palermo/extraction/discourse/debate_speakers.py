"""Who speaks: a State in the summary of a debate, and where the summary says so."""

from dataclasses import dataclass

from palermo.statements import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says what a sentence reports."""

    name: str
    """A State as printed."""
    own: bool
    """Whether it is the State whose review is summarised."""
    passage: Passage
    """Where it says who speaks, and from where to where in it."""
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words that say who speaks."""
        return self.passage.text[self.start : self.end]
