"""The addresses of decisions."""

from django.urls import path

from noaber.decisions.views import budgets, chains, continuation, obligations, overrides, positions, proposals

app_name = "decisions"

urlpatterns = [
    path("voorstellen/", proposals.proposal_list, name="proposals"),
    path("voorstellen/<slug:code>/", proposals.proposal_page, name="proposal"),
    path("voorstellen/<slug:code>/stap/<int:number>/doorbreken/", overrides.override_page, name="override"),
    path("voorstellen/<slug:code>/standpunt/<uuid:key>/", positions.position_page, name="position"),
    path("voorstellen/<slug:code>/verplichtingen/", obligations.obligations_page, name="obligations"),
    path(
        "voorstellen/<slug:code>/verplichtingen/doorgaan/",
        continuation.continuation_page,
        name="continuation",
    ),
    path("voorstellen/<slug:code>/verplichtingen/<str:organisation>/", chains.chain_page, name="chain"),
    path(
        "voorstellen/<slug:code>/verplichtingen/<str:organisation>/begroting/",
        budgets.budget_page,
        name="budget",
    ),
]
