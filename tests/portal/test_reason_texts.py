"""Tests of reasons in the page's language: every one that a build writes has a translation."""

import pytest
from django.utils import translation

from palermo.errors import DocumentFailed, QuestionInvalid, TooLarge
from palermo.portal.base.reason_texts import FAILURES, describe_failure, format_reason
from palermo.portal.catalogues import TRANSLATED_LANGUAGES, read_catalogue
from palermo.statements import (
    CALIBRATION_CAUSES,
    REASON_SENTENCES,
    Reason,
    ReasonValue,
    build_reason,
)

CONCEPTS = (
    ReasonValue(name="concepts", text="prevention", id="prevention", after=" (“prevent”)"),
    ReasonValue(name="concepts", text="forced labour", id="forced-labour"),
)
PLACES = (
    ReasonValue(name="places", text="Kenya", id="state:KEN", after=" (“Nairobi”)"),
    ReasonValue(name="places", text="Germany", id="state:DEU", after=" (“Berlin”)"),
)
NEIGHBOURS = (
    ReasonValue(name="kinds", text="activity", before="3 "),
    ReasonValue(name="kinds", text="mandate", before="2 "),
    ReasonValue(name="kinds", text="none", before="1 "),
)


def test_every_reason_of_a_build_has_a_translation() -> None:
    texts = {*REASON_SENTENCES.values(), *CALIBRATION_CAUSES.values()}
    for language in TRANSLATED_LANGUAGES:
        catalogue = read_catalogue(language)
        assert [text for text in texts if not (message := catalogue.get(text)) or not message.string] == []


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        (
            build_reason("tagger-kind", kind="mandate", share="0.91"),
            "le modèle d’extraction y lit : Mandat (0.91)",
        ),
        (
            build_reason("tagger-neighbours", items=NEIGHBOURS),
            "les phrases annotées les plus proches sont : 3 Activité, 2 Mandat, 1 aucun énoncé",
        ),
        (
            build_reason("role-heading", role="addressee", name="States", share="0.70"),
            "destinataire States : nommé dans l’intitulé (0.70)",
        ),
        (
            build_reason("tag-themes", items=CONCEPTS),
            "il porte sur : prévention (“prevent”), travail forcé",
        ),
        (build_reason("place", items=PLACES), "lieu : Kenya (“Nairobi”), Allemagne (“Berlin”)"),
        (
            build_reason("calibration", right="9,229", total="9,370"),
            "comparé à des énoncés annotés : 9\u202f229 sur 9\u202f370 de cette règle sont justes",
        ),
        (
            build_reason("name-generic", words="the Office", name="UNODC"),
            "« the Office » : UNODC, que le document représente ou nomme",
        ),
    ],
)
def test_what_varies_is_translated_where_it_is_no_name(reason: Reason, french: str) -> None:
    with translation.override("fr"):
        assert format_reason(reason) == f"<bdi>{french}</bdi>"


def test_tags_of_the_tagger_have_names_in_english_too() -> None:
    tags = [ReasonValue(name="tags", text="legislation-and-policy", after=" (0.96)")]
    reason = build_reason("tagger-tags", items=tags)
    assert format_reason(reason) == "<bdi>tags by the tagger: Legislation and policy (0.96)</bdi>"


def test_a_reason_of_others_is_marked_as_english() -> None:
    with translation.override("fr"):
        result = format_reason(Reason(feature="a <rule> of others", weight=0.5))
    assert result == '<bdi lang="en">a &lt;rule&gt; of others</bdi>'


def test_a_failure_says_in_the_page_s_language_what_failed() -> None:
    error = TooLarge("the table", "it has <b>9</b> rows", "Split it")
    with translation.override("en"):
        assert describe_failure(error) == "It has <b>9</b> rows. Split it."
        assert describe_failure(error, with_subject=True) == "The table: it has <b>9</b> rows. Split it."
    with translation.override("fr"):
        assert describe_failure(error) == (
            "Le fichier est trop volumineux ou trop long à lire. "
            '<bdi lang="en">It has &lt;b&gt;9&lt;/b&gt; rows. Split it.</bdi>'
        )


def test_every_failure_of_a_document_has_a_sentence() -> None:
    assert {*DocumentFailed.__subclasses__(), QuestionInvalid} == set(FAILURES)
