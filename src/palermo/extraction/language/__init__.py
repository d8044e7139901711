"""The words and forms of the six languages, most of them data; nothing here knows names, clauses or kinds.

| module | what it gives |
|---|---|
| `grammar` | how a language announces, asks and answers in lists; `grammars/` holds the words |
| `wordings`, `wording_files` | how running text says each kind of statement; `wordings/` holds the words |
| `forms` | what a rule asks of a language beside those, by topic; read from `TOPIC/LANGUAGE.yaml` |
| `clauses_forms`, `naming_forms`, `roles_forms` | what each form of a clause, a name and a role means |
| `telling_forms`, `listing_forms`, `referring_forms` | the same of kinds, lists and references |
| `inflecting_forms` | the same of verbs |
| `speaker_wordings` | how a language other than English says who speaks; words in `speaker_wordings.yaml` |
| `sentences` | a passage cut into sentences; abbreviations in `sentences.yaml` |
| `verbs`, `inflection` | which words are finite verbs; the forms of a verb |
| `arabic_diacritics` | Arabic without its short vowels |
| `literals` | letters that every match of a pattern holds, looked for first |

A passage meets them in this order: diacritics are taken off, sentences are cut, then wordings and verbs are looked for.
"""
