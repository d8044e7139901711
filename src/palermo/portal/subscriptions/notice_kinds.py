"""Kinds of e-mail that report new statements of saved searches: when each is sent, its words, and its message."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from palermo.pipeline.standing_queries import DEFAULT_NOTICE_KIND, MatchValues, QueryNotice
from palermo.reports.translation import mark_message as gettext_noop  # Django’s asks for settings when it is called
from palermo.statements import Nature

MAX_QUOTES_PER_SEARCH: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTexts:
    """The words of a notice in one language, with places for values."""

    subject: str
    introduction: str
    page: str = gettext_noop("p. %(page)s")
    own_words: str = gettext_noop("In our words")
    more: str = gettext_noop("and %(count)d more")
    unsubscribe: str = gettext_noop("No more e-mails for this search: %(address)s")

    def translate(self, language: str) -> "NoticeTexts":
        """Return the texts in a language of the portal."""
        with override(language):
            return NoticeTexts(**{item.name: gettext(getattr(self, item.name)) for item in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Where a message goes, and what it is about."""

    sender: str
    recipient: str
    edition: str


type BuildNotice = Callable[[Envelope, Sequence[QueryNotice], NoticeTexts], EmailMessage]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A kind of notice; a saved search asks for it by a field of its own."""

    name: str
    field: str
    """The field of `SavedSearch`, true if it is wanted."""
    form_label: Promise
    list_label: Promise
    """How it comes, in the list of one's searches."""
    sent_note: Promise
    """The sentence of the page that stops it, with a place for the name of the search."""
    interval: timedelta
    """The shortest time between two messages."""
    texts: NoticeTexts
    build_message: BuildNotice


def build_list_message(envelope: Envelope, parts: Sequence[QueryNotice], texts: NoticeTexts) -> EmailMessage:
    """Return a message that lists new statements by search, with quotes, pages and permanent addresses."""
    message = EmailMessage()
    message["From"], message["To"] = envelope.sender, envelope.recipient
    message["Subject"] = texts.subject % {"count": sum(len(part["statements"]) for part in parts)}
    message["Message-ID"] = _build_message_id(envelope, parts)
    message["Auto-Submitted"] = "auto-generated"
    stops = list(dict.fromkeys(part["unsubscribe"] for part in parts if part.get("unsubscribe")))
    if len(stops) == 1:  # RFC 8058 knows one address for a message
        message["List-Unsubscribe"] = f"<{stops[0]}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    lines = [texts.introduction % {"edition": envelope.edition}, ""]
    for part in parts:
        lines += [f"{part['search']}: {len(part['statements'])}", ""]
        lines += [line for row in part["statements"][:MAX_QUOTES_PER_SEARCH] for line in _format_row(row, texts)]
        if (further := len(part["statements"]) - MAX_QUOTES_PER_SEARCH) > 0:
            lines += [f"  {texts.more % {'count': further}}", ""]
        if part.get("unsubscribe"):
            lines += [f"  {texts.unsubscribe % {'address': part['unsubscribe']}}", ""]
    message.set_content("\n".join(lines))
    return message


def _build_message_id(envelope: Envelope, parts: Sequence[QueryNotice]) -> str:
    """Return an id that is the same for the same matches, so that mail servers recognise a message sent twice."""
    content = json.dumps([envelope.recipient, parts], sort_keys=True).encode()
    return f"<{hashlib.sha256(content).hexdigest()[:32]}@{parseaddr(envelope.sender)[1].rpartition('@')[2]}>"


def _format_row(row: MatchValues, texts: NoticeTexts) -> list[str]:
    """Return a statement as lines; the words of a digest are ours, so they are no quotation."""
    quote = f"[{texts.own_words}] {row['quote']}" if row.get("nature") == Nature.DIGEST else f"“{row['quote']}”"
    page = f", {texts.page % {'page': row['page']}}" if row["page"] else ""
    return [f"  {quote}", f"  {row['document']}{page}", f"  {row['address']}", ""]


NOTICE_KINDS: Final = (
    NoticeKind(
        name=DEFAULT_NOTICE_KIND,
        field="by_email",
        form_label=_("Send me new statements by e-mail, once a week"),
        list_label=_("by e-mail, once a week"),
        sent_note=_("New statements of the search %(name)s are sent once a week."),
        interval=timedelta(days=7),
        texts=NoticeTexts(
            subject=gettext_noop("Palermo: new statements for your searches (%(count)d)"),
            introduction=gettext_noop("New in Palermo, up to edition %(edition)s."),
        ),
        build_message=build_list_message,
    ),
)
"""All kinds; a new one also needs its field in `SavedSearch`."""
