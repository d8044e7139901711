"""Send reminders of deadlines of joint texts, and with --weekly what awaits each person."""

from argparse import ArgumentParser
from typing import Any

from palermo.portal.base.site_command import SiteCommand
from palermo.portal.joint_texts.notices import send_reminders, send_weekly_mails


class Command(SiteCommand):
    """Send reminders, each once; run it every hour, and once a week with --weekly."""

    help = "Send reminders of deadlines of joint texts; with --weekly, what awaits each person this week."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        super().add_arguments(parser)
        parser.add_argument("--weekly", action="store_true", help="Also send the weekly mail.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send the notices, and print their number."""
        site = self.get_site(options)
        sent = send_reminders(site)
        weekly = send_weekly_mails(site) if options["weekly"] else 0
        self.stdout.write(f"{sent} reminders, {weekly} weekly mails sent")
