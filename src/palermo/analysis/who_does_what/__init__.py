"""Who does what: any two or three dimensions of an edition's statements, counted."""

from palermo.analysis.who_does_what.ground import Ground
from palermo.analysis.who_does_what.loading import ground_of
from palermo.analysis.who_does_what.mapping import who_does_what
from palermo.analysis.who_does_what.question import Cell, Coverage, Line, Question, WhoDoesWhat, question

__all__ = ["Cell", "Coverage", "Ground", "Line", "Question", "WhoDoesWhat", "ground_of", "question", "who_does_what"]
