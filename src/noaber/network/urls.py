"""The addresses of the register."""

from django.urls import path

from noaber.network.views import bodies, organisations, people, populations, themes

app_name = "network"

urlpatterns = [
    path("gemeenten/", organisations.municipality_list, name="municipalities"),
    path("organisaties/", organisations.organisation_list, name="organisations"),
    path("personen/", people.person_list, name="people"),
    path("personen/<uuid:key>/", people.person_page, name="person"),
    path("overleggen/", bodies.body_list, name="bodies"),
    path("overleggen/zetels/", bodies.seat_list, name="seats"),
    path("overleggen/<slug:code>/", bodies.body_page, name="body"),
    path("themas/", themes.theme_list, name="themes"),
    path("inwonertallen/", populations.population_list, name="populations"),
]
