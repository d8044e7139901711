"""Cache of language models' answers, by the key of the question."""

import json
from dataclasses import dataclass

from palermo.edition.stores import Store
from palermo.second_opinion.answers import AnswerMalformed, OpinionAnswer, parse_answer
from palermo.second_opinion.prompts import OpinionQuestion

OPINION_FOLDER = "cache/second-opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedAnswer:
    """A model's answer, and when it was given."""

    answer: OpinionAnswer | None
    """None if the answer could not be used; it would be the same again."""
    date: str
    """ISO time, UTC."""


class OpinionCache:
    """Answers in a library's store, each written atomically; a damaged one is ignored."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = set(store.list_files(OPINION_FOLDER))

    def load(self, key: str, question: OpinionQuestion) -> CachedAnswer | None:
        """Return the cached answer to a question; None if there is none."""
        if f"{key}.json" not in self._names:
            return None
        try:
            facts = json.loads(self._store.read(f"{OPINION_FOLDER}/{key}.json"))
            answer = parse_answer(facts["answer"], question) if facts["answer"] is not None else None
            return CachedAnswer(answer=answer, date=str(facts["date"]))
        except (OSError, ValueError, KeyError, TypeError, AnswerMalformed):
            return None

    def save(self, key: str, cached: CachedAnswer) -> None:
        """Cache an answer; raises OSError, and RunStopped if the library cannot be reached."""
        answer = cached.answer.to_json() if cached.answer else None
        content = json.dumps({"date": cached.date, "answer": answer}, ensure_ascii=False).encode("utf-8")
        self._store.write(f"{OPINION_FOLDER}/{key}.json", content)
        self._names.add(f"{key}.json")
