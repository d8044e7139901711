"""Why an action is refused: a code, and a sentence for people with its values."""

from dataclasses import dataclass
from enum import StrEnum

from palermo.access import Refusal


class RefusalCode(StrEnum):
    """Reasons for which the rules of joint texts refuse an action: English sentences, which the portal translates."""

    NOT_ALLOWED = "Your role does not allow this. Ask the secretariat."
    NOT_SPEAKING = "You cannot speak for %(entity)s. Ask the secretariat to make you its focal point."
    WRONG_STAGE = "This is not possible in the stage “%(stage)s”."
    NOT_NEXT_STAGE = "The stage “%(stage)s” cannot follow the stage “%(present)s”."
    CLOCK_BACKWARDS = "The clock of this machine is behind the last event of the text. Correct the clock."
    EXISTS_ALREADY = "Something with the id %(id)s exists already. Load the page again."
    NO_PARAGRAPH = "The text has no such paragraph. Load the page again."
    PARAGRAPH_REMOVED = "The paragraph was removed from the text, so nothing can be changed or added there."
    WRONG_PARENT = "An item or a footnote belongs to a paragraph, and the title stays where it is."
    EMPTY_TEXT = "Words are missing. Write some, or remove the paragraph."
    TEXT_MISSING = "A text is still to be written: %(words)s. Write it, or remove the paragraph."
    CONFLICT = "Somebody has changed this paragraph since you opened it. Compare both versions below."
    NO_VERSION = "The version that the translation follows does not exist. Load the page again."
    OWN_LANGUAGE = "This is the authoritative language of the text. Edit the paragraph itself."
    NOT_MEMBER = "%(entity)s is not a member of the group on %(day)s."
    NO_MEMBERS = "The group has no members on %(day)s. Record its members first."
    ANSWERED_ALREADY = "This was answered already."
    ANSWER_MISSING = "Say in a sentence why."
    PROPOSALS_OPEN = "Proposals without an answer: %(count)s. Accept, amend or decline each of them."
    TOO_SHORT = (
        "From %(start)s to %(deadline)s only %(hours)s h pass, and at least %(minimum)s h are needed."
        " The earliest deadline is %(earliest)s."
    )
    NOT_LATER = "The new deadline has to be later than %(deadline)s."
    DEADLINE_PASSED = "The deadline passed on %(deadline)s. Write to the secretariat."
    OUT_OF_SCOPE = "This round covers the changed paragraphs only, and this paragraph is not one of them."
    SILENCE_RUNNING = "The silence procedure runs until %(deadline)s."
    SILENCE_NOT_BROKEN = "Nobody has broken silence in this round."
    SILENCE_BROKEN = "Silence was broken. Answer the breaks and start a new round."
    NOTHING_CHANGED = "No paragraph has changed since the last round. Start the new round for all."
    REASON_MISSING = "A reason and the alternative wording are needed."
    HASH_DIFFERS = "This is not the text that was cleared: its hash differs. Load the page again."
    ENDORSED_ALREADY = "%(entity)s has endorsed the text already."
    TOO_FEW_ENDORSEMENTS = "Heads who have endorsed the text: %(count)s. At least needed: %(minimum)s."
    HEAD_MISSING = "Name and title of the head are needed, as they are to be printed."
    LANGUAGE_INCOMPLETE = (
        "The translation into “%(language)s” is not complete. Paragraphs to bring up to date: %(count)s."
    )
    UNKNOWN_ZONE = "No time zone is called %(zone)s. Choose one such as Europe/Vienna."
    NO_LOCAL_TIME = "%(time)s does not exist in %(zone)s: the clocks go forward then. Choose another time."
    FILE_UNREADABLE = "This file cannot be read as a Word file. Save it as .docx."
    FILE_TOO_LARGE = "This file is too large. Remove pictures and save it again."
    FILE_UNKNOWN = "This is not the Word file of this text. Download that, and edit it."
    FILE_OF_OTHER_TEXT = "This is the Word file of another text. Download the Word file of this text, and edit that."
    FILE_OF_TRANSLATION = (
        "This is the Word file of a translation. Edit the one in the authoritative language;"
        " write translations on the page of their paragraph."
    )
    FILE_OF_OTHER_WORDS = (
        "The file has the text of another document: it holds %(held)s of the %(count)s paragraphs of this text."
        " Download the Word file of this text, and edit that."
    )


@dataclass(frozen=True, slots=True)
class RuleRefusal(Refusal):
    """A refusal by the rules of joint texts, whose sentence can be translated."""

    code: RefusalCode = RefusalCode.NOT_ALLOWED
    values: tuple[tuple[str, str], ...] = ()


class ChangeRefused(Exception):
    """A change that the rules refuse; the text is as it was."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def refuse(code: RefusalCode, **values: object) -> RuleRefusal:
    """Return a refusal with its sentence in English."""
    texts = {name: str(value) for name, value in values.items()}
    return RuleRefusal(reason=code % texts, code=code, values=tuple(texts.items()))
