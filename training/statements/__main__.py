"""Train the statement tagger: `python -m training.statements --corpora FOLDER`.

1. A network learns from three quarters of the labelled documents; thresholds, calibration and figures come from the
   rest. This network is what Palermo ships, so that the figures are its own.
2. The head for names of persons learns from its states, likewise.

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

import torch

from palermo.edition import Library
from palermo.extraction.tagger.tokenizer import SubwordTokenizer
from training.statements.cards import write_cards
from training.statements.datasets import Dataset, is_held_out, load_dataset
from training.statements.decided import compare_models, read_decided_documents
from training.statements.evaluation import (
    choose_person_thresholds,
    compute_person_figures,
    measure_statements,
    measure_test_set,
)
from training.statements.examples import Example, make_examples
from training.statements.export import compress_sentences, export_model
from training.statements.network import StatementTagger
from training.statements.person_head import PersonHead, encode_examples, fit_person_head, predict_persons
from training.statements.prediction import predict_windows
from training.statements.pretrained import load_pretrained
from training.statements.train import TrainingSettings, encode_sentences, fit_tagger
from training.statements.trimmed_vocabulary import load_kept_pieces, make_tokenizer

EPOCHS = 5
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

    learned = make_examples(dataset.training_passages, tokenizer)
    held_out = make_examples(dataset.held_out, tokenizer)
    torch.manual_seed(0)
    model = StatementTagger(pretrained, keep)
    _train_tagger(model, learned, tokenizer.pad, options.work / "tagger.pt", TrainingSettings(epochs=EPOCHS))
    windows = predict_windows(model, held_out, tokenizer.pad)
    settings, figures = measure_statements(windows, dataset.publishers)
    test = predict_windows(model, make_examples(dataset.test, tokenizer), tokenizer.pad)
    public = figures["public thresholds"]
    figures["test"] = measure_test_set(test, settings, public, dataset.publishers) if test else None
    _log_message(f"public thresholds, for src/palermo/statements/thresholds.py: kind {public[0]}, role {public[1]}")
    _log_message(f"held out: F1 {figures['f1']:.3f}, calibration error {figures['calibration error']:.3f}")
    persons = _train_person_head(model, dataset, tokenizer, options.work / "persons.pt")
    judged = make_examples(dataset.select_judged_persons(), tokenizer)
    found = predict_persons(persons, encode_examples(model, judged, tokenizer.pad))
    person_thresholds = choose_person_thresholds(judged, found)
    settings["persons"] = asdict(person_thresholds)
    named = compute_person_figures(judged, found, person_thresholds)
    _log_message(f"persons: {named}")

    vectors, kinds = encode_sentences(
        model, random.Random(0).sample(learned, min(len(learned), MAX_SIMILAR_WINDOWS)), tokenizer.pad
    )
    output = options.work / "candidate" if options.decisions else options.output
    output.mkdir(parents=True, exist_ok=True)
    version = export_model(model, persons, pretrained, keep, output, settings, compress_sentences(vectors, kinds))
    if options.decisions:
        left_out = [one for one in decided if is_held_out(one.name)]
        _log_message(compare_models(left_out, options.output, output))
        if not options.keep:
            _log_message(f"The model in use is unchanged; the new one is in {output}, and --keep uses it")
            return
        for path in output.iterdir():
            shutil.copyfile(path, options.output / path.name)
    measured = {"statements": figures, "persons": named}
    (options.work / "figures.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    write_cards(dataset, measured, version)


def _train_tagger(
    model: StatementTagger, examples: Sequence[Example], pad: int, path: Path, settings: TrainingSettings
) -> None:
    """Train the network, or load the checkpoint of a run before."""
    if path.exists():
        model.load_state_dict({name: value.float() for name, value in torch.load(path).items()})
        _log_message(f"{path}: taken from the checkpoint")
    else:
        fit_tagger(model, examples, pad, settings, _log_message)
        torch.save({name: value.to(torch.float16) for name, value in model.state_dict().items()}, path)
    model.eval()


def _train_person_head(model: StatementTagger, dataset: Dataset, tokenizer: SubwordTokenizer, path: Path) -> PersonHead:
    """Train the head on what is not kept for judging, or load the checkpoint of a run before."""
    size = model.word.embedding_dim
    head = PersonHead(size)
    if path.exists():
        head.load_state_dict(torch.load(path))
        return head.eval()
    examples = make_examples(dataset.select_person_passages(), tokenizer)
    head = fit_person_head(examples, encode_examples(model, examples, tokenizer.pad), size, _log_message)
    torch.save(head.state_dict(), path)
    return head


def _log_message(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
