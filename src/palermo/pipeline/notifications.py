"""Notifications of matches: webhooks at once, and one e-mail a week to each address."""

import json
import smtplib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import urllib3

from palermo.errors import RunStopped
from palermo.pipeline.standing_queries import QueryMatches

TIMEOUT_S: Final = 10.0
MAX_QUOTES_PER_QUERY: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The SMTP server for e-mail: `smtp://user:password@host:587`, or `smtps://` for TLS from the start."""

    url: str
    sender: str

    def send(self, messages: Iterable[EmailMessage]) -> int:
        """Send messages in one connection; return their number. Raises RunStopped, without the password."""
        parts = urlsplit(self.url)
        connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        count = 0
        try:
            with connect(parts.hostname or "localhost", parts.port or 0, timeout=TIMEOUT_S) as server:
                if parts.scheme == "smtp" and server.has_extn("starttls"):
                    server.starttls()
                if parts.username:
                    server.login(unquote(parts.username), unquote(parts.password or ""))
                for message in messages:
                    server.send_message(message)
                    count += 1
        except (OSError, smtplib.SMTPException) as error:
            reason = f"the mail server does not take messages ({type(error).__name__})"
            raise RunStopped("PALERMO_EMAIL_URL", reason, "Check address, user and password") from error
        return count


def send_webhooks(matches: Sequence[QueryMatches], edition: str, address: str) -> list[str]:
    """Post the matches of each query that has a webhook; return what failed, in words."""
    failures = []
    with urllib3.PoolManager(timeout=TIMEOUT_S, retries=urllib3.Retry(2, redirect=0)) as web:
        for one in matches:
            if not one.query.webhook:
                continue
            content = {"search": one.query.name, "edition": edition, "statements": one.list_values(address)}
            try:
                status = web.request("POST", one.query.webhook, json=content).status
            except urllib3.exceptions.HTTPError as error:
                failures.append(f"{one.query.name}: its webhook does not answer ({type(error).__name__})")
                continue
            if status >= 300:
                failures.append(f"{one.query.name}: its webhook answers with status {status}")
    return failures


def collect_digests(matches: Sequence[QueryMatches], address: str) -> dict[str, list[dict[str, Any]]]:
    """Return the pending digest of each e-mail address, as JSON values that are stored until it is sent."""
    entries: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in matches:
        for email in one.query.emails:
            entries[email].append({"search": one.query.name, "statements": one.list_values(address)})
    return dict(entries)


def build_digest_mails(
    entries: Mapping[str, Sequence[Mapping[str, Any]]], sender: str, edition: str
) -> list[EmailMessage]:
    """Return one message for each address, with quotes, pages and permanent addresses."""
    return [_build_digest(email, parts, sender, edition) for email, parts in entries.items() if parts]


def _build_digest(email: str, parts: Sequence[Mapping[str, Any]], sender: str, edition: str) -> EmailMessage:
    total = sum(len(part["statements"]) for part in parts)
    message = EmailMessage()
    message["From"], message["To"] = sender, email
    message["Subject"] = f"Palermo: {total} new statements for your searches"
    message["Auto-Submitted"] = "auto-generated"
    lines = [f"New in Palermo, up to edition {edition}.", ""]
    for part in parts:
        lines += [f"{part['search']}: {len(part['statements'])}", ""]
        for row in part["statements"][:MAX_QUOTES_PER_QUERY]:
            page = f", p. {row['page']}" if row["page"] else ""
            lines += [f"  “{row['quote']}”", f"  {row['document']}{page}", f"  {row['address']}", ""]
    message.set_content("\n".join(lines))
    return message


def parse_entries(text: str) -> dict[str, list[dict[str, Any]]]:
    """Parse stored digests; damaged ones are dropped, since the statements are in the edition anyway."""
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
