"""Precision of answers found for recommendations, against human judgements.

follow_up_pairs/judged.jsonl: pairs found in a library built from the labelled corpus UPR, each judged by reading both
sentences; choose.jsonl: pairs judged before, on which weights were fitted (--fit). Both name statements of that library
by id. Pairs in both files do not count. In that corpus a State is reviewed once: nearly all answers are promises in the
same report.

    .venv/bin/python benchmarks/follow_up.py LIBRARY [--fit]
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np

from palermo import registry
from palermo.analysis.follow_up import collect_printed_names, find_answers, load_items
from palermo.analysis.follow_up.act_detection import detect_manner
from palermo.analysis.follow_up.similarity import MODEL_FEATURES, PairComparison
from palermo.edition import Library, View, open_view
from palermo.embeddings import encode_many, load_shipped_encoder
from palermo.statements import ACTION_KINDS
from results import tell

PAIRS = Path(__file__).parent / "follow_up_pairs"
EASY = 4
"""Number of unrelated actions of the same addressee used as negative examples for each recommendation in fitting."""


def labelled(name: str) -> dict[tuple[str, str], bool]:
    """Return the judged pairs of recommendation and statement."""
    rows = map(json.loads, (PAIRS / name).read_text(encoding="utf-8").splitlines())
    return {(row["call"], row["statement"]): row["answers"] for row in rows}


def interval(right: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    z, share = 1.96, right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return round(float(middle - half), 3), round(float(middle + half), 3)


def fit(compared: PairComparison, place: dict[str, int], deeds: int) -> None:
    """Print weights fitted on the pairs judged for fitting."""
    from sklearn.linear_model import LogisticRegression

    chance = random.Random(1)
    pairs = [(place[c], place[s], so) for (c, s), so in labelled("choose.jsonl").items() if c in place and s in place]
    pairs = [
        one
        for one in pairs
        if "said" not in detect_manner(compared.calls[one[1]].quote, compared.calls[one[1]].language)
    ]
    known = {(a, b) for a, b, _ in pairs}
    for call in dict.fromkeys(a for a, _, _ in pairs):
        own = set(compared.calls[call].addressees)
        others = [
            n for n in range(deeds, len(compared)) if own & set(compared.calls[n].actors) and (call, n) not in known
        ]
        pairs += [(call, n, False) for n in chance.sample(others, min(EASY, len(others)))]
    left, right, so = (np.array(one) for one in zip(*pairs, strict=True))
    for name in ("answer-words", "answer"):
        model = LogisticRegression(C=1.0, max_iter=2000).fit(compared.compute_features(left, right, name), so)
        weights = dict(zip(MODEL_FEATURES[name], model.coef_[0].astype(float).round(2).tolist(), strict=True))
        print(name, {"bias": round(float(model.intercept_[0]), 2), **weights})


def main() -> None:
    """Find answers, and compare them with the judgements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, help="with the judged statements")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    view: View = open_view(Library(options.library), visibility=("public", "members", "secretariat"))
    asked, deeds = load_items(view), load_items(view, ACTION_KINDS)
    every = [*asked, *deeds]
    encoder = load_shipped_encoder()
    if encoder is None:
        raise SystemExit("the encoder is not installed")
    packed = encode_many([one.quote for one in every], encoder, workers=2)
    vectors = packed.values.astype(np.float32) * packed.scales[:, None]
    names = collect_printed_names(registry.load_registry())
    if options.fit:
        fit(PairComparison(every, vectors, names), {one.id: at for at, one in enumerate(every)}, len(asked))
    found = [one for ones in find_answers(asked, deeds, vectors, names=names).values() for one in ones]
    judged, chosen_on = labelled("judged.jsonl"), labelled("choose.jsonl")
    pairs = [(one.call, one.statement) for one in found]
    apart = [judged[pair] for pair in pairs if pair in judged and pair not in chosen_on]
    figures = {
        "calls": len(asked),
        "statements": len(deeds),
        "answers": dict(Counter(one.status.value for one in found)),
        "judged": len(apart),
        "not_judged": sum(pair not in judged for pair in pairs),
        "right": sum(apart),
        "precision": round(sum(apart) / max(1, len(apart)), 3),
        "interval": interval(sum(apart), max(1, len(apart))),
    }
    print(figures)
    tell("follow_up", figures)


if __name__ == "__main__":
    main()
