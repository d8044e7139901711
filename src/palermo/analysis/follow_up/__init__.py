"""Follow-up: the same call through years, bodies and languages, what changed in it, and what came of it."""

from palermo.analysis.follow_up.answers import DEEDS, Answer, Status, answers, overall
from palermo.analysis.follow_up.calls import Call, call_of, calls, oldest_first
from palermo.analysis.follow_up.chains import Chain, Tie, chains
from palermo.analysis.follow_up.changes import Piece, changes, same_words
from palermo.analysis.follow_up.kept import (
    FOLDER,
    Encoding,
    FollowUp,
    changed,
    followed,
    keep,
    kept_vectors,
    made,
    names_of,
    open_follow_up,
    share,
    take_over,
)
from palermo.analysis.follow_up.likeness import models
from palermo.analysis.follow_up.searched import Searched, searched

__all__ = [
    "DEEDS",
    "FOLDER",
    "Answer",
    "Call",
    "Chain",
    "Encoding",
    "FollowUp",
    "Piece",
    "Searched",
    "Status",
    "Tie",
    "answers",
    "call_of",
    "calls",
    "chains",
    "changed",
    "changes",
    "followed",
    "keep",
    "kept_vectors",
    "made",
    "models",
    "names_of",
    "oldest_first",
    "open_follow_up",
    "overall",
    "same_words",
    "searched",
    "share",
    "take_over",
]
