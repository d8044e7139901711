"""Values of joint texts have labels, and the documentation explains each stage."""

from enum import StrEnum
from pathlib import Path

import pytest
from django.utils import translation

from palermo.joint_texts import enums
from palermo.joint_texts.pending_tasks import TaskKind
from palermo.portal.joint_texts.member_fields import MembersField
from palermo.portal.joint_texts.text_labels import LABELS

DOCS = Path(__file__).parents[2] / "docs" / "joint-texts.md"


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("kind", enums.TextKind),
        ("stage", enums.Stage),
        ("paragraph", enums.ParagraphKind),
        ("action", enums.ProposalAction),
        ("status", enums.ProposalStatus),
        ("round", enums.RoundStatus),
        ("stance", enums.Stance),
        ("party", enums.Party),
        ("task", TaskKind),
    ],
)
def test_every_value_has_a_label(table: str, values: type[StrEnum]) -> None:
    assert list(LABELS[table]) == list(values)


def test_documentation_explains_each_stage() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for stage in enums.Stage:
        assert f"| {str(LABELS['stage'][stage]).lower()} |" in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_name_of_a_member_is_the_same_in_whatever_language_it_is_saved(language: str) -> None:
    with translation.override(language):
        (member,) = MembersField().clean("UNODC")
    assert (member.entity, member.name) == ("unodc", "United Nations Office on Drugs and Crime")
