"""SQLite FTS5 over the same passages, the baseline of search. Not run by itself."""

import re
import sqlite3
from collections.abc import Iterable, Sequence

WORDS = re.compile(r"\w+")


class FullText:
    """Passages in memory, ranked by BM25 with any of the words; accents and case are ignored."""

    def __init__(self, passages: Iterable[tuple[str, str]]) -> None:
        """Index (id, text) pairs."""
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE p USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
        self._connection.executemany("INSERT INTO p VALUES (?, ?)", passages)

    def find(self, query: str, limit: int) -> Sequence[str]:
        """Return the ids of the best passages, best first."""
        words = " OR ".join(f'"{word}"' for word in WORDS.findall(query))
        asked = "SELECT id FROM p WHERE p MATCH ? ORDER BY rank LIMIT ?"
        return [id for (id,) in self._connection.execute(asked, (words, limit))]


if __name__ == "__main__":
    print("full_text: part of search.py")
