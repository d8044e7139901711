"""Tests of States: UN names, usual names, and names that are easily confused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.languages import LABELLED_LANGUAGES
from palermo.registry import NameMatch, State, load_registry
from palermo.registry.name_keys import build_name_key, is_acronym
from palermo.statements import RefType

REGISTRY = load_registry()
STATES = sorted(REGISTRY.states.values(), key=lambda state: state.id)


def code(name: str) -> str | None:
    """ISO code of the State that a name names."""
    state = REGISTRY.find_state(name)
    return state.alpha3 if state else None


def test_the_states_of_the_united_nations_are_all_there() -> None:
    statuses = [state.un_status for state in STATES]
    assert statuses.count("member") == 193
    assert {s.alpha3 for s in STATES if s.un_status == "observer"} == {"VAT", "PSE"}
    assert {s.alpha3 for s in STATES if s.un_status == "non-member"} == {"COK", "NIU"}
    assert len({s.alpha2 for s in STATES}) == len(STATES)


def test_every_state_has_six_names_and_its_place_in_m49() -> None:
    for state in STATES:
        assert tuple(state.names) == LABELLED_LANGUAGES, state.id
        assert all(name == name.strip() for name in state.names.values()), state.id
        assert REGISTRY.regions[state.subregion].within == state.region, state.id
        assert REGISTRY.regions[state.region].within == "001", state.id
        if state.intermediate:
            assert REGISTRY.regions[state.intermediate].within == state.subregion, state.id


def test_every_name_of_a_state_finds_it() -> None:
    for state in STATES:
        for name in (*state.names.values(), *state.matching):
            assert REGISTRY.match_name(name, RefType.STATE) == NameMatch(id=state.id, type=RefType.STATE), name


@pytest.mark.parametrize(
    ("id", "language", "name"),
    [
        ("state:BOL", "en", "Bolivia (Plurinational State of)"),
        ("state:CIV", "en", "Côte d’Ivoire"),
        ("state:COD", "fr", "République démocratique du Congo"),
        ("state:CZE", "es", "Chequia"),
        ("state:GBR", "en", "United Kingdom of Great Britain and Northern Ireland"),
        ("state:HKG", "en", "China, Hong Kong Special Administrative Region"),
        ("state:IRN", "es", "Irán (República Islámica del)"),
        ("state:KOR", "en", "Republic of Korea"),
        ("state:MKD", "en", "North Macedonia"),
        ("state:NLD", "en", "Netherlands (Kingdom of the)"),
        ("state:PRK", "en", "Democratic People’s Republic of Korea"),
        ("state:PSE", "ar", "دولة فلسطين"),
        ("state:RUS", "ru", "Российская Федерация"),
        ("state:SWZ", "en", "Eswatini"),
        ("state:SYR", "zh", "阿拉伯叙利亚共和国"),
        ("state:TUR", "en", "Türkiye"),
        ("state:USA", "fr", "États-Unis d’Amérique"),
        ("state:VNM", "en", "Viet Nam"),
    ],
)
def test_names_for_showing_are_those_of_the_united_nations(id: str, language: str, name: str) -> None:
    assert REGISTRY.get_label(id, language) == name


def test_names_of_politics_are_not_shown_as_states() -> None:
    assert "state:TWN" not in REGISTRY.states
    assert code("Taiwan") is None
    assert code("Kosovo") is None
    assert code("Republic of China") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("UK", "GBR"),
        ("U.K.", "GBR"),
        ("the Netherlands", "NLD"),
        ("Czech Republic", "CZE"),
        ("Swaziland", "SWZ"),
        ("Libyan Arab Jamahiriya", "LBY"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Russia", "RUS"),
        ("Islamic Republic of Iran", "IRN"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Cape Verde", "CPV"),
        ("South Korea", "KOR"),
        ("DPRK", "PRK"),
        ("DRC", "COD"),
        ("Lao PDR", "LAO"),
        ("Burma", "MMR"),
        ("UAE", "ARE"),
        ("Palestine", "PSE"),
        ("Vietnam", "VNM"),
        ("Viet-Nam", "VNM"),
        ("Cote d’ Ivoire", "CIV"),
        ("COTE D'IVOIRE", "CIV"),
        ("Republic of Kenya", "KEN"),
        ("Kingdom of Spain", "ESP"),
        ("St. Lucia", "LCA"),
        ("l’Allemagne", "DEU"),
        ("Royaume-Uni", "GBR"),
        ("los Países Bajos", "NLD"),
        ("EE.UU.", "USA"),
        ("Соединенные Штаты", "USA"),
        ("Республика Корея", "KOR"),
        ("بوليفيا (دولة - المتعددة القوميات)", "BOL"),
        ("إيران", "IRN"),
        ("朝鲜", "PRK"),
        ("英国", "GBR"),
    ],
)
def test_usual_names_are_matched(name: str, expected: str) -> None:
    assert code(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Iran", "IRN"),
        ("Iraq", "IRQ"),
        ("Australia", "AUS"),
        ("Austria", "AUT"),
        ("Slovakia", "SVK"),
        ("Slovenia", "SVN"),
        ("Mauritania", "MRT"),
        ("Mauritius", "MUS"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Republic of Korea", "KOR"),
        ("Democratic People’s Republic of Korea", "PRK"),
        ("Congo", "COG"),
        ("Republic of the Congo", "COG"),
        ("Democratic Republic of Congo", "COD"),
        ("Congo (the Democratic Republic of the)", "COD"),
        ("Congo (Kinshasa)", "COD"),
        ("刚果", "COG"),
        ("刚果民主共和国", "COD"),
        ("Ireland", "IRL"),
        ("Iceland", "ISL"),
        ("Gambia", "GMB"),
        ("Zambia", "ZMB"),
        ("Sudan", "SDN"),
        ("South Sudan", "SSD"),
        ("Samoa", "WSM"),
        ("American Samoa", "ASM"),
        ("多米尼克", "DMA"),
        ("多米尼加", "DOM"),
    ],
)
def test_confusable_names_stay_apart(name: str, expected: str) -> None:
    assert code(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Korea",
        "Austrlia",
        "Slovekia",
        "Irceland",
        "Irann",
        "Dominican",
        "Nigerian",
        "Siberia",
        "us",
        "Members",
        "",
        "—",
    ],
)
def test_a_name_that_could_be_several_or_none_is_left_alone(name: str) -> None:
    assert code(name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Phillipines", "PHL"),
        ("Kazahkstan", "KAZ"),
        ("Switzeland", "CHE"),
        ("Nigerria", "NGA"),
        ("Guinea-Bisssau", "GNB"),
    ],
)
def test_one_misprinted_letter_is_forgiven_and_said(name: str, expected: str) -> None:
    match = REGISTRY.match_name(name, RefType.STATE)
    assert match is not None
    assert match.id == f"state:{expected}"
    assert match.reason is not None
    assert "one letter corrected" in match.reason.feature


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the Government of Kenya", "KEN"),
        ("Kenyan authorities", "KEN"),
        ("the Swiss Government", "CHE"),
        ("Gouvernement du Kenya", "KEN"),
        ("Gobierno de los Países Bajos", "NLD"),
    ],
)
def test_a_government_is_its_state(name: str, expected: str) -> None:
    match = REGISTRY.match_name(name, RefType.STATE)
    assert match is not None
    assert match.id == f"state:{expected}"
    assert match.reason is not None


def test_the_mark_of_a_note_is_left_aside_and_said() -> None:
    match = REGISTRY.match_name("Spain 2", RefType.STATE)
    assert match is not None
    assert match.reason is not None
    assert (match.id, match.reason.feature) == ("state:ESP", "“Spain 2” read without its note mark")


@given(st.sampled_from(STATES), st.sampled_from(LABELLED_LANGUAGES), st.sampled_from(["upper", "blanks", "marks"]))
def test_case_blanks_and_full_stops_do_not_matter(state: State, language: str, change: str) -> None:
    name = state.names[language]
    changed = {"upper": name.upper(), "blanks": f"  {name.replace(' ', '  ')} ", "marks": f"{name}."}[change]
    assert code(changed) == state.alpha3


@given(st.text(max_size=40))
def test_any_text_is_answered_without_an_error(name: str) -> None:
    state = REGISTRY.find_state(name)
    assert state is None or state.id in REGISTRY.states
    assert build_name_key(build_name_key(name)) == build_name_key(name)


def test_acronyms_are_capitals() -> None:
    assert is_acronym("U.S.A.")
    assert not is_acronym("Usa")
    assert not is_acronym("МОТ")


def test_the_label_of_an_unknown_id_is_the_id() -> None:
    assert REGISTRY.get_label("state:XXX", "fr") == "state:XXX"
    assert REGISTRY.get_label("014", "fr") == "Afrique orientale"
    assert REGISTRY.get_label("state:KEN", "de") == "Kenya"
