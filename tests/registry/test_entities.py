"""Tests of entities: matching by name and acronym, and unverified ones."""

from collections import Counter

import pytest

from palermo.languages import LABELLED_LANGUAGES
from palermo.registry import ENTITY_KINDS, Entity, load_registry
from palermo.statements import RefType

REGISTRY = load_registry()


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("UNODC", "unodc"),
        ("United Nations Office on Drugs and Crime", "unodc"),
        ("the UN Office on Drugs and Crime", "unodc"),
        ("United Nations Office on Drugs and Crime (UNODC)", "unodc"),
        ("ONUDC", "unodc"),
        ("International Organisation for Migration", "iom"),
        ("Organisation internationale pour les migrations", "iom"),
        ("المنظمة الدولية للهجرة", "iom"),
        ("国际劳工组织", "ilo"),
        ("UN-Women", "un-women"),
        ("European Union", "european-union"),
        ("Inter-Agency Coordination Group against Trafficking in Persons", "icat"),
        ("Бюро Специального представителя ОБСЕ по борьбе с торговлей людьми", "osce-cthb"),
        ("Working Group on Trafficking in Persons", "wg-tip"),
        ("贩运人口问题工作组", "wg-tip"),
        ("巴厘进程区域支助办公室", "bali-rso"),
        ("欧盟委员会", "european-commission"),
        ("Commission européenne", "european-commission"),
        ("CoE-GRETA", "greta"),
        ("CoE-Commissioner", "coe-human-rights-commissioner"),
        ("CoE-ECRI", "ecri"),
        ("CoE-CPT", "coe-cpt"),
        ("EU-FRA", "eu-fra"),
        ("International Maritime Organization", "imo"),
        ("OMPI", "wipo"),
        ("Comisión Interamericana de Derechos Humanos", "iachr"),
        ("Special Rapporteur on the human rights of migrants", "sr-migrants"),
        ("Parliamentary Assembly of the Council of Europe", "pace"),
        ("ЕСПЧ", "ecthr"),
        ("GAATW", "gaatw"),
        ("Save the Children", "save-the-children"),
        ("Shakti Samuha", "shakti-samuha"),
        ("NAPTIP", "naptip"),
        ("UNIFEM", "unifem"),
        ("HLCM Procurement Network", "hlcm-pn"),
    ],
)
def test_entities_are_known_by_their_names(name: str, id: str) -> None:
    entity = REGISTRY.find_entity(name)
    assert entity is not None
    assert entity.id == id


@pytest.mark.parametrize("name", ["who", "fast", "cis", "Office", "United Nations", "Human Rights Office of Nowhere"])
def test_words_are_not_taken_for_acronyms(name: str) -> None:
    assert REGISTRY.find_entity(name) is None


def test_an_entity_printed_where_a_state_stands_is_still_an_entity() -> None:
    match = REGISTRY.match_name("European Union", RefType.STATE)
    assert match is not None
    assert (match.id, match.type) == ("european-union", RefType.ENTITY)
    back = REGISTRY.match_name("Norway", RefType.ENTITY)
    assert back is not None
    assert (back.id, back.type) == ("state:NOR", RefType.STATE)


def test_unverified_rows_are_kept_but_neither_shown_nor_matched() -> None:
    assert REGISTRY.unverified
    for row in REGISTRY.unverified:
        assert row.id not in REGISTRY.entities
        assert REGISTRY.get_label(row.id) == row.id
        assert REGISTRY.find_entity(row.names["en"]) is None


def test_verified_rows_have_public_sources_and_a_role_in_six_languages() -> None:
    assert len(REGISTRY.entities) >= 490
    for row in REGISTRY.entities.values():
        assert row.kind in ENTITY_KINDS
        assert set(row.roles) == set(LABELLED_LANGUAGES), row.id
        assert len({*row.roles.values()}) == len(row.roles), row.id
        assert all(source.startswith(("http://", "https://")) for source in row.sources), row.id


def test_membership_is_said_only_where_a_source_was_seen() -> None:
    members = {row.id for row in REGISTRY.entities.values() if row.icat}
    assert {"unodc", "iom", "ilo", "unhcr"} <= members
    assert {"interpol", "undp", "unesco", "unicri", "cbss"} <= members
    assert "fao" not in members
    assert all(row.icat for row in REGISTRY.entities.values() if row.icat_since)


def names_of(row: Entity) -> list[str]:
    """Return every name and acronym by which documents may print an entity."""
    return [*row.names.values(), *row.matching, *([row.acronym] if row.acronym else [])]


def test_every_name_of_an_entity_resolves_to_it_alone() -> None:
    wrong = []
    for row in REGISTRY.entities.values():
        for name in names_of(row):
            match = REGISTRY.match_entity_name(name)
            if match is None or match.id != row.id:
                wrong.append((row.id, name, match and match.id))
    assert wrong == []


def test_no_name_of_an_entity_is_a_name_of_a_state() -> None:
    rows = REGISTRY.entities.values()
    assert [(row.id, name) for row in rows for name in names_of(row) if REGISTRY.find_state(name)] == []


def test_the_field_is_covered_by_kind() -> None:
    kinds = Counter(row.kind for row in REGISTRY.entities.values())
    assert kinds["un-entity"] >= 100
    assert kinds["mechanism"] >= 90
    assert kinds["regional-organisation"] >= 55
    assert kinds["civil-society"] + kinds["initiative"] >= 180


@pytest.mark.parametrize(
    "name",
    ["International Office of Maps (IOM)", "Hellenic Police (UNODC)", "Example Choir (IOM)"],
)
def test_an_acronym_after_the_name_of_another_body_is_not_matched(name: str) -> None:
    assert REGISTRY.find_entity(name) is None


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("World Health Org (WHO)", "who"),
        ("Organisation internationale des migrations (IOM)", "iom"),
        ("Управление ООН по наркотикам (УНП ООН)", "unodc"),
        ("联合国毒罪办（UNODC）", "unodc"),
    ],
)
def test_an_acronym_after_a_variant_of_the_name_is_matched(name: str, id: str) -> None:
    entity = REGISTRY.find_entity(name)
    assert entity is not None
    assert entity.id == id
