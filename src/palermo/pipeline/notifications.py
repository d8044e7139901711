"""Notifications of matches: webhooks at once, and one e-mail a week to each address."""

import json
import smtplib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import urllib3

from palermo.errors import NotFetched, RunStopped
from palermo.pipeline.standing_queries import QueryMatches
from palermo.sources import resolve_endpoints
from palermo.statements import Nature

TIMEOUT_S: Final = 10.0
MAX_QUOTES_PER_QUERY: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTexts:
    """The words of a digest in one language, with places for values."""

    subject: str = "Palermo: new statements for your searches (%(count)d)"
    introduction: str = "New in Palermo, up to edition %(edition)s."
    page: str = "p. %(page)s"
    own_words: str = "In our words"
    more: str = "and %(count)d more"
    unsubscribe: str = "No more e-mails for this search: %(address)s"


DEFAULT_TEXTS: Final = DigestTexts()


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
    for query_match in matches:
        if not query_match.query.webhook:
            continue
        content = {"search": query_match.query.name, "edition": edition, "statements": query_match.list_values(address)}
        try:
            status = _post(query_match.query.webhook, content, is_public=query_match.query.is_public_webhook)
        except NotFetched as error:
            failures.append(f"{query_match.query.name}: {error.reason}")
            continue
        except (urllib3.exceptions.HTTPError, OSError) as error:
            failures.append(f"{query_match.query.name}: its webhook does not answer ({type(error).__name__})")
            continue
        if status >= 300:
            failures.append(f"{query_match.query.name}: its webhook answers with status {status}")
    return failures


def _post(address: str, content: Mapping[str, Any], *, is_public: bool) -> int:
    """Post JSON without redirects; return the status, or raise NotFetched for an internal host.

    The request goes to the IP address that was checked, so that a name cannot lead elsewhere in between.
    """
    retries, (ip, port) = urllib3.Retry(2, redirect=0), resolve_endpoints(address, not is_public)[0]
    parts = urlsplit(address)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    pool = urllib3.HTTPConnectionPool(ip, port, timeout=TIMEOUT_S, retries=retries)
    if parts.scheme == "https":
        host = parts.hostname or ""
        pool = urllib3.HTTPSConnectionPool(
            ip, port, timeout=TIMEOUT_S, retries=retries, server_hostname=host, assert_hostname=host
        )
    with pool:
        response = pool.request("POST", target, json=content, headers={"Host": parts.netloc}, preload_content=False)
        response.release_conn()
        return int(response.status)


def collect_digests(matches: Sequence[QueryMatches], address: str) -> dict[str, list[dict[str, Any]]]:
    """Return the pending digest of each e-mail address, as JSON values that are stored until it is sent."""
    entries: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for query_match in matches:
        part = {
            "search": query_match.query.name,
            "statements": query_match.list_values(address),
            "language": query_match.query.language,
            "saved_search": query_match.query.saved_search,
            "unsubscribe": query_match.query.unsubscribe_address,
        }
        for email in query_match.query.emails:
            entries[email].append(part)
    return dict(entries)


def build_digest_mails(
    entries: Mapping[str, Sequence[Mapping[str, Any]]],
    sender: str,
    edition: str,
    get_texts: Callable[[str], DigestTexts] = lambda language: DEFAULT_TEXTS,
) -> list[EmailMessage]:
    """Return one message for each address, with quotes, pages and permanent addresses."""
    return [_build_digest(email, parts, sender, edition, get_texts) for email, parts in entries.items() if parts]


def _build_digest(
    email: str,
    parts: Sequence[Mapping[str, Any]],
    sender: str,
    edition: str,
    get_texts: Callable[[str], DigestTexts],
) -> EmailMessage:
    texts = get_texts(str(parts[0].get("language") or "en"))
    total = sum(len(part["statements"]) for part in parts)
    message = EmailMessage()
    message["From"], message["To"] = sender, email
    message["Subject"] = texts.subject % {"count": total}
    message["Auto-Submitted"] = "auto-generated"
    stops = list(dict.fromkeys(part["unsubscribe"] for part in parts if part.get("unsubscribe")))
    if len(stops) == 1:  # RFC 8058 knows one address for a message
        message["List-Unsubscribe"] = f"<{stops[0]}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    lines = [texts.introduction % {"edition": edition}, ""]
    for part in parts:
        lines += [f"{part['search']}: {len(part['statements'])}", ""]
        lines += [line for row in part["statements"][:MAX_QUOTES_PER_QUERY] for line in _format_row(row, texts)]
        if (further := len(part["statements"]) - MAX_QUOTES_PER_QUERY) > 0:
            lines += [f"  {texts.more % {'count': further}}", ""]
        if part.get("unsubscribe"):
            lines += [f"  {texts.unsubscribe % {'address': part['unsubscribe']}}", ""]
    message.set_content("\n".join(lines))
    return message


def _format_row(row: Mapping[str, Any], texts: DigestTexts) -> list[str]:
    """Return a statement as lines; the words of a digest are ours, so they are no quotation."""
    quote = f"[{texts.own_words}] {row['quote']}" if row.get("nature") == Nature.DIGEST else f"“{row['quote']}”"
    page = f", {texts.page % {'page': row['page']}}" if row["page"] else ""
    return [f"  {quote}", f"  {row['document']}{page}", f"  {row['address']}", ""]


def parse_entries(text: str) -> dict[str, list[dict[str, Any]]]:
    """Parse stored digests; damaged ones are dropped, since the statements are in the edition anyway."""
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
