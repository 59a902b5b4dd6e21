"""What the register page is measured against: a Django view that lists the same rows, with nothing around it.

One query, one small template, no session, no user, no content security policy. This is about the least that a page
with these rows can cost in Django.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-measuring",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["NOABER_DATA"]) / "noaber.sqlite3",
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()

ROWS = """
SELECT organisation.code, version.name, district.name, figure.population
FROM network_organisation organisation
JOIN network_organisationversion version ON version.organisation_id = organisation.id AND version.known_until IS NULL
JOIN network_district district ON district.code = version.district_id
JOIN network_populationfigure figure ON figure.organisation_id = organisation.id AND figure.known_until IS NULL
WHERE organisation.kind = 'municipality' AND figure.reference_on = '2023-01-01' ORDER BY version.name
"""
PAGE = engines["django"].from_string(
    "<!doctype html><title>Gemeenten</title><table>{% for code, name, district, population in rows %}"
    "<tr><td>{{ code }}<td>{{ name }}<td>{{ district }}<td>{{ population }}{% endfor %}</table>"
)


def municipalities(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        return HttpResponse(PAGE.render({"rows": cursor.execute(ROWS).fetchall()}))


urlpatterns = [path("gemeenten/", municipalities)]
application = WSGIHandler()
