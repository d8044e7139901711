"""Tests of linking: ids of printed names, with reasons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.linking import link_statement, make_provisional_id
from palermo.registry import load_registry
from palermo.statements import (
    Document,
    Locator,
    Masthead,
    ReasonValue,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_reason,
    compute_document_id,
)

REGISTRY = load_registry()
STATE, ENTITY, GROUP = RefType.STATE, RefType.ENTITY, RefType.GROUP
RATIFY = build_reason(
    "tag-interventions",
    items=[
        ReasonValue(name="concepts", text="legislation and policy", id="legislation-and-policy", after=" (“Ratify”)")
    ],
)


def document(under_review: str | None = "Kenya", language: str = "en") -> Document:
    return Document(
        id=compute_document_id(b"a review"),
        work="w",
        source="review.pdf",
        media_type="application/pdf",
        size=8,
        pages=1,
        language=language,
        masthead=Masthead(under_review=under_review),
        title="A review",
    )


def statement(
    quote: str = "Ratify the treaty", kind: StatementKind = StatementKind.RECOMMENDATION, language: str = "en"
) -> Statement:
    return Statement(
        id="s",
        kind=kind,
        quote=quote,
        language=language,
        document=document().id,
        locator=Locator(page=1, paragraph=None, passage="p", start=0, end=len(quote), headings=()),
    )


def named(*names: tuple[str, RefType]) -> tuple[Ref, ...]:
    return tuple(Ref(id=None, name=name, type=type) for name, type in names)


def actors(*names: tuple[str, RefType], under_review: str | None = "Kenya", language: str = "en") -> Statement:
    values = replace(statement(language=language), actors=named(*names))
    return link_statement(values, document(under_review, language), REGISTRY)


def test_states_get_their_ids_and_keep_the_printed_name() -> None:
    linked = actors(("Viet Nam", STATE), ("the Netherlands", STATE))
    assert linked.actors == (
        Ref(id="state:VNM", name="Viet Nam", type=STATE),
        Ref(id="state:NLD", name="the Netherlands", type=STATE),
    )
    assert linked.why == (RATIFY,)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("IOM Mongolia", "iom"),
        ("UNODC Regional Office for Central Asia", "unodc"),
        ("OSCE Mission to Serbia", "osce"),
        ("UNICEF Country Office", "unicef"),
        ("БДИПЧ ОБСЕ", "odihr"),
        ("Бюро Специального представителя и координатора ОБСЕ по борьбе с торговлей людьми", "osce-cthb"),
        ("Специальный представитель Генерального секретаря по вопросу о насилии в отношении детей", "osrsg-vac"),
    ],
)
def test_an_office_is_of_its_organisation(name: str, id: str) -> None:
    (ref,) = actors((name, ENTITY)).actors
    assert (ref.id, ref.name) == (id, name)


@pytest.mark.parametrize(
    ("name", "is_linked"),
    [
        ("Council of Europe’s Group of Experts on Action against Trafficking in Human Beings (GRETA)", True),
        ("Harbour Trust’s Group of Experts on Action against Trafficking in Human Beings", False),
    ],
)
def test_a_body_with_the_name_of_its_organisation_is_that_body(name: str, is_linked: bool) -> None:
    (actor,) = actors((name, RefType.ENTITY)).actors
    assert (actor.id == "greta") is is_linked


def test_a_national_member_is_a_body_of_its_own() -> None:
    (ref,) = actors(("Walk Free Mongolia", ENTITY)).actors
    assert ref.id == make_provisional_id("Walk Free Mongolia")


def test_a_name_of_the_wrong_type_gets_the_right_one() -> None:
    linked = actors(("European Union", STATE), ("Norway", ENTITY), ("UNODC", GROUP))
    assert [(ref.id, ref.type) for ref in linked.actors] == [
        ("european-union", ENTITY),
        ("state:NOR", STATE),
        ("unodc", ENTITY),
    ]


@pytest.mark.parametrize(
    ("name", "language", "id"),
    [
        ("Norway (on behalf of the Nordic countries)", "en", "state:NOR"),
        ("France, on behalf of the European Union", "en", "state:FRA"),
        ("l’Allemagne, au nom de l’Union européenne", "fr", "state:DEU"),
        ("México en nombre de varios países", "es", "state:MEX"),
        ("Норвегия от имени стран Северной Европы", "ru", "state:NOR"),
        ("النرويج باسم بلدان الشمال", "ar", "state:NOR"),
        ("挪威代表北欧国家", "zh", "state:NOR"),
    ],
)
def test_who_speaks_for_others_is_who_speaks(name: str, language: str, id: str) -> None:
    linked = actors((name, STATE), language=language)
    assert linked.actors[0].id == id
    assert linked.actors[0].name == name
    assert linked.why[0].feature.startswith("“")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("the State under review", "en"),
        ("the Government", "en"),
        ("l’État examiné", "fr"),
        ("el Estado examinado", "es"),
        ("الدولة موضوع الاستعراض", "ar"),
        ("государство — объект обзора", "ru"),
        ("государство-объект обзора", "ru"),
        ("受审议国", "zh"),
    ],
)
def test_the_state_under_review_is_the_masthead_s(name: str, language: str) -> None:
    linked = actors((name, STATE), language=language)
    assert linked.actors[0].id == "state:KEN"
    assert linked.why[0] == build_reason("name-under-review", words=name, name="Kenya")


def test_without_a_state_under_review_the_government_stays_unknown() -> None:
    linked = actors(("the Ruritanian Ministry", STATE), under_review=None)
    assert linked.actors[0].id is None


@pytest.mark.parametrize(
    ("name", "language", "id"),
    [
        ("States", "en", "states"),
        ("all Member States", "en", "states"),
        ("law enforcement authorities", "en", "law-enforcement"),
        ("technology companies", "en", "private-sector"),
        ("civil society organizations", "en", "civil-society"),
        ("border officials", "en", "border-officials"),
        ("survivors’ organisations", "en", "survivors-organisations"),
        ("public procurement officials", "en", "procurement-officials"),
        ("les États Membres", "fr", "states"),
        ("la sociedad civil", "es", "civil-society"),
        ("الدول الأعضاء", "ar", "states"),
        ("правоохранительные органы", "ru", "law-enforcement"),
        ("会员国", "zh", "states"),
        ("regional development banks", "en", "international-organisations"),
        ("banques régionales de développement", "fr", "international-organisations"),
        ("banks", "en", "private-sector"),
    ],
)
def test_groups_of_actors_are_audiences_of_the_vocabulary(name: str, language: str, id: str) -> None:
    linked = actors((name, GROUP), language=language)
    assert (linked.actors[0].id, linked.actors[0].type) == (id, GROUP)


def test_an_unknown_organisation_is_not_taken_for_an_audience() -> None:
    linked = actors(("Police University of Ruritania", ENTITY), ("University of the Police, Ruritania", ENTITY))
    assert [ref.name for ref in linked.actors] == ["Police University of Ruritania"]
    assert linked.actors[0].id == make_provisional_id("Police University of Ruritania")
    assert linked.actors[0].type is ENTITY


def test_a_state_named_twice_counts_once() -> None:
    linked = actors(("Russia", STATE), ("Russian Federation", STATE), ("Atlantis", STATE), ("ATLANTIS", STATE))
    assert [ref.name for ref in linked.actors] == ["Russia", "Atlantis"]


def test_groups_of_one_audience_are_all_kept() -> None:
    requests = named(("banks", GROUP), ("payment companies", GROUP), ("Banks", GROUP))
    linked = link_statement(replace(statement(), addressees=requests), document(None), REGISTRY)
    assert [(ref.name, ref.id) for ref in linked.addressees] == [
        ("banks", "private-sector"),
        ("payment companies", "private-sector"),
    ]


def test_ids_that_are_there_are_kept() -> None:
    values = replace(statement(), actors=(Ref(id="state:TCD", name="Kenya", type=STATE),))
    assert link_statement(values, document(), REGISTRY).actors == values.actors


def test_a_recommendation_to_the_state_under_review_is_about_that_place() -> None:
    values = replace(statement(), addressees=named(("the Kenyan Government", STATE)))
    assert link_statement(values, document(), REGISTRY).places == ("KEN",)
    assert link_statement(values, document(under_review=None), REGISTRY).places == ()
    assert link_statement(replace(values, kind=StatementKind.ACTIVITY), document(), REGISTRY).places == ()
    other = replace(statement(), addressees=named(("States", GROUP)))
    assert link_statement(other, document(), REGISTRY).places == ()


def test_places_are_the_states_that_the_quote_names() -> None:
    values = statement("The Office trained judges in Kenya and Viet Nam, with Kenyan teachers", StatementKind.ACTIVITY)
    assert link_statement(values, document(None), REGISTRY).places == ("KEN", "VNM")
    named_body = replace(values, partners=named(("Bank of Kenya", ENTITY)), quote=values.quote)
    assert "KEN" in link_statement(named_body, document(None), REGISTRY).places


def test_reasons_of_tags_quote_the_words_as_printed() -> None:
    values = replace(statement("Décourager le travail forcé"), language="fr")
    assert "“travail forcé”" in " ".join(item.feature for item in link_statement(values, document(), REGISTRY).why)


def test_regions_stand_next_to_places_each_with_its_words() -> None:
    values = statement("The Office trained judges of Kenya and of other States in West Africa", StatementKind.ACTIVITY)
    linked = link_statement(values, document(None), REGISTRY)
    assert (linked.places, linked.regions) == (("KEN",), ("011",))
    assert "it names the region: Western Africa (“West Africa”)" in {item.feature for item in linked.why}
    assert link_statement(linked, document(None), REGISTRY) == linked


def test_regions_in_names_of_organisations_and_in_reviews_are_none() -> None:
    values = statement("Judges for West Africa trained the police", StatementKind.ACTIVITY)
    body = replace(values, actors=named(("Judges for West Africa", ENTITY)))
    assert link_statement(values, document(None), REGISTRY).regions == ("011",)
    assert link_statement(body, document(None), REGISTRY).regions == ()
    assert link_statement(values, document(), REGISTRY).regions == ()


def test_a_factor_names_no_intervention() -> None:
    quote = "Laws that tie a permit to one employer keep migrant workers from leaving"
    factor = link_statement(statement(quote, StatementKind.FACTOR), document(None), REGISTRY)
    assert factor.interventions == ()
    assert {"migrants", "workers"} <= set(factor.groups)


def test_names_are_not_what_a_statement_is_about() -> None:
    values = replace(
        statement("The Example Migration Agency trained 40 judges", StatementKind.ACTIVITY),
        actors=named(("Example Migration Agency", ENTITY)),
    )
    linked = link_statement(values, document(None), REGISTRY)
    assert linked.themes == ()
    assert linked.interventions == ("capacity-building",)


def test_tags_that_are_there_are_kept_and_come_first() -> None:
    values = replace(statement("Combat trafficking in children"), themes=("climate",))
    assert link_statement(values, document(None), REGISTRY).themes == (
        "climate",
        "trafficking-in-persons",
        "child-protection",
    )


@given(
    st.lists(st.tuples(st.text(max_size=30), st.sampled_from(RefType)), max_size=4),
    st.text(min_size=1, max_size=60),
    st.sampled_from(["en", "fr", "es", "ar", "ru", "zh", "de"]),
)
def test_linking_twice_is_linking_once(names: list[tuple[str, RefType]], quote: str, language: str) -> None:
    base = replace(statement(quote, language=language), actors=named(*names), addressees=named(*names))
    once = link_statement(base, document(), REGISTRY)
    assert link_statement(once, document(), REGISTRY) == once
    assert once.quote == quote
    assert {ref.name for ref in once.actors} <= {name for name, _ in names}
    assert len({ref.id for ref in once.actors if ref.id}) == len([ref for ref in once.actors if ref.id])


def test_the_government_of_a_review_is_no_group() -> None:
    assert actors(("the Government", GROUP)).actors[0].id == "state:KEN"
    assert actors(("the Government", GROUP), under_review=None).actors[0].id == "states"


def test_each_tag_says_by_which_words_it_came() -> None:
    text = link_statement(
        statement("Train judges on trafficking in children in Nairobi", StatementKind.ACTIVITY),
        document(None),
        REGISTRY,
    )
    assert [reason.feature for reason in text.why] == [
        "it is about: trafficking in persons (“trafficking”), child protection (“children”)",
        "what is done or asked for: capacity-building and training (“Train”)",
        "it concerns: children (“children”)",
        "it takes place in: Kenya (“Nairobi”)",
    ]
    assert link_statement(text, document(None), REGISTRY) == text


def test_a_tag_without_words_says_so() -> None:
    built = replace(statement("poverty", StatementKind.FACTOR), themes=("vulnerability",))
    assert link_statement(built, document(None), REGISTRY).why[0].feature == "it is about: vulnerability"


def test_places_of_those_who_act_are_places_and_names_of_bodies_are_none() -> None:
    values = statement("Experts from Ghana and Mongolia met the Kenya Bureau of Labour", StatementKind.ACTIVITY)
    actors = named(("Experts from Ghana and Mongolia", ENTITY), ("Kenya Bureau of Labour", ENTITY))
    assert link_statement(replace(values, actors=actors), document(None), REGISTRY).places == ("GHA", "MNG")


def link_partner(name: str, quote: str) -> tuple[str | None, str]:
    printed = replace(
        statement(quote, StatementKind.PARTNERSHIP),
        partners=(Ref(id=None, name=name, type=ENTITY, source="quote"),),
        method="tagger.1",
    )
    [partner] = link_statement(printed, document(None), REGISTRY).partners
    return partner.id, partner.name


def test_a_name_cut_inside_a_name_of_the_registry_is_completed() -> None:
    full = "United Nations Entity for Gender Equality and the Empowerment of Women"
    found = link_partner("United Nations Entity for Gender Equality", f"ILO works with the {full} on wages.")
    assert found == ("un-women", full)


def test_the_acronym_after_the_full_name_of_an_entity_is_left_out() -> None:
    name = "International Labour Organization (ILO)"
    assert link_partner(name, f"It works with the {name}.") == ("ilo", "International Labour Organization")


def test_an_acronym_in_another_name_stays() -> None:
    name = "Mill Centre of the International Labour Organization (ILO)"
    assert link_partner(name, f"It works with the {name}.")[1] == name


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("States", "en"),
        ("Member States", "en"),
        ("governments", "en"),
        ("États parties", "fr"),
        ("Estados miembros", "es"),
        ("государства-члены", "ru"),
        ("الدول الأعضاء", "ar"),
        ("缔约国", "zh"),
        ("countries", "en"),
        ("governments of the member states", "en"),
        ("each State Party", "en"),
        ("Chaque État partie", "fr"),
        ("Estado parte", "es"),
        ("les pays", "fr"),
        ("gouvernements des États membres", "fr"),
        ("países", "es"),
        ("gobiernos de los Estados partes", "es"),
        ("странам", "ru"),
        ("правительства государств-членов", "ru"),
        ("البلدان", "ar"),
        ("حكومات الدول الأعضاء", "ar"),
    ],
)
def test_states_in_general_are_an_audience(name: str, language: str) -> None:
    linked = actors((name, ENTITY), under_review=None, language=language)
    assert [(actor.id, actor.type) for actor in linked.actors] == [("states", GROUP)]


@pytest.mark.parametrize("name", ["Northern Government", "Lake Office (with the Government departments concerned)"])
def test_a_named_government_is_not_all_states(name: str) -> None:
    linked = actors((name, GROUP), under_review=None)
    assert [actor.name for actor in linked.actors if actor.id != "states"] == [name]


@pytest.mark.parametrize(
    "name", ["Government", "United States", "State Police", "Council of the Baltic Sea States", "two countries", "pays"]
)
def test_one_state_or_a_body_is_none(name: str) -> None:
    linked = actors((name, ENTITY), under_review=None)
    assert all(actor.id != "states" for actor in linked.actors)
