"""French sentences that are printed as one, items that are read each by itself, and labels before a sentence."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

TOLD = [
    (
        "La police a fermé trois ateliers ; le parquet a ouvert une enquête.",
        [("activity", "La police a fermé trois ateliers"), ("activity", "le parquet a ouvert une enquête")],
    ),
    (
        "Nos actions • L'association a formé 60 infirmières • Le refuge accueille des mères isolées",
        [("activity", "L'association a formé 60 infirmières"), ("activity", "Le refuge accueille des mères isolées")],
    ),
    (
        "En 2027, le Centre : a) publiera un manuel d'audition ; b) coopérera avec la Ligue des barreaux.",
        [("activity", "publiera un manuel d'audition"), ("partnership", "coopérera avec la Ligue des barreaux")],
    ),
    (
        "Consignes aux veilleurs : 1) garder les clés du dortoir ; 2) prévenir le tuteur de toute absence.",
        [("recommendation", "garder les clés du dortoir"), ("recommendation", "prévenir le tuteur de toute absence")],
    ),
    (
        "Nos priorités : • ouvrir un second refuge ; • former les chauffeurs de nuit.",
        [("activity", "ouvrir un second refuge"), ("activity", "former les chauffeurs de nuit")],
    ),
    (
        "Recommandations principales : accorder un titre de séjour aux témoins ; former les greffiers.",
        [("recommendation", "accorder un titre de séjour aux témoins"), ("recommendation", "former les greffiers")],
    ),
    (
        "Encadré 4. Le Ministère de la santé a formé 80 sages-femmes.",
        [("activity", "Le Ministère de la santé a formé 80 sages-femmes")],
    ),
    (
        "DAKAR, le 3 mars – Le Sénégal a ratifié le Protocole.",
        [("activity", "Le Sénégal a ratifié le Protocole")],
    ),
    (
        "Des mineurs isolés dorment à la merci des passeurs, regrette la Croix-Rouge.",
        [("factor", "Des mineurs isolés dorment à la merci des passeurs")],
    ),
    (
        "Le Gouvernement s'engage à ouvrir deux refuges ; il recrutera douze éducatrices.",
        [
            ("commitment", "Le Gouvernement s'engage à ouvrir deux refuges"),
            ("commitment", "il recrutera douze éducatrices"),
        ],
    ),
    (
        "Article 9. – L'Agence inspecte les foyers et publie ses constats.",
        [("mandate", "L'Agence inspecte les foyers et publie ses constats")],
    ),
    ("Les mesures devraient permettre : a) une baisse des départs ; b) un meilleur accueil.", []),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_each_sentence_and_item_is_a_statement_of_its_own(
    text: str, told: list[tuple[str, str]], passages: PassageWriter
) -> None:
    made = extract(passages([("paragraph", None, text)], "fr"), Masthead()).statements
    assert [(one.kind.value, one.quote) for one in made] == told
