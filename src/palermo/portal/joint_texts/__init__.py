"""Joint texts: drafting, silence procedure, endorsement and issue, over the rules of `palermo.joint_texts`."""
