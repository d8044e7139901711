"""Tests of the kinds of statements: each is described, and has its names in all languages."""

from palermo.languages import LABELLED_LANGUAGES, choose_label
from palermo.statements import (
    ACTING_KINDS,
    ACTION_KINDS,
    CALL_KINDS,
    FORWARD_KINDS,
    JOINT_WORK_KINDS,
    KIND_DESCRIPTIONS,
    MANDATE_KINDS,
    StatementKind,
)


def test_every_kind_has_its_names_in_all_languages() -> None:
    assert list(KIND_DESCRIPTIONS) == list(StatementKind)
    for item in KIND_DESCRIPTIONS.values():
        assert item.definition
        for labels in (item.labels, item.plural_labels, item.actor_titles):
            assert set(LABELLED_LANGUAGES) <= {language for language, label in labels.items() if label}


def test_a_language_without_a_label_has_the_english_one() -> None:
    labels = {"en": "Appeal", "fr": "Appel"}
    assert [choose_label(labels, language) for language in ("en", "fr", "es")] == ["Appeal", "Appel", "Appeal"]


def test_the_entries_say_which_kinds_count_where() -> None:
    recommendation, commitment, activity, mandate, partnership, factor, *_ = StatementKind
    assert ((recommendation,), (commitment, activity), (mandate,)) == (CALL_KINDS, ACTION_KINDS, MANDATE_KINDS)
    assert (commitment, activity, mandate, partnership) == ACTING_KINDS
    assert (commitment, activity, partnership) == JOINT_WORK_KINDS
    assert (recommendation, commitment) == FORWARD_KINDS
    assert factor not in {*CALL_KINDS, *ACTING_KINDS}
