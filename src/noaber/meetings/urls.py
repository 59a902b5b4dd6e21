"""The addresses of meetings."""

from django.urls import path

from noaber.meetings.views import actions, agendas, changes, files, item_files, sittings

app_name = "meetings"

urlpatterns = [
    path("vergaderingen/", sittings.sitting_list, name="sittings"),
    path("vergaderingen/plannen/", changes.plan_page, name="plan_sitting"),
    path("vergaderingen/<uuid:key>/", sittings.sitting_page, name="sitting"),
    path("vergaderingen/<uuid:key>/zetels/", sittings.seats_page, name="sitting_seats"),
    path("vergaderingen/<uuid:key>/wijzigen/", changes.change_page, name="change_sitting"),
    path("vergaderingen/<uuid:key>/afzeggen/", changes.cancel_page, name="cancel_sitting"),
    path("vergaderingen/<uuid:key>/toch-doorgaan/", changes.resume_page, name="resume_sitting"),
    path("vergaderingen/<uuid:key>/aanwezigheid/", changes.attendance_page, name="attendance"),
    path("vergaderingen/<uuid:key>/agenda/toevoegen/", agendas.add_page, name="add_item"),
    path(
        "vergaderingen/<uuid:key>/agenda/<int:item>/wijzigen/", agendas.change_item_page, name="change_item"
    ),
    path("vergaderingen/<uuid:key>/agenda/<int:item>/verplaatsen/", agendas.move_item_page, name="move_item"),
    path(
        "vergaderingen/<uuid:key>/agenda/<int:item>/weghalen/", agendas.remove_item_page, name="remove_item"
    ),
    path("vergaderingen/<uuid:key>/agenda/<int:item>/behandeling/", agendas.treatment_page, name="treatment"),
    path(
        "vergaderingen/<uuid:key>/agenda/<int:item>/stukken/", item_files.item_files_page, name="item_files"
    ),
    path(
        "vergaderingen/<uuid:key>/agenda/<int:item>/stukken/<uuid:file>/weghalen/",
        item_files.remove_item_file_page,
        name="remove_item_file",
    ),
    path("vergaderingen/<uuid:key>/hamerstukken/", agendas.follow_page, name="follow_consent_items"),
    path("vergaderingen/<uuid:key>/vrijgeven/", files.release_page, name="release_paper"),
    path(
        "vergaderingen/<uuid:key>/concept/<slug:paper>.<slug:form>",
        files.working_paper,
        name="working_paper",
    ),
    path("vergaderingen/<uuid:key>/vergadermap.pdf", files.folder_pdf, name="folder"),
    path("vergaderingen/<uuid:key>/agenda.ics", files.calendar, name="sitting_calendar"),
    path("acties/", actions.action_list, name="actions"),
    path("acties/nieuw/", actions.new_action_page, name="new_action"),
    path("acties/<uuid:key>/", actions.action_page, name="action"),
    path("acties/<uuid:key>/wijzigen/", actions.change_action_page, name="change_action"),
]
