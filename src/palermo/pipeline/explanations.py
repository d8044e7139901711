"""Explanations of extracted statements by the weights of their words, computed on request."""

from palermo.edition import View
from palermo.errors import NotFound
from palermo.extraction import load_tagger
from palermo.extraction.tagger.word_weights import WordWeight, compute_word_weights


def weigh_words(view: View, statement_id: str) -> tuple[WordWeight, ...]:
    """Return the words of a statement's quote with weights, the most important for its kind first.

    Raises NotFound for a statement that the installed model did not extract.
    """
    statement = view.get_statement(statement_id)
    model = load_tagger()
    if model is None:
        raise NotFound(statement_id, "the statement tagger is not installed", "Install it: pip install palermo-models")
    document = view.get_document(statement.document)
    return compute_word_weights(statement, view.list_passages(document.id), document.title, model)
