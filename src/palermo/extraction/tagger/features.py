"""Features of the model beside its tokens: the tags that terms of the vocabulary name in each sentence."""

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.model_outputs import TAG_SCHEMES, list_tag_labels
from palermo.vocabulary import find_tags, load_vocabulary

MAX_INTRODUCTION_CHARS = 240


def compute_term_features(encoded: EncodedPassage, language: str) -> npt.NDArray[np.float32]:
    """Return [sentences, tags] with the support of terms.

    It is 1 if a term names the tag in the sentence, 0.5 if only in its introduction.
    """
    columns = {label: number for number, label in enumerate(list_tag_labels())}
    features = np.zeros((len(encoded.sentences), len(columns)), dtype=np.float32)
    introduction = encoded.texts[1][-MAX_INTRODUCTION_CHARS:]
    for tag in find_tags(introduction, language, load_vocabulary(), TAG_SCHEMES) if introduction else ():
        features[:, columns[tag.scheme, tag.id]] = 0.5
    for number, (start, end) in enumerate(encoded.sentences):
        for tag in find_tags(encoded.texts[3][start:end], language, load_vocabulary(), TAG_SCHEMES):
            features[number, columns[tag.scheme, tag.id]] = 1
    return features
