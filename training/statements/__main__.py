"""Train the statement tagger: `python -m training.statements --corpora FOLDER`.

1. A network learns from three quarters of the labelled documents; thresholds, calibration and figures come from the
   rest. A head for names of persons learns from its states, likewise.
2. A second network, and a head of its own, learn from all labelled documents. They are what Palermo ships; the test
   set, which neither network learns from, gives their own figures.

Checkpoints are kept in `--work`; a run that was killed goes on from them.
"""

import argparse
import json
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from palermo.edition import Library
from palermo.extraction.tagger.decoding import Thresholds
from palermo.extraction.tagger.tokenizer import SubwordTokenizer
from training.statements.cards import write_cards
from training.statements.comparisons import score_frozen_encoder, score_without_context
from training.statements.datasets import Dataset, is_held_out, load_dataset
from training.statements.decided import DECIDED_SET, DecidedDocument, compare_models, read_decided_documents
from training.statements.evaluation import (
    choose_person_thresholds,
    compute_person_figures,
    measure_statements,
    measure_test_set,
)
from training.statements.examples import Example, make_examples
from training.statements.export import compress_sentences, export_model
from training.statements.labels import LabelledPassage
from training.statements.network import StatementTagger
from training.statements.person_head import PersonHead, encode_examples, fit_person_head, predict_persons
from training.statements.prediction import predict_windows
from training.statements.pretrained import PretrainedEncoder, load_pretrained
from training.statements.train import TrainingSettings, encode_sentences, fit_tagger
from training.statements.trimmed_vocabulary import load_kept_pieces, make_tokenizer

MAX_SIMILAR_WINDOWS = 3000
"""Windows of which the labelled sentences are kept, to name those that a statement reads like."""
WEIGHTS_FOLDER = Path(__file__).parents[2] / "src/palermo/extraction/tagger/weights"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(prog="training.statements", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with field/, statements/, ppb/, subject/")
    parser.add_argument(
        "--documents", type=Path, action="append", default=[], help="more folders of labelled documents"
    )
    parser.add_argument("--persons", type=Path, help="folder of passages that name persons")
    parser.add_argument("--decisions", type=Path, help="library whose reviewed statements are learnt from, too")
    parser.add_argument("--keep", action="store_true", help="with --decisions: use the new model, not only score it")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="folder of checkpoints and figures")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FOLDER, help="folder of the model that is written")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    decided = list(read_decided_documents(Library(options.decisions))) if options.decisions else []
    dataset = load_dataset(options.corpora, options.documents, options.persons, decided)
    _log_message(dataset.summarise())
    pretrained, keep = load_pretrained(), load_kept_pieces()
    tokenizer = make_tokenizer(pretrained, keep)

    run = _TrainingRun(dataset, tokenizer, pretrained, keep, options.work)
    settings, figures, persons, comparisons = run.measure()
    passages = [one for one in dataset.passages if one.set != DECIDED_SET or not is_held_out(one.document)]
    model, head, learned = run.train(passages, dataset.select_person_passages(with_held_out=True), "shipped")
    test = predict_windows(model, make_examples(dataset.test, tokenizer), tokenizer.pad)
    public = figures["public thresholds"]
    figures["test"] = measure_test_set(test, settings, public, dataset.publishers) if test else None

    sample = random.Random(0).sample(learned, min(len(learned), MAX_SIMILAR_WINDOWS))
    vectors, kinds = encode_sentences(model, sample, tokenizer.pad)
    output = options.work / "candidate" if options.decisions else options.output
    output.mkdir(parents=True, exist_ok=True)
    version = export_model(model, head, pretrained, keep, output, settings, compress_sentences(vectors, kinds))
    if options.decisions and not _replace_model(decided, options.output, output, keep=options.keep):
        return
    measured = {"statements": figures, "persons": persons, "comparisons": comparisons}
    (options.work / "figures.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    write_cards(dataset, measured, version)


def _replace_model(decided: Sequence[DecidedDocument], current: Path, candidate: Path, *, keep: bool) -> bool:
    """Compare a new model with the current one on held-out decisions, and install it if `keep` is set."""
    _log_message(compare_models([one for one in decided if is_held_out(one.name)], current, candidate))
    if not keep:
        _log_message(f"The model in use is unchanged; the new one is in {candidate}, and --keep uses it")
        return False
    for path in candidate.iterdir():
        shutil.copyfile(path, current / path.name)
    return True


class _TrainingRun:
    """Trains networks on parts of a dataset, with checkpoints in a folder."""

    def __init__(
        self,
        dataset: Dataset,
        tokenizer: SubwordTokenizer,
        pretrained: PretrainedEncoder,
        piece_ids: list[int],
        folder: Path,
    ) -> None:
        self._dataset, self._tokenizer, self._folder = dataset, tokenizer, folder
        self._pretrained, self._piece_ids = pretrained, piece_ids

    def train(
        self, passages: Sequence[LabelledPassage], person_passages: Sequence[LabelledPassage], name: str
    ) -> tuple[StatementTagger, PersonHead, list[Example]]:
        """Return a network, its head for names of persons, and the windows on which the network was trained."""
        examples = make_examples(passages, self._tokenizer)
        torch.manual_seed(0)
        model = StatementTagger(self._pretrained, self._piece_ids)
        _train_tagger(model, examples, self._tokenizer.pad, self._folder / f"{name}.pt", TrainingSettings())
        naming = make_examples(person_passages, self._tokenizer)
        head = _train_person_head(model, naming, self._tokenizer.pad, self._folder / f"{name}-persons.pt")
        return model, head, examples

    def measure(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, float]]:
        """Return settings, figures of statements and of persons, and comparisons, on held-out documents."""
        dataset, tokenizer = self._dataset, self._tokenizer
        model, head, _ = self.train(dataset.training_passages, dataset.select_person_passages(), "measured")
        windows = predict_windows(model, make_examples(dataset.held_out, tokenizer), tokenizer.pad)
        settings, figures = measure_statements(windows, dataset.publishers)
        public = figures["public thresholds"]
        _log_message(f"public thresholds, for src/palermo/statements/thresholds.py: kind {public[0]}, role {public[1]}")
        _log_message(f"held out: F1 {figures['f1']:.3f}, calibration error {figures['calibration error']:.3f}")
        judged = make_examples(dataset.select_judged_persons(), tokenizer)
        found = predict_persons(head, encode_examples(model, judged, tokenizer.pad))
        thresholds = choose_person_thresholds(judged, found)
        settings["persons"] = asdict(thresholds)
        statement_thresholds = Thresholds(**settings["thresholds"])
        untrained = StatementTagger(self._pretrained, self._piece_ids)
        comparisons = {
            "tagger, without context": score_without_context(model, dataset, tokenizer, statement_thresholds),
            "mean of the pretrained encoder, logistic regression": score_frozen_encoder(untrained, dataset, tokenizer),
        }
        return settings, figures, compute_person_figures(judged, found, thresholds), comparisons


def _train_tagger(
    model: StatementTagger, examples: Sequence[Example], pad: int, path: Path, settings: TrainingSettings
) -> None:
    """Train the network, or load the checkpoint of an earlier run."""
    if path.exists():
        model.load_state_dict({name: value.float() for name, value in torch.load(path).items()})
        _log_message(f"{path}: taken from the checkpoint")
    else:
        fit_tagger(model, examples, pad, settings, _log_message)
        torch.save({name: value.to(torch.float16) for name, value in model.state_dict().items()}, path)
    model.eval()


def _train_person_head(model: StatementTagger, examples: Sequence[Example], pad: int, path: Path) -> PersonHead:
    """Train the head, or load the checkpoint of an earlier run."""
    size = model.word.embedding_dim
    if path.exists():
        head = PersonHead(size)
        head.load_state_dict(torch.load(path))
        return head.eval()
    head = fit_person_head(examples, encode_examples(model, examples, pad), size, _log_message)
    torch.save(head.state_dict(), path)
    return head


def _log_message(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
