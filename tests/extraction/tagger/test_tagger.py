"""The shipped tagger on sentences of ours: what it finds, where, by whom; and files that are missing or damaged."""

import json
import shutil
import time
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import yaml

from palermo import extraction
from palermo.errors import ModelInvalid
from palermo.extraction import document_extraction
from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.decoding import Thresholds, decode_names, decode_statements
from palermo.extraction.tagger.inputs import MAX_PASSAGE_TOKENS, EncodedPassage, encode_passage
from palermo.extraction.tagger.label_alignment import UNLEARNT_TAG_PROBABILITY
from palermo.extraction.tagger.model import SETTINGS_FILE, TaggerModel, load_shipped_model
from palermo.extraction.tagger.model_outputs import InputSegment
from palermo.extraction.tagger.printed_words import expand_to_words, group_words
from palermo.extraction.tagger.tag_support import add_printed_tags
from palermo.extraction.tagger.tagged_statements import is_readable
from palermo.statements import Masthead, Statement, StatementKind
from passage_factory import make_passages
from tagger_factory import encode

WEIGHTS = Path(str(files("palermo.extraction.tagger") / "weights"))
SENTENCES = Path(__file__).parents[1] / "sentences"
MIN_RIGHT = 0.45
"""Share of sentences of ours, each language, that are read as their kind: a floor, and no measure of quality."""


def extract(*texts: str, language: str = "en", masthead: Masthead | None = None) -> tuple[Statement, ...]:
    return extraction.extract(make_passages(*texts, language=language), masthead or Masthead()).statements


def test_quotes_stand_where_their_locators_say() -> None:
    passages = make_passages("# Report", "The Ministry of Justice trained 40 judges in 2021. It rained.")
    by_id = {passage.id: passage.text for passage in passages}
    found = extraction.extract(passages, Masthead()).statements
    assert found
    for one in found:
        assert by_id[one.locator.passage][one.locator.start : one.locator.end] == one.quote


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("The call of ICAT noted it.", "CAT not", "ICAT noted"),
        ("يرى النداء أن أصواتهم تحسن الوقاية.", "داء أن", "النداء أن"),
        ("文件说该区域有人被迫犯罪。", "区域有人", "区域有人"),
        ("Cases rose", "Cases rose", "Cases rose"),
    ],
)
def test_a_quote_has_whole_words(text: str, part: str, expected: str) -> None:
    start = text.index(part)
    first, last = expand_to_words(text, start, start + len(part))
    assert text[first:last] == expected


@pytest.mark.parametrize("dots", [" " + "." * 40 + " 12", " . . . . . . . 12", " ………… 12"])
def test_lines_of_a_table_of_contents_state_nothing(dots: str) -> None:
    line = "Training of forty judges on the identification of victims of trafficking by the Ministry of Justice"
    assert not is_readable(make_passages(f"{line}{dots}")[0])
    assert is_readable(make_passages(f"{line} ... 12 judges")[0])
    passages = make_passages("The following recommendations were made:", f"- Train forty judges{dots}")
    assert extraction.extract_by_rules(passages, Masthead()).statements == ()


def test_a_long_run_of_dots_takes_no_time() -> None:
    started_at = time.process_time()
    assert not is_readable(make_passages("Budget " + "." * 20_000 + " none")[0])
    assert time.process_time() - started_at < 3


def test_a_printed_subject_is_the_actor() -> None:
    (one,) = extract(
        "The Ministry of Justice trained 40 judges on the identification of victims of trafficking in 2021."
    )
    assert one.kind is StatementKind.ACTIVITY
    assert [(ref.name, ref.source) for ref in one.actors] == [("Ministry of Justice", "quote")]
    assert one.tense == "done"


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The US funded three shelters for victims of trafficking in 2019.", {"US"}),
        ("In 2019 the WHO trained 40 nurses to identify victims of trafficking.", {"WHO"}),
        (
            "The Government or a Provincial Government shall provide shelter to victims of trafficking.",
            {"Government", "Provincial Government"},
        ),
        ("The police and the border police identified 30 victims of trafficking.", {"police", "border police"}),
    ],
)
def test_acronyms_like_pronouns_and_listed_names_within_others_act(text: str, actors: set[str]) -> None:
    (one,) = extract(text)
    assert {ref.name for ref in one.actors} == actors


@pytest.mark.parametrize("count", [35, 38, 40, 42])
def test_a_name_in_a_heading_is_whole_where_the_model_reads_a_part_of_it(count: int) -> None:
    name = "Example Anti-Slavery Leadership Group"
    heading = f"{' '.join(['well'] * count)} {name} roles"
    encoded = encode("Promoting awareness", headings=(heading,))
    first = heading.index(name)
    likely = [
        (segment == InputSegment.HEADINGS and first <= start < end <= first + len(name), False)
        for segment, start, end in zip(encoded.segments, encoded.starts, encoded.ends, strict=True)
    ]
    scores = np.array(likely, dtype=np.float32)
    (found,) = decode_names(encoded, scores, group_words(encoded), "actors", Thresholds())
    assert found.name == name


def test_an_item_has_the_addressee_of_its_introduction() -> None:
    found = extract(
        "# Recommendations", "The Government of Exampleland should:", "- Ratify the Protocol without delay."
    )
    (one,) = [statement for statement in found if statement.quote.startswith("Ratify")]
    assert one.kind is StatementKind.RECOMMENDATION
    assert any("Government of Exampleland" in ref.name for ref in one.addressees)


def test_who_continues_to_request_support_asks_for_nothing_in_the_text() -> None:
    found = extract("The Committee will continue to request support from States and to call upon them to cooperate.")
    assert found
    assert StatementKind.RECOMMENDATION not in {one.kind for one in found}


def test_reasons_add_up_to_the_confidence() -> None:
    found = extract("The Board of Examples urges all States to fund shelters for survivors of trafficking.")
    assert found
    for one in found:
        assert sum(reason.weight for reason in one.why) == pytest.approx(one.confidence)
        assert any("most similar labelled sentences" in reason.feature for reason in one.why)


def test_two_runs_give_the_same() -> None:
    texts = ("The fund supported 12 shelters in 2020.", "Poverty exposes children to exploitation.")
    assert extract(*texts) == extract(*texts)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_sentences_of_ours_are_read_as_their_kind(language: str) -> None:
    model = load_shipped_model()
    rows: dict[str, list[str]] = yaml.safe_load((SENTENCES / f"{language}.yaml").read_text(encoding="utf-8"))
    windows: list[tuple[EncodedPassage, str]] = []
    wanted: list[str] = []
    for kind, sentences in rows.items():
        for sentence in sentences:
            text = sentence.rpartition("] ")[2]
            windows += [(one, language) for one in encode_passage(text, PassageContext(), model.tokenizer)]
            wanted += [kind] * (len(windows) - len(wanted))
    right = 0
    for number, window in model.tag(windows):
        found = decode_statements(window.encoded, window.outputs, window.score_roles, model.settings.thresholds)
        kinds = {one.kind.value for one in found} or {"nothing"}
        right += wanted[number] in kinds
    assert right / len(windows) >= MIN_RIGHT


@pytest.mark.slow
def test_a_passage_of_100_000_characters_is_read_in_windows() -> None:
    model = load_shipped_model()
    text = "The centre trained judges in the capital. " * 2400
    windows = list(encode_passage(text, PassageContext(), model.tokenizer))
    assert len(windows) > 10
    assert all(len(window.ids) <= MAX_PASSAGE_TOKENS + 200 for window in windows)
    assert windows[-1].sentences[-1][1] == len(text.rstrip())


@pytest.mark.parametrize(
    "text",
    [
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u202eabc\u202c and ﷽ in one",
        "l1ke 0CR n0ise ~~ ^^ |||| ..... ;;;;",
        "Die Polizei befreite zwölf Frauen aus einer Fabrik.",
    ],
)
def test_odd_text_breaks_nothing(text: str) -> None:
    assert isinstance(extract(text), tuple)


def test_a_language_outside_the_six_is_not_read() -> None:
    assert extract("Die Polizei befreite zwölf Frauen aus einer Fabrik in der Stadt.", language="de") == ()


def test_rules_alone_read_lists_and_no_prose() -> None:
    passages = make_passages("The Ministry of Justice trained 40 judges in 2021.")
    assert extraction.extract_by_rules(passages, Masthead()).statements == ()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))


@pytest.mark.parametrize("name", ["tagger.onnx", "embeddings.npz", "settings.json"])
def test_a_missing_or_damaged_file_is_said(copied: Path, name: str) -> None:
    (copied / name).write_bytes(b"damaged")
    with pytest.raises(ModelInvalid, match="cannot be read"):
        TaggerModel(copied)
    (copied / name).unlink()
    with pytest.raises(ModelInvalid, match=r"cannot be read|has no model"):
        TaggerModel(copied)


def test_a_model_without_thresholds_is_refused(copied: Path) -> None:
    settings = json.loads((copied / SETTINGS_FILE).read_text(encoding="utf-8"))
    del settings["thresholds"]
    (copied / SETTINGS_FILE).write_text(json.dumps(settings), encoding="utf-8")
    with pytest.raises(ModelInvalid):
        TaggerModel(copied)


def read_labels(folder: Path, name: str) -> list[str]:
    labels: list[str] = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))[name]
    return labels


def change_labels(folder: Path, **labels: list[str]) -> TaggerModel:
    path = folder / SETTINGS_FILE
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | labels), encoding="utf-8")
    return TaggerModel(folder)


def test_a_tag_that_the_model_has_not_learnt_is_found_by_its_terms(copied: Path) -> None:
    known = [label.replace("/organ-removal", "/withdrawn") for label in read_labels(copied, "tags")]
    model = change_labels(copied, tags=known)
    text = "The Ministry of Health supported victims of organ removal in 2021."
    (window,) = encode_passage(text, PassageContext(), model.tokenizer)
    ((_, tagged),) = model.tag([(window, "en")])
    (one,) = decode_statements(window, tagged.outputs, tagged.score_roles, model.settings.thresholds)
    weak = {tag[:2]: tag[2] for tag in one.weak_tags}
    assert weak["exploitation", "organ-removal"] == pytest.approx(UNLEARNT_TAG_PROBABILITY)
    assert ("exploitation", "organ-removal") in {tag[:2] for tag in add_printed_tags(one, window, "en").tags}


def test_a_kind_that_the_model_has_not_learnt_is_not_found(copied: Path) -> None:
    known = ["withdrawn" if name == "activity" else name for name in read_labels(copied, "classes")]
    model = change_labels(copied, classes=known)
    (window,) = encode_passage("The Ministry of Justice trained 40 judges in 2021.", PassageContext(), model.tokenizer)
    ((_, tagged),) = model.tag([(window, "en")])
    found = decode_statements(window, tagged.outputs, tagged.score_roles, model.settings.thresholds)
    assert StatementKind.ACTIVITY not in {one.kind for one in found}


def test_a_model_that_names_other_labels_than_it_has_is_refused(copied: Path) -> None:
    with pytest.raises(ModelInvalid, match="its settings name 1 and 8"):
        change_labels(copied, tags=["themes/child-protection"])


def test_without_a_model_rules_are_used_and_it_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> TaggerModel:
        raise ModelInvalid("weights", "the model of the statement tagger cannot be read")

    monkeypatch.setattr(document_extraction, "load_shipped_model", fail)
    extraction.load_tagger.cache_clear()
    try:
        assert extract("The Ministry of Justice trained 40 judges in 2021.") == ()
        assert extract("The Ministry of Justice trained 40 judges in 2022.") == ()
        assert caplog.text.count("rules alone") == 1
        assert "tagger" not in extraction.compute_version()
    finally:
        extraction.load_tagger.cache_clear()
