"""Tests of groups of people in six languages, and of words that change their meaning."""

import pytest

from palermo.vocabulary import find_tags, load_vocabulary

VOCABULARY = load_vocabulary()


def ids(text: str, language: str = "en", scheme: str | None = None) -> set[str]:
    return {tag.id for tag in find_tags(text, language, VOCABULARY) if scheme in {None, tag.scheme}}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Bricklayers and welders were paid by the piece", "workers"),
        ("fr", "Les domestiques n'ont pas de jour de repos", "workers"),
        ("es", "Las recolectoras duermen en el almacén", "women"),
        ("es", "El menor fue oído sin abogado", "children"),
        ("ru", "Домработницы не знают номера посольства", "workers"),
        ("ru", "Невест увозят в соседнюю область", "women"),
        ("ar", "تزور المتطوعات كل سيدة في بيتها", "women"),
        ("zh", "移工每月付给中介一笔钱", "migrants"),
        ("zh", "手语翻译只有一名", "persons-with-disabilities"),
    ],
)
def test_people_are_named_by_their_work_and_place_in_a_family(language: str, text: str, expected: str) -> None:
    assert expected in ids(text, language, "groups")


@pytest.mark.parametrize(
    ("language", "text", "group"),
    [
        ("fr", "La violence domestique augmente", "workers"),
        ("fr", "Les personnes réfugiées ont un guichet", "women"),
        ("ru", "Дочерняя компания открыла склад", "women"),
        ("ar", "تنمو القوى العاملة في المدينة", "women"),
        ("ar", "قانون تهريب المهاجرين", "migrants"),
    ],
)
def test_words_next_to_a_group_change_whom_it_names(language: str, text: str, group: str) -> None:
    assert group not in ids(text, language, "groups")
