"""Tests of the names of addressees of lists: what stands around them is cut."""

from dataclasses import replace

import pytest

from made_editions import MakePart
from palermo.extraction.listed_names import cut_addressees, resolve_actors
from palermo.statements import Masthead, Ref, RefType


@pytest.mark.parametrize(
    ("printed", "source", "names"),
    [
        ("And employers", "introduction", ["employers"]),
        ("Comité recommande au Maroc", "quote", ["Comité"]),
        ("Pour la Commission", "heading", ["Commission"]),
        ("Criminal Justice", "heading", []),
        ("Article 29 La construction des puits", "introduction", []),
        ("Artículo 3 Ministerio de Pozos", "introduction", []),
        ("第十二条 水井部", "heading", []),
        ("Ministry of Wells", "introduction", ["Ministry of Wells"]),
        ("And employers", "document", ["And employers"]),
        ("As a priority EFW", "introduction", ["EFW"]),
        ("À titre prioritaire le Ministère des puits", "introduction", ["Ministère des puits"]),
        ("De manière spécifique, l’évaluation", "introduction", []),
        ("Plus précisément, le Ministère des puits", "introduction", ["Ministère des puits"]),
        ("De manera específica, el Ministerio de Pozos", "introduction", ["Ministerio de Pozos"]),
        ("En particular el Ministerio de Pozos", "introduction", ["Ministerio de Pozos"]),
        ("CARA AL MINISTERIO DE POZOS", "heading", ["MINISTERIO DE POZOS"]),
        ("В первую очередь Министерство колодцев", "introduction", ["Министерство колодцев"]),
        ("députés estiment que les États membres", "quote", ["États membres"]),
        ("organisations that dig wells", "quote", ["organisations"]),
        ("others", "introduction", []),
        ("Your statement", "introduction", []),
        ("the carriers that help nurses", "introduction", []),
    ],
)
def test_words_around_an_addressee_are_cut(make_part: MakePart, printed: str, source: str, names: list[str]) -> None:
    ref = Ref(id=None, name=printed, type=RefType.GROUP, source=source)
    statement = replace(make_part("one", "Wells should be dug.").statements[0], addressees=(ref,))
    (cut,) = cut_addressees([statement])
    assert [item.name for item in cut.addressees] == names


def test_a_short_form_of_an_actor_becomes_the_name_that_the_text_printed_before(make_part: MakePart) -> None:
    part = make_part("one", "The Council for Wells (“the Council”) met.", "The Council asks: dig wells.")
    ref = Ref(id=None, name="Council", type=RefType.ENTITY)
    statements = [replace(part.statements[1], actors=(ref,))]
    (resolved,) = resolve_actors(statements, part.passages, Masthead())
    assert [item.name for item in resolved.actors] == ["Council for Wells"]


def test_the_rest_of_a_reference_is_no_actor(make_part: MakePart) -> None:
    part = make_part("one", "The Council recalls its report (para. 17) and asks: dig wells.")
    ref = Ref(id=None, name="17) and", type=RefType.ENTITY, source="introduction")
    (resolved,) = resolve_actors([replace(part.statements[0], actors=(ref,))], part.passages, Masthead())
    assert resolved.actors == ()


def test_a_printed_noun_that_no_rule_knows_acts(make_part: MakePart) -> None:
    part = make_part("one", "The convocation asks: dig wells.")
    ref = Ref(id=None, name="convocation", type=RefType.ENTITY, source="introduction")
    (resolved,) = resolve_actors([replace(part.statements[0], actors=(ref,))], part.passages, Masthead())
    assert resolved.actors == (ref,)
