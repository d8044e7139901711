"""What a passage stands in."""

from dataclasses import replace

from palermo.extraction.tagger.contexts import MAX_INTRODUCTION_DISTANCE, iter_passage_contexts
from passage_factory import make_passages


def test_items_have_the_introduction_that_ends_with_a_colon() -> None:
    passages = make_passages("# Report", "The council asks States to:", "- Train judges.", "- Fund shelters.")
    contexts = [context for _, context in iter_passage_contexts(passages)]
    assert [context.introduction for context in contexts[2:]] == ["The council asks States to:"] * 2
    assert contexts[3].introduction_id == passages[1].id
    assert contexts[3].previous == "Train judges."


def test_a_heading_ends_an_introduction() -> None:
    passages = make_passages("States should:", "- Train judges.", "# Next", "The fund is small.")
    assert [context.introduction for _, context in iter_passage_contexts(passages)][3] == ""


def test_an_item_without_a_colon_has_the_paragraph_before_the_list() -> None:
    passages = make_passages("Outcomes of the year", "- More referrals.", "- Fewer cases.")
    assert [context.introduction for _, context in iter_passage_contexts(passages)][1:] == ["Outcomes of the year"] * 2


def test_an_introduction_reaches_a_bounded_number_of_paragraphs() -> None:
    passages = make_passages(
        "States should:", *(f"Act number {n} of many." for n in range(MAX_INTRODUCTION_DISTANCE + 1))
    )
    contexts = [context for _, context in iter_passage_contexts(passages)]
    assert contexts[MAX_INTRODUCTION_DISTANCE].introduction == "States should:"
    assert contexts[MAX_INTRODUCTION_DISTANCE + 1].introduction == ""


def test_a_list_keeps_its_introduction_to_its_last_item() -> None:
    passages = make_passages("States should:", *(f"- Act number {n}." for n in range(2 * MAX_INTRODUCTION_DISTANCE)))
    contexts = [context for _, context in iter_passage_contexts(passages)]
    assert {context.introduction for context in contexts[1:]} == {"States should:"}


def test_items_after_an_inner_list_have_the_introduction_of_the_outer_one() -> None:
    texts = (
        "Employers shall:",
        "- pay wages on time;",
        "- give each worker:",
        "- a contract;",
        "- a bed;",
        "- keep records.",
    )
    numbers = (None, "(1)", "(2)", "(a)", "(b)", "(3)")
    passages = [
        replace(passage, paragraph=number) for passage, number in zip(make_passages(*texts), numbers, strict=True)
    ]
    introductions = [context.introduction for _, context in iter_passage_contexts(passages)]
    assert introductions[1:] == [texts[0], texts[0], "give each worker:", "give each worker:", texts[0]]


def test_a_numbered_item_after_a_paragraph_continues_its_list_alone() -> None:
    """`23.1` below the name of an article is no item of the list (a), (b) of the article before it; (c) is."""
    texts = (
        "The councils shall:",
        "- count boats;",
        "Article 23",
        "- The office keeps the list.",
        "Article 24",
        "- Done.",
    )
    for numbers, introduction in (
        ((None, "(a)", None, "23.1", None, "24.1"), "Article 23"),
        ((None, "(a)", None, "(b)", None, "(c)"), "The councils shall:"),
    ):
        passages = [
            replace(passage, paragraph=number) for passage, number in zip(make_passages(*texts), numbers, strict=True)
        ]
        assert [context.introduction for _, context in iter_passage_contexts(passages)][3] == introduction


def test_an_introduction_of_sections_reaches_the_list_of_each() -> None:
    texts = ("The fund recommends:", "Wells", "- Dig wells.", "- Keep them.", "Roads", "- Build roads.")
    numbers = (None, None, "1", "2", None, "1")
    passages = [
        replace(passage, paragraph=number) for passage, number in zip(make_passages(*texts), numbers, strict=True)
    ]
    introductions = [context.introduction for _, context in iter_passage_contexts(passages)]
    assert introductions[2] == introductions[5] == texts[0]


def test_the_title_is_given_or_the_first_heading() -> None:
    passages = make_passages("# Annual report", "It was a year.")
    assert [context.title for _, context in iter_passage_contexts(passages)][1] == "Annual report"
    assert [context.title for _, context in iter_passage_contexts(passages, "Given")][1] == "Given"
