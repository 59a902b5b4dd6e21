"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.site.settings.base")
application = get_wsgi_application()

# A web process keeps its connections to PostgreSQL; a command, with its one connection, needs no pool.
if connections.settings["default"]["ENGINE"].endswith("postgresql"):
    connections.settings["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8}
    connections.settings["default"]["CONN_MAX_AGE"] = 0  # the pool keeps them, not the threads
