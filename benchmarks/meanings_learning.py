"""How tags by terms and by meaning are learnt: likeness to labelled quotes, trust in terms, how both are weighed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from palermo.linking.likely import Directions, Likeness, Trust, alike, features, key, squared
from palermo.linking.meaning import terms_met
from palermo.statements import Kind, Statement, digest
from palermo.vectors import Encoder, Floats
from palermo.vocabulary import load
from palermo.vocabulary.tagging import TAGGED

FOLDS = 5
AXES = 96
"""Directions of vectors that are kept."""
HELD = 0.7
"""How much likeness is held back from telling each labelled quote exactly."""
OWN = 2.0
"""How much a short text of our own counts, as they are few among the quotes of others."""
DRAWN = 2.0
"""Quotes that how right terms of a label are counts for, in what is trusted of one term."""
SCHEMES = ("themes", "exploitation", "interventions")
"""What is weighed: groups are named, or they are not meant."""
LINES = np.arange(0.24, 0.5, 0.02)
"""Where labels may begin to be given."""

type Mask = npt.NDArray[np.bool_]
type Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """What is learnt from, quote by quote."""

    vectors: Floats
    named: Mask
    """Tags by terms, kinds and rules, of all schemes of TAGGED."""
    kinds: Mask
    labels: Mask
    """Of SCHEMES."""
    passages: npt.NDArray[np.object_]
    """What stays together in folds; "" for texts that are only learnt from."""
    languages: npt.NDArray[np.object_]
    """"" for quotes whose terms are not known by now, only the tags that they gave."""
    met: tuple[frozenset[str], ...]
    """Terms that each quote was tagged by, as `key` writes them."""

    @property
    def asked(self) -> Rows:
        """Quotes that figures are told of: of a passage, and with their terms."""
        return np.flatnonzero((self.passages != "") & (self.languages != ""))

    @property
    def by_terms(self) -> Mask:
        """Tags of SCHEMES."""
        place = {id: at for at, id in enumerate(ids(TAGGED))}
        tags: Mask = self.named[:, [place[id] for id in ids(SCHEMES)]]
        return tags


def joined(*sets: Quotes) -> Quotes:
    """Several as one."""
    rows = {name: np.concatenate([getattr(each, name) for each in sets]) for name in Quotes.__slots__ if name != "met"}
    return Quotes(**rows, met=tuple(terms for each in sets for terms in each.met))


def without(given: Quotes, passages: set[str]) -> Quotes:
    """Without the quotes of some passages."""
    left = np.flatnonzero(~np.isin(given.passages, list(passages)))
    rows = {name: getattr(given, name)[left] for name in Quotes.__slots__ if name != "met"}
    return Quotes(**rows, met=tuple(given.met[row] for row in left))


def ids(schemes: Sequence[str]) -> list[str]:
    """The words of some schemes, in the vocabulary's order."""
    return [concept.id for scheme in schemes for concept in load().concepts(scheme)]


def taught(texts: Sequence[tuple[Statement, str, frozenset[str]]], encoder: Encoder) -> Quotes:
    """What texts teach: each with its passage, or "", and its labels."""
    statements = [one for one, _, _ in texts]
    vectors = np.concatenate(
        [encoder.encode([one.quote for one in statements[at : at + 256]]) for at in range(0, len(statements), 256)]
    )
    tags = [frozenset(id for scheme in TAGGED for id in getattr(one, scheme)) for one in statements]
    return Quotes(
        vectors=vectors.astype(np.float32),
        named=np.array([[id in of for id in ids(TAGGED)] for of in tags]),
        kinds=np.array([[bool(passage) and one.kind == kind for kind in Kind] for one, passage, _ in texts]),
        labels=np.array([[id in of for id in ids(SCHEMES)] for _, _, of in texts]),
        passages=np.array([passage and digest("passage", passage)[:12] for _, passage, _ in texts], dtype=object),
        languages=np.array([one.language for one in statements], dtype=object),
        met=tuple(
            frozenset(key(id, one.language, term) for id, terms in terms_met(one, load()).items() for term in terms)
            for one in statements
        ),
    )


def folds(given: Quotes) -> Iterator[tuple[Rows, Rows]]:
    """Rows to learn from and rows to check, passages apart; texts of no passage teach in all."""
    quotes, own = np.flatnonzero(given.passages != ""), np.flatnonzero(given.passages == "")
    numbers = np.unique(given.passages[quotes].astype(str), return_inverse=True)[1]
    for learn, check in GroupKFold(FOLDS, shuffle=True, random_state=0).split(quotes, groups=numbers):
        yield np.concatenate([quotes[learn], own]), quotes[check]


def directions(given: Quotes) -> Directions:
    """The axes along which vectors of quotes differ most."""
    units = given.vectors / np.linalg.norm(given.vectors, axis=1, keepdims=True)
    middle = units.mean(axis=0)
    away = units - middle
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    _, _, axes = np.linalg.svd(away[::2], full_matrices=False)
    return Directions(middle=middle, axes=axes[:AXES].T)


def likeness(given: Quotes, described: Floats, rows: Rows) -> Likeness:
    """What quotes speak for and against, so that together they tell the labels of each, held back by HELD."""
    labels = given.labels[rows].astype(np.float64)
    usual = labels.mean(axis=0)
    counts = np.where(given.passages[rows] == "", OWN, 1.0)
    near = alike(described[rows], described[rows]).astype(np.float64) + np.diag(HELD / counts)
    speaks = np.linalg.solve(near, labels - usual)
    return Likeness(
        quotes=described[rows],
        lengths=squared(described[rows]),
        speaks=speaks.astype(np.float32),
        usual=usual.astype(np.float32),
    )


class Counted:
    """How often terms were met, and right, in some quotes."""

    def __init__(self, given: Quotes, rows: Rows) -> None:
        self.place = {id: at for at, id in enumerate(ids(SCHEMES))}
        self.met, self.right = Counter[str](), Counter[str]()
        for row in rows:
            for term in given.met[row]:
                label = term.split(" ", 2)[1]
                if label in self.place:
                    self.met.update((term, label))
                    self.right.update((term, label) if given.labels[row, self.place[label]] else ())

    def trust(self, less: "Counted | None" = None) -> Trust:
        """What is trusted of each term and label, less what one passage tells."""
        labels = {id: (self.right[id] + 2) / (self.met[id] + 4) for id in self.place}
        terms = {}
        for term in self.met if less is None else less.met:
            label = term.partition(" ")[2].partition(" ")[0]
            if label:
                met = self.met[term] - (less.met[term] if less else 0)
                right = self.right[term] - (less.right[term] if less else 0)
                terms[term] = (right + DRAWN * labels[label]) / (met + DRAWN)
        return Trust(terms=terms, labels=labels)


def trusted(given: Quotes, rows: Rows, trust: Trust) -> Floats:
    """How right the terms of quotes are, by label; NaN where none was met."""
    place = {id: at for at, id in enumerate(ids(SCHEMES))}
    told = np.full((len(rows), len(place)), np.nan, dtype=np.float32)
    for at, row in enumerate(rows):
        by_label: dict[tuple[str, str], list[str]] = {}
        for term in given.met[row]:
            language, label, written = term.split(" ", 2)
            if label in place:
                by_label.setdefault((label, language), []).append(written)
        for (label, language), written in by_label.items():
            told[at, place[label]] = trust.of(label, language, written)
    return told


def trusted_apart(given: Quotes, rows: Rows) -> Floats:
    """The same of the quotes that terms are counted in: each quote's passage left out."""
    counted = Counted(given, rows)
    told = np.empty((len(rows), len(ids(SCHEMES))), dtype=np.float32)
    for passage in np.unique(given.passages[rows].astype(str)):
        own = np.flatnonzero(given.passages[rows] == passage)
        told[own] = trusted(given, rows[own], counted.trust(Counted(given, rows[own])))
    return told


def of_scheme() -> Rows:
    """The number of each label's scheme."""
    return np.array([at for at, scheme in enumerate(SCHEMES) for _ in load().concepts(scheme)])


def sought(given: Quotes) -> Mask:
    """Which labels are asked of which quotes: a factor names no intervention."""
    factors = given.kinds[:, list(Kind).index(Kind.FACTOR)] & (given.passages != "")
    open: Mask = ~(factors[:, None] & (of_scheme() == SCHEMES.index("interventions")))
    return open


def weighing(given: Quotes, known: Floats, rows: Rows) -> tuple[Floats, Floats]:
    """Weights and offset of each scheme, upon the features of some quotes; `known` and `rows` go together."""
    weights, offsets = [], []
    open = sought(given)[rows]
    for number in range(len(SCHEMES)):
        asked = open & (of_scheme() == number)
        model = LogisticRegression(C=1.0, max_iter=300).fit(known[asked], given.labels[rows][asked])
        weights.append(model.coef_[0])
        offsets.append(model.intercept_[0])
    return np.array(weights, dtype=np.float32), np.array(offsets, dtype=np.float32)


def chances(known: Floats, weights: Floats, offsets: Floats) -> Floats:
    """Likelihood of each label."""
    logits = np.einsum("qlf,lf->ql", known, weights[of_scheme()]) + offsets[of_scheme()]
    likely: Floats = 1 / (1 + np.exp(-logits))
    return likely


def f1(found: Mask, wanted: Mask, counts: Floats | None = None) -> float:
    """F1 of what is found; of each quote as much as it counts."""
    own = np.ones(len(found)) if counts is None else counts
    right, told, sought = (own @ each for each in (found & wanted, found, wanted))
    return float(2 * right.sum() / max(1, told.sum() + sought.sum()))


def counts(given: Quotes) -> Floats:
    """How much each quote counts where lines are chosen: those of a text in several languages together as one."""
    pairs = {(passage, language) for passage, language in zip(given.passages, given.languages, strict=True)}
    languages = Counter(passage for passage, _ in pairs)
    return np.array([1 / languages[passage] for passage in given.passages], dtype=np.float32)


def lines(given: Quotes, likely: Floats, rows: Rows) -> Floats:
    """From where on labels are given: for each scheme where F1 of some quotes is best."""
    made = np.zeros(likely.shape[1], dtype=np.float32)
    own, open = counts(given)[rows], sought(given)[rows]
    for number in range(len(SCHEMES)):
        of = of_scheme() == number
        found = [(likely[rows][:, of] >= line) & open[:, of] for line in LINES]
        made[of] = LINES[int(np.argmax([f1(one, given.labels[rows][:, of], own) for one in found]))]
    return made


def learnt(given: Quotes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arrays of the model, and what is told of it."""
    ways = directions(given)
    described = ways.described(given.vectors, given.named, given.kinds)
    said = np.zeros(given.labels.shape, dtype=np.float32)
    for learn, check in folds(given):
        said[check] = likeness(given, described, learn).of(described[check])
    likely, asked = in_folds(given, said), given.asked
    whole = likeness(given, described, np.arange(len(described)))
    trust = Counted(given, asked).trust()
    terms = sorted(trust.terms)
    weights, offsets = weighing(given, known_of(given, said, asked, trusted_apart(given, asked)), asked)
    return {
        "labels": np.array(ids(SCHEMES)),
        "schemes": of_scheme(),
        "tags": np.array(ids(TAGGED)),
        "kinds": np.array([str(kind) for kind in Kind]),
        "middle": ways.middle,
        "axes": ways.axes.astype(np.float16),
        "quotes": described[:, :AXES].astype(np.float16),
        "named": given.named,
        "of_kind": given.kinds,
        "speaks": whole.speaks.astype(np.float16),
        "usual": whole.usual,
        "terms": np.array(terms),
        "term_trust": np.array([trust.terms[term] for term in terms], dtype=np.float32),
        "label_trust": np.array([trust.labels[id] for id in ids(SCHEMES)], dtype=np.float32),
        "weights": weights,
        "offsets": offsets,
        "lines": lines(given, likely, asked),
    }, told(given, likely, weights)


def in_folds(given: Quotes, said: Floats) -> Floats:
    """How likely each label of each quote is that is asked, weighed as quotes of other passages teach."""
    likely = np.zeros(given.labels.shape, dtype=np.float32)
    for learn, check in folds(given):
        rows, others = np.intersect1d(learn, given.asked), np.intersect1d(check, given.asked)
        weights, offsets = weighing(given, known_of(given, said, rows, trusted_apart(given, rows)), rows)
        trust = trusted(given, others, Counted(given, rows).trust())
        likely[others] = chances(known_of(given, said, others, trust), weights, offsets)
    return likely


def known_of(given: Quotes, said: Floats, rows: Rows, trust: Floats) -> Floats:
    """What is weighed of some quotes; `trust` is of these alone."""
    return features(said[rows], given.by_terms[rows], trust, of_scheme())


def told(given: Quotes, likely: Floats, weights: Floats) -> dict[str, Any]:
    """F1 by terms and with meaning, of each scheme, language and label, the lines chosen on other folds."""
    rows, found = given.asked, np.zeros(given.labels.shape, dtype=np.bool_)
    open = sought(given)
    for learn, check in folds(given):
        found[check] = likely[check] >= lines(given, likely, np.intersect1d(learn, rows))
    found &= open
    before = given.by_terms & open

    def figures(rows: Rows, columns: Rows) -> dict[str, float]:
        at = np.ix_(rows, columns)
        return {
            "F1 by terms": round(f1(before[at], given.labels[at]), 3),
            "F1 with meaning": round(f1(found[at], given.labels[at]), 3),
            "added": int((found[at] & ~before[at]).sum()),
            "of them right": int((found[at] & ~before[at] & given.labels[at]).sum()),
            "refused": int((~found[at] & before[at]).sum()),
            "of them labelled": int((~found[at] & before[at] & given.labels[at]).sum()),
        }

    columns = {scheme: np.flatnonzero(of_scheme() == at) for at, scheme in enumerate(SCHEMES)}
    by_language = {
        language: rows[given.languages[rows] == language] for language in sorted(set(given.languages[rows].tolist()))
    }
    return {
        "quotes": int((given.passages != "").sum()),
        "asked": len(rows),
        "examples": int((given.passages == "").sum()),
        "weights": {scheme: np.round(weights[at], 2).tolist() for at, scheme in enumerate(SCHEMES)},
        "all": {scheme: figures(rows, of) for scheme, of in columns.items()},
        "by language": {
            language: {scheme: figures(own, of) for scheme, of in columns.items()}
            for language, own in by_language.items()
        },
        "by label": {id: figures(rows, np.array([at])) for at, id in enumerate(ids(SCHEMES))},
    }
