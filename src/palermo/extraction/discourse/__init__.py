"""What a sentence takes from the text around it: the list or table it stands in, who speaks, whom `it` and `we` are.

Once for a document, before its sentences are read:

1. `corporate_authors`: whose the document is (words in `corporate_authors.yaml`).
2. `bylines`, `speakers`: who speaks from which passage on.

Passage by passage:

3. `legislative_mandates`: where lists of mandates begin and end, and whose they are.
4. `context`: what a passage stands in, such as below `the Office will:`.

Sentence by sentence:

5. `antecedents`, `agreement`: whom `it` and `they` may be (words in `agreement.yaml`).
6. `full_names`: which full name `the Office` stands for.
7. `short_forms`, `mentions`: whom `the agency` stands for by the sentences before (words in `short_forms.yaml`).
8. `owners`: whose people or rooms act, `our lawyers`, `the vans of X` (words in `owners.yaml`).
9. `discourse_model`: what was said before, kept for the sentences that follow.
10. `back_references`: which body a subject refers back to, by all of these.

`debate_speakers` holds who says a sentence in the summary of a State's review.
"""
