"""Which tags the terms of the vocabulary name in each sentence: features of the model beside its tokens."""

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.schema import TAG_SCHEMES, tag_labels
from palermo.vocabulary import load, tags

MAX_INTRODUCTION_CHARS = 240


def term_features(encoded: EncodedPassage, language: str) -> npt.NDArray[np.float32]:
    """Return [sentences, tags]: 1 where a term names the tag in the sentence, 0.5 where in its introduction alone."""
    columns = {label: number for number, label in enumerate(tag_labels())}
    made = np.zeros((len(encoded.sentences), len(columns)), dtype=np.float32)
    introduction = encoded.texts[1][-MAX_INTRODUCTION_CHARS:]
    for tag in tags(introduction, language, load(), TAG_SCHEMES) if introduction else ():
        made[:, columns[tag.scheme, tag.id]] = 0.5
    for number, (start, end) in enumerate(encoded.sentences):
        for tag in tags(encoded.texts[3][start:end], language, load(), TAG_SCHEMES):
            made[number, columns[tag.scheme, tag.id]] = 1
    return made
