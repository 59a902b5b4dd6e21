"""The addresses of decisions."""

from typing import Final

from django.urls import include, path

from noaber.decisions.views import agenda
from noaber.decisions.views.adopted import decisions as decided
from noaber.decisions.views.adopted import open_data
from noaber.decisions.views.answers import overrides, questions, rectifying, stage_pages, taking_back
from noaber.decisions.views.answers import position as positions
from noaber.decisions.views.drafts import (
    attachments,
    kept,
    next_versions,
    points,
    route_planning,
    routes,
    sending,
    texts,
)
from noaber.decisions.views.follow_up import outstanding, report_links, reports
from noaber.decisions.views.forwarding import bundles, own_decisions, packs, planning
from noaber.decisions.views.forwarding import overview as forwarding
from noaber.decisions.views.obligations import budgets, chains, continuation, evaluations
from noaber.decisions.views.obligations import overview as obligations
from noaber.decisions.views.proposals import memo_files
from noaber.decisions.views.proposals import proposal as proposals
from noaber.decisions.views.remarks import overview as remarks
from noaber.decisions.views.remarks import owners as remark_owners
from noaber.decisions.views.remarks import remark, reply_note
from noaber.decisions.views.versions import version as versions

app_name = "decisions"

# The parts of a draft, below the address at which it is written.
WRITING: Final = [
    path("punten/", points.points_page, name="points"),
    path("punten/nieuw/", points.new_point_page, name="new_point"),
    path("punten/<slug:label>/", points.point_page, name="point"),
    path("punten/<slug:label>/weghalen/", points.remove_point_page, name="remove_point"),
    path("bijlagen/", attachments.attachments_page, name="attachments"),
    path("bijlagen/<int:key>/", attachments.attachment_page, name="attachment"),
    path(
        "bijlagen/<int:key>/omhoog/",
        attachments.move_attachment_page,
        {"way": "omhoog"},
        name="attachment_up",
    ),
    path(
        "bijlagen/<int:key>/omlaag/",
        attachments.move_attachment_page,
        {"way": "omlaag"},
        name="attachment_down",
    ),
    path("bijlagen/<int:key>/weghalen/", attachments.remove_attachment_page, name="remove_attachment"),
    path("cijfers/", attachments.inserts_page, name="inserts"),
    path("route/", routes.route_page, name="route"),
    path("route/nieuw/", routes.new_stage_page, name="new_stage"),
    path("route/terugplannen/", route_planning.plan_page, name="plan"),
    path("route/bewaren/", route_planning.keep_page, name="keep_template"),
    path("route/sjabloon/", route_planning.start_page, name="start_from_template"),
    path("route/<int:number>/", routes.stage_page, name="written_stage"),
    path("route/<int:number>/omhoog/", routes.move_stage_page, {"way": "omhoog"}, name="stage_up"),
    path("route/<int:number>/omlaag/", routes.move_stage_page, {"way": "omlaag"}, name="stage_down"),
    path("route/<int:number>/weghalen/", routes.remove_stage_page, name="remove_stage"),
]

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
    path(
        "melden/<str:token>/stukken.zip",
        report_links.report_pack,
        {"file": "stukken.zip"},
        name="pack_by_link",
    ),
    path(
        "melden/<str:token>/voorstel.odt",
        report_links.report_pack,
        {"file": "voorstel.odt"},
        name="proposal_by_link",
    ),
    path(
        "melden/<str:token>/burgemeester.pdf",
        report_links.report_pack,
        {"file": "burgemeester.pdf"},
        name="mayor_page_by_link",
    ),
    path("agenda/", agenda.agenda_page, name="agenda"),
    path("agenda/adres/maken/", agenda.new_feed, name="new_feed"),
    path("agenda/adres/intrekken/", agenda.end_feed, name="end_feed"),
    path("agenda/vrijdagmail/", agenda.choose_weekly, name="choose_weekly"),
    path("agenda/<str:token>.ics", agenda.feed, name="feed"),
    path("vrijdagmail/<str:token>/", agenda.stop_weekly_page, name="stop_weekly"),
    # Names beside those of proposals: `services.drafts.editing.RESERVED`.
    path("voorstellen/nieuw/", texts.new_page, name="new"),
    path("voorstellen/sjablonen/", kept.templates_page, name="templates"),
    path("voorstellen/sjablonen/<uuid:key>/", kept.template_page, name="template"),
    path("voorstellen/sjablonen/<uuid:key>/weggooien/", kept.delete_template_page, name="delete_template"),
    path("voorstellen/recessen/", kept.recesses_page, name="recesses"),
    path("voorstellen/recessen/<uuid:key>/", kept.recess_page, name="recess"),
    path("voorstellen/recessen/<uuid:key>/weghalen/", kept.delete_recess_page, name="delete_recess"),
    path("voorstellen/<slug:code>/", proposals.proposal_page, name="proposal"),
    path("voorstellen/<slug:code>/oplegnotitie.pdf", memo_files.memo_file, {"form": "pdf"}, name="memo_pdf"),
    path("voorstellen/<slug:code>/oplegnotitie.odt", memo_files.memo_file, {"form": "odt"}, name="memo_odt"),
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
        "voorstellen/<slug:code>/vervolg/<str:organisation>/stukken.zip",
        packs.pack_document,
        {"file": "stukken.zip"},
        name="pack",
    ),
    path(
        "voorstellen/<slug:code>/vervolg/<str:organisation>/voorstel.odt",
        packs.pack_document,
        {"file": "voorstel.odt"},
        name="local_proposal",
    ),
    path(
        "voorstellen/<slug:code>/vervolg/<str:organisation>/burgemeester.pdf",
        packs.pack_document,
        {"file": "burgemeester.pdf"},
        name="mayor_page",
    ),
    path("voorstellen/<slug:code>/standpunt/<uuid:key>/", positions.position_page, name="position"),
    path(
        "voorstellen/<slug:code>/standpunt/<uuid:key>/intrekken/",
        taking_back.take_back_page,
        name="take_back",
    ),
    path(
        "voorstellen/<slug:code>/standpunt/<uuid:key>/rectificeren/",
        rectifying.rectify_page,
        name="rectify",
    ),
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
    path(
        "voorstellen/<slug:code>/verplichtingen/evaluatie/",
        evaluations.evaluation_page,
        name="evaluation",
    ),
    path(
        "voorstellen/<slug:code>/verplichtingen/evaluatie/vastleggen/",
        evaluations.record_page,
        name="record_evaluation",
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
    path("voorstellen/<slug:code>/kanttekeningen/", remarks.remark_list, name="remarks"),
    path("voorstellen/<slug:code>/kanttekeningen/eigenaar/", remark_owners.owners_page, name="remark_owners"),
    path("voorstellen/<slug:code>/kanttekeningen/<int:key>/", remark.remark_page, name="remark"),
    path(
        "voorstellen/<slug:code>/nota-van-beantwoording.pdf",
        reply_note.reply_note,
        {"form": "pdf"},
        name="reply_note_pdf",
    ),
    path(
        "voorstellen/<slug:code>/nota-van-beantwoording.odt",
        reply_note.reply_note,
        {"form": "odt"},
        name="reply_note_odt",
    ),
    path("voorstellen/<slug:code>/versies/", versions.version_list, name="versions"),
    path("voorstellen/<slug:code>/versies/<int:number>/", versions.version_page, name="version"),
    path("voorstellen/<slug:code>/stap/<int:number>/termijn/", route_planning.deadline_page, name="deadline"),
    path("voorstellen/<slug:code>/versturen/", sending.send_page, name="send"),
    path("voorstellen/<slug:code>/nieuwe-versie/", next_versions.next_version_page, name="next_version"),
    path("voorstellen/<slug:code>/intrekken/", next_versions.withdraw_page, name="withdraw"),
    path("voorstellen/<slug:code>/weggooien/", next_versions.discard_page, name="discard"),
    path("voorstellen/<slug:code>/schrijven/", texts.text_page, name="writing"),
    path("voorstellen/<slug:code>/schrijven/", include(WRITING)),
]
