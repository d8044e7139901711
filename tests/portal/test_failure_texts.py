"""Tests of why documents could not be read, in the page's language."""

from pathlib import Path

from django.utils.translation import override

import palermo
from palermo.errors import NoText, TooLarge, Unreadable
from palermo.portal.base.failure_texts import FAILURE_TEXTS, translate_failure
from palermo.portal.base.reason_texts import describe_failure

CODE = Path(palermo.__file__).parent


def test_every_text_is_one_that_reading_or_its_sandbox_writes() -> None:
    sources = "".join(path.read_text() for name in ("reading", "sandbox") for path in (CODE / name).rglob("*.py"))
    assert [text for text in FAILURE_TEXTS if f'"{text}"' not in sources] == []


def test_reasons_and_fixes_are_in_the_language_of_the_page() -> None:
    error = Unreadable("a.pdf", "it has a password", "Use a copy without a password")
    with override("fr"):
        assert describe_failure(error) == "Il est protégé par un mot de passe. Utilisez une copie sans mot de passe."
        assert translate_failure("it has a password") == "il est protégé par un mot de passe"
        assert describe_failure(NoText("a.txt", "it has no text")) == "Il ne contient pas de texte."
    with override("en"):
        assert describe_failure(error) == "It has a password. Use a copy without a password."


def test_other_reasons_are_marked_as_english() -> None:
    with override("es"):
        assert translate_failure("it has <3> parts") == '<bdi lang="en">it has &lt;3&gt; parts</bdi>'
        assert '<bdi lang="en">It has 3 parts.' in describe_failure(TooLarge("a.zip", "it has 3 parts", "Split it"))
