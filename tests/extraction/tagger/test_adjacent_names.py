"""Names side by side: parts of one, aliases, offices of persons, gaps of lists."""

import pytest

from palermo.extraction.tagger.adjacent_names import is_alias, is_joined_name, is_list_gap, is_title


@pytest.mark.parametrize(
    ("first", "gap", "second", "expected"),
    [
        ("Foreign", ", ", "Commonwealth & Development Office", True),
        ("Ruritanian Human Rights", " and ", "Equality Commission", True),
        ("Ministry of Health", " and ", "Social Welfare", True),
        ("Example", "’s ", "UK", True),
        ("members", " of the ", "Example Assembly", True),
        ("Directora", " de la ", "Oficina de Pozos", True),
        ("Международным фондом колодцев", " ", "ООН", True),
        ("Ministry of Health", " and ", "Justice Ministry", False),
        ("Ministry of Health", " and ", "RFA", False),
        ("Ruritania", " and ", "Equality Commission", False),
        ("women", " and ", "Equality Commission", False),
        ("Human Rights", " with the ", "Equality Commission", False),
        ("Reino Unido de Gran Bretaña", " e ", "Irlanda del Norte", True),
        ("Trinidad", " and ", "Tobago", True),
        ("Kenya", " and ", "Tanzania", False),
        ("Example country teams in Kenya", " and ", "Tanzania", True),
        ("Government of Kenya", " and ", "Tanzania", False),
        ("Inter-Agency", " and ", "Example Group on Wells", True),
        ("Inter-Agency", " and ", "Wells", False),
        ("Anti-Flood", " and ", "Ruritania", False),
        ("Forum for Latin America", " and the ", "Caribbean", True),
        ("European Union", " and the ", "Caribbean", False),
    ],
)
def test_parts_of_one_name_are_joined(first: str, gap: str, second: str, expected: bool) -> None:
    assert is_joined_name(first, gap, second) is expected


@pytest.mark.parametrize(
    ("first", "gap", "second", "expected"),
    [
        ("Casa de Ejemplo", " (", "Example House", True),
        ("Example Legal Fund", " paid the women of the ", "ELF", True),
        ("Example Legal Fund", " and ", "UNICEF", False),
    ],
)
def test_a_name_in_brackets_and_an_acronym_are_aliases(first: str, gap: str, second: str, expected: bool) -> None:
    assert is_alias(first, gap, second) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("CEO of the mill", "Ana Example", True),
        ("заместитель директора", "Анна Примерова", True),
        ("Minister of Wells", "Example Council", False),
        ("Example Council", "Ana Example", False),
    ],
)
def test_an_office_before_a_person_is_a_title(first: str, second: str, expected: bool) -> None:
    assert is_title(first, ", ", second) is expected


@pytest.mark.parametrize("gap", [", ", " and ", ", as well as the ", " y a los ", " и для ", "、", "和", "، و"])
def test_gaps_of_lists(gap: str) -> None:
    assert is_list_gap(gap)


@pytest.mark.parametrize("gap", [" ", " of ", ". ", " that train ", ", where "])
def test_other_gaps(gap: str) -> None:
    assert not is_list_gap(gap)
