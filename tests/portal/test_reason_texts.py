"""Tests of reasons in the page's language: every one that a build writes has a translation."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import palermo
from palermo.portal.base.reason_texts import format_reason, translate_reason

SOURCES = Path(palermo.__file__).parent


def _list_written_reasons() -> Iterator[str]:
    """Yield the texts that stages give to a Reason, with a word for what varies."""
    for path in (path for stage in ("extraction", "linking") for path in (SOURCES / stage).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("Reason", "NameMatch")
            ):
                yield from (
                    "".join(
                        str(part.value) if isinstance(part, ast.Constant) else "Kenya" for part in keyword.value.values
                    )
                    for keyword in node.keywords
                    if keyword.arg in ("feature", "reason") and isinstance(keyword.value, ast.JoinedStr)
                )


def test_every_reason_of_a_build_has_a_translation() -> None:
    texts = {text for text in _list_written_reasons() if not text.startswith(("Kenya: ", "answer Kenya: Kenya"))}
    assert len(texts) > 15
    with translation.override("fr"):
        assert [text for text in texts if translate_reason(text) is None] == []


@pytest.mark.parametrize(
    ("feature", "french"),
    [
        (
            "the statement tagger reads it as mandate (0.91)",
            "le modèle d’extraction y lit : Mandat (0.91)",
        ),
        (
            "the most similar labelled sentences are: 3 activity, 2 mandate",
            "les phrases annotées les plus proches sont : 3 Activité, 2 Mandat",
        ),
        (
            "addressee States: named in the heading (0.70)",
            "destinataire States : nommé dans le titre (0.70)",
        ),
        (
            "it is about: prevention (“prevent”), forced labour (so its kind says)",
            "il porte sur : prévention (“prevent”), travail forcé (d’après son type)",
        ),
        ("it takes place in: Kenya (“Nairobi”), Germany (“Berlin”)", "lieu : Kenya (“Nairobi”), Allemagne (“Berlin”)"),
        (
            "compared with labelled statements: 9 of 10 by this rule are right",
            "comparé à des énoncés annotés : 9 sur 10 de cette règle sont justes",
        ),
        (
            "“the Office” is UNODC, which the document speaks for or names",
            "« the Office » : UNODC, que le document représente ou nomme",
        ),
    ],
)
def test_what_varies_is_translated_where_it_is_no_name(feature: str, french: str) -> None:
    with translation.override("fr"):
        assert format_reason(feature) == f"<bdi>{french}</bdi>"
    assert format_reason(feature) == f'<bdi lang="en">{feature}</bdi>'


def test_a_reason_of_others_is_marked_as_english() -> None:
    with translation.override("fr"):
        assert format_reason("a <rule> of others") == '<bdi lang="en">a &lt;rule&gt; of others</bdi>'
