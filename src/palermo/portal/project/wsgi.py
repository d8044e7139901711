"""The WSGI application that Granian, or any other WSGI server, runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.portal.project.settings")

_pages = get_wsgi_application()

from palermo.portal.project import warming  # noqa: E402 - it needs what Django has set up

application = warming.Watched(_pages)
warming.start(application)
