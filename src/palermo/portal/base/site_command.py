"""Management commands whose e-mails link to pages of the portal."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from palermo.environment import Settings


class SiteCommand(BaseCommand):
    """A command with the address of the portal as an option, by default that of the settings."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option."""
        parser.add_argument("--site", help="Address of the portal, for links; by default PALERMO_ADDRESS.")

    def get_site(self, options: dict[str, Any]) -> str:
        """Return the address with a final slash; raises CommandError if neither option nor setting names one."""
        site: str = options["site"] or settings.PALERMO_ADDRESS
        if not options["site"] and site == Settings().address:
            raise CommandError(
                "The address of the portal, which e-mails link to, is not known."
                " Set PALERMO_ADDRESS, or name it with --site https://map.example.org"
            )
        return f"{site.rstrip('/')}/"
