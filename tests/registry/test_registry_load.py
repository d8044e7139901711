"""Tests of loading: errors in the YAML with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.errors import RegistryInvalid
from palermo.registry import OwnText, choose_own_text, load_registry
from palermo.registry.loader import REGISTRY_FILES

NAMES = "{en: A, fr: B, es: C, ar: D, ru: E, zh: F}"
GOOD = {
    "regions.yaml": f"""- id: "001"
  names: {NAMES}
- {{id: "002", within: "001", names: {NAMES}}}
- {{id: "202", within: "002", names: {NAMES}}}
- {{id: "142", within: "001", names: {NAMES}}}
""",
    "states.yaml": """- id: state:KEN
  alpha2: KE
  standing: member
  region: "002"
  subregion: "202"
  names: {en: Kenya, fr: Kenya, es: Kenya, ar: كينيا, ru: Кения, zh: 肯尼亚}
  matching: [Kenia]
- id: state:TZA
  alpha2: TZ
  standing: member
  region: "002"
  subregion: "202"
  names: {en: Tanzania, fr: Tanzanie, es: Tanzanía, ar: تنزانيا, ru: Танзания, zh: 坦桑尼亚}
""",
    "entities.yaml": """- id: icat
  acronym: ICAT
  kind: mechanism
  names: {en: Coordination Group}
  role: {en: Coordinates., fr: Coordonne.}
  sources: ["https://example.org/icat"]
  verified: true
""",
    "instruments.yaml": """- id: plan
  symbol: A/RES/64/293
  kind: resolution
  names: {en: Plan}
  date: "2010-07-30"
  organ: General Assembly
  entities: [icat]
  themes: [trafficking-in-persons]
  provisions:
    - number: "1"
      summary: {en: Act., fr: Agir., es: Actuar., ar: العمل., ru: Действовать., zh: 行动。}
      addressees: [states]
      sources: ["https://example.org/plan"]
      verified: true
    - {number: "2", summary: {en: Report., fr: B, es: C, ar: D, ru: E, zh: F}, addressees: [icat], verified: false}
  sources: ["https://example.org/plan"]
  verified: true
""",
    "publications.yaml": """- id: brief
  title: A brief
  kind: issue-brief
  date: "2016-12"
  publishers: [icat]
  languages: [en]
  digest: {en: On demand., fr: Sur la demande.}
  sources: ["https://example.org/brief"]
  verified: true
""",
    "partnerships.yaml": """- id: chair
  kind: co-chair
  name: {en: Chair, fr: Présidence}
  members: [icat]
  lead: icat
  states: [state:KEN]
  start: 2016
  end: 2017
  sources: ["https://example.org/chair"]
  verified: true
""",
    "timeline.yaml": """- id: t-2016
  date: "2016"
  kind: publication
  title: {en: First brief, fr: Première note}
  summary: {en: It came out., fr: Elle est parue.}
  entities: [icat]
  publications: [brief]
  sources: ["https://example.org/brief"]
  verified: true
""",
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(**changed: tuple[str, str]) -> Path:
        for name in REGISTRY_FILES:
            old, new = changed.get(name.removesuffix(".yaml"), ("", ""))
            assert old in GOOD[name]
            (tmp_path / name).write_text(GOOD[name].replace(old, new, 1) if old else GOOD[name], encoding="utf-8")
        return tmp_path

    return written


def test_a_folder_of_ones_own_is_loaded(write: Write) -> None:
    registry = load_registry(write())
    assert registry.get_label("state:TZA", "fr") == "Tanzanie"
    group = registry.entities["icat"]
    assert group.role == "Coordinates."
    assert choose_own_text(group.roles, "fr") == OwnText("Coordonne.", "fr")
    assert choose_own_text(group.roles, "zh") == OwnText("Coordinates.", "en")
    [chair], [first] = registry.partnerships, registry.timeline
    assert (registry.publications["brief"].digest, chair.name) == ("On demand.", "Chair")
    shown = [choose_own_text(texts, "fr").text for texts in (chair.names, first.titles, first.summaries)]
    assert shown == ["Présidence", "Première note", "Elle est parue."]
    assert registry.version != load_registry().version


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        ("states", "standing: member", "standing: member\n  continent: Africa", 4, "unknown key 'continent'"),
        ("states", "alpha2: KE", "alpha2: KE\n  alpha2: KE", 3, "is given twice"),
        ("states", "id: state:TZA", "id: state:KEN", 8, "is already in states.yaml, line 1"),
        ("states", ", zh: 肯尼亚}", "}", 6, "no 'zh' in names"),
        ("states", 'region: "002"', 'region: "999"', 4, "not in regions.yaml"),
        ("states", 'region: "002"', 'region: "142"', 5, "does not lie within"),
        ("states", "standing: member", "standing: king", 3, "there is no"),
        ("states", "matching: [Kenia]", "matching: Kenia", 7, "list of texts"),
        ("states", "en: Tanzania", "en: Kenya", 8, "already a name of state:KEN"),
        ("states", "alpha2: KE", "alpha2: [KE", 3, "not YAML"),
        ("states", "id: state:KEN", "id: KEN", 1, "alpha-3"),
        ("states", "names: {en: Kenya", "names: {de: Kenia, en: Kenya", 6, "unknown key 'de'"),
        ("entities", "kind: mechanism", "kind: club", 3, "there is no"),
        ("entities", "verified: true", "verified: perhaps", 7, "true or false"),
        ("entities", 'sources: ["https://example.org/icat"]', "sources: []", 7, "needs a source"),
        ("entities", "role: {en: Coordinates., fr: Coordonne.}", "role: Coordinates.", 5, "must be a mapping"),
        ("entities", "en: Coordinates., ", "", 5, "no 'en' in role"),
        ("entities", "fr: Coordonne.", "fr: ''", 5, "must be a text"),
        ("entities", "fr: Coordonne.", "de: Koordiniert.", 5, "unknown key 'de'"),
        ("entities", "names: {en: Coordination Group}", "names: {fr: Groupe}", 4, "no 'en' in names"),
        ("instruments", "kind: resolution", "kind: song", 3, "there is no"),
        ("instruments", "names: {en: Plan}", "names: {fr: Plan}", 4, "no 'en' in names"),
        ("instruments", '"2010-07-30"', '"2010-02-30"', 5, "is no date"),
        ("instruments", '"2010-07-30"', '"30 July 2010"', 5, "is no date"),
        ("instruments", "entities: [icat]", "entities: [ikat]", 7, "'ikat' is not in entities.yaml"),
        ("instruments", "themes: [trafficking-in-persons]", "themes: [traffic]", 8, "is not in themes.yaml"),
        ("instruments", "addressees: [states]", "addressees: [kings]", 12, "is not in audiences.yaml or entities"),
        ("instruments", 'number: "2"', 'number: "1"', 15, "is already in line 10"),
        ("instruments", "id: plan", "id: icat", 1, "is already in entities.yaml"),
        ("publications", "kind: issue-brief", "kind: poem", 3, "there is no"),
        ("publications", "publishers: [icat]", "publishers: [nobody]", 5, "is not in entities.yaml"),
        ("publications", 'sources: ["https://example.org/brief"]', "sources: []", 9, "needs a source"),
        ("publications", "en: On demand., ", "", 7, "no 'en' in digest"),
        ("partnerships", "en: Chair, ", "", 3, "no 'en' in name"),
        ("timeline", "title: {en: First brief, fr: Première note}", "title: First brief", 4, "must be a mapping"),
        ("timeline", "fr: Elle est parue.", "de: Sie ist erschienen.", 5, "unknown key 'de'"),
        ("partnerships", "lead: icat", "lead: nobody", 5, "is not in entities.yaml"),
        ("partnerships", "[state:KEN]", "[state:XXX]", 6, "is not in states.yaml"),
        ("partnerships", "end: 2017", "end: 2015", 8, "before it starts"),
        ("partnerships", "start: 2016", "start: May", 7, "must be a year"),
        ("timeline", "publications: [brief]", "publications: [letter]", 7, "is not in publications.yaml"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    write: Write, file: str, old: str, new: str, line: int, words: str
) -> None:
    with pytest.raises(RegistryInvalid) as caught:
        load_registry(write(**{file: (old, new)}))
    assert words in str(caught.value)
    if words != "not YAML":
        assert f"{file}.yaml, line {line}" in str(caught.value)


def test_a_folder_without_the_files_is_said(tmp_path: Path) -> None:
    with pytest.raises(RegistryInvalid, match=r"regions\.yaml: cannot be read"):
        load_registry(tmp_path / "nowhere")


def test_a_file_that_is_no_list_is_said(write: Write) -> None:
    folder = write()
    (folder / "entities.yaml").write_text("id: icat\n", encoding="utf-8")
    with pytest.raises(RegistryInvalid, match="must be a list"):
        load_registry(folder)
    (folder / "entities.yaml").write_text("- icat\n", encoding="utf-8")
    with pytest.raises(RegistryInvalid, match="must be a mapping"):
        load_registry(folder)


def test_the_registry_is_loaded_once() -> None:
    assert load_registry() is load_registry()
