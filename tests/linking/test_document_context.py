"""Tests of the linking context: short names, numbers, acronyms, and self-references."""

from dataclasses import replace

import pytest

from palermo.linking import (
    build_context,
    extract_citations,
    link_document,
    link_publisher,
    link_statement,
    make_provisional_id,
    propose_entities,
)
from palermo.linking.entity_references import resolve_name_prefix
from palermo.registry import load_registry
from palermo.statements import (
    MIN_TAGGED_CONFIDENCE,
    TAGGER_METHOD_PREFIX,
    Document,
    InstrumentRef,
    Masthead,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    Support,
    build_locator,
    compute_passage_id,
)

REGISTRY = load_registry()
ENTITY = RefType.ENTITY


def passages(*texts: str, language: str = "en") -> list[Passage]:
    return [
        Passage(
            id=compute_passage_id("d", text, ordinal),
            document="d",
            ordinal=ordinal,
            page=1,
            paragraph=None,
            kind=PassageKind.PARAGRAPH,
            headings=(),
            language=language,
            text=text,
        )
        for ordinal, text in enumerate(texts)
    ]


def document(*publishers: str, under_review: str | None = None) -> Document:
    return Document(
        id="d",
        work="w",
        source="a.pdf",
        media_type="application/pdf",
        size=1,
        pages=1,
        language="en",
        masthead=Masthead(under_review=under_review),
        title="A",
        publishers=publishers,
    )


def build_statement(passage: Passage, *actors: str, kind: StatementKind = StatementKind.RECOMMENDATION) -> Statement:
    return Statement(
        id=f"s{passage.ordinal}",
        kind=kind,
        quote=passage.text,
        language=passage.language,
        document="d",
        locator=build_locator(passage, 0, len(passage.text)),
        actors=tuple(Ref(id=None, name=name, type=ENTITY) for name in actors),
    )


def cited(texts: tuple[str, ...], language: str = "en") -> list[InstrumentRef]:
    """What the last of some texts cites, with the others before it in the document."""
    written = passages(*texts, language=language)
    context = build_context(written, REGISTRY)
    return list(extract_citations(texts[-1], language, REGISTRY, context, written[-1].id))


@pytest.mark.parametrize(
    ("language", "before", "text", "id"),
    [
        ("en", "Parties to the Palermo Protocol met.", "Apply article 9 of the Protocol.", "palermo-protocol"),
        ("fr", "La Convention relative aux droits de l’enfant est en vigueur.", "l’article 9 de la Convention", "crc"),
        ("es", "El Protocolo de Palermo está en vigor.", "el artículo 9 del Protocolo", "palermo-protocol"),
        ("ru", "Палермский протокол вступил в силу.", "статья 9 Протокола", "palermo-protocol"),
        ("ar", "بروتوكول باليرمو نافذ.", "المادة 9 من البروتوكول", "palermo-protocol"),
        ("zh", "《儿童权利公约》已生效。", "《公约》第9条", "crc"),
    ],
)
def test_a_short_name_is_the_last_text_so_named(language: str, before: str, text: str, id: str) -> None:
    assert cited((before, text), language) == [InstrumentRef(id=id, provision="9")]


def test_a_numbered_convention_is_not_also_the_one_named_before() -> None:
    texts = ("The Convention on the Rights of the Child is in force.", "Apply article 3 of the Convention No. 189.")
    assert cited(texts) == [InstrumentRef(id="ilo-c189", provision="3")]


def test_a_definition_in_brackets_holds_for_the_whole_document() -> None:
    texts = (
        "The United Nations Convention against Transnational Organized Crime (the Convention) is in force.",
        "The Convention on the Rights of the Child is in force.",
        "Apply article 5 of the Convention.",
    )
    assert cited(texts) == [InstrumentRef(id="untoc", provision="5")]


def test_a_text_that_the_registry_does_not_know_makes_a_short_name_unsure() -> None:
    texts = (
        "The Convention on the Rights of the Child is in force.",
        "The Convention against Torture is in force.",
        "Apply article 5 of the Convention.",
    )
    assert cited(texts) == []


def test_a_number_is_the_resolution_that_was_cited_with_its_organ() -> None:
    texts = ("Human Rights Council resolution 17/4 endorsed them.", "Recalls resolution 17/4.")
    assert cited(texts) == [InstrumentRef(id="A/HRC/RES/17/4")]


def test_linking_fills_instruments_once() -> None:
    written = passages("The Palermo Protocol is in force.", "Apply article 9 of the Protocol")
    (linked,) = link_document([build_statement(written[1])], document(), written, REGISTRY)
    assert linked.instruments == (InstrumentRef(id="palermo-protocol", provision="9"),)
    assert link_document([linked], document(), written, REGISTRY) == (linked,)


def test_a_mandate_has_the_instruments_of_its_list_by_their_ids() -> None:
    (written,) = passages("64/293; 68/192")
    listed = (InstrumentRef(id="A/RES/64/293"), InstrumentRef(id="A/RES/99/999"))
    linked = link_statement(
        replace(build_statement(written, kind=StatementKind.MANDATE), instruments=listed), document(), REGISTRY
    )
    assert linked.instruments == (InstrumentRef(id="global-plan-of-action"), listed[1])


def test_an_acronym_holds_as_the_document_introduced_it() -> None:
    written = passages("The Budapest Police Office (BPO) and the Bali Process Forum (IOM) met.", "Train judges")
    linked = link_document([build_statement(written[1], "BPO", "IOM")], document(), written, REGISTRY)[0]
    assert [ref.id for ref in linked.actors] == [make_provisional_id("Budapest Police Office"), "iom"]
    named = passages("The Irish Office of Mines (IOM) met.", "Train judges")
    linked = link_document([build_statement(named[1], "IOM")], document(), named, REGISTRY)[0]
    assert [ref.id for ref in linked.actors] == [make_provisional_id("Irish Office of Mines")]
    assert linked.why[0].feature == "the document introduces “IOM” for Irish Office of Mines"


def test_an_ambiguous_acronym_needs_support_in_the_document() -> None:
    alone = passages("Train judges")
    assert link_document([build_statement(alone[0], "CIS")], document(), alone, REGISTRY)[0].actors[0].id != "cis"
    named = passages("The Commonwealth of Independent States met.", "Train judges")
    assert link_document([build_statement(named[1], "CIS")], document(), named, REGISTRY)[0].actors[0].id == "cis"
    assert link_statement(build_statement(alone[0], "CIS"), document("cis"), REGISTRY).actors[0].id == "cis"


def test_acronym_alone_supports_no_body_with_the_same_one() -> None:
    name = "Comisión Estatal de Derechos Humanos (CEDH)"
    written = passages("La CEDH forma jueces.", f"{name} forma jueces.")
    linked = link_document([build_statement(written[1], name)], document(), written, REGISTRY)[0]
    assert linked.actors[0].id != "ecthr"


@pytest.mark.parametrize(
    ("name", "publishers", "id"),
    [
        ("the Office", ("unodc",), "unodc"),
        ("The organization", ("ilo",), "ilo"),
        ("the Secretariat", ("osce",), "osce"),
        ("l’Office", (), None),
        ("the Office", ("unodc", "ohchr"), None),
    ],
)
def test_the_office_is_the_publisher_s(name: str, publishers: tuple[str, ...], id: str | None) -> None:
    (written,) = passages("Train judges")
    assert link_statement(build_statement(written, name), document(*publishers), REGISTRY).actors[0].id == id


@pytest.mark.parametrize(("publisher", "is_linked"), [("nl-national-rapporteur", True), ("unodc", False)])
def test_the_beginning_of_the_publisher_s_name_is_the_publisher(publisher: str, is_linked: bool) -> None:
    written = passages("The National Rapporteur advises judges", "Train judges")
    statement = build_statement(written[0], "National Rapporteur")
    (linked,) = link_document([statement], document(publisher), written, REGISTRY)
    assert (linked.actors[0].id == publisher) is is_linked


@pytest.mark.parametrize(
    ("imprint", "is_linked"),
    [
        ("Office of the National Rapporteur on Trafficking in Human Beings and Sexual Violence against Children", True),
        ("Office of the National Rapporteur", False),
    ],
)
def test_a_publisher_is_linked_by_the_beginning_of_a_name_that_the_imprint_has(imprint: str, is_linked: bool) -> None:
    printed = replace(document(), masthead=Masthead(publisher="National Rapporteur"))
    linked = link_publisher(printed, REGISTRY, passages("Near the Harbour", imprint))
    assert linked.publishers == (("nl-national-rapporteur",) if is_linked else ())


def test_a_publisher_with_the_beginning_of_two_names_is_not_linked() -> None:
    printed = replace(document(), masthead=Masthead(publisher="Group of Experts"))
    texts = (REGISTRY.entities[id].names["en"] for id in ("greta", "grevio"))
    assert link_publisher(printed, REGISTRY, passages(*texts)).publishers == ()


def test_the_office_is_the_last_fitting_entity_named() -> None:
    texts = ("UNODC and the International Labour Organization met.", "The Office trained judges")
    written = passages(*texts)
    linked = link_document([build_statement(written[1], "The Office")], document(), written, REGISTRY)[0]
    assert linked.actors[0].id == "unodc"


@pytest.mark.parametrize(("name", "id"), [("Programme", "wfp"), ("programme", None)])
def test_a_generic_word_in_small_letters_names_no_entity(name: str, id: str | None) -> None:
    written = passages("The World Food Programme met.", f"In spring, the {name} trained judges")
    (linked,) = link_document([build_statement(written[1], name)], document(), written, REGISTRY)
    assert linked.actors[0].id == id


@pytest.mark.parametrize(
    ("first", "id"),
    [
        ("The International Labour Organization met.", "ilo"),
        (
            "The International Labour Organization and the World Health Organization met.",
            make_provisional_id("The Organization"),
        ),
    ],
)
def test_the_organization_is_unclear_where_several_are_named(first: str, id: str) -> None:
    written = passages(first, "The Organization trained judges")
    (linked,) = link_document([build_statement(written[1], "The Organization")], document(), written, REGISTRY)
    assert linked.actors[0].id == id


def test_a_recommendation_of_nobody_is_its_publishers() -> None:
    (written,) = passages("Train judges")
    linked = link_statement(build_statement(written), document("icat", "unodc"), REGISTRY)
    assert [(ref.id, ref.name) for ref in linked.actors] == [("icat", "ICAT"), ("unodc", "UNODC")]
    assert (linked.why[0].feature, linked.why[0].weight) == ("no name is printed: the document's publisher speaks", 0.0)
    assert link_statement(linked, document("icat", "unodc"), REGISTRY) == linked


def test_in_a_review_of_a_state_the_publisher_does_not_speak() -> None:
    (written,) = passages("Train judges")
    assert link_statement(build_statement(written), document("ohchr", under_review="Kenya"), REGISTRY).actors == ()
    assert (
        link_statement(build_statement(written, kind=StatementKind.ACTIVITY), document("ohchr"), REGISTRY).actors == ()
    )


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("Ministerial Council decision 6/17 of OSCE asks participating States to train judges", False),
        ("Objective 10 of the compact asks States to train judges", False),
        ("Resolution 61/180 of the General Assembly then asked the Secretary-General to build up the group", False),
        ("La résolution 64/293 demande aux États de former les juges", False),
        ("Резолюция 64/293 призывает государства обучать судей", False),
        ("The report asks States to train judges, as resolution 64/293 says", True),
        ("States should implement resolution 1325", True),
    ],
)
def test_what_a_resolution_asks_is_not_asked_by_the_publisher_who_tells_of_it(words: str, speaks: bool) -> None:
    (written,) = passages(words)
    assert bool(link_statement(build_statement(written), document("icat"), REGISTRY).actors) == speaks


def test_the_publisher_of_a_list_does_not_ask_what_an_objective_asks() -> None:
    (written,) = passages("Objective 10 of the compact asks States to train judges")
    publisher = Ref(id=None, name="ICAT", type=RefType.ENTITY, source="document")
    listed = replace(build_statement(written), actors=(publisher,))
    assert link_statement(listed, document("icat"), REGISTRY).actors == ()


@pytest.mark.parametrize(
    ("introduction", "instruments"),
    [
        ("In resolution 2388 (2017), the Security Council asks United Nations bodies to:", ["sc-2388"]),
        ("After resolution 2388 (2017) the report says that bodies should:", []),
    ],
)
def test_an_item_cites_the_resolution_that_asks_in_its_introduction(introduction: str, instruments: list[str]) -> None:
    opening, written = passages(introduction, "train judges")
    support = Support(role="introduction", quote=opening.text, locator=build_locator(opening, 0, len(opening.text)))
    listed = replace(build_statement(written), support=(support,))
    assert [ref.id for ref in link_statement(listed, document("icat"), REGISTRY).instruments] == instruments


def test_unknown_organisations_are_proposed_with_evidence() -> None:
    written = passages("Train judges", "Train police")
    values = [
        build_statement(written[0], "Ruritanian Aid Foundation"),
        build_statement(written[1], "The Ruritanian Aid Foundation, Inc."),
    ]
    linked = link_document(values, document(), written, REGISTRY)
    (proposal,) = propose_entities(linked, REGISTRY)
    assert proposal.id == make_provisional_id("Ruritanian Aid Foundation")
    assert (proposal.name, proposal.entity) == ("Ruritanian Aid Foundation", None)
    assert [item.name for item in proposal.variants] == [
        "Ruritanian Aid Foundation",
        "The Ruritanian Aid Foundation, Inc.",
    ]
    assert (proposal.statements, len(proposal.documents)) == (2, 1)
    assert {statement.id for statement in proposal.evidence} == {"s0", "s1"}
    assert propose_entities(linked[:0], REGISTRY) == ()


def test_the_first_evidence_prints_the_name() -> None:
    written = passages("Train judges", "The Ruritanian Aid Foundation trains police")
    values = [build_statement(item, "Ruritanian Aid Foundation") for item in written]
    (proposal,) = propose_entities(link_document(values, document(), written, REGISTRY), REGISTRY)
    assert [statement.id for statement in proposal.evidence] == ["s1", "s0"]


def test_an_acronym_joins_the_name_that_it_stands_for_and_a_misprint_the_entity() -> None:
    bodies = ("Ruritanian Aid Foundation", "RAF", "Internationl Labour Organization", "ILO")
    names = (*bodies, "XQ", "FISBOW", "Fishing Boat Owners")
    written = passages(*(f"Train judges {number}" for number in range(len(names))))
    linked = link_document(
        [build_statement(item, name) for item, name in zip(written, names, strict=True)], document(), written, REGISTRY
    )
    result = {proposal.name: proposal for proposal in propose_entities(linked, REGISTRY)}
    assert {variant.name for variant in result["Ruritanian Aid Foundation"].variants} == {names[0], "RAF"}
    unlike = {"XQ", "FISBOW", "Fishing Boat Owners"}  # letters of a name that are not its initials join nothing
    assert set(result) == {"Ruritanian Aid Foundation", "Internationl Labour Organization"} | unlike


def test_a_body_is_known_by_the_beginning_of_its_name() -> None:
    context = build_context(passages("The Bali Process met in Jakarta."), REGISTRY)
    assert resolve_name_prefix("Regional Support Office", REGISTRY, context, None) == "bali-rso"
    assert (
        resolve_name_prefix("Regional Support Office", REGISTRY, build_context(passages("UNODC met."), REGISTRY), None)
        is None
    )


def test_mixed_acronyms_and_short_names_of_members_are_known() -> None:
    names = ("UN Women", "Bali Process", "Office of the Special Representative on Violence against Children")
    result = [match.id for name in names if (match := REGISTRY.match_name(name, ENTITY))]
    assert result == ["un-women", "bali-process", "osrsg-vac"]


def test_statements_that_are_more_often_wrong_than_right_are_left_out() -> None:
    written = passages("The centre trained judges", "The centre may train judges")
    doubtful = MIN_TAGGED_CONFIDENCE - 0.01
    statements = [
        replace(build_statement(written[0]), method=f"{TAGGER_METHOD_PREFIX}.x", confidence=MIN_TAGGED_CONFIDENCE),
        replace(build_statement(written[1]), method=f"{TAGGER_METHOD_PREFIX}.x", confidence=doubtful),
    ]
    assert [linked.quote for linked in link_document(statements, document(), written, REGISTRY)] == [written[0].text]
    listed = replace(statements[1], method="recommendations.lists.1")
    assert len(link_document([listed], document(), written, REGISTRY)) == 1


NATIONAL_AND_UN_ASSEMBLY = [
    ("The Association met and its General Assembly adopted the plan.", "General Assembly", None),
    ("Las comisiones informarán a la Asamblea General.", "Asamblea General", None),
    ("Генеральная Ассамблея союза избрала правление.", "Генеральная Ассамблея", None),
    ("The General Assembly of the United Nations adopted the plan.", "General Assembly", "general-assembly"),
    ("La Asamblea General de las Naciones Unidas aprobó el plan.", "Asamblea General", "general-assembly"),
    ("The ministry's legal unit (SG) trained judges.", "Secretariat of the unit (SG)", None),
]


@pytest.mark.parametrize(("text", "name", "id"), NATIONAL_AND_UN_ASSEMBLY)
def test_a_general_assembly_is_that_of_the_united_nations_where_the_text_says_so(
    text: str, name: str, id: str | None
) -> None:
    (written,) = passages(text)
    linked = link_document([build_statement(written, name)], document(), [written], REGISTRY)[0]
    assert (linked.actors[0].id in REGISTRY.entities) is (id is not None)
    published = link_statement(build_statement(written, "General Assembly"), document("unodc"), REGISTRY)
    assert published.actors[0].id == "general-assembly"
