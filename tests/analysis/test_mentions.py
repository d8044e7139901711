"""Tests of concepts that the words of statements name without their tag."""

import pytest

from made_editions import MakePart, WriteEdition
from palermo.analysis.mentions import map_mentions
from palermo.edition import Library, open_view
from palermo.statements import Ref, RefType, StatementKind

NETWORK = Ref(id=None, name="Example Procurement Network", type=RefType.ENTITY)


def find_mentions(
    library: Library, make_part: MakePart, write_edition: WriteEdition, quote: str, language: str = "en"
) -> frozenset[str]:
    statement = {"kind": StatementKind.ACTIVITY, "actors": (NETWORK,), "addressees": (), "language": language}
    write_edition(library, [make_part("found", quote, statement=statement)])
    return next(iter(map_mentions(open_view(library)).values()), frozenset())


@pytest.mark.parametrize(
    ("quote", "language"),
    [
        ("The Example Procurement Network met in Vienna.", "en"),
        ("The network met UN Women in Vienna.", "en"),
        ("Tech Against Trafficking met in Vienna.", "en"),
        ("Il a rencontré le Groupe interinstitutions de coordination contre la traite des personnes.", "fr"),
        ("2021年打击人口贩运机构间协调小组在维也纳开会", "zh"),
    ],
)
def test_the_name_of_an_organisation_is_not_what_a_statement_says(
    library: Library, make_part: MakePart, write_edition: WriteEdition, quote: str, language: str
) -> None:
    found = find_mentions(library, make_part, write_edition, quote, language)
    assert not found & {"public-procurement", "women", "gender", "technology", "coordination-and-partnership"}


def test_words_outside_of_names_are_mentions(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    quote = "The Example Procurement Network published guidance on public procurement."
    assert "public-procurement" in find_mentions(library, make_part, write_edition, quote)
