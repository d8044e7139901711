"""Train the statement tagger: `python -m training.statements --corpora FOLDER`.

A network learns from all labelled documents but those that are held out, and then a head of it for names of persons.
Thresholds, calibration and figures come from the held-out documents; the test set gives figures of its own.

`--continue SET ...` goes on from the model in use: all layers learn from the passages of these label sets, and from a
random REPLAY_SHARE of the others, so that nothing is forgotten. `--decisions LIBRARY` does so with reviewed passages.
Without corpora only the heads learn, so that names of persons are found as before.

The network is kept in `--work`; a run that was killed goes on from there.
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
from palermo.extraction.tagger.model import SETTINGS_FILE, TaggerModel
from palermo.extraction.tagger.persons import PersonThresholds
from palermo.extraction.tagger.tokenizer import SubwordTokenizer
from training.statements.cards import write_cards
from training.statements.comparisons import measure_learning_curve, score_frozen_encoder, score_without_context
from training.statements.datasets import Dataset, is_left_out, load_dataset
from training.statements.decided import DECIDED_SET, DecidedDocument, compare_models, read_decided_documents
from training.statements.evaluation import (
    choose_person_thresholds,
    compute_person_figures,
    measure_statements,
    measure_test_set,
)
from training.statements.examples import Example, make_examples
from training.statements.export import compress_sentences, export_model, measure_peaks, write_settings
from training.statements.label_files import LabelledPassage
from training.statements.network import StatementTagger
from training.statements.person_head import HELD_OUT_PERSONS_SET, fit_person_head
from training.statements.prediction import predict_with_graph
from training.statements.pretrained import load_pretrained
from training.statements.shipped_network import load_shipped_network
from training.statements.train import TrainingSettings, continue_training, encode_sentences, fit_tagger
from training.statements.trimmed_vocabulary import load_kept_pieces, make_tokenizer

MAX_SIMILAR_WINDOWS = 3000
"""Windows of which the labelled sentences are kept, to name those that a statement reads like."""
MAX_PEAK_WINDOWS = 300
"""Windows on which the range of the inputs of each matrix is measured."""
REPLAY_SHARE = 0.25
WEIGHTS_FOLDER = Path(__file__).parents[2] / "src/palermo/extraction/tagger/weights"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all steps."""
    options = _parse_options(arguments)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    decided = list(read_decided_documents(Library(options.decisions))) if options.decisions else []
    dataset = load_dataset(options.corpora, options.documents, options.persons, decided)
    _log_message(dataset.summarise())
    pretrained, keep = load_pretrained(), load_kept_pieces()
    tokenizer = make_tokenizer(pretrained, keep)
    learned_sets = [DECIDED_SET] if decided else options.learned_sets
    if learned_sets:
        passages = _select_continued(dataset, learned_sets)
        model = load_shipped_network(options.output, pretrained, keep)
    else:
        passages = dataset.training_passages
        torch.manual_seed(0)
        model = StatementTagger(pretrained, keep)
    if not passages:
        sys.exit("There is no labelled passage to learn from: name more documents, or review more passages")
    examples = make_examples(passages, tokenizer)
    naming = make_examples(dataset.select_person_passages(), tokenizer)
    _train(model, examples, naming, tokenizer.pad, options.work / "network.pt", continued=bool(learned_sets))

    settings: dict[str, Any] = json.loads((options.output / SETTINGS_FILE).read_text(encoding="utf-8"))
    settings.pop("version", None)
    sample = random.Random(0).sample(examples, min(len(examples), MAX_SIMILAR_WINDOWS))
    vectors, kinds = encode_sentences(model, sample, tokenizer.pad)
    output = options.work / "candidate" if decided else options.output
    peaks = measure_peaks(model, sample[:MAX_PEAK_WINDOWS], tokenizer.pad)
    export_model(model, pretrained, keep, output, compress_sentences(vectors, kinds), peaks)
    measured = None
    if dataset.held_out:
        write_settings(output, settings)
        network = load_shipped_network(output, pretrained, keep)
        measured = _measure(TaggerModel(output), network, dataset, tokenizer, settings, continued=bool(learned_sets))
        if options.learning_curve:
            curve = measure_learning_curve(pretrained, keep, dataset, tokenizer, _log_message)
            measured["comparisons"].update(curve)
    version = write_settings(output, settings)
    if decided and not _replace_model(decided, options.output, output, keep=options.keep):
        return
    if measured:
        (options.work / "figures.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
        write_cards(dataset, measured, version)


def _parse_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training.statements", description=__doc__)
    parser.add_argument("--corpora", type=Path, help="folder with field/, statements/, ppb/, subject/")
    parser.add_argument(
        "--documents", type=Path, action="append", default=[], help="more folders of labelled documents"
    )
    parser.add_argument("--persons", type=Path, help="folder of texts that name persons")
    parser.add_argument(
        "--continue", dest="learned_sets", nargs="+", metavar="SET", help="label sets that the model in use learns from"
    )
    parser.add_argument("--decisions", type=Path, help="library whose reviewed statements the model in use learns from")
    parser.add_argument("--keep", action="store_true", help="with --decisions: use the new model, not only score it")
    parser.add_argument("--learning-curve", action="store_true", help="also train networks on a part of the passages")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="folder of the network and figures")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FOLDER, help="folder of the model that is written")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    return parser.parse_args(arguments)


def _select_continued(dataset: Dataset, learned_sets: Sequence[str]) -> list[LabelledPassage]:
    """Return the passages of some sets, and a random share of the others."""
    rng = random.Random(0)
    return [one for one in dataset.training_passages if one.set in learned_sets or rng.random() < REPLAY_SHARE]


def _train(
    model: StatementTagger,
    examples: Sequence[Example],
    naming: Sequence[Example],
    pad: int,
    path: Path,
    *,
    continued: bool,
) -> None:
    """Train the network and its head for names of persons, or load those of a run before."""
    if path.exists():
        model.load_state_dict(torch.load(path))
        _log_message(f"{path}: the network is taken from a run before; remove the file to train again")
    else:
        if continued:
            continue_training(model, examples, pad, TrainingSettings(), _log_message, heads_only=not naming)
        else:
            fit_tagger(model, examples, pad, TrainingSettings(), _log_message)
        if naming:
            fit_person_head(model, naming, pad, _log_message, continued=continued)
        torch.save(model.state_dict(), path)
    model.eval()


def _measure(
    shipped: TaggerModel,
    network: StatementTagger,
    dataset: Dataset,
    tokenizer: SubwordTokenizer,
    settings: dict[str, Any],
    *,
    continued: bool,
) -> dict[str, Any]:
    """Choose thresholds and calibration on held-out documents, put them into `settings`, and return the figures.

    Figures are those of the quantised graph that users run; `network` has the same weights, and is scored without
    context. A continued model keeps the thresholds for names of persons.
    """
    windows = predict_with_graph(shipped, make_examples(dataset.held_out, tokenizer))
    chosen, figures = measure_statements(windows, dataset.publishers, settings if continued else None)
    settings.update(chosen)
    public = figures["public thresholds"]
    _log_message(
        f"public thresholds, for src/palermo/statements/confirmation_thresholds.py: kind {public[0]}, role {public[1]}"
    )
    _log_message(f"held out: F1 {figures['f1']:.3f}, calibration error {figures['calibration error']:.3f}")
    test = predict_with_graph(shipped, make_examples(dataset.test, tokenizer))
    figures["test"] = measure_test_set(test, settings, public, dataset.publishers) if test else None
    judged = make_examples(dataset.select_judged_persons(), tokenizer)
    found = [window.outputs.persons for window in predict_with_graph(shipped, judged)]
    thresholds = PersonThresholds(**settings["persons"]) if continued else choose_person_thresholds(judged, found)
    settings["persons"] = asdict(thresholds)
    statement_thresholds = Thresholds(**settings["thresholds"])
    untrained = StatementTagger(load_pretrained(), load_kept_pieces())
    comparisons = {
        "tagger, without context": score_without_context(network, dataset, tokenizer, statement_thresholds),
        "mean of the pretrained encoder, logistic regression": score_frozen_encoder(untrained, dataset, tokenizer),
    }
    field = [number for number, one in enumerate(judged) if one.passage.set != HELD_OUT_PERSONS_SET]
    return {
        "statements": figures,
        "persons": compute_person_figures(judged, found, thresholds),
        "persons in the field": compute_person_figures(
            [judged[number] for number in field], [found[number] for number in field], thresholds
        ),
        "comparisons": comparisons,
    }


def _replace_model(decided: Sequence[DecidedDocument], current: Path, candidate: Path, *, keep: bool) -> bool:
    """Compare a new model with the one in use on decisions left out, and use it if a person said so."""
    _log_message(compare_models([one for one in decided if is_left_out(one.name)], current, candidate))
    if not keep:
        _log_message(f"The model in use is unchanged; the new one is in {candidate}, and --keep uses it")
        return False
    for path in candidate.iterdir():
        shutil.copyfile(path, current / path.name)
    return True


def _log_message(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
