"""Requests of OAI-PMH: verbs and their arguments, resumption tokens, and the protocol's errors."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from django.http import QueryDict

VERB_ARGUMENTS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
}
"""Required and optional arguments of each verb; a resumption token is exclusive."""
MAX_OFFSET: Final = 10**9
METADATA_PREFIX: Final = "oai_dc"
TIME_FORMAT: Final = "%Y-%m-%dT%H:%M:%SZ"
_DAY_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class OaiError(Exception):
    """An error of the protocol, by its code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """A list of records or identifiers, from an offset on."""

    edition: str
    first: str | None = None
    last: str | None = None
    set_spec: str | None = None
    offset: int = 0

    def format_token(self) -> str:
        """Return the request as a resumption token, which contains everything that the next request needs."""
        content = json.dumps(asdict(self), separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(content).decode().rstrip("=")

    @classmethod
    def parse_token(cls, token: str, edition: str) -> Self:
        """Parse a token; raises OaiError if it is invalid, or of an edition that is no longer served."""
        try:
            values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
            request = cls(**values)
            valid = type(request.offset) is int and 0 <= request.offset <= MAX_OFFSET
            texts = (request.first, request.last, request.set_spec)
            valid = valid and all(text is None or isinstance(text, str) for text in texts)
        except (ValueError, TypeError, RecursionError):
            valid = False
        if not valid or request.edition != edition:
            raise OaiError("badResumptionToken", "the token is invalid, or of an edition that is no longer served")
        return request


def parse_verb(query: QueryDict) -> str:
    """Return the verb of a request; raises OaiError for invalid or repeated arguments."""
    verb = query.get("verb") or ""
    if verb not in VERB_ARGUMENTS or len(query.getlist("verb")) > 1:
        raise OaiError("badVerb", f"give one verb of {', '.join(VERB_ARGUMENTS)}")
    arguments = set(query) - {"verb"}
    required, optional = VERB_ARGUMENTS[verb]
    if repeated := sorted(name for name in arguments if len(query.getlist(name)) > 1):
        raise OaiError("badArgument", f"{repeated[0]} is given more than once")
    if unknown := sorted(arguments - required - optional):
        raise OaiError("badArgument", f"{verb} has no argument {unknown[0][:60]}")
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise OaiError("badArgument", "a resumptionToken must be the only argument")
    elif missing := sorted(required - arguments):
        raise OaiError("badArgument", f"{verb} needs {', '.join(missing)}")
    return verb


def check_metadata_prefix(prefix: str | None) -> None:
    """Raise OaiError unless the prefix is oai_dc."""
    if prefix != METADATA_PREFIX:
        raise OaiError("cannotDisseminateFormat", f"records are there as {METADATA_PREFIX}")


def parse_period(request: ListRequest) -> tuple[datetime | None, datetime | None]:
    """Return the first and last time of a list; raises OaiError for invalid dates."""
    if request.first and request.last and len(request.first) != len(request.last):
        raise OaiError("badArgument", "from and until have different granularities")
    first, last = _parse_time(request.first), _parse_time(request.last)
    if last and _DAY_PATTERN.fullmatch(request.last or ""):
        last += timedelta(days=1, seconds=-1)
    if first and last and first > last:
        raise OaiError("badArgument", "from is later than until")
    return first, last


def _parse_time(value: str | None) -> datetime | None:
    if value is None:
        return None
    day, time = _DAY_PATTERN.fullmatch(value), _TIME_PATTERN.fullmatch(value)
    try:
        if day or time:
            return datetime.strptime(value, "%Y-%m-%d" if day else TIME_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        pass
    raise OaiError("badArgument", f"{value[:40]} is not a date such as 2026-11-29 or 2026-11-29T00:00:00Z")
