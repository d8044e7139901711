"""Send reminders of deadlines of joint texts, and with --weekly what awaits each person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from palermo.portal.joint_texts.notices import send_reminders, send_weekly_mails


class Command(BaseCommand):
    """Send reminders, each once; run it every hour, and once a week with --weekly."""

    help = "Send reminders of deadlines of joint texts; with --weekly, what awaits each person this week."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--site", default="http://localhost:8000/", help="Address of the portal, for links.")
        parser.add_argument("--weekly", action="store_true", help="Also send the weekly mail.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send the notices, and print their number."""
        site = f"{options['site'].rstrip('/')}/"
        sent = send_reminders(site)
        weekly = send_weekly_mails(site) if options["weekly"] else 0
        self.stdout.write(f"{sent} reminders, {weekly} weekly mails sent")
