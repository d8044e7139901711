"""Tests of answers: later statements of an addressee, and of nobody else."""

from dataclasses import replace

from palermo.analysis.follow_up import (
    FollowUpAnswer,
    FollowUpItem,
    FollowUpStatus,
    SearchedWorks,
    UnsearchedReason,
    find_answers,
    summarise_status,
)
from palermo.analysis.follow_up.act_detection import detect_manner

ASKED = "Establish shelters for survivors of forced labour in every province"


def call(id: str, quote: str, **more: object) -> FollowUpItem:
    built = FollowUpItem(
        id=id,
        kind="recommendation",
        quote=quote,
        language="en",
        document=f"d-{id}",
        work=f"d-{id}",
        date="2020-01-01",
        digest=False,
        position=0,
        actors=("state:AAA",),
        addressees=("state:BBB",),
        classes=frozenset({"states"}),
        themes=frozenset(),
        interventions=frozenset({"protection-and-assistance"}),
        groups=frozenset(),
        instruments=frozenset(),
    )
    return replace(built, **more)  # type: ignore[arg-type]


def build_action(id: str, quote: str, **more: object) -> FollowUpItem:
    plain: dict[str, object] = {"kind": "activity", "tense": "done", "date": "2022-05-01", "actors": ("state:BBB",)}
    return call(id, quote, addressees=(), **(plain | more))


def find_answers_to(*deeds: FollowUpItem, asked: FollowUpItem | None = None) -> dict[str, FollowUpAnswer]:
    """Answers to one call by id of the statement; other deeds stand around."""
    context = [
        build_action(f"x{n}", f"It mended {thing}") for n, thing in enumerate(("roads", "ships", "bridges", "walls"))
    ]
    item = asked or call("c", ASKED)
    return {each.statement: each for each in find_answers([item], [*deeds, *context]).get(item.id, ())}


def test_a_deed_of_a_body_of_a_state_is_an_answer_of_the_state() -> None:
    quote = "It established shelters for survivors of forced labour in every province"
    body = build_action("s", quote, actors=("Ministry of Labour",), states=("state:BBB",))
    assert set(find_answers_to(body)) == {"s"}
    assert set(find_answers_to(body, asked=call("c", ASKED, addressees=("states",)))) == {"s"}
    assert not find_answers_to(replace(body, states=("state:CCC",)))


def test_a_later_deed_of_the_addressee_is_its_answer() -> None:
    output = find_answers_to(
        build_action("s", "It established shelters for survivors of forced labour in every province")
    )
    assert output["s"].status is FollowUpStatus.DONE
    assert output["s"].words > 0.8
    assert output["s"].meaning is None
    assert not output["s"].same_work
    assert summarise_status(output.values(), 3) is FollowUpStatus.DONE


def test_promises_and_refusals_are_distinguished() -> None:
    output = find_answers_to(
        build_action("p", "It will establish shelters for survivors of forced labour in every province"),
        build_action("r", "It does not intend to establish shelters for survivors of forced labour in every province"),
        build_action(
            "k", "It is to establish shelters for survivors of forced labour in every province", kind="commitment"
        ),
    )
    assert {id: item.status for id, item in output.items()} == {
        "p": FollowUpStatus.PROMISED,
        "r": FollowUpStatus.REFUSED,
        "k": FollowUpStatus.PROMISED,
    }
    assert summarise_status([output["r"], output["p"]], 1) is FollowUpStatus.PROMISED


def test_what_will_not_be_done_is_refused() -> None:
    requests = call("c", "Withdraw the reservation to the Convention on the Rights of the Child")
    text = "State B would not withdraw its reservation to the Convention on the Rights of the Child"
    assert find_answers_to(build_action("n", text), asked=requests)["n"].status is FollowUpStatus.REFUSED
    assert detect_manner("It will not tolerate violence", "en") == {"intended"}
    assert "refused" in detect_manner("L'Etat ne ratifiera pas la Convention", "fr")


def test_what_is_reported_another_treaty_is_no_answer() -> None:
    requests = call("c", "Withdraw the reservations to the Convention on the Rights of the Child")
    output = find_answers_to(
        build_action("same", "It withdrew its reservations to the Convention on the Rights of the Child"),
        build_action("none", "It withdrew its reservations to the Convention"),
        build_action("other", "It withdrew the reservations to the Convention against Torture"),
        asked=requests,
    )
    assert "same" in output
    assert "other" not in output


def test_writing_the_report_is_no_deed() -> None:
    requests = call("c", "Establish a broad national task force on human rights")
    same = "a broad national task force on human rights was established"
    assert "a" in find_answers_to(build_action("a", same), asked=requests)
    assert "b" not in find_answers_to(build_action("b", f"In preparing the national report, {same}"), asked=requests)


def test_what_is_no_answer() -> None:
    same = "It established shelters for survivors of forced labour in every province"
    output = find_answers_to(
        build_action("earlier", same, date="2019-01-01"),
        build_action("undated", same, date=""),
        build_action("other", same, actors=("state:CCC",)),
        build_action(
            "said", "It asked whether State B established shelters for survivors of forced labour in every province"
        ),
        build_action("own", same, work="d-c", document="d-c", date="2020-01-01"),
        build_action("same-day", same, date="2020-01-01"),
        build_action("own-and-later", same, work="d-c", document="d-c", date="2021-01-01"),
    )
    assert output == {}


def test_a_promise_in_the_same_document_counts() -> None:
    output = find_answers_to(
        build_action(
            "s", "It pledged to establish shelters for survivors of forced labour in every province", work="d-c"
        )
    )
    assert output["s"].same_work


def test_a_class_of_addressees_is_answered_by_its_members_on_the_same_topic() -> None:
    requests = call("c", ASKED, addressees=("states",))
    same = "It established shelters for survivors of forced labour in every province"
    assert "s" in find_answers_to(build_action("s", same), asked=requests)
    assert (
        find_answers_to(build_action("s", same, interventions=frozenset({"border-management"})), asked=requests) == {}
    )


def test_a_class_is_answered_by_registered_members_of_it_alone() -> None:
    same = "It established shelters for survivors of forced labour in every province"
    states, organisations = (call("c", ASKED, addressees=(name,)) for name in ("states", "international-organisations"))
    assert find_answers_to(build_action("s", same, actors=("state:BBB",)), asked=organisations) == {}
    assert find_answers_to(build_action("s", same, actors=("unodc",)), asked=states) == {}
    assert "s" in find_answers_to(build_action("s", same, actors=("unodc",)), asked=organisations)
    for unknown in ("new:0123abcd", "name:A charity", "two words"):
        assert find_answers_to(build_action("s", same, actors=(unknown,)), asked=organisations) == {}


def test_the_best_answer_comes_first() -> None:
    deeds = (
        build_action("a", "It established shelters in every province and trained judges, teachers and nurses"),
        build_action("b", "It established shelters for survivors of forced labour in every province"),
    )
    context = [
        build_action(f"x{n}", f"It mended {thing}") for n, thing in enumerate(("roads", "ships", "bridges", "walls"))
    ]
    answers = find_answers([call("c", ASKED)], [*deeds, *context])["c"]
    assert answers[0].statement == "b"
    assert [answer.score for answer in answers] == sorted((answer.score for answer in answers), reverse=True)


def test_what_asks_for_everything_is_answered_by_nothing() -> None:
    requests = call("c", "Continue its efforts", interventions=frozenset())
    assert find_answers_to(build_action("s", "It continued its efforts"), asked=requests) == {}


def test_nothing_found_is_not_nothing_searched() -> None:
    assert summarise_status((), 4) is FollowUpStatus.NO_EVIDENCE
    assert summarise_status((), 0) is FollowUpStatus.NOT_SEARCHED
    assert find_answers([], []) == {}


def test_the_reason_says_why_no_later_work_was_searched() -> None:
    searched = SearchedWorks(works={"unodc": {"w": "2024-01-01"}})
    reasons = {
        UnsearchedReason.NO_ADDRESSEE: call("a", ASKED, addressees=()),
        UnsearchedReason.NO_DATE: call("b", ASKED, addressees=("unodc",), date=""),
        UnsearchedReason.GROUP: call("c", ASKED, addressees=("business",), classes=frozenset({"business"})),
        UnsearchedReason.UNREGISTERED: call("d", ASKED, addressees=("new:task-force", "Task Force")),
        UnsearchedReason.NO_LATER_WORK: call("e", ASKED, addressees=("unodc",), date="2025-01-01"),
        None: call("f", ASKED, addressees=("unodc", "business"), date="2023-01-01"),
    }
    assert {searched.explain_unsearched(item): item for item in reasons.values()} == reasons
