"""The addresses of decisions."""

from django.urls import path

from noaber.decisions.views import (
    overrides,
    positions,
    proposals,
    remark,
    remark_owners,
    remarks,
    reply_note,
    versions,
)

app_name = "decisions"

urlpatterns = [
    path("voorstellen/", proposals.proposal_list, name="proposals"),
    path("voorstellen/<slug:code>/", proposals.proposal_page, name="proposal"),
    path("voorstellen/<slug:code>/stap/<int:number>/doorbreken/", overrides.override_page, name="override"),
    path("voorstellen/<slug:code>/standpunt/<uuid:key>/", positions.position_page, name="position"),
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
]
