"""Chains of recommendations against labelled pairs, compared with exact match and plain cosine in one run.

The labelled texts come in sets of seven or eight; all pairs of a set are labelled as asking for the same or not.
chain_pairs/*reviews.jsonl name recommendations of the labelled corpus UPR by document, number and part;
chain_pairs/*ours.jsonl contain invented sentences in six languages, with translations and an agency's next report.
Thresholds and weights are fitted on reviews.jsonl and ours.jsonl (--fit). The figures are those of files that begin
with `fresh` and `further`, which share no text with them and were labelled after the method had been chosen; each set
of `further` begins with a State that no other file names. All labelled texts are chained together with all other
recommendations of the corpus.

    .venv/bin/python benchmarks/chains.py UPR_FOLDER [--fit]
"""

import argparse
import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import numpy as np

from palermo import registry
from palermo.analysis.follow_up import FollowUpItem, build_chains, load_models
from palermo.analysis.follow_up.similarity import MODEL_FEATURES, PairComparison, SimilarityModel, build_model
from palermo.embeddings import VectorArray, encode_many, load_shipped_encoder
from palermo.linking import extract_citations
from palermo.statements import normalise_text
from palermo.vocabulary import find_tags
from palermo.vocabulary import load_vocabulary as load_vocabulary
from results import tell

PAIRS = Path(__file__).parent / "chain_pairs"
STATE = "state:"
SLACK = 0.03
"""Sum of both scores given up for a stricter threshold: a wrong tie costs a reader more than a missing one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A labelled recommendation with its set, its letter within the set, and the purpose of its file."""

    call: FollowUpItem
    set: str
    same: str
    use: Literal["choose", "fresh", "further"]


def call_of(id: str, text: str, language: str, **more: str) -> FollowUpItem:
    """Return a recommendation with the tags of its text."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tag in find_tags(text, language, load_vocabulary()):
        found[tag.scheme].add(tag.id)
    return FollowUpItem(
        id=id,
        kind="recommendation",
        quote=text,
        language=language,
        document=more.get("document", id),
        work=more.get("document", id),
        date=more.get("date", ""),
        digest=False,
        position=0,
        actors=(),
        addressees=(more["addressee"],) if more.get("addressee") else (),
        classes=frozenset({"states"}),
        themes=frozenset(found["themes"]),
        interventions=frozenset(found["interventions"]),
        groups=frozenset(found["groups"]),
        instruments=frozenset(one.id for one in extract_citations(text, language, registry.load_registry())),
    )


def reviews(folder: Path) -> dict[tuple[str, str, int | None], FollowUpItem]:
    """Return the recommendations of the corpus by document, number and part."""
    found = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = (row["document"], row["number"], row["part"])
        date = "".join(filter(str.isdigit, row["document"]))[:4]
        addressee = STATE + row["addressee"]
        made = call_of(repr(key), row["text"], "en", document=row["document"], date=date, addressee=addressee)
        series = (row["number"].partition(".")[0],)
        actors = tuple(STATE + one for one in row["recommenders"])
        found[key] = replace(made, actors=actors, headings=series, numbered=True)
    return found


def labelled(known: dict[tuple[str, str, int | None], FollowUpItem]) -> list[Labelled]:
    """Return all labelled recommendations, for fitting and for checking."""
    rows = []
    for name in ("reviews", "fresh_reviews", "further_reviews", "ours", "fresh_ours"):
        lines = (PAIRS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for number, row in enumerate(map(json.loads, lines)):
            own = "text" in row
            call = call_of(f"{name} {number}", row["text"], row["language"]) if own else known[_place(row)]
            use: Literal["choose", "fresh", "further"] = "choose"
            if name.startswith(("fresh", "further")):
                use = "fresh" if name.startswith("fresh") else "further"
            rows.append(Labelled(call=call, set=f"{name} {row['set']}", same=row["same"], use=use))
    return rows


def _place(row: Mapping[str, Any]) -> tuple[str, str, int | None]:
    return row["document"], row["number"], row["part"]


def score(rows: Sequence[Labelled], one: Callable[[Labelled, Labelled], bool]) -> dict[str, float]:
    """Return F1 of pairs and B-cubed F1; `one` returns whether two recommendations were chained."""
    right = found = true = 0
    precision, recall = [], []
    sets: defaultdict[str, list[Labelled]] = defaultdict(list)
    for row in rows:
        sets[row.set].append(row)
    for members in sets.values():
        for a, b in combinations(members, 2):
            said, so = one(a, b), a.same == b.same
            right, found, true = right + (said and so), found + said, true + so
        for a in members:
            together = [b for b in members if b is a or one(a, b)]
            own = [b for b in members if b.same == a.same]
            both = sum(b.same == a.same for b in together)
            precision.append(both / len(together))
            recall.append(both / len(own))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    return {
        "pairs": sum(len(m) * (len(m) - 1) // 2 for m in sets.values()),
        "same": true,
        "precision": round(right / max(1, found), 3),
        "recall": round(right / max(1, true), 3),
        "pair_f1": round(2 * right / max(1, found + true), 3),
        "bcubed_f1": round(2 * p * r / (p + r), 3),
    }


def chained(
    rows: Sequence[Labelled],
    every: Sequence[FollowUpItem],
    vectors: VectorArray | None,
    shipped: Mapping[str, SimilarityModel] | None = None,
) -> dict[str, float]:
    """Return the scores of Palermo's chains, computed over all recommendations."""
    chain_of = {
        call.id: chain.id for chain in build_chains(every, vectors, similarity_models=shipped) for call in chain.calls
    }
    return score(rows, lambda a, b: chain_of[a.call.id] == chain_of[b.call.id])


def cosine(rows: Sequence[Labelled], vectors: dict[str, np.ndarray], least: float) -> dict[str, float]:
    """Return the scores of plain cosine: connected components within a set of pairs above the threshold."""
    return score(rows, lambda a, b: bool(vectors[a.call.id] @ vectors[b.call.id] >= least))


def fit(rows: Sequence[Labelled], every: Sequence[FollowUpItem], vectors: VectorArray) -> dict[str, dict[str, float]]:
    """Fit weights on these rows, then the two thresholds of each model that maximise the sum of both scores."""
    from sklearn.linear_model import LogisticRegression

    place = {call.id: at for at, call in enumerate(every)}
    compared = PairComparison(every, vectors)
    pairs = [(place[a.call.id], place[b.call.id], a.same == b.same) for a, b in combinations(rows, 2) if a.set == b.set]
    left, right, same = (np.array(one) for one in zip(*pairs, strict=True))
    across = compared.languages[left] != compared.languages[right]
    found: dict[str, dict[str, float]] = {}
    for name, chosen in (("words", ~across), ("words-and-meaning", ~across), ("translation", across)):
        features = compared.compute_features(left[chosen], right[chosen], name)
        model = LogisticRegression(C=1.0, max_iter=2000).fit(features, same[chosen])
        weights = dict(zip(MODEL_FEATURES[name], model.coef_[0].astype(float).round(2).tolist(), strict=True))
        weights |= {feature: found["words-and-meaning"][feature] for feature in alike(name, features)}
        found[name] = {"bias": round(float(model.intercept_[0]), 2), **weights, "link": 0.5, "floor": 0.3}
    for use, vec in (("words-and-meaning", vectors), ("words", None), ("translation", vectors)):
        tried = []
        keep = [row for row in rows if use != "words" or row.call.language == "en"]
        for link in (0.3, 0.4, 0.5, 0.6, 0.7):
            for floor in (0.05, 0.1, 0.2, 0.3, 0.4):
                if floor < link:
                    found[use] |= {"link": link, "floor": floor}
                    shipped = {name: build_model(name, values) for name, values in found.items()}
                    own = [row.call for row in rows]
                    chosen = [place[call.id] for call in own]
                    figures = chained(keep, own, vec[chosen] if vec is not None else None, shipped)
                    tried.append((figures["pair_f1"] + figures["bcubed_f1"], link, floor))
        best = max(tried)[0]
        _, link, floor = max((one for one in tried if one[0] >= best - SLACK), key=lambda one: one[1:])
        found[use] |= {"link": link, "floor": floor}
    return found


def alike(name: str, features: np.ndarray) -> list[str]:
    """Return the features of a model; those within one language are dropped if pairs of translations lack them."""
    return [
        one
        for one, column in zip(MODEL_FEATURES[name], features.T, strict=True)
        if name == "translation" and not column.any()
    ]


def main() -> None:
    """Chain the corpus and the labelled texts, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="UPR_FOLDER", help="labelled recommendations")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    known = reviews(options.folder)
    rows = labelled(known)
    every = [*known.values(), *(row.call for row in rows if "ours" in row.set)]
    encoder = load_shipped_encoder()
    if encoder is None:
        raise SystemExit("the encoder is not installed")
    started = time.perf_counter()
    packed = encode_many([one.quote for one in every], encoder, workers=2)
    vectors = packed.values.astype(np.float32) * packed.scales[:, None]
    encoded = time.perf_counter() - started
    by_id = dict(zip((one.id for one in every), vectors, strict=True))
    choose, check, further = ([row for row in rows if row.use == use] for use in ("choose", "fresh", "further"))
    shipped: dict[str, SimilarityModel] = dict(load_models())
    if options.fit:
        fitted = fit(choose, every, vectors)
        print(json.dumps(fitted, indent=1))
        shipped = {name: build_model(name, values) for name, values in fitted.items()}
    line = max((cosine(choose, by_id, least)["pair_f1"], least) for least in np.arange(0.5, 0.96, 0.01).tolist())[1]
    normal = {row.call.id: normalise_text(row.call.quote) for row in rows}
    started = time.perf_counter()
    found = build_chains(every, vectors, similarity_models=shipped)
    chaining = time.perf_counter() - started
    chain_of = {call.id: chain.id for chain in found for call in chain.calls}
    without = {
        call.id: chain.id for chain in build_chains(every, None, similarity_models=shipped) for call in chain.calls
    }

    def sides(part: Sequence[Labelled]) -> dict[str, dict[str, float]]:
        return {
            "exact match": score(part, lambda a, b: normal[a.call.id] == normal[b.call.id]),
            f"cosine >= {line:.2f}": cosine(part, by_id, line),
            "chains": score(part, lambda a, b: chain_of[a.call.id] == chain_of[b.call.id]),
            "chains without vectors": score(part, lambda a, b: without[a.call.id] == without[b.call.id]),
        }

    figures: dict[str, Any] = {
        "calls": len(every),
        "seconds_encoding": round(encoded, 1),
        "seconds_chaining": round(chaining, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "chains": sum(len(one.calls) > 1 for one in found),
        "longest": len(found[0].calls),
        "ties": dict(Counter(tie.kind for one in found for tie in one.links)),
        "check": sides(check),
        "check, translations": sides([row for row in check if "ours" in row.set]),
        "further": sides(further),
        "choose": sides(choose),
    }
    for part in ("check", "check, translations", "further", "choose"):
        told: dict[str, dict[str, float]] = figures[part]
        for name, values in told.items():
            print(f"{part:22} {name:24} {values}")
    tell("chains", figures)


if __name__ == "__main__":
    main()
