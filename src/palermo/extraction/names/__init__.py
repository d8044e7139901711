"""Proper names as texts print them: where a name begins and ends, before anybody asks what it does.

| module | what it tells |
|---|---|
| `states` | whether a name is of a State, in six languages |
| `compound_names` | which names hold a comma or an `and`, and so are not divided |
| `unregistered_names` | which English names without a known head noun are of somebody who acts, by their verb |
| `arabic_noun_phrases` | how far an Arabic name goes |

None runs by itself: clauses, roles and discourse ask them.
"""
