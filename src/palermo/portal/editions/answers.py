"""Finished answers of one edition, packed once: who asks for the same page again is answered without making it."""

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

ROOM = 48 << 20
"""Bytes that the answers of one edition may take."""
LARGEST = 512 << 10
"""Bytes, packed, of an answer that is worth keeping; larger ones are files, which few ask for twice."""
LEVEL = 6
"""Of gzip: higher ones take three times as long for 1 % less."""
LARGEST_PLAIN = 8
"""Times LARGEST that an answer may take before it is packed: no page of ours packs to less than an eighth."""
LONGEST = 2000
"""Characters of an address whose answer is kept; whoever asks by longer ones asks to fill our memory."""
BESIDE = 1000
"""Bytes that an answer takes beside its body, its headers and what was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The body of an answer, packed by gzip, and its headers."""

    packed: bytes
    headers: Mapping[str, str]

    def plain(self) -> bytes:
        """The body for a browser that cannot unpack it."""
        return gzip.decompress(self.packed)


def pack(content: bytes, headers: Mapping[str, str]) -> Answer:
    """An answer to keep."""
    return Answer(packed=gzip.compress(content, LEVEL, mtime=0), headers=headers)


def worth_packing(address: str, length: int, headers: Mapping[str, str]) -> bool:
    """Whether an answer of so many bytes may be kept: a page, neither a download nor a picture, which is packed."""
    if len(address) > LONGEST or length > LARGEST_PLAIN * LARGEST:
        return False
    return "Content-Disposition" not in headers and not headers.get("Content-Type", "").startswith("image/")


class Answers:
    """Answers by what was asked; those that were asked for longest ago make room for new ones."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: tuple[str, ...]) -> Answer | None:
        """The answer that is kept, or None."""
        with self._lock:
            found = self._kept.get(asked)
            if found:
                self._kept.move_to_end(asked)
            return found

    def put(self, asked: tuple[str, ...], answer: Answer) -> None:
        """Keep an answer, unless it or its address is too large."""
        size = _size(asked, answer)
        if size > min(LARGEST, self._room) or any(len(part) > LONGEST for part in asked):
            return
        with self._lock:
            if asked in self._kept:
                return
            self._kept[asked] = answer
            self._taken += size
            while self._taken > self._room:
                self._taken -= _size(*self._kept.popitem(last=False))


def _size(asked: tuple[str, ...], answer: Answer) -> int:
    """Bytes that an answer takes, with what was asked and its headers."""
    words = sum(map(len, asked)) + sum(len(name) + len(value) for name, value in answer.headers.items())
    return len(answer.packed) + words + BESIDE
