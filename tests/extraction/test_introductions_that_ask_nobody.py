"""Tests of introductions of lists that ask nobody for anything."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract, extract_by_rules
from palermo.statements import Masthead, Passage, Response

PassageWriter = Callable[..., list[Passage]]


@pytest.mark.parametrize(
    ("language", "introduction", "items"),
    [
        ("zh", "港口局應召集會議，必要時，並得請求海關協助：", ("船隻之登記。", "船員之名冊。")),
        (
            "en",
            "The written appeal must include, at least, the following:",
            ("The name.", "The grounds of the appeal."),
        ),
    ],
)
def test_what_may_be_asked_for_and_parts_of_a_text_are_no_requests(
    passages: PassageWriter, language: str, introduction: str, items: tuple[str, ...]
) -> None:
    lines = [("paragraph", None, introduction), *(("item", str(n), item) for n, item in enumerate(items, 1))]
    found = extract(passages(lines, language), Masthead()).statements
    assert not [statement for statement in found if not statement.is_tagged]


def test_a_numbered_item_that_announces_another_list_is_no_recommendation(passages: PassageWriter) -> None:
    accepted, noted = extract_by_rules(
        passages(
            [
                ("item", "69", "Las recomendaciones que figuran a continuación cuentan con el apoyo de Kenya:"),
                ("item", "69.1", "Aprobar una ley de puertos (Noruega);"),
                ("item", "70", "La recomendación que figura a continuación no cuenta con el apoyo de Kenya:"),
                ("item", "70.1", "Cerrar dos puertos (Chile)."),
            ],
            language="es",
        ),
        Masthead(),
    ).statements
    assert (accepted.quote, accepted.response) == ("Aprobar una ley de puertos", Response.ACCEPTED)
    assert (noted.quote, noted.response) == ("Cerrar dos puertos", Response.NOTED)
