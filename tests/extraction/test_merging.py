"""Tests of passages that repeat what a document lists."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.extraction.merging import CoveredSpans, merge_statements, repeats_recommendation
from palermo.statements import Passage, Ref, RefType, Statement, StatementKind, build_locator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The recommendation as read during the interactive dialogue: “Mend the nets of all boats”.", True),
        ("Recommendation originally read: “Mend the nets”.", True),
        ("The recommendation as made during the interactive dialogue was: “Mend the nets”.", True),
        ("La recommandation formulée au cours du dialogue était la suivante : « Réparer les filets ».", True),
        ("La recomendación formulada durante el diálogo decía: “Reparar las redes”.", True),
        ("The recommendation is that crews read the notice at least once a year.", False),
    ],
)
def test_notes_of_reviews_repeat_recommendations(
    text: str, expected: bool, passages: Callable[..., list[Passage]]
) -> None:
    (passage,) = passages([("footnote", "7", text)])
    assert repeats_recommendation(passage) is expected


def test_whom_a_list_asks_does_not_ask(passages: Callable[..., list[Passage]]) -> None:
    [item] = passages([("item", "1", "fermer les puits")])
    asked = Ref(id=None, name="autorités", type=RefType.GROUP, source="introduction")
    listed = Statement(
        id="1",
        kind=StatementKind.RECOMMENDATION,
        quote="fermer les puits",
        language="fr",
        document="d",
        locator=build_locator(item, 0, 16),
        addressees=(asked,),
    )
    tagged = replace(listed, id="2", addressees=(), actors=(replace(asked, source="coreference"),))
    [merged] = merge_statements([listed], [tagged], CoveredSpans((), (), (listed,)))
    assert (merged.actors, merged.addressees) == ((), (asked,))


def test_an_item_is_to_whom_the_tagger_finds_anywhere_in_it(passages: Callable[..., list[Passage]]) -> None:
    quote = "the duty of care for workers of all boats, large and small, should be met by harbour boards"
    [item] = passages([("item", "1", quote)])
    listed = Statement(
        id="1",
        kind=StatementKind.RECOMMENDATION,
        quote=quote,
        language="en",
        document="d",
        locator=build_locator(item, 0, len(quote)),
    )
    addressee = Ref(id=None, name="harbour boards", type=RefType.GROUP, source="quote")
    [merged] = merge_statements(
        [listed], [replace(listed, id="2", addressees=(addressee,))], CoveredSpans((), (), (listed,))
    )
    assert merged.addressees == (addressee,)
