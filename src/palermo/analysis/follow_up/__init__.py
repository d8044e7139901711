"""Follow-up: chains of repeated recommendations, changes of their wording, and the answers to them."""

from palermo.analysis.follow_up.answers import (
    ANSWERED_STATUSES,
    FollowUpAnswer,
    FollowUpStatus,
    SearchedWorks,
    UnsearchedReason,
    find_answers,
    find_searched_works,
    summarise_status,
)
from palermo.analysis.follow_up.chains import Chain, ChainLink, build_chains
from palermo.analysis.follow_up.follow_up_artefact import (
    INPUT_KINDS,
    FollowUp,
    collect_printed_names,
    compute_follow_up,
    compute_input_change,
    load_manifest,
    open_follow_up,
    reuse_follow_up,
    save_follow_up,
)
from palermo.analysis.follow_up.items import FollowUpItem, build_item, load_items
from palermo.analysis.follow_up.sentence_vectors import FOLDER, EncodingConfig, load_sentence_vectors
from palermo.analysis.follow_up.similarity import load_models

__all__ = [
    "ANSWERED_STATUSES",
    "FOLDER",
    "INPUT_KINDS",
    "Chain",
    "ChainLink",
    "EncodingConfig",
    "FollowUp",
    "FollowUpAnswer",
    "FollowUpItem",
    "FollowUpStatus",
    "SearchedWorks",
    "UnsearchedReason",
    "build_chains",
    "build_item",
    "collect_printed_names",
    "compute_follow_up",
    "compute_input_change",
    "find_answers",
    "find_searched_works",
    "load_items",
    "load_manifest",
    "load_models",
    "load_sentence_vectors",
    "open_follow_up",
    "reuse_follow_up",
    "save_follow_up",
    "summarise_status",
]
