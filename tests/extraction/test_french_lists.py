"""French lists within a paragraph: tasks, numbered requests, deeds, and what else is asked or recognised."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

TOLD = [
    (
        "La Cellule est chargée : a) de centraliser les données des parquets ; b) de publier chaque année un rapport.",
        Kind.MANDATE,
        ["de centraliser les données des parquets", "de publier chaque année un rapport"],
    ),
    (
        "L’Assemblée invite les États membres : 8.1. à interdire les frais d’embauche ; 8.2. à soutenir les syndicats.",
        Kind.RECOMMENDATION,
        ["à interdire les frais d’embauche", "à soutenir les syndicats"],
    ),
    (
        "Actions menées chez nos fournisseurs : • formation de 210 contremaîtres ; • fermeture de deux dortoirs.",
        Kind.ACTIVITY,
        ["formation de 210 contremaîtres", "fermeture de deux dortoirs"],
    ),
    (
        "La Cour recommande au Premier ministre d'unifier les statistiques et à la douane de publier ses constats.",
        Kind.RECOMMENDATION,
        ["La Cour recommande au Premier ministre d'unifier les statistiques", "à la douane de publier ses constats"],
    ),
    (
        "Consciente que les femmes chassées de leurs terres perdent tout recours, Notant que les lois sur l’héritage "
        "entretiennent le mariage forcé, Alarmée par le fait que les filles handicapées cumulent ces désavantages,",
        Kind.FACTOR,
        [
            "les femmes chassées de leurs terres perdent tout recours",
            "les lois sur l’héritage entretiennent le mariage forcé",
            "les filles handicapées cumulent ces désavantages",
        ],
    ),
]


@pytest.mark.parametrize(("text", "kind", "quotes"), TOLD)
def test_each_item_is_a_statement(text: str, kind: Kind, quotes: list[str], passages: PassageWriter) -> None:
    made = list(extract(passages([("paragraph", None, text)], "fr"), Masthead()).statements)
    assert [(one.kind, one.quote) for one in made] == [(kind, quote) for quote in quotes]


def test_each_is_asked_of_its_own_addressee(passages: PassageWriter) -> None:
    text = TOLD[3][0]
    made = list(extract(passages([("paragraph", None, text)], "fr"), Masthead()).statements)
    assert [[ref.name for ref in one.addressees] for one in made] == [["Premier ministre"], ["douane"]]
