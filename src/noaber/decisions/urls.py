"""The addresses of decisions."""

from django.urls import path

from noaber.decisions.views import decided, open_data, overrides, positions, proposals

app_name = "decisions"

urlpatterns = [
    path("voorstellen/", proposals.proposal_list, name="proposals"),
    path("voorstellen/<slug:code>/", proposals.proposal_page, name="proposal"),
    path("voorstellen/<slug:code>/stap/<int:number>/doorbreken/", overrides.override_page, name="override"),
    path("voorstellen/<slug:code>/standpunt/<uuid:key>/", positions.position_page, name="position"),
    path("besluiten/", decided.decision_list, name="decisions"),
    path("besluiten/<slug:code>/", decided.decision_page, name="decision"),
    path("open-data/besluiten.json", open_data.decisions_json, name="decisions_json"),
    path("open-data/besluiten/<slug:code>.json", open_data.decision_json, name="decision_json"),
]
