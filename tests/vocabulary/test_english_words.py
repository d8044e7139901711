"""Tests of English words of actions, themes and groups, and of similar idioms."""

import pytest

from palermo.vocabulary import find_tags, load_vocabulary

VOCABULARY = load_vocabulary()


def ids(text: str) -> set[str]:
    return {tag.id for tag in find_tags(text, "en", VOCABULARY)}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The programme kept forty girls in school", "prevention"),
        ("Volunteers warned families about agents who lie", "awareness-raising"),
        ("The outreach team was out every night", "identification-and-referral"),
        ("Guards were taught how to recognise a captive crew", "identification-and-referral"),
        ("A judge signed a protection order", "protection-and-assistance"),
        ("Six fishers were brought home", "return-and-reintegration"),
        ("Two paralegals sit at the port", "access-to-justice"),
        ("The union won back their pay", "access-to-justice"),
        ("Parliament should make directors liable", "legislation-and-policy"),
        ("Clerks were given an induction", "capacity-building"),
        ("The team documented the sale of papers", "data-and-research"),
        ("The three bodies hold a case conference each month", "coordination-and-partnership"),
        ("Returnees were consulted: a former client chairs the panel", "survivor-engagement"),
        ("The grocer adopted the employer pays principle", "supply-chain-due-diligence"),
        ("Every municipal contract names the wage", "public-procurement"),
        ("Compliance officers were hired", "monitoring-and-evaluation"),
        ("Clerks advise foreign nationals", "migrants"),
        ("They had no choice", "vulnerability"),
        ("The buyers and brands paid late", "supply-chains"),
    ],
)
def test_english_deeds_are_named_in_the_words_of_their_trades(text: str, tag: str) -> None:
    assert tag in ids(text)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The Union of Dock Workers met the port authority", "workers"),
        ("The Minister gave oral evidence to the inquiry", "investigation-and-prosecution"),
        ("Nurses of the emergency department asked her", "humanitarian-crises"),
        ("She was hired without ever having crossed a border", "border-management"),
    ],
)
def test_english_names_and_idioms_are_not_what_their_words_say(text: str, tag: str) -> None:
    assert tag not in ids(text)
