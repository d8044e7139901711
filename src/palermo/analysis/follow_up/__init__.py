"""Follow-up: the same call through years, bodies and languages, what changed in it, and what came of it."""

from palermo.analysis.follow_up.calls import Call, calls
from palermo.analysis.follow_up.chains import Chain, Tie, chains
from palermo.analysis.follow_up.likeness import models

__all__ = ["Call", "Chain", "Tie", "calls", "chains", "models"]
