"""Reviewed statements as labelled passages: what people decided in a library, for training and for evaluation.

A passage counts once people have decided on all of its statements: accepted, corrected and added ones are its labels,
and rejected ones are negative examples. Passages that are not public, or are sensitive, are left out, because a model
contains some of the sentences that it was trained on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from palermo.edition import Library, View, open_decision_log, open_view
from palermo.extraction.tagger.contexts import PassageContext, iter_passage_contexts
from palermo.extraction.tagger.model import TaggerModel
from palermo.extraction.tagger.model_outputs import TAG_SCHEMES
from palermo.extraction.tagger.tagged_statements import find_statements, tag_passages
from palermo.statements import ROLES, Document, Masthead, Passage, ReviewStatus, Statement
from training.statements.label_files import LabelledPassage, LabelledStatement, build_scorer_row
from training.statements.scoring import PredictedStatement, ScoreCounts, score_passage

DECIDED_SET = "decided"
"""Name of the set of these passages."""
_STATED = (ReviewStatus.ACCEPTED, ReviewStatus.CORRECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedDocument:
    """A document with its labelled passages, and all its passages for a model to read."""

    name: str
    masthead: Masthead
    passages: tuple[Passage, ...]
    labelled: dict[str, LabelledPassage]
    """By the passage's id."""


def read_decided_documents(library: Library) -> Iterator[DecidedDocument]:
    """Yield the public documents of a library with passages whose statements are all decided."""
    settled = {id for id, state in open_decision_log(library.decisions).list_states().items() if state.is_settled}
    with open_view(library) as view:
        for document in view.list_documents():
            found = _read_document(view, document, settled)
            if found.labelled:
                yield found


def score_decided_documents(documents: Sequence[DecidedDocument], folder: Path) -> ScoreCounts:
    """Return the score of the model in a folder on decided passages; raises ModelInvalid if it cannot be read."""
    model, counts = TaggerModel(folder), ScoreCounts()
    for one in documents:
        predicted: dict[str, list[PredictedStatement]] = {}
        tagged = tag_passages(
            one.passages, one.masthead, model, [passage.id in one.labelled for passage in one.passages]
        )
        for statement in find_statements(tagged, one.passages, one.masthead, model, Counter()):
            predicted.setdefault(statement.locator.passage, []).append(_build_predicted(statement))
        for id, labelled in one.labelled.items():
            counts.add(score_passage(labelled, predicted.get(id, [])))
    return counts


def compare_models(documents: Sequence[DecidedDocument], before: Path, after: Path) -> str:
    """Return a line with the scores of two models on decided documents on which neither was trained."""
    passages = sum(len(one.labelled) for one in documents)
    if not passages:
        return "no decided document is left out of training, so nothing can be compared: review more documents"
    scores = [score_decided_documents(documents, folder) for folder in (before, after)]
    shown = [
        "precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*one.compute_precision_recall(), one.compute_f1())
        for one in scores
    ]
    return f"{passages} reviewed passages left out: before {shown[0]}; after {shown[1]}"


def _read_document(view: View, document: Document, settled: set[str]) -> DecidedDocument:
    passages = tuple(view.list_passages(document.id))
    by_passage: dict[str, list[Statement]] = {}
    for statement in view.list_statements(document.id, with_rejected=True):
        by_passage.setdefault(statement.locator.passage, []).append(statement)
    labelled = {}
    for passage, context in iter_passage_contexts(passages, document.title):
        statements = by_passage.get(passage.id, [])
        is_usable = statements and not passage.sensitive and not passage.redacted
        if is_usable and all(one.id in settled for one in statements):
            labelled[passage.id] = _build_labelled(document, passage, context, statements)
    return DecidedDocument(name=document.source, masthead=document.masthead, passages=passages, labelled=labelled)


def _build_labelled(
    document: Document, passage: Passage, context: PassageContext, statements: Sequence[Statement]
) -> LabelledPassage:
    stated = tuple(_build_statement(one) for one in statements if one.status in _STATED)
    return LabelledPassage(
        document=document.source,
        language=passage.language,
        genre="",
        text=passage.text,
        statements=stated,
        context=context,
        set=DECIDED_SET,
        raw={
            "document": document.source,
            "language": passage.language,
            "genre": "",
            "passage_text": passage.text,
            "statements": [build_scorer_row(one, passage.text) for one in stated],
        },
    )


def _build_statement(statement: Statement) -> LabelledStatement:
    return LabelledStatement(
        kind=statement.kind.value,
        start=statement.locator.start,
        end=statement.locator.end,
        roles={role: tuple(ref.name for ref in getattr(statement, role)) for role in ROLES},
        sources={role: refs[0].source for role in ROLES if (refs := getattr(statement, role)) and refs[0].source},
        tags={scheme: tuple(getattr(statement, scheme)) for scheme in TAG_SCHEMES},
        tense=statement.tense,
        dimension=statement.dimension,
        protective=statement.protective,
    )


def _build_predicted(statement: Statement) -> PredictedStatement:
    return PredictedStatement(
        kind=statement.kind.value,
        quote=statement.quote,
        roles={role: [ref.name for ref in getattr(statement, role)] for role in ROLES},
        tags={scheme: list(getattr(statement, scheme)) for scheme in TAG_SCHEMES},
        tense=statement.tense,
        confidence=statement.confidence,
    )
