"""Precision and recall of matching provisions to statements by similarity, on pairs judged by reading both.

appraisal_pairs.jsonl names provisions by instrument and position, statements by their id in libraries built from the
labelled corpora UPR and PPB, the sample, and 223 documents of the field. Most pairs of the latter two are matches of
the rule (similarity and matching topics), which is compared with similarity alone.

    .venv/bin/python benchmarks/appraisal.py LIBRARY [LIBRARY ...]
"""

import argparse
import json
from pathlib import Path
from typing import Any

from follow_up import interval
from palermo import registry
from palermo.analysis.appraisal.instrument_appraisal import STATEMENT_COLUMNS
from palermo.analysis.appraisal.matching import MIN_SIMILARITY, describe_provision, is_in_scope, is_on_topic
from palermo.analysis.availability import match_instrument_texts
from palermo.edition import Library, open_view
from palermo.embeddings import load_shipped_encoder
from results import tell

PAIRS = Path(__file__).parent / "appraisal_pairs.jsonl"


def main() -> None:
    """Print precision and recall by corpus and threshold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("libraries", type=Path, nargs="+", help="with the judged statements")
    options = parser.parse_args()
    rows: dict[str, dict[str, Any]] = {}
    own_texts: set[tuple[str, str]] = set()
    known = registry.load_registry()
    for library in options.libraries:
        with open_view(Library(library)) as view:
            rows |= {row["id"]: row for row in view.select_columns(STATEMENT_COLUMNS).to_pylist()}
            texts = match_instrument_texts(known.instruments.values(), view.list_documents())
            own_texts |= {(id, document.id) for id, documents in texts.items() for document in documents}
    encoder = load_shipped_encoder()
    if encoder is None:
        raise SystemExit("the encoder is not installed")
    found = []
    for pair in map(json.loads, PAIRS.read_text(encoding="utf-8").splitlines()):
        row = rows.get(pair["statement"])
        if row:
            instrument = known.instruments[pair["instrument"]]
            provision = instrument.provisions[pair["provision"]]
            one, other = encoder.encode([describe_provision(instrument, provision), row["quote"]])
            if (instrument.id, row["document"]) in own_texts:
                row = {**row, "themes": [*row["themes"], *instrument.topics.themes]}
            agree = is_on_topic(row, instrument.topics, provision) and is_in_scope(
                row, known.list_covered_states(instrument)
            )
            found.append((pair["corpus"], float(one @ other), agree, pair["agrees"]))
    figures: dict[str, object] = {"pairs": len(found), "line": MIN_SIMILARITY}
    for corpus in sorted({one[0] for one in found}):
        own = [one for one in found if one[0] == corpus]
        for line in sorted({0.5, 0.55, 0.6, 0.65, MIN_SIMILARITY}):
            for name, topics in (("closeness", False), ("closeness and topics", True)):
                taken = [so for _, cosine, agree, so in own if cosine >= line and (agree or not topics)]
                right, true = sum(taken), sum(so for *_, so in own)
                values = (right / max(1, len(taken)), interval(right, max(1, len(taken))), right / max(1, true))
                print(
                    f"{corpus:8} {name:22} >= {line:.2f}  precision {values[0]:.2f} {values[1]}  recall {values[2]:.2f}"
                )
                if line == MIN_SIMILARITY:
                    figures[f"{corpus}, {name}"] = {"precision": round(values[0], 3), "recall": round(values[2], 3)}
    tell("appraisal", figures)


if __name__ == "__main__":
    main()
