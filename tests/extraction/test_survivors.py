"""Survivors' engagement can be counted: as an intervention, and survivors as those who are asked for their advice."""

from collections.abc import Callable

import pytest

from palermo import registry
from palermo.extraction import extract
from palermo.linking import link_document
from palermo.statements import Document, Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]

ENGAGED = [
    ("en", "The Office consults survivors of trafficking on every new policy."),
    ("en", "States should include survivors’ organizations in their coordination bodies."),
    ("en", "The Fund will pay survivors for their advice."),
    ("fr", "Le Bureau consulte les survivantes de la traite sur chaque nouvelle politique."),
    ("fr", "Les États devraient associer les organisations de survivants à l’élaboration de leurs lois."),
    ("fr", "Le Conseil a créé un comité consultatif de survivants."),
    ("es", "La Comisión consultará a los sobrevivientes antes de aprobar el plan."),
    ("es", "Los Estados deberían incluir a las organizaciones de sobrevivientes en sus órganos de coordinación."),
    ("es", "El Consejo creó un comité asesor de sobrevivientes."),
    ("ar", "ينبغي للدول إشراك منظمات الناجين في هيئات التنسيق."),
    ("ar", "أنشأ المجلس لجنة استشارية من الناجين."),
    ("ru", "Управление консультируется с пострадавшими от торговли людьми по каждой новой стратегии."),
    ("ru", "Государствам следует привлекать организации пострадавших к разработке законов."),
    ("ru", "Совет создал консультативный комитет из числа пострадавших."),
    ("zh", "各国应让幸存者组织参与协调机构。"),
    ("zh", "理事会设立了由幸存者组成的咨询委员会。"),
]
ADVISING = [
    ("en", "The Office consults survivors of trafficking on every new policy.", "survivors of trafficking"),
    (
        "fr",
        "Le Bureau consulte les survivantes de la traite sur chaque nouvelle politique.",
        "survivantes de la traite",
    ),
    ("es", "La Comisión consultará a los sobrevivientes antes de aprobar el plan.", "sobrevivientes"),
    ("ar", "تستشير المفوضية الناجين من الاتجار بشأن كل سياسة جديدة.", "الناجين"),
    ("ru", "Управление консультируется с пострадавшими от торговли людьми по каждой новой стратегии.", "пострадавшими"),
]


def told(language: str, text: str, passages: PassageWriter) -> tuple[Statement, ...]:
    written = passages([("paragraph", None, text)], language)
    document = Document(
        id="d",
        work="d",
        title="t",
        source="t.txt",
        masthead=Masthead(),
        media_type="t",
        size=1,
        pages=1,
        language=language,
    )
    return link_document(extract(written, Masthead()).statements, document, written, registry.load())


@pytest.mark.parametrize(("language", "text"), ENGAGED)
def test_engagement_is_an_intervention(language: str, text: str, passages: PassageWriter) -> None:
    (made,) = told(language, text, passages)
    assert "survivor-engagement" in made.interventions
    assert made.actors or made.addressees


@pytest.mark.parametrize(("language", "text", "whom"), ADVISING)
def test_who_is_consulted_is_served(language: str, text: str, whom: str, passages: PassageWriter) -> None:
    (made,) = told(language, text, passages)
    assert [ref.name for ref in made.addressees] == [whom]


@pytest.mark.parametrize("text", ["States should adopt a law on survivors.", "Survivors fear the police."])
def test_what_only_names_survivors_engages_nobody(text: str, passages: PassageWriter) -> None:
    assert all("survivor-engagement" not in made.interventions for made in told("en", text, passages))
