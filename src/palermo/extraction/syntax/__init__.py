"""A sentence taken apart: its opening, its subject, its finite verb, and the time that it tells of.

`sentence_parts` parts a printed sentence that holds several. `clauses` takes each apart, and calls
`intervening_phrases` for what stands between subject and verb. Recipes then ask `tenses` whether a clause is done,
ongoing or planned, and `subordinate_clauses` whether a wording is only told of a noun.
"""
