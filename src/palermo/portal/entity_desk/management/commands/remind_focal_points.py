"""Remind focal points of the open mapping round, and announce proposals that wait; it sends at most what is due."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from palermo.portal.base.site_command import SiteCommand
from palermo.portal.entity_desk.proposals import find_open_round, notify_secretariat
from palermo.portal.entity_desk.rounds import send_reminders

REMIND_EVERY = timedelta(days=7)


class Command(SiteCommand):
    """Sends the reminders, and what the portal could not announce before it was stopped."""

    help = "Remind focal points whose entity has sent nothing, and announce proposals that wait to the secretariat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Announce what waits; send reminders unless some were sent within a week, or no round is open."""
        site = self.get_site(options)
        notify_secretariat(site)
        mapping_round, today = find_open_round(), timezone.now().date()
        last = mapping_round.reminded_on if mapping_round else None
        if mapping_round is None or (last and abs(today - last) < REMIND_EVERY):  # a clock may have been set back
            self.stdout.write("Nobody to remind.")
            return
        for address in send_reminders(mapping_round, site):
            self.stdout.write(f"Reminded {address}")
        mapping_round.reminded_on = today
        mapping_round.save(update_fields=["reminded_on"])
