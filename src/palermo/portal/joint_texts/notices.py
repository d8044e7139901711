"""E-mail about joint texts: notices to all when a stage begins, reminders, and the weekly mail."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.access import Role
from palermo.grouping import group_items
from palermo.joint_texts.deadlines import format_in_zone
from palermo.joint_texts.enums import Stage
from palermo.joint_texts.pending_tasks import TaskKind
from palermo.joint_texts.state import JointText
from palermo.portal.base.languages import get_language_name, mark_direction
from palermo.portal.base.number_formats import get_colon
from palermo.portal.joint_texts.event_store import load_text
from palermo.portal.joint_texts.models import SentNotice
from palermo.portal.joint_texts.text_labels import get_label
from palermo.portal.joint_texts.text_pages import TextTask, list_tasks_of

LOG = logging.getLogger(__name__)
REMIND_BEFORE = timedelta(hours=24)
SUBJECTS: Mapping[str, Promise] = {
    "stage": gettext_lazy("The text has a new stage"),
    "silence-started": gettext_lazy("The silence procedure begins"),
    "silence-broken": gettext_lazy("Silence was broken"),
    "silence-extended": gettext_lazy("The silence procedure is extended"),
    "silence-restarted": gettext_lazy("A new round of the silence procedure begins"),
    "endorsement-opened": gettext_lazy("The text awaits the endorsement of heads"),
    "issued": gettext_lazy("The text is issued"),
    "withdrawn": gettext_lazy("The text is withdrawn"),
}


def send_stage_notice(text_id: str, notice: str, site: str) -> int:
    """Send a notice to the focal points of all members and to the secretariat; return how many were sent."""
    text = load_text(text_id)
    if text is None:
        return 0
    with translation.override(text.language):
        subject = f"{SUBJECTS[notice]}{get_colon()}{text.title}"
        lines = [subject, f"{_('Stage')}{get_colon()}{get_label('stage', text.stage)}"]
        if notice == "silence-broken" and text.last_round:
            broken = text.last_round.breaks[-1][1]
            lines.append(f"{mark_direction(text.get_entity_name(broken.entity))}{get_colon()}{broken.reason}")
        if reason := _get_reason(text, notice):
            lines.append(f"{_('Reason')}{get_colon()}{reason}")
        if deadline := _get_deadline(text):
            moment = mark_direction(format_in_zone(deadline, text.zone))
            until = _("Others can still break silence until %(deadline)s.") % {"deadline": moment}
            lines.append(until if notice == "silence-broken" else f"{_('Deadline')}{get_colon()}{moment}")
        if notice.startswith("silence") and notice != "silence-broken":
            lines.append(_("Silence is consent. To break it, name the paragraph, your reason and other words."))
        lines.append(f"{site}{text.language}/texts/{text_id}/timeline/")
        return sum(_send(recipient, subject, lines) for recipient in find_recipients(text, timezone.now()))


def _get_reason(text: JointText, notice: str) -> str:
    """Return why the secretariat withdrew the text, or extended the round."""
    if notice == "silence-extended" and text.last_round:
        return text.last_round.extensions[-1][-1]
    return text.withdrawal_reason if notice == "withdrawn" else ""


def _get_deadline(text: JointText) -> datetime | None:
    last = text.last_round
    return last.deadline if text.stage is Stage.SILENCE and last else text.deadlines.get(text.stage)


def find_recipients(text: JointText, at: datetime) -> list[Any]:
    """Return the people with an address who are focal points of members at that time, or of the secretariat."""
    entities = [member.entity for member in text.get_members_on(at.astimezone(text.zone).date())]
    people = _get_reachable_people()
    focal_points = people.filter(roles__role=Role.FOCAL_POINT, entities__entity__in=entities)
    secretariat = people.filter(roles__role=Role.SECRETARIAT)
    return list({item.pk: item for item in (*focal_points, *secretariat)}.values())


def list_unreached(text: JointText, at: datetime) -> list[str]:
    """Return the names of present members that have no focal point, so that no notice reaches them."""
    reached = {entity for person in find_recipients(text, at) for entity in person.get_actor().entities}
    members = text.get_members_on(at.astimezone(text.zone).date())
    return [member.name for member in members if member.entity not in reached]


def send_reminders(site: str) -> int:
    """Remind each person once of each deadline of the next day; return how many were sent."""
    now = timezone.now()
    sent = 0
    for person in _get_reachable_people():
        tasks = list_tasks_of(person.get_actor())
        due = (task for task in tasks if task.task.deadline and now <= task.task.deadline <= now + REMIND_BEFORE)
        for (id, deadline), same in group_items(due, lambda task: (task.record.id, task.task.deadline)).items():
            with translation.override(same[0].record.language):
                sent += _send_once(person, f"{id}:{deadline}", _("Deadline within a day"), same, site)
    return sent


def send_weekly_mails(site: str) -> int:
    """Send each person once a week what awaits them; return how many were sent."""
    year, week, _day = timezone.now().isocalendar()
    sent = 0
    for person in _get_reachable_people():
        if tasks := list_tasks_of(person.get_actor()):
            with translation.override(tasks[0].record.language):
                sent += _send_once(person, f"weekly:{year}-{week}", _("What awaits you"), tasks, site)
    return sent


def _get_reachable_people() -> "QuerySet[Any]":
    return get_user_model().objects.filter(is_active=True).exclude(email="").order_by("pk")


def _send_once(person: Any, key: str, topic: str, tasks: Sequence[TextTask], site: str) -> int:
    """Send tasks with their deadlines, unless this was sent before; the subject names a text that all are about.

    A message that failed is sent again at the next run.
    """
    titles = {task.record.title for task in tasks}
    subject = f"{topic}{get_colon()}{titles.pop()}" if len(titles) == 1 else topic
    lines = [topic, ""]
    for task in tasks:
        language = f" ({get_language_name(task.task.name)})" if task.task.kind is TaskKind.TRANSLATE else ""
        lines.append(f"{get_label('task', task.task.kind)}{language}{get_colon()}{task.record.title}")
        if task.task.deadline:
            deadline = mark_direction(format_in_zone(task.task.deadline, task.text.zone))
            lines.append(f"  {_('Deadline')}{get_colon()}{deadline}")
        lines.append(f"  {site}{task.record.language}/texts/{task.record.id}/timeline/")
    with transaction.atomic():
        _notice, is_new = SentNotice.objects.get_or_create(person=person, subject=key[:100])
        sent = _send(person, subject, lines) if is_new else 0
        transaction.set_rollback(not sent)
    return sent


def _send(person: Any, subject: str, lines: Iterable[str]) -> int:
    """Send one message; a failure is logged, since the change itself is stored."""
    try:
        return send_mail(" ".join(subject.split())[:200], "\n".join(lines), None, [person.email])
    except (OSError, SMTPException) as error:
        LOG.error("A notice to person %s was not sent: %s", person.pk, error)
        return 0
