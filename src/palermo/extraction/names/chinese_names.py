"""Chinese names that hold an `and`: one word is `and` and `with`, and neither blanks nor articles part a list."""

import re
from functools import lru_cache

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.compound_names import apart, hidden
from palermo.extraction.names.states import is_state

FURTHEST = 24
"""Characters behind an `and` within which a name ends."""


@lru_cache(maxsize=64)
def whole_names(listed: str, words: Wordings, *, alone: bool = True) -> str:
    """A list or clause whose names hold nothing that a list is divided at; `joined` brings it back, letter for letter.

    `alone` says that nothing but the list stands there, so that what is no party by itself goes on with what follows.
    """
    forms = words.naming
    text = apart(listed)
    kept = list(text)
    last = 0
    ends = re.compile(rf"(?:{words.actors.pattern})")
    for joint in forms.joint.finditer(text):
        before, behind = text[last : joint.start()], text[joint.end() : joint.end() + FURTHEST]
        following = forms.joint.search(behind)
        rest = behind[: following.start()] if following else behind
        matter = (
            forms.matter_at_end.search(before) is not None
            and ends.search(rest) is not None
            and not _begins_anew(rest, words)
        )
        open_end = (
            alone and ends.search(rest) is not None and not _begins_anew(rest, words) and not _is_whole(before, words)
        )
        shared = alone and forms.shared_behind.match(behind if joint.group() != "、" else rest) is not None
        far = alone and joint.group() == "、" and is_state(before) and forms.shared_behind.search(behind) is not None
        if ((matter or open_end) and joint.group() != "、") or shared or far:
            kept[joint.start()] = hidden(joint.group())
        else:
            last = joint.end()
    return "".join(kept)


def bounded_in_chinese(name: str, words: Wordings) -> str:
    """A printed stretch without what stands before a name in it, which sitting it was and what sort of body it is."""
    forms = words.naming
    name = forms.before_actor.sub("", forms.preamble_behind.sub("", name))
    name = forms.sitting.sub("", forms.welcomes_or_by.sub("", forms.dateline.sub("", name)))
    by = forms.done_before.match(name)
    if by and re.search(rf"(?:{words.actors.pattern})$", by["what"]) is None:
        name = name[by.end() :]
    return without_sort_in_chinese(name, words)


def before_auxiliary(printed: str, words: Wordings) -> str:
    """A subject up to what says when and with whom it acts: `工会 | 将继续与渔业局`."""
    return words.naming.auxiliary_behind.sub("", printed)


def without_sort_in_chinese(name: str, words: Wordings) -> str:
    """A name without what sort of body it is, and without quotation marks around all that is left."""
    forms = words.naming
    rest = forms.sort_before.sub("", name, count=1)
    if marked := forms.in_quotes.fullmatch(rest):
        rest = marked[1]
    return rest if rest != name and re.search(rf"(?:{words.actors.pattern})$", rest) else name


def _is_whole(before: str, words: Wordings) -> bool:
    """Whether what stands before an `and` is somebody by itself: `海员工会`, and not `海关缉私`."""
    if len(before) < 2 or before[-1] in "”」）)" or before[-1].isascii() or is_state(before):
        return True
    return re.search(rf"(?:{words.actors.pattern}|{words.people.pattern}|[者员工民师生们人])$", before) is not None


def _begins_anew(rest: str, words: Wordings) -> bool:
    return words.naming.begins_anew.match(rest) is not None or any(is_state(rest[:length]) for length in range(2, 7))
