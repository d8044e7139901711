"""Tests of recommendations in reports of the Universal Periodic Review."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.extraction.lists import assign_reviewed_state
from palermo.extraction.lists.grammar import load_grammar
from palermo.extraction.lists.recommenders import split_names
from palermo.extraction.lists.requests import split_requests
from palermo.statements import Masthead, Passage, Ref, RefType, Statement, StatementKind, build_locator
from passage_factory import make_passages

PassageWriter = Callable[..., list[Passage]]
ITEMS = [("item", "124.1", "Adopt a law against trafficking (Norway);"), ("item", "124.2", "Train judges (Chile).")]


def recommendations(passages: list[Passage], state: str | None = "Kenya") -> list[Statement]:
    masthead = Masthead(symbol="A/HRC/99/7", under_review=state)
    return [built for built in extract(passages, masthead).statements if built.kind is StatementKind.RECOMMENDATION]


@pytest.mark.parametrize(
    ("introduction", "response"),
    [
        ("The following enjoy the support of Kenya:", "accepted"),
        ("The following will be examined by Kenya, with replies in due time:", "pending"),
        ("Kenya does not enjoy sufficient information on these and they were noted:", "noted"),
        ("Those set out here cannot be accepted and would thus be noted:", "noted"),
        ("Kenya is not in a position to support these:", "noted"),
        ("The points below enjoy the support of Kenya. It was recommended that Kenya:", "accepted"),
        ("Delegations made these points:", None),
    ],
)
@pytest.mark.parametrize("kind", ["paragraph", "heading"])
def test_items_of_the_conclusions_need_no_known_introduction(
    passages: PassageWriter, kind: str, introduction: str, response: str | None
) -> None:
    result = recommendations(passages([(kind, "124", introduction), *ITEMS]))
    assert [(built.quote, built.response) for built in result] == [
        ("Adopt a law against trafficking", response),
        ("Train judges", response),
    ]


def test_second_introduction_gives_its_own_response(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "124", "The following enjoy the support of Kenya:"),
        *ITEMS,
        ("paragraph", "125", "Those below will be examined by Kenya:"),
        ("item", "125.1", "Ratify the Protocol (Spain)."),
    ]
    assert [built.response for built in recommendations(passages(lines))] == ["accepted", "accepted", "pending"]


def test_response_after_the_list_is_that_of_its_items(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "124", "Delegations made the recommendations below:"),
        *ITEMS,
        ("paragraph", "125", "The recommendations will be examined by Kenya, which will respond in due time."),
    ]
    assert [built.response for built in recommendations(passages(lines))] == ["pending", "pending"]


def test_numbered_fragment_of_a_broken_line_does_not_end_a_list(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "124", "The following enjoy the support of Kenya:"),
        ("item", "124.1", "Ratify the Convention on domestic work (No."),
        ("paragraph", "189", "(Norway);"),
        ("item", "124.2", "Train judges (Chile)."),
    ]
    assert [built.quote for built in recommendations(passages(lines))][-1] == "Train judges"


def test_remarks_on_recommendations_are_none(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "124", "The following enjoy the support of Kenya:"),
        *ITEMS,
        ("paragraph", "125", "Kenya offered the following comments:"),
        ("item", "125.1", "Regarding recommendation 124.1, the law is ready."),
        ("paragraph", "126", "All conclusions and/or recommendations reflect the position of those who made them."),
        ("item", "1", "Ms. A, Ambassador (Nairobi)"),
    ]
    assert len(recommendations(passages(lines))) == 2


@pytest.mark.parametrize(
    ("rendered", "named"),
    [
        ("China (including Hong Kong, China and Macao, China)", "China"),
        ("Bolivia (Plurinational State of)", "Bolivia (Plurinational State of)"),
        ("Micronesia (Federated States of)", "Micronesia (Federated States of)"),
        ("Slovenia Introduction", "Slovenia"),
        (None, "Togo"),
    ],
)
def test_addressee_is_the_state_under_review(passages: PassageWriter, rendered: str | None, named: str) -> None:
    contained = ("paragraph", "1", "The review of Togo was held at the 3rd meeting, on 5 May.")
    lines = [contained, ("paragraph", "124", "The following enjoy its support:"), *ITEMS]
    result = recommendations(passages(lines), rendered)
    assert {ref.name for built in result for ref in built.addressees} == {named}


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        ("Spain/Italy; Togo and Chile", ("Spain", "Italy", "Togo", "Chile")),
        ("Iran, Islamic Republic of, Peru", ("Iran, Islamic Republic of", "Peru")),
        (
            "China (including Hong Kong, China and Macao, China), Peru",
            ("China (including Hong Kong, China and Macao, China)", "Peru"),
        ),
        ("No. 29", None),
        ("No. 189", None),
    ],
)
def test_names_in_brackets(bracket: str, names: tuple[str, ...] | None) -> None:
    english = load_grammar("en")
    assert english is not None
    assert split_names(bracket, english) == names


@pytest.mark.parametrize(
    ("item", "quotes"),
    [
        (
            "Adopt a plan against trafficking (Chile)/train all the judges of the country (Peru)",
            ["Adopt a plan against trafficking", "train all the judges of the country"],
        ),
        ("Ratify (Chile)/sign (Peru) the Protocol (Togo)", ["Ratify (Chile)/sign (Peru) the Protocol"]),
        (
            "Stay engaged in this field. (Togo) Declare a new moratorium. (Peru)",
            ["Stay engaged in this field", "Declare a new moratorium"],
        ),
        ("Ratify the Convention on forced labour, 1930 (No. 29) (Peru)", None),
        (
            "Consider extending (Chile)/extend (Peru)/continue to extend (Togo) an invitation",
            ["Consider extending (Chile)/extend (Peru)/continue to extend (Togo) an invitation"],
        ),
        (
            "Ratify the treaties: OP-CAT (Chile); ICRMW (Peru)",
            ["Ratify the treaties: OP-CAT", "Ratify the treaties: OP-CAT (Chile); ICRMW"],
        ),
        (
            "Keep to the Convention and the Protocol thereto (Chile)/Further inspect the ships (Peru)",
            ["Keep to the Convention and the Protocol thereto", "Further inspect the ships"],
        ),
        (
            "Amend the rules on ports (such as section 9 of the Ports Act (2007) (Chile);",
            ["Amend the rules on ports (such as section 9 of the Ports Act (2007)"],
        ),
        (
            "Endorse the rules on labour brokers (Chile)/endorse ILO-9 (Peru)",
            ["Endorse the rules on labour brokers", "endorse ILO-9"],
        ),
        (
            "Keep a register of brokers (Chile) and invite the Rapporteur on slavery (Peru); and",
            ["Keep a register of brokers", "and invite the Rapporteur on slavery"],
        ),
        (
            "Fill the post of the Ombudsman (Defensor del Pueblo) (Peru)",
            ["Fill the post of the Ombudsman (Defensor del Pueblo)"],
        ),
        (
            "Adopt the Courts Act (Cour de Cassation), which gives the judges more staff (Peru)",
            ["Adopt the Courts Act (Cour de Cassation), which gives the judges more staff"],
        ),
        (
            "To keep the moratorium (Chile) and to abolish the penalty (Peru) and to adopt the bill (Togo)",
            ["To keep the moratorium", "and to abolish the penalty", "and to adopt the bill"],
        ),
        (
            "Train judges of all courts (Chile); 29. Adopt a plan on courts (Peru)",
            ["Train judges of all courts", "Adopt a plan on courts"],
        ),
        (
            "Adopt a plan against trafficking (Chile); Kenya rejects this, as its law provides for no plan",
            ["Adopt a plan against trafficking"],
        ),
    ],
)
def test_item_is_divided_where_each_part_has_its_own_words(
    passages: PassageWriter, item: str, quotes: list[str] | None
) -> None:
    lines = [("paragraph", "124", "The following enjoy the support of Kenya:"), ("item", "124.1", item)]
    result = [built.quote for built in recommendations(passages(lines))]
    assert result == (quotes or ["Ratify the Convention on forced labour, 1930 (No. 29)"])


@pytest.mark.parametrize(
    ("item", "requests"),
    [
        (
            "Ban fees of labour brokers (Chile, Peru), above all at sea (Peru)",
            [
                ("Ban fees of labour brokers", ["Chile"]),
                ("Ban fees of labour brokers (Chile, Peru), above all at sea", ["Peru"]),
            ],
        ),
        (
            "Open shelters for women (Chile) and men (Peru) in each of the ports (Togo);",
            [
                ("Open shelters for women", ["Chile"]),
                ("Open shelters for women (Chile) and men", ["Peru"]),
                ("Open shelters for women (Chile) and men (Peru) in each of the ports", ["Togo"]),
            ],
        ),
        (
            "Inspect the fishing vessels (Chile, Peru) and report on the results (Peru)",
            [
                ("Inspect the fishing vessels", ["Chile"]),
                ("Inspect the fishing vessels (Chile, Peru) and report on the results", ["Peru"]),
            ],
        ),
        (
            "Ratify the Protocol on labour (Chile) and establish a body that applies it (Peru)",
            [
                ("Ratify the Protocol on labour", ["Chile"]),
                ("Ratify the Protocol on labour (Chile) and establish a body that applies it", ["Peru"]),
            ],
        ),
        (
            "Train the labour inspectors (Chile), to ensure that victims are found (Peru)",
            [
                ("Train the labour inspectors", ["Chile"]),
                ("Train the labour inspectors (Chile), to ensure that victims are found", ["Peru"]),
            ],
        ),
        (
            "Sign (Chile) and/or sign and ratify (Togo) the Protocol (Chile, Peru) without delay (Chile)",
            [
                (
                    "Sign (Chile) and/or sign and ratify (Togo) the Protocol (Chile, Peru) without delay",
                    ["Chile", "Togo", "Peru"],
                ),
            ],
        ),
        (
            "To inspect the fishing vessels (Chile, Peru) and to report on the results (Peru)",
            [
                ("To inspect the fishing vessels", ["Chile", "Peru"]),
                ("and to report on the results", ["Peru"]),
            ],
        ),
    ],
)
def test_each_state_asks_for_the_words_before_its_last_bracket(
    passages: PassageWriter, item: str, requests: list[tuple[str, list[str]]]
) -> None:
    lines = [("paragraph", "124", "The following enjoy the support of Kenya:"), ("item", "124.1", item)]
    built = recommendations(passages(lines))
    assert [(request.quote, [ref.name for ref in request.actors]) for request in built] == requests


@pytest.mark.parametrize(
    ("item", "confirmed"),
    [
        ("Ban fees of labour brokers (Chile, Peru), above all at sea (Peru)", ["Chile", "Peru"]),
        ("Ratify the Protocol on labour (Chile), the Convention on sailors (Peru)", ["Chile"]),
        ("Sign (Chile) and ratify (Peru) the Protocol on labour", []),
    ],
)
def test_state_is_not_confirmed_for_words_that_another_state_signs(
    passages: PassageWriter, item: str, confirmed: list[str]
) -> None:
    lines = [("paragraph", "124", "The following enjoy the support of Kenya:"), ("item", "124.1", item)]
    built = recommendations(passages(lines))
    assert [ref.name for request in built for ref in request.actors if request.is_confirmed_ref(ref)] == confirmed


@pytest.mark.parametrize(
    "item",
    [
        "Offer refugees lessons in ESS (Evening School of Swimming).",
        "Councils for harbours (North and South Lakeland), boards for lakes and mills should plan together",
    ],
)
def test_brackets_that_explain_sign_nothing(item: str) -> None:
    english = load_grammar("en")
    assert english is not None
    assert [request.signatures for request in split_requests(item, english)] == [()]


def test_brackets_side_by_side_sign_one_request(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "124", "The following enjoy the support of Kenya:"),
        ("item", "124.1", "Train (Chile); (Peru)"),
    ]
    (result,) = recommendations(passages(lines))
    assert (result.quote, [ref.name for ref in result.actors]) == ("Train", ["Chile", "Peru"])


def test_paragraph_after_the_conclusions_asks_nothing(passages: PassageWriter) -> None:
    closing = (
        "All conclusions and recommendations reflect the position of the States. "
        "They should not be construed as endorsed by the Working Group as a whole."
    )
    lines = [
        ("heading", None, "II. Conclusions and recommendations"),
        ("paragraph", "124", "The following enjoy the support of Kenya:"),
        *ITEMS,
        ("paragraph", "125", closing),
    ]
    assert len(recommendations(passages(lines))) == 2


def test_conclusions_ask_what_their_lists_ask_alone(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "124", "Delegations made the recommendations below:"),
        *ITEMS,
        (
            "paragraph",
            "125",
            "The delegation asked the international community to support the national plan on courts.",
        ),
    ]
    assert [built.quote for built in recommendations(passages(lines))] == [
        "Adopt a law against trafficking",
        "Train judges",
    ]
    outside = [built.quote for built in recommendations(passages(lines[-1:]), state=None)]
    assert outside == ["The delegation asked the international community to support the national plan on courts"]


@pytest.mark.parametrize(
    ("kind", "actor", "masthead", "names"),
    [
        (StatementKind.RECOMMENDATION, "Norway", Masthead(symbol="A/HRC/99/7", under_review="Kenya"), ["Kenya"]),
        (StatementKind.RECOMMENDATION, "Kenya", Masthead(symbol="A/HRC/99/7", under_review="Kenya"), []),
        (StatementKind.ACTIVITY, "Norway", Masthead(symbol="A/HRC/99/7", under_review="Kenya"), []),
        (StatementKind.RECOMMENDATION, "Norway", Masthead(symbol="A/HRC/99/7", under_review="Reissued"), []),
        (StatementKind.RECOMMENDATION, "Norway", Masthead(), []),
    ],
)
def test_recommendation_by_others_that_addresses_nobody_is_to_the_state_under_review(
    kind: StatementKind, actor: str, masthead: Masthead, names: list[str]
) -> None:
    [passage] = make_passages("It recommended building more shelters")
    statement = Statement(
        id="s",
        kind=kind,
        quote=passage.text,
        language="en",
        document="d",
        locator=build_locator(passage, 0, len(passage.text)),
        actors=(Ref(id=None, name=actor, type=RefType.STATE, source="coreference"),),
        confidence=0.9,
    )
    [result] = assign_reviewed_state([statement], [passage], masthead)
    assert [ref.name for ref in result.addressees] == names
    assert all(ref.source == "coreference" for ref in result.addressees)  # the State is not the publisher


def test_partner_of_a_recommendation_is_not_its_addressee_too() -> None:
    [passage] = make_passages("It recommended building more shelters with Kenya")
    statement = Statement(
        id="s",
        kind=StatementKind.RECOMMENDATION,
        quote=passage.text,
        language="en",
        document="d",
        locator=build_locator(passage, 0, len(passage.text)),
        partners=(Ref(id=None, name="Kenya", type=RefType.STATE, source="quote"),),
        confidence=0.9,
    )
    [result] = assign_reviewed_state([statement], [passage], Masthead(symbol="A/HRC/99/7", under_review="Kenya"))
    assert result.addressees == ()
