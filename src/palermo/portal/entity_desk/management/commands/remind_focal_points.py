"""Remind focal points of the open mapping round; run it daily, it sends at most one message a week."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from palermo.portal.entity_desk.proposals import find_open_round
from palermo.portal.entity_desk.rounds import send_reminders

REMIND_EVERY = timedelta(days=7)


class Command(BaseCommand):
    """Sends the reminders."""

    help = "Remind focal points whose entity has sent nothing in the open mapping round."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--site", default="http://localhost:8000/", help="Address of the portal, for links.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send reminders unless some were sent within a week, or no round is open."""
        mapping_round, today = find_open_round(), timezone.now().date()
        last = mapping_round.reminded_on if mapping_round else None
        if mapping_round is None or (last and abs(today - last) < REMIND_EVERY):  # a clock may have been set back
            self.stdout.write("Nobody to remind.")
            return
        for address in send_reminders(mapping_round, f"{options['site'].rstrip('/')}{reverse('entity_desk:list')}"):
            self.stdout.write(f"Reminded {address}")
        mapping_round.reminded_on = today
        mapping_round.save(update_fields=["reminded_on"])
