"""The addresses of decisions."""

from django.urls import path

from noaber.decisions.views import (
    bundles,
    forwarding,
    overrides,
    own_decisions,
    packs,
    planning,
    positions,
    proposals,
)

app_name = "decisions"

urlpatterns = [
    path("voorstellen/", proposals.proposal_list, name="proposals"),
    path("voorstellen/<slug:code>/", proposals.proposal_page, name="proposal"),
    path("voorstellen/<slug:code>/stap/<int:number>/doorbreken/", overrides.override_page, name="override"),
    path("voorstellen/<slug:code>/vervolg/", forwarding.follow_up_list, name="follow_ups"),
    path("voorstellen/<slug:code>/vervolg/pakketten/", bundles.bundle_page, name="bundle"),
    path(
        "voorstellen/<slug:code>/vervolg/pakketten/voortgang/",
        bundles.bundle_progress,
        name="bundle_progress",
    ),
    path(
        "voorstellen/<slug:code>/vervolg/<str:organisation>/",
        own_decisions.own_decision_page,
        name="own_decision",
    ),
    path(
        "voorstellen/<slug:code>/vervolg/<str:organisation>/planning/",
        planning.planning_page,
        name="planning",
    ),
    path(
        "voorstellen/<slug:code>/vervolg/<str:organisation>/voorstel.odt",
        packs.proposal_document,
        name="local_proposal",
    ),
    path(
        "voorstellen/<slug:code>/vervolg/<str:organisation>/burgemeester.pdf",
        packs.mayor_document,
        name="mayor_page",
    ),
    path("voorstellen/<slug:code>/standpunt/<uuid:key>/", positions.position_page, name="position"),
]
