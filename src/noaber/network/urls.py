"""The addresses of the register."""

from django.urls import path

from noaber.network.views import health, populations, taking_back
from noaber.network.views.bodies import body as bodies
from noaber.network.views.bodies import changes as body_changes
from noaber.network.views.histories import pages as histories
from noaber.network.views.imports import lists as imports
from noaber.network.views.imports import runs as import_runs
from noaber.network.views.organisations import changes as organisation_changes
from noaber.network.views.organisations import mergers
from noaber.network.views.organisations import overview as organisations
from noaber.network.views.people import changes as people_changes
from noaber.network.views.people import person as people
from noaber.network.views.seats import changes as seat_changes
from noaber.network.views.seats import endings, handovers, succession, taking_back_terms, vacancies
from noaber.network.views.seats import seat as seats
from noaber.network.views.themes import changes as theme_changes
from noaber.network.views.themes import theme as themes

app_name = "network"

ORGANISATIONS = [
    path("gemeenten/", organisations.municipality_list, name="municipalities"),
    path("gemeenten/samenvoegen/", mergers.merger_page, name="merger"),
    path("organisaties/", organisations.organisation_list, name="organisations"),
    path("organisaties/nieuw/", organisation_changes.new_organisation_page, name="new_organisation"),
    path(
        "organisaties/<str:code>/wijzigen/",
        organisation_changes.change_organisation_page,
        name="change_organisation",
    ),
    path(
        "organisaties/<str:code>/geschiedenis/",
        histories.organisation_history_page,
        name="organisation_history",
    ),
    path("inwonertallen/", populations.population_list, name="populations"),
]
PEOPLE = [
    path("personen/", people.person_list, name="people"),
    path("personen/nieuw/", people_changes.new_person_page, name="new_person"),
    path("personen/<uuid:key>/", people.person_page, name="person"),
    path("personen/<uuid:key>/wijzigen/", people_changes.change_person_page, name="change_person"),
    path("personen/<uuid:key>/geschiedenis/", histories.person_history_page, name="person_history"),
    path("personen/<uuid:key>/uitnodigen/", people_changes.invite_person_page, name="invite_person"),
    path("personen/<uuid:key>/account/losmaken/", people_changes.unlink_account, name="unlink_account"),
    path("personen/<uuid:key>/gegevens/", people_changes.export_data, name="export_person"),
    path("personen/<uuid:key>/wissen/", people_changes.erase_data, name="erase_person"),
]
BODIES = [
    path("overleggen/", bodies.body_list, name="bodies"),
    path("overleggen/nieuw/", body_changes.new_body_page, name="new_body"),
    path("overleggen/zetels/", bodies.seat_list, name="seats"),
    path("overleggen/<slug:code>/", bodies.body_page, name="body"),
    path("overleggen/<slug:code>/wijzigen/", body_changes.change_body_page, name="change_body"),
    path("overleggen/<slug:code>/opheffen/", endings.end_body_page, name="end_body"),
    path("overleggen/<slug:code>/geschiedenis/", histories.body_history_page, name="body_history"),
    path("overleggen/<slug:code>/zetel-toevoegen/", body_changes.new_seat_page, name="new_seat"),
    path("themas/", themes.theme_list, name="themes"),
    path("themas/nieuw/", theme_changes.new_page, name="new_theme"),
    path("themas/<slug:code>/wijzigen/", theme_changes.change_page, name="change_theme"),
    path("themas/<slug:code>/beeindigen/", theme_changes.end_theme_page, name="end_theme"),
    path("themas/<slug:code>/toewijzen/", theme_changes.assign_page, name="assign_theme"),
    path("themas/portefeuilles/<uuid:key>/beeindigen/", theme_changes.end_page, name="end_portfolio"),
]
SEATS = [
    path("zetels/<str:code>/", seats.seat_page, name="seat"),
    path("zetels/<str:code>/geschiedenis/", histories.seat_history_page, name="seat_history"),
    path("zetels/<str:code>/wijzigen/", seat_changes.change_seat_page, name="change_seat"),
    path("zetels/<str:code>/opheffen/", endings.end_seat_page, name="end_seat"),
    path("opheffingen/<uuid:key>/terugnemen/", endings.cancel_page, name="cancel_ending"),
    path("zetels/<str:code>/benoemen/", seat_changes.appoint_page, name="appoint"),
    path("zetels/<str:code>/plaatsvervanger/", seat_changes.substitute_page, name="name_substitute"),
    path("zetels/<str:code>/beeindigen/<uuid:key>/", seat_changes.end_page, name="end_term"),
    path(
        "zetels/<str:code>/terugnemen/<uuid:key>/",
        taking_back_terms.take_back_term_page,
        name="take_back_term",
    ),
    path("zetels/<str:code>/opvolging/", succession.succession_page, name="succession"),
    path("overdrachten/", handovers.handover_list, name="handovers"),
    path("overdrachten/<uuid:key>/", handovers.handover_page, name="handover"),
    path("overdrachten/<uuid:key>/terugnemen/", taking_back.take_back_page, name="take_back"),
    path("overdrachten/<uuid:key>/punten/<int:item>/geregeld/", handovers.settle_page, name="settle"),
    path("overdrachten/<uuid:key>/punten/<int:item>/heropenen/", handovers.reopen_page, name="reopen"),
    path("vacatures/", vacancies.vacancy_list, name="vacancies"),
    path("vacatures/openstellen/<str:code>/", vacancies.open_page, name="open_vacancy"),
    path("vacatures/<uuid:key>/", vacancies.vacancy_page, name="vacancy"),
    path("vacatures/<uuid:key>/vervullen/", vacancies.fill_page, name="fill_vacancy"),
    path("vacatures/<uuid:key>/intrekken/", vacancies.withdraw_page, name="withdraw_vacancy"),
]
IMPORTS = [
    path("beheer/inlezen/", imports.import_overview, name="imports"),
    path("beheer/inlezen/personen/", imports.import_people, name="import_people"),
    path("beheer/inlezen/organisaties/", imports.import_organisations, name="import_organisations"),
    path("beheer/inlezen/inwonertallen/", imports.import_populations, name="import_populations"),
    path("beheer/inlezen/<int:key>/", import_runs.run_page, name="import_run"),
    path("beheer/inlezen/<int:key>/voortgang/", import_runs.progress_part, name="import_progress"),
    path("beheer/inlezen/<int:key>/doorvoeren/", import_runs.apply_page, name="import_apply"),
    path("beheer/inlezen/<int:key>/opnieuw/", import_runs.again_page, name="import_again"),
    path("beheer/inlezen/<int:key>/weggooien/", import_runs.discard_page, name="import_discard"),
]

urlpatterns = [
    *ORGANISATIONS,
    *PEOPLE,
    *BODIES,
    *SEATS,
    *IMPORTS,
    path("op-orde/", health.health_page, name="health"),
]
