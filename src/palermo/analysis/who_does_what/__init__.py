"""Who does what: any two or three dimensions of an edition's statements, counted."""

from palermo.analysis.who_does_what.counting import who_does_what
from palermo.analysis.who_does_what.question import Cell, Question, WhoDoesWhat, question

__all__ = ["Cell", "Question", "WhoDoesWhat", "question", "who_does_what"]
