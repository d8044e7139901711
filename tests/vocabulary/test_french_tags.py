"""Tests of tags of French texts, and of the same words with other meanings."""

import pytest

from palermo.vocabulary import find_tags, load_vocabulary

VOCABULARY = load_vocabulary()


def ids(text: str, scheme: str) -> set[str]:
    return {tag.id for tag in find_tags(text, "fr", VOCABULARY) if tag.scheme == scheme}


@pytest.mark.parametrize(
    ("scheme", "text", "named"),
    [
        ("interventions", "Les maraudes du samedi continuent sur le port", "identification-and-referral"),
        ("interventions", "L'équipe a accompagné dix familles et ouvert un lieu d'écoute", "protection-and-assistance"),
        ("interventions", "Il a signé une circulaire et un projet de règlement", "legislation-and-policy"),
        ("interventions", "Le greffe tient un registre et publie un état des lieux", "data-and-research"),
        ("interventions", "Elle a visité deux lieux de privation de liberté", "monitoring-and-evaluation"),
        ("interventions", "Un cahier des charges lie les centrales d'achat", "supply-chain-due-diligence"),
        ("interventions", "Le tribunal correctionnel examine les preuves", "investigation-and-prosecution"),
        ("interventions", "Le foyer a raccompagné l'enfant et demandé son laissez-passer", "return-and-reintegration"),
        ("themes", "une obligation de quitter le territoire", "migration"),
        ("themes", "L'isolement et la misère des familles", "vulnerability"),
        ("themes", "La clinique a soigné vingt patientes", "health"),
        ("themes", "auteurs de viols et agressions sexuelles", "gender"),
        ("themes", "Un mineur seul est confié à l'aide sociale à l'enfance", "child-protection"),
        ("exploitation", "une fillette réduite à la domesticité", "domestic-servitude"),
        ("exploitation", "le père a reçu une avance sur récolte", "debt-bondage"),
        ("exploitation", "le patient a acheté un greffon", "organ-removal"),
        ("exploitation", "jeunes femmes livrées à la prostitution", "sexual-exploitation"),
        ("groups", "trois patientes et leurs mères", "women"),
        ("groups", "chaque salarié signe", "workers"),
        ("groups", "les familles pygmées", "indigenous-peoples"),
    ],
)
def test_a_french_text_says_it_in_usual_words(scheme: str, text: str, named: str) -> None:
    assert named in ids(text, scheme)


@pytest.mark.parametrize(
    ("scheme", "text", "other"),
    [
        ("interventions", "L'association a poursuivi ses cours du soir", "investigation-and-prosecution"),
        ("interventions", "Les auditions ont duré deux jours", "monitoring-and-evaluation"),
        ("interventions", "Elle a suivi un stage", "monitoring-and-evaluation"),
        ("groups", "La brigade des mineurs a déménagé", "children"),
        ("groups", "les victimes mineures", "women"),
    ],
)
def test_a_french_word_is_no_tag_in_another_sense(scheme: str, text: str, other: str) -> None:
    assert other not in ids(text, scheme)
