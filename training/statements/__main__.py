"""Train the statement tagger: `python -m training.statements --corpora FOLDER`.

1. A network learns from three quarters of the labelled documents; thresholds, calibration and figures come from the
   rest. This network is what Palermo ships, so that the figures are its own.
2. The head for names of persons learns from its states, likewise.

Checkpoints are kept in `--work`; a run that was killed goes on from them.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from palermo.extraction.tagger.tokenizer import SubwordTokenizer
from training.statements.cards import write_cards
from training.statements.datasets import Dataset, load_dataset
from training.statements.examples import Example, make_examples
from training.statements.export import compress_sentences, export_model
from training.statements.figures import choose_person_thresholds, measure_statements, person_figures
from training.statements.network import StatementTagger
from training.statements.persons import PersonHead, encode_examples, fit_person_head, predict_persons
from training.statements.prediction import predict_windows
from training.statements.pretrained import load_pretrained
from training.statements.train import Settings, encode_sentences, fit
from training.statements.vocabulary import kept_pieces, make_tokenizer

EPOCHS = 5
SIMILAR = 3000
"""Windows of which the labelled sentences are kept, to name those that a statement reads like."""
WEIGHTS = Path(__file__).parents[2] / "src/palermo/extraction/tagger/weights"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(prog="training.statements", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with field/, statements/, ppb/, subject/")
    parser.add_argument(
        "--documents", type=Path, action="append", default=[], help="more folders of labelled documents"
    )
    parser.add_argument("--persons", type=Path, help="folder of passages that name persons")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="folder of checkpoints and figures")
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="folder of the model that is written")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    dataset = load_dataset(options.corpora, options.documents, options.persons)
    _log(dataset.summary())
    pretrained, keep = load_pretrained(), kept_pieces()
    tokenizer = make_tokenizer(pretrained, keep)

    learned = make_examples(dataset.training, tokenizer)
    held_out = make_examples(dataset.held_out, tokenizer)
    torch.manual_seed(0)
    model = StatementTagger(pretrained, keep)
    _fit(model, learned, tokenizer.pad, options.work / "tagger.pt", Settings(epochs=EPOCHS))
    windows = predict_windows(model, held_out, tokenizer.pad)
    settings, figures = measure_statements(windows, dataset.publishers)
    _log(f"held out: F1 {figures['f1']:.3f}, calibration error {figures['calibration error']:.3f}")
    persons = _persons(model, dataset, tokenizer, options.work / "persons.pt")
    judged = make_examples(dataset.judged_persons(), tokenizer)
    found = predict_persons(persons, encode_examples(model, judged, tokenizer.pad))
    person_thresholds = choose_person_thresholds(judged, found)
    settings["persons"] = asdict(person_thresholds)
    named = person_figures(judged, found, person_thresholds)
    _log(f"persons: {named}")

    vectors, kinds = encode_sentences(
        model, random.Random(0).sample(learned, min(len(learned), SIMILAR)), tokenizer.pad
    )
    version = export_model(
        model, persons, pretrained, keep, options.output, settings, compress_sentences(vectors, kinds)
    )
    measured = {"statements": figures, "persons": named}
    (options.work / "figures.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    write_cards(dataset, measured, version)


def _fit(model: StatementTagger, examples: Sequence[Example], pad: int, path: Path, settings: Settings) -> None:
    """Train the network, or load the checkpoint of a run before."""
    if path.exists():
        model.load_state_dict({name: value.float() for name, value in torch.load(path).items()})
        _log(f"{path}: taken from the checkpoint")
    else:
        fit(model, examples, pad, settings, _log)
        torch.save({name: value.to(torch.float16) for name, value in model.state_dict().items()}, path)
    model.eval()


def _persons(model: StatementTagger, dataset: Dataset, tokenizer: SubwordTokenizer, path: Path) -> PersonHead:
    """Train the head on what is not kept for judging, or load the checkpoint of a run before."""
    size = model.word.embedding_dim
    head = PersonHead(size)
    if path.exists():
        head.load_state_dict(torch.load(path))
        return head.eval()
    examples = make_examples(dataset.person_passages(), tokenizer)
    head = fit_person_head(examples, encode_examples(model, examples, tokenizer.pad), size, _log)
    torch.save(head.state_dict(), path)
    return head


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
