"""Predictions of a trained network for labelled passages on which it was not trained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from palermo.extraction.tagger.decoding import HeadOutputs, TaggedStatement, Thresholds, decode_statements
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.model import TaggerModel
from palermo.extraction.tagger.model_outputs import ROLE_OUTPUTS, TAG_SCHEMES
from palermo.extraction.tagger.role_refs import Publisher, RoleCandidate, find_candidates
from palermo.extraction.tagger.tag_support import add_implied_tags, add_printed_tags
from palermo.statements import ROLES
from training.statements.examples import Example, FloatArray
from training.statements.label_files import LabelledPassage
from training.statements.network import StatementTagger
from training.statements.scoring import PredictedStatement
from training.statements.train import predict_batches

MAX_EMPTY_PROBABILITY = 0.93
"""Probability of no statement from which on roles are not scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedWindow:
    """A window with the outputs of every head, stored so that thresholds can be tried without the network."""

    passage: LabelledPassage
    encoded: EncodedPassage
    outputs: HeadOutputs
    roles: tuple[FloatArray | None, ...]
    """[tokens, ROLE_OUTPUTS] for each sentence; None where surely nothing is stated."""

    def decode(self, thresholds: Thresholds) -> list[TaggedStatement]:
        """Return the statements by these thresholds."""
        nothing = np.zeros((len(self.encoded.ids), ROLE_OUTPUTS), dtype=np.float32)

        def score_roles(sentence: int, kind_class: int) -> FloatArray:
            found = self.roles[sentence]
            return nothing if found is None else found.astype(np.float32)

        return decode_statements(self.encoded, self.outputs, score_roles, thresholds)


def predict_windows(model: StatementTagger, examples: Sequence[Example], pad: int) -> list[PredictedWindow]:
    """Return the predictions for examples, in their order."""
    found: dict[int, PredictedWindow] = {}
    for batch, _, outputs in predict_batches(model, examples, pad):
        arrays = {
            "kinds": outputs.kinds.softmax(-1).numpy(),
            "tags": outputs.tags.sigmoid().numpy(),
            "document_roles": outputs.document_roles.sigmoid().numpy(),
            "extent": outputs.extent.sigmoid().numpy(),
            "persons": outputs.persons.softmax(-1).numpy(),
        }
        stories = outputs.story.sigmoid().tolist()
        for row, example in enumerate(batch):
            sentences, tokens = len(example.encoded.sentences), len(example.encoded.ids)
            kinds = arrays["kinds"][row, :sentences]
            roles = tuple(
                _score_roles(
                    model, outputs.role_tokens[row, :tokens], outputs.role_sentences[row], example, n, kinds[n]
                )
                for n in range(sentences)
            )
            found[id(example)] = PredictedWindow(
                passage=example.passage,
                encoded=example.encoded,
                outputs=HeadOutputs(
                    kinds=kinds,
                    tags=arrays["tags"][row, :sentences],
                    document_roles=arrays["document_roles"][row, :sentences],
                    extent=arrays["extent"][row, :tokens],
                    persons=arrays["persons"][row, :tokens],
                    story=stories[row],
                ),
                roles=roles,
            )
    return [found[id(example)] for example in examples]


def predict_with_graph(model: TaggerModel, examples: Sequence[Example]) -> list[PredictedWindow]:
    """Return the predictions of the quantised graph that users run, in the order of the examples."""
    found: dict[int, PredictedWindow] = {}
    for number, tagged in model.tag([(example.encoded, example.passage.language) for example in examples]):
        kinds = tagged.outputs.kinds
        found[number] = PredictedWindow(
            passage=examples[number].passage,
            encoded=tagged.encoded,
            outputs=tagged.outputs,
            roles=tuple(
                None
                if kinds[sentence, 0] > MAX_EMPTY_PROBABILITY
                else tagged.score_roles(sentence, 1 + int(kinds[sentence, 1:7].argmax())).astype(np.float16)
                for sentence in range(len(kinds))
            ),
        )
    return [found[number] for number in range(len(examples))]


def _score_roles(
    model: StatementTagger,
    tokens: torch.Tensor,
    sentences: torch.Tensor,
    example: Example,
    sentence_number: int,
    kinds: FloatArray,
) -> FloatArray | None:
    if kinds[0] > MAX_EMPTY_PROBABILITY:
        return None
    kind = 1 + int(kinds[1:7].argmax())
    positions = torch.tensor([example.encoded.compute_positions(sentence_number)])
    with torch.no_grad():
        logits = model.score_roles(tokens[None], sentences[None, sentence_number], torch.tensor([kind]), positions)
    return np.asarray(logits.sigmoid()[0].numpy().astype(np.float16))


def decode_window(
    window: PredictedWindow, thresholds: Thresholds, publishers: Mapping[str, str]
) -> list[PredictedStatement]:
    """Return the statements of a window in the format of the scorer; `publishers` by document name."""
    return [to_predicted_statement(one, window, thresholds, publishers) for one in window.decode(thresholds)]


def find_role_candidates(
    statement: TaggedStatement, window: PredictedWindow, thresholds: Thresholds, publishers: Mapping[str, str]
) -> dict[str, tuple[RoleCandidate, ...]]:
    """Return the names of a decoded statement in the format of the pipeline, acronyms as printed."""
    name = publishers.get(window.passage.document)
    publisher = Publisher(names=(name,)) if name else None
    return {
        role: find_candidates(statement, role, window.encoded, publisher, thresholds.document_roles) for role in ROLES
    }


def to_predicted_statement(
    statement: TaggedStatement, window: PredictedWindow, thresholds: Thresholds, publishers: Mapping[str, str]
) -> PredictedStatement:
    """Return a decoded statement in the format of the scorer."""
    statement = add_implied_tags(add_printed_tags(statement, window.encoded, window.passage.language))
    tags: dict[str, list[str]] = {scheme: [] for scheme in TAG_SCHEMES}
    for scheme, id, _ in statement.tags:
        if scheme in tags:
            tags[scheme].append(id)
    candidates = find_role_candidates(statement, window, thresholds, publishers)
    return PredictedStatement(
        kind=statement.kind.value,
        quote=window.passage.text[statement.start : statement.end],
        roles={role: [one.ref.name for one in candidates[role]] for role in ROLES},
        tags=tags,
        tense=next((id for scheme, id, _ in statement.tags if scheme == "tense"), None),
        confidence=statement.probability,
    )


def group_by_passage(windows: Iterable[PredictedWindow]) -> dict[int, list[PredictedWindow]]:
    """Group the windows of each passage, by `id` of the passage."""
    groups: dict[int, list[PredictedWindow]] = {}
    for window in windows:
        groups.setdefault(id(window.passage), []).append(window)
    return groups
