"""The addresses of decisions."""

from django.urls import path

from noaber.decisions.views import (
    agenda,
    budgets,
    bundles,
    chains,
    continuation,
    decided,
    forwarding,
    obligations,
    open_data,
    outstanding,
    overrides,
    own_decisions,
    packs,
    planning,
    positions,
    proposals,
    questions,
    report_links,
    reports,
    stage_pages,
)

app_name = "decisions"

urlpatterns = [
    path("voorstellen/", proposals.proposal_list, name="proposals"),
    path("voorstellen/meldingen/", reports.report_list, name="reports"),
    path("voorstellen/meldingen/<uuid:key>/", reports.report_detail, name="report"),
    path("voorstellen/meldingen/<uuid:key>/bevestigen/", reports.confirm, name="confirm_report"),
    path("voorstellen/meldingen/<uuid:key>/terugsturen/", reports.send_back, name="reject_report"),
    path("voorstellen/<slug:code>/openstaand/", outstanding.outstanding_page, name="outstanding"),
    path("voorstellen/<slug:code>/openstaand/vragen/", outstanding.ask_page, name="ask_again"),
    path("behandelingen/", questions.question_list, name="questions"),
    path("melden/<str:token>/", report_links.report_page, name="report_by_link"),
    path("agenda/", agenda.agenda_page, name="agenda"),
    path("agenda/adres/maken/", agenda.new_feed, name="new_feed"),
    path("agenda/adres/intrekken/", agenda.end_feed, name="end_feed"),
    path("agenda/vrijdagmail/", agenda.choose_weekly, name="choose_weekly"),
    path("agenda/<str:token>.ics", agenda.feed, name="feed"),
    path("vrijdagmail/<str:token>/", agenda.stop_weekly_page, name="stop_weekly"),
    path("voorstellen/<slug:code>/", proposals.proposal_page, name="proposal"),
    path("voorstellen/<slug:code>/stap/<int:number>/", stage_pages.stage_page, name="stage"),
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
    path(
        "voorstellen/<slug:code>/standpunt/<uuid:key>/geschiedenis/",
        stage_pages.history_page,
        name="history",
    ),
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
    path("besluiten/", decided.decision_list, name="decisions"),
    path("besluiten/<slug:code>/", decided.decision_page, name="decision"),
    path("open-data/besluiten.json", open_data.decisions_json, name="decisions_json"),
    path("open-data/besluiten/<slug:code>.json", open_data.decision_json, name="decision_json"),
]
