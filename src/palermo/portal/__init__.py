"""The web portal: it renders what the packages below compute, and has no domain rules.

Each app has `urls.py`, `views.py`, `forms.py` for query parameters, and templates. Apps import `base` (layout, labels,
forms) and `services` (the served edition and what is derived from it), never each other. Start reading at
`base/apps_and_navigation.py`, which lists the apps.
"""
