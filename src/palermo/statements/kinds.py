"""Kinds of statements: what each does, and its names on pages and in reports.

To add a kind, add its member to StatementKind and its entry to KIND_DESCRIPTIONS. From it derive the labels of pages
and reports, the values of the facet, the questions of second opinions, and, by its role, which analyses and pages count
it. No statement has it until a rule of `extraction/lists` or `extraction/rows` gives it, or the tagger has learnt it
from labels in `training/statements`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from palermo.languages import build_labels


class StatementKind(StrEnum):
    """What a statement does."""

    RECOMMENDATION = "recommendation"
    COMMITMENT = "commitment"
    ACTIVITY = "activity"
    MANDATE = "mandate"
    PARTNERSHIP = "partnership"
    FACTOR = "factor"


class KindRole(StrEnum):
    """What the statements of a kind are to analyses and pages, which count all kinds of a role alike."""

    CALL = "call"
    """They ask for action."""
    ACTION = "action"
    """They promise or report action, which may answer a call."""
    MANDATE = "mandate"
    """They give a body its tasks."""
    COOPERATION = "cooperation"
    """They only say who acts together."""
    CLAIM = "claim"
    """They say something about the problem, and nobody acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindDescription:
    """One kind of statements for people and language models; labels are by language."""

    definition: str
    """What such a statement does, as language models are told."""
    role: KindRole
    is_forward: bool = False
    """Whether all such statements are about what is to come."""
    labels: Mapping[str, str]
    """Its name, of one statement."""
    plural_labels: Mapping[str, str]
    actor_titles: Mapping[str, str]
    """What the actors of a statement are to it."""


_WHO_ACTS = build_labels("Who acts", "Qui agit", "Quién actúa", "من يعمل", "Кто действует", "行动者")
_FROM_WHOM = build_labels("From", "De", "De", "من", "От кого", "提出方")

KIND_DESCRIPTIONS: Mapping[StatementKind, KindDescription] = {
    StatementKind.RECOMMENDATION: KindDescription(
        definition="asks somebody to act",
        role=KindRole.CALL,
        is_forward=True,
        labels=build_labels("Recommendation", "Recommandation", "Recomendación", "توصية", "Рекомендация", "建议"),
        plural_labels=build_labels(
            "Recommendations", "Recommandations", "Recomendaciones", "التوصيات", "Рекомендации", "建议"
        ),
        actor_titles=_FROM_WHOM,
    ),
    StatementKind.COMMITMENT: KindDescription(
        definition="promises to act",
        role=KindRole.ACTION,
        is_forward=True,
        labels=build_labels("Commitment", "Engagement", "Compromiso", "التزام", "Обязательство", "承诺"),
        plural_labels=build_labels("Commitments", "Engagements", "Compromisos", "الالتزامات", "Обязательства", "承诺"),
        actor_titles=_WHO_ACTS,
    ),
    StatementKind.ACTIVITY: KindDescription(
        definition="reports what was done, is being done or is planned",
        role=KindRole.ACTION,
        labels=build_labels("Activity", "Activité", "Actividad", "نشاط", "Мероприятие", "活动"),
        plural_labels=build_labels("Activities", "Activités", "Actividades", "الأنشطة", "Деятельность", "活动"),
        actor_titles=_WHO_ACTS,
    ),
    StatementKind.MANDATE: KindDescription(
        definition="states which text gives which entity which task",
        role=KindRole.MANDATE,
        labels=build_labels("Mandate", "Mandat", "Mandato", "ولاية", "Мандат", "任务授权"),
        plural_labels=build_labels("Mandates", "Mandats", "Mandatos", "الولايات", "Мандаты", "任务授权"),
        actor_titles=build_labels(
            "Whose mandate", "Titulaire du mandat", "Titular del mandato", "صاحب الولاية", "Чей мандат", "任务授权归属"
        ),
    ),
    StatementKind.PARTNERSHIP: KindDescription(
        definition="says who acts together",
        role=KindRole.COOPERATION,
        labels=build_labels("Partnership", "Partenariat", "Alianza", "شراكة", "Партнерство", "伙伴关系"),
        plural_labels=build_labels("Partnerships", "Partenariats", "Alianzas", "الشراكات", "Партнерства", "伙伴关系"),
        actor_titles=_WHO_ACTS,
    ),
    StatementKind.FACTOR: KindDescription(
        definition="claims something about the problem: a cause, risk, barrier, consequence, protection or count",
        role=KindRole.CLAIM,
        labels=build_labels(
            "Factor (risk, cause or figure)",
            "Facteur (risque, cause ou chiffre)",
            "Factor (riesgo, causa o cifra)",
            "عامل (خطر أو سبب أو رقم)",
            "Фактор (риск, причина или цифра)",
            "因素（风险、原因或数字）",
        ),
        plural_labels=build_labels(
            "Factors: risks, causes, counts",
            "Facteurs : risques, causes, dénombrements",
            "Factores: riesgos, causas, recuentos",
            "العوامل: مخاطر وأسباب وأعداد",
            "Факторы: риски, причины, подсчеты",
            "因素：风险、原因、统计",
        ),
        actor_titles=_FROM_WHOM,
    ),
}
"""All kinds, in the order in which pages list them."""


def _list_kinds(*roles: KindRole) -> tuple[StatementKind, ...]:
    return tuple(kind for kind, description in KIND_DESCRIPTIONS.items() if description.role in roles)


CALL_KINDS = _list_kinds(KindRole.CALL)
ACTION_KINDS = _list_kinds(KindRole.ACTION)
MANDATE_KINDS = _list_kinds(KindRole.MANDATE)
ACTING_KINDS = _list_kinds(KindRole.ACTION, KindRole.MANDATE, KindRole.COOPERATION)
"""Kinds whose actors act; those of the others ask for something, or claim it."""
JOINT_WORK_KINDS = _list_kinds(KindRole.ACTION, KindRole.COOPERATION)
"""Kinds that report joint work; a call asks for it, a mandate may only permit it."""
FORWARD_KINDS = tuple(kind for kind, description in KIND_DESCRIPTIONS.items() if description.is_forward)
