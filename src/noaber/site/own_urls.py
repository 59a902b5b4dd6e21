"""The addresses of the site room: home, thread, search, the page of an organisation, help and statements."""

from django.urls import path

from noaber.site.views import home, organisations, prose, search, thread

app_name = "site"

urlpatterns = [
    path("", home.front_page, name="front"),
    path("mijn/", home.home_page, name="home"),
    path("draad/", thread.thread_page, name="thread"),
    path("zoeken/", search.search_page, name="search"),
    path("gemeenten/<str:code>/", organisations.organisation_page, name="municipality"),
    path("organisaties/<str:code>/", organisations.organisation_page, name="organisation"),
    path("hulp/", prose.help_index, name="help"),
    path("hulp/<slug:name>/", prose.help_page, name="help_page"),
    path("toegankelijkheid/", prose.statement_page, {"name": "toegankelijkheid"}, name="accessibility"),
    path("privacy/", prose.statement_page, {"name": "privacy"}, name="privacy"),
]
