"""Joint texts: drafting, silence procedure, endorsement and issue.

The rules are in `palermo.joint_texts`; this app has the pages and the storage.
"""
