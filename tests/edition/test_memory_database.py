"""The in-memory database of a process: what views leave in it, and what forked processes use."""

import duckdb
import pytest

from made_editions import MakePart, WriteEdition
from palermo.edition import Library, StatementSelection, open_view
from palermo.edition.memory_database import _open_database, connect


def test_views_drop_their_tables_and_types(library: Library, make_part: MakePart, write_edition: WriteEdition) -> None:
    write_edition(library, [make_part("one", "States should fund shelters.")])
    before = list_entries()
    with open_view(library) as view, open_view(library) as other:
        view.count_facets()
        view.open_selection(StatementSelection.CONFIRMED).compute_totals()
        assert other.find_statements().total == view.find_statements().total == 1
        printed = view.get_statement_index().printed_names
        assert len(list_entries()) > len(before)
    assert not [name for name in list_entries() - before if not name.startswith("values_")]
    assert view.get_statement_index().printed_names is printed
    with pytest.raises(duckdb.ConnectionException):
        view.find_statements()
    del view, other
    assert list_entries() == before


def test_one_database_for_each_process() -> None:
    assert connect() is not connect()
    assert _open_database(1) is _open_database(1)
    assert _open_database(1) is not _open_database(2)


def list_entries() -> set[str]:
    """Return the names of all tables and types of the database."""
    names = "SELECT table_name FROM duckdb_tables() UNION SELECT type_name FROM duckdb_types() WHERE NOT internal"
    with connect() as connection:
        return {name for (name,) in connection.execute(names).fetchall()}
