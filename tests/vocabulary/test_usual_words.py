"""Tests of tags from usual words, by language."""

import pytest

from palermo.vocabulary import find_tags, load_vocabulary


def ids(text: str, language: str, scheme: str = "") -> list[str]:
    """Ids of what a text is tagged with, or of those of one scheme."""
    return [tag.id for tag in find_tags(text, language, load_vocabulary()) if not scheme or tag.scheme == scheme]


@pytest.mark.parametrize(
    ("text", "scheme", "id"),
    [
        ("El Centro reintegró a doce costureras", "interventions", "return-and-reintegration"),
        ("La clínica ofreció asesoría legal gratuita", "interventions", "access-to-justice"),
        ("El tribunal juzgó a nueve proxenetas", "interventions", "investigation-and-prosecution"),
        ("un curso sobre el seguimiento del dinero", "interventions", "financial-investigation"),
        ("un curso sobre el seguimiento del dinero", "interventions", "capacity-building"),
        ("la red de espacios seguros de la frontera", "interventions", "protection-and-assistance"),
        ("repartieron cartillas en tres lenguas", "interventions", "awareness-raising"),
        ("no contratar más a través de enganchadores", "themes", "labour-rights"),
        ("el mercado clandestino de riñones", "exploitation", "organ-removal"),
        ("la captación por medios digitales", "exploitation", "online-exploitation"),
        ("las familias garífunas de la costa", "groups", "minorities"),
        ("mujeres de comunidades nativas", "groups", "indigenous-peoples"),
    ],
)
def test_spanish_words_of_help_and_harm_are_seen(text: str, scheme: str, id: str) -> None:
    assert id in ids(text, "es", scheme)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("центр для переживших домашнее насилие", "gender"),
        ("поликлиника во время пандемии", "health"),
        ("сохранение электронных доказательств", "technology"),
        ("взыскание морального вреда", "access-to-justice"),
        ("ввести уголовную ответственность", "investigation-and-prosecution"),
        ("Служба проверяет агентства", "monitoring-and-evaluation"),
        ("защитить свидетелей", "protection-and-assistance"),
    ],
)
def test_usual_russian_words_tell_what_it_is_about(text: str, tag: str) -> None:
    assert tag in ids(text, "ru")


def test_a_russian_defender_is_no_protection() -> None:
    assert "protection-and-assistance" not in ids("Народный защитник посетил колонию", "ru")
