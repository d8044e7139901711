"""The pieces of the pretrained vocabulary that the six languages use."""

import json
from pathlib import Path

from palermo.extraction.tagger.tokenizer import SubwordTokenizer
from training.statements.pretrained import PretrainedEncoder

KEPT_PIECES_FILE = Path(__file__).with_name("kept_pieces.json")


def load_kept_pieces() -> list[int]:
    """Return the ids of the remaining pieces, in their order."""
    kept: list[int] = json.loads(KEPT_PIECES_FILE.read_text(encoding="utf-8"))
    return kept


def make_tokenizer(pretrained: PretrainedEncoder, piece_ids: list[int]) -> SubwordTokenizer:
    """Return a tokenizer whose ids are rows of the trimmed embedding matrix."""
    rows = {piece: row for row, piece in enumerate(piece_ids)}
    return SubwordTokenizer(
        [pretrained.piece_texts[piece] for piece in piece_ids],
        [float(pretrained.scores[piece]) for piece in piece_ids],
        {name: rows[piece] for name, piece in pretrained.special.items()},
    )
