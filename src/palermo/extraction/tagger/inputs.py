"""A passage with its context as the model reads it: tokens, parts, sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo.extraction.segmentation import split_sentences
from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.model_outputs import InputSegment, TokenPosition
from palermo.extraction.tagger.tokenizer import SubwordTokenizer, TokenizedText

MAX_HEADING_TOKENS = 44
MAX_INTRODUCTION_TOKENS = 48
MAX_PREVIOUS_TOKENS = 48
MAX_PASSAGE_TOKENS = 352
"""Tokens of a passage that are read at once; a longer one is read in windows of whole sentences."""
MAX_HEADINGS = 3
MAX_CONTEXT_CHARS = 600

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedPassage:
    """One window of a passage with its context, token by token."""

    texts: tuple[str, str, str, str]
    """Texts of the parts, in the order of `Part`."""
    sentences: tuple[Span, ...]
    """Start and end of each sentence of the window in the passage."""
    ids: tuple[int, ...]
    segments: tuple[int, ...]
    starts: tuple[int, ...]
    """Start of each token in the text of its part; equal to its end for marks that separate parts."""
    ends: tuple[int, ...]
    sentence_numbers: tuple[int, ...]
    """Index into `sentences` for tokens of the passage, -1 elsewhere."""

    def compute_positions(self, sentence: int) -> tuple[int, ...]:
        """Where each token lies, seen from a sentence."""
        return tuple(
            _compute_position(part, number, sentence)
            for part, number in zip(self.segments, self.sentence_numbers, strict=True)
        )


def _compute_position(segment: int, number: int, sentence: int) -> int:
    if segment < InputSegment.PASSAGE:
        return segment
    if number == sentence:
        return TokenPosition.SENTENCE
    if 0 <= number < sentence:
        return TokenPosition.PRECEDING_SENTENCE
    return TokenPosition.FOLLOWING_SENTENCE if number == sentence + 1 else TokenPosition.DISTANT_SENTENCE


def encode_passage(text: str, context: PassageContext, tokenizer: SubwordTokenizer) -> Iterator[EncodedPassage]:
    """Yield the windows of a passage: one, unless it is longer than MAX_PASSAGE_TOKENS."""
    context_tokens = _tokenize_context(context, tokenizer)
    tokens = tokenizer.tokenize(text)
    for sentences in _split_windows(split_sentences(text), tokens):
        yield _encode_window(text, sentences, tokens, context_tokens, tokenizer)


type ContextSegment = tuple[str, TokenizedText]


def _tokenize_context(context: PassageContext, tokenizer: SubwordTokenizer) -> tuple[ContextSegment, ...]:
    headings = [heading for heading in context.headings if heading][-MAX_HEADINGS:]
    title = [context.title] if context.title and context.title not in headings else []
    above = " > ".join((*title, *headings))
    tokens, count = tokenizer.tokenize(above), MAX_HEADING_TOKENS
    leading = TokenizedText(ids=tokens.ids[:count], starts=tokens.starts[:count], ends=tokens.ends[:count])
    return (
        (above, leading),
        (context.introduction, _tokenize_end(context.introduction, MAX_INTRODUCTION_TOKENS, tokenizer)),
        (context.previous, _tokenize_end(context.previous, MAX_PREVIOUS_TOKENS, tokenizer)),
    )


def _tokenize_end(text: str, count: int, tokenizer: SubwordTokenizer) -> TokenizedText:
    """The last tokens of a text, of which the last MAX_CONTEXT_CHARS characters are read."""
    tokens, offset = tokenizer.tokenize(text[-MAX_CONTEXT_CHARS:]), max(0, len(text) - MAX_CONTEXT_CHARS)
    return TokenizedText(
        ids=tokens.ids[-count:],
        starts=tuple(start + offset for start in tokens.starts[-count:]),
        ends=tuple(end + offset for end in tokens.ends[-count:]),
    )


def _split_windows(sentences: Sequence[Span], tokens: TokenizedText) -> Iterator[tuple[Span, ...]]:
    """Sentences that are read together; a sentence of more than a window is cut off at its end."""
    window: list[Span] = []
    for sentence in sentences:
        start = window[0][0] if window else sentence[0]
        if window and sum(start <= place < sentence[1] for place in tokens.starts) > MAX_PASSAGE_TOKENS:
            yield tuple(window)
            window = []
        window.append(sentence)
    if window:
        yield tuple(window)


def _encode_window(
    text: str,
    sentences: tuple[Span, ...],
    tokens: TokenizedText,
    context_segments: tuple[ContextSegment, ...],
    tokenizer: SubwordTokenizer,
) -> EncodedPassage:
    rows = [(tokenizer.bos, 0, 0, 0, -1)]
    for segment, (_, tokenized) in enumerate(context_segments):
        columns = zip(tokenized.ids, tokenized.starts, tokenized.ends, strict=True)
        rows += ((id, segment, start, end, -1) for id, start, end in columns)
        rows.append((tokenizer.eos, segment, 0, 0, -1))
    begin, stop = sentences[0][0], sentences[-1][1]
    inside = [n for n, start in enumerate(tokens.starts) if begin <= start < stop and tokens.ends[n] > start]
    number = 0
    for token in inside[:MAX_PASSAGE_TOKENS]:
        while number + 1 < len(sentences) and tokens.starts[token] >= sentences[number + 1][0]:
            number += 1
        rows.append((tokens.ids[token], InputSegment.PASSAGE, tokens.starts[token], tokens.ends[token], number))
    rows.append((tokenizer.eos, InputSegment.PASSAGE, 0, 0, -1))
    ids, segments, starts, ends, numbers = zip(*rows, strict=True)
    return EncodedPassage(
        texts=(context_segments[0][0], context_segments[1][0], context_segments[2][0], text),
        sentences=sentences[: max(numbers) + 1],
        ids=ids,
        segments=segments,
        starts=starts,
        ends=ends,
        sentence_numbers=numbers,
    )
