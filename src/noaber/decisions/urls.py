"""The addresses of decisions."""

from django.urls import path

from noaber.decisions.views import overrides, positions, proposals, stage_pages

app_name = "decisions"

urlpatterns = [
    path("voorstellen/", proposals.proposal_list, name="proposals"),
    path("voorstellen/<slug:code>/", proposals.proposal_page, name="proposal"),
    path("voorstellen/<slug:code>/stap/<int:number>/", stage_pages.stage_page, name="stage"),
    path("voorstellen/<slug:code>/stap/<int:number>/doorbreken/", overrides.override_page, name="override"),
    path("voorstellen/<slug:code>/standpunt/<uuid:key>/", positions.position_page, name="position"),
    path(
        "voorstellen/<slug:code>/standpunt/<uuid:key>/geschiedenis/",
        stage_pages.history_page,
        name="history",
    ),
]
