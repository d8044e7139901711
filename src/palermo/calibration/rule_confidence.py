"""Fixed confidences: how sure statements of tables are, and names that a rule gives.

Statements of lists are calibrated in `list_confidence`, those of the tagger in `extraction.tagger.tagger_confidence`.
"""

from palermo.statements import LIST_THRESHOLD, TAGGER_THRESHOLD

PRESENCE_ROW_CONFIDENCE = 0.95
"""A row of a table that says who does what and where."""
ACTION_PLAN_ROW_CONFIDENCE = 0.9
"""A row of an action plan."""
MAX_PROMISE_CONFIDENCE = round(min(TAGGER_THRESHOLD, LIST_THRESHOLD) - 0.01, 2)
"""What an election programme promises: below the thresholds of all statements."""
SECTION_ENTITY_PROBABILITY = 0.95
"""Share of 97 labelled statements with a generic subject whose actor is the entity of their part."""
DELIVERABLE_PROBABILITY = 0.9
"""The same share of 41 labelled deliverables that name nobody."""
CLIENT_PROBABILITY = 0.8
"""Share of 34 parties after `support to` or `services for` in labelled activities of budgets that are addressees."""
TITLED_BODY_PROBABILITY = 0.9
"""How sure a name of the title is for a statement about `the Mission`."""
PARTIAL_SIGNER_PROBABILITY = 0.5
"""How sure a State is taken to ask for words that hold a bracket without its name; below what is confirmed."""
REVIEWED_STATE_PROBABILITY = 0.9
"""How sure it is that a recommendation of a review, if it is one, is to the State under review."""
PRINTED_STATE_PROBABILITY = 0.9
"""How sure a State that title or symbol names is meant by `the State party`, or by requests that name nobody."""
COUNTED_STATE_PROBABILITY = 0.7
"""The same of a State that nearly all mentions name; below what is confirmed."""
LIKELY_ACTOR_PROBABILITY = 0.59
"""Share of right ones among the 63 likely actors of 51 statements, in 194 documents left out of training."""
COOPERATION_PROBABILITY = 0.8
"""Share of 59 bodies after `in cooperation with` that are partners, in 55 labelled statements in English."""
