"""Texts encoded per second by Palermo's forward pass and by the encoder's own package.

    .venv/bin/python benchmarks/encoding.py [PASSAGES.parquet ...] [--texts 2048] [--rounds 3]

Texts are those of the column `text` of an edition's passages, or else generated from vocabulary labels in six
languages. Both methods encode the same texts alternately, in batches as large as in a build. Times are CPU seconds,
which other programs do not affect, and the best round counts. The greatest difference between two vector components is
printed too.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from threadpoolctl import threadpool_limits

from palermo.embeddings import VectorArray
from palermo.embeddings.batch_encoding import BATCH_SIZE, is_meaningful
from palermo.embeddings.encoder import MAX_TEXT_CHARS, load_packaged_backend
from palermo.embeddings.forward_pass import ForwardPass
from palermo.statements import LANGUAGES
from palermo.vocabulary import STATEMENT_TAG_SCHEMES, load_vocabulary
from results import tell

type Encode = Callable[[Sequence[str]], VectorArray]


def made(count: int) -> list[str]:
    """Return texts of some ten vocabulary labels each, in one language each."""
    chance, words = Random(1), load_vocabulary()
    concepts = [concept.id for scheme in STATEMENT_TAG_SCHEMES for concept in words.list_concepts(scheme)]
    return [
        "; ".join(words.get_label(chance.choice(concepts), language) for _ in range(chance.randint(2, 18)))
        for language in (chance.choice(LANGUAGES) for _ in range(count))
    ]


def printed(files: Sequence[Path], count: int) -> list[str]:
    """Return distinct texts of an edition's passages, without trivial ones."""
    found = (text for file in files for text in pq.read_table(file, columns=["text"])["text"].to_pylist())
    return list(dict.fromkeys(text[:MAX_TEXT_CHARS] for text in found if is_meaningful(text)))[:count]


def timed(encode: Encode, texts: Sequence[str]) -> tuple[float, VectorArray]:
    """Return CPU seconds and the vectors."""
    began = time.process_time()
    found = [encode(texts[start : start + BATCH_SIZE]) for start in range(0, len(texts), BATCH_SIZE)]
    return time.process_time() - began, np.concatenate(found)


def main() -> None:
    """Measure both methods and print their rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path, nargs="*")
    parser.add_argument("--texts", type=int, default=2048)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = printed(options.passages, options.texts) if options.passages else made(options.texts)
    package: Any = load_packaged_backend()
    ways: dict[str, Encode] = {"the package": package.encode, "ours": ForwardPass(package).encode}
    best: dict[str, float] = {}
    vectors: dict[str, VectorArray] = {}
    with threadpool_limits(1, user_api="blas"):
        for _ in range(options.rounds):
            for name, encode in ways.items():
                seconds, vectors[name] = timed(encode, texts)
                best[name] = min(seconds, best.get(name, seconds))
    apart = float(np.abs(vectors["the package"] - vectors["ours"]).max())
    pace = {name: round(len(texts) / seconds) for name, seconds in best.items()}
    for name, value in pace.items():
        print(f"{name:12s}{value:8d} texts/s")
    print(f"numbers of a vector differ by {apart:.1e} at most")
    tell("encoding", {"texts": len(texts), "texts/s": pace, "greatest difference": apart})


if __name__ == "__main__":
    main()
