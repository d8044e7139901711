"""A second reading: what a sentence states by all that it says, where the recipes' wordings find nothing or err.

Recipes know wordings, and a text of another author says the same in others. So what they read in running text is read
once more: `signs` tells what they found and how a clause is built, `model`, learnt from labelled passages
(`make second-reading`), how likely each kind is, and that nothing is stated, by its vector, its signs and the clauses
beside it, and `deciding` what is taken of it. It never cuts a sentence.
"""

from palermo.extraction.second_reading.deciding import AGREES, DOUBTS, METHODS, read_again, second_reading_version
from palermo.extraction.second_reading.readings import KINDS, Reading

__all__ = ["AGREES", "DOUBTS", "KINDS", "METHODS", "Reading", "read_again", "second_reading_version"]
