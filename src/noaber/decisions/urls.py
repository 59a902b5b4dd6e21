"""The addresses of decisions."""

from typing import Final

from django.urls import include, path

from noaber.decisions.views import (
    attachments,
    kept,
    overrides,
    planning,
    points,
    positions,
    proposals,
    routes,
    sending,
    texts,
    versions,
)

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
    path("route/terugplannen/", planning.plan_page, name="plan"),
    path("route/bewaren/", planning.keep_page, name="keep_template"),
    path("route/sjabloon/", planning.start_page, name="start_from_template"),
    path("route/<int:number>/", routes.stage_page, name="stage"),
    path("route/<int:number>/omhoog/", routes.move_stage_page, {"way": "omhoog"}, name="stage_up"),
    path("route/<int:number>/omlaag/", routes.move_stage_page, {"way": "omlaag"}, name="stage_down"),
    path("route/<int:number>/weghalen/", routes.remove_stage_page, name="remove_stage"),
]

urlpatterns = [
    path("voorstellen/", proposals.proposal_list, name="proposals"),
    # Names beside those of proposals: `services.editing.RESERVED`.
    path("voorstellen/nieuw/", texts.new_page, name="new"),
    path("voorstellen/sjablonen/", kept.templates_page, name="templates"),
    path("voorstellen/sjablonen/<uuid:key>/", kept.template_page, name="template"),
    path("voorstellen/sjablonen/<uuid:key>/weggooien/", kept.delete_template_page, name="delete_template"),
    path("voorstellen/recessen/", kept.recesses_page, name="recesses"),
    path("voorstellen/recessen/<uuid:key>/", kept.recess_page, name="recess"),
    path("voorstellen/recessen/<uuid:key>/weghalen/", kept.delete_recess_page, name="delete_recess"),
    path("voorstellen/<slug:code>/", proposals.proposal_page, name="proposal"),
    path("voorstellen/<slug:code>/stap/<int:number>/doorbreken/", overrides.override_page, name="override"),
    path("voorstellen/<slug:code>/standpunt/<uuid:key>/", positions.position_page, name="position"),
    path("voorstellen/<slug:code>/stap/<int:number>/termijn/", planning.deadline_page, name="deadline"),
    path("voorstellen/<slug:code>/versturen/", sending.send_page, name="send"),
    path("voorstellen/<slug:code>/nieuwe-versie/", versions.next_version_page, name="next_version"),
    path("voorstellen/<slug:code>/intrekken/", versions.withdraw_page, name="withdraw"),
    path("voorstellen/<slug:code>/weggooien/", versions.discard_page, name="discard"),
    path("voorstellen/<slug:code>/schrijven/", texts.text_page, name="writing"),
    path("voorstellen/<slug:code>/schrijven/", include(WRITING)),
]
