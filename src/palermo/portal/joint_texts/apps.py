"""The Django app of joint texts."""

from django.apps import AppConfig


class JointTextsConfig(AppConfig):
    """Joint texts."""

    name = "palermo.portal.joint_texts"
    label = "joint_texts"
