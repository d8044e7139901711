"""Template tags of joint texts."""
