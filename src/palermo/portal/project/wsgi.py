"""The WSGI application that Granian, or any other WSGI server, runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.portal.project.settings")

_django_application = get_wsgi_application()

from palermo.portal.project import cache_warming  # noqa: E402 - it needs what Django has set up

application = cache_warming.ActivityMonitor(_django_application)
cache_warming.start_warming(application)
