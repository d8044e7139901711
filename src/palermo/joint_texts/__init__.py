"""Rules of joint texts: drafting, silence procedure, endorsement and issue by several entities.

A change, an actor and a time go in; a refusal with its reason, or the next event and state come out. Start reading at
`change_rules.make_change`, then `stage_machine`, `replay` and `silence`.
"""
