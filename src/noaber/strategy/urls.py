"""The addresses of strategy."""

from django.urls import path

from noaber.strategy.views import (
    asking,
    grant_changes,
    grants,
    handing_in,
    imports,
    inventory,
    option,
    period_changes,
    periods,
    plan_files,
    plans,
    position_changes,
    positions,
    result_changes,
    results,
    round_changes,
    round_file,
    rounds,
    scoring,
    sources,
    themes,
    withdrawing,
)

app_name = "strategy"

urlpatterns = [
    path("strategie/", periods.period_list, name="periods"),
    path("strategie/nieuw/", period_changes.new_page, name="new_period"),
    path("strategie/themas/", themes.theme_list, name="theme_names"),
    path("strategie/themas/<str:field>/", themes.name_page, name="name_theme"),
    path("strategie/standpunten/", positions.position_list, name="positions"),
    path("strategie/standpunten/nieuw/", position_changes.new_page, name="new_position"),
    path("strategie/standpunten/<slug:position_code>/", positions.position_page, name="position"),
    path(
        "strategie/standpunten/<slug:position_code>/wijzigen/",
        position_changes.change_page,
        name="change_position",
    ),
    path(
        "strategie/standpunten/<slug:position_code>/inbreng/nieuw/",
        position_changes.new_entry_page,
        name="new_entry",
    ),
    path(
        "strategie/standpunten/<slug:position_code>/inbreng/<int:entry>/",
        position_changes.change_entry_page,
        name="change_entry",
    ),
    path("strategie/subsidies/", grants.grant_list, name="grants"),
    path("strategie/subsidies/nieuw/", grant_changes.new_page, name="new_grant"),
    path("strategie/subsidies/<slug:grant_code>/", grants.grant_page, name="grant"),
    path("strategie/subsidies/<slug:grant_code>/wijzigen/", grant_changes.change_page, name="change_grant"),
    path("strategie/subsidies/<slug:grant_code>/stap/", grant_changes.step_page, name="grant_step"),
    path(
        "strategie/subsidies/<slug:grant_code>/behoefte/<slug:organisation_code>/",
        grant_changes.need_page,
        name="grant_need",
    ),
    path(
        "strategie/subsidies/<slug:grant_code>/bestanden/<uuid:file>/weghalen/",
        grant_changes.remove_file_page,
        name="remove_grant_file",
    ),
    path("strategie/<slug:code>/", periods.period_page, name="period"),
    path("strategie/<slug:code>/wijzigen/", period_changes.change_page, name="change_period"),
    path("strategie/<slug:code>/prioriteiten/", inventory.inventory_page, name="inventory"),
    path("strategie/<slug:code>/bronnen/nieuw/", sources.new_source_page, name="new_source"),
    path("strategie/<slug:code>/bronnen/<slug:source_code>/", sources.source_page, name="source"),
    path(
        "strategie/<slug:code>/bronnen/<slug:source_code>/wijzigen/",
        sources.change_source_page,
        name="change_source",
    ),
    path(
        "strategie/<slug:code>/bronnen/<slug:source_code>/bestand-weghalen/",
        plan_files.remove_file_page,
        name="remove_source_file",
    ),
    path("strategie/<slug:code>/prioriteiten/vragen/", asking.ask_page, name="ask"),
    path("strategie/<slug:code>/prioriteiten/inlezen/", imports.hand_in_list_page, name="import"),
    path("strategie/<slug:code>/prioriteiten/inlezen/<uuid:key>/", imports.list_page, name="import_list"),
    path(
        "strategie/<slug:code>/prioriteiten/inlezen/<uuid:key>/weggooien/",
        imports.discard_list_page,
        name="discard_list",
    ),
    path("strategie/<slug:code>/prioriteiten/<slug:organisation_code>/", plans.plan_page, name="plan"),
    path(
        "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/invullen/",
        handing_in.hand_in_page,
        name="hand_in",
    ),
    path(
        "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/bestand-weghalen/",
        plan_files.remove_file_page,
        name="remove_plan_file",
    ),
    path("strategie/<slug:code>/resultaten/", results.result_list, name="results"),
    path("strategie/<slug:code>/resultaten/nieuw/", result_changes.new_page, name="new_result"),
    path("strategie/<slug:code>/resultaten/<slug:result_code>/", results.result_page, name="result"),
    path(
        "strategie/<slug:code>/resultaten/<slug:result_code>/wijzigen/",
        result_changes.change_page,
        name="change_result",
    ),
    path(
        "strategie/<slug:code>/resultaten/<slug:result_code>/intrekken/",
        result_changes.withdraw_page,
        name="withdraw_result",
    ),
    path(
        "strategie/<slug:code>/resultaten/<slug:result_code>/bestanden/<uuid:file>/weghalen/",
        result_changes.remove_file_page,
        name="remove_evidence_file",
    ),
    path("strategie/<slug:code>/keuze/", rounds.round_list, name="rounds"),
    path("strategie/<slug:code>/keuze/nieuw/", round_changes.new_page, name="new_round"),
    path("strategie/<slug:code>/keuze/<int:number>/", rounds.round_page, name="round"),
    path(
        "strategie/<slug:code>/keuze/<int:number>/wijzigen/", round_changes.change_page, name="change_round"
    ),
    path("strategie/<slug:code>/keuze/<int:number>/openstellen/", round_changes.open_page, name="open_round"),
    path(
        "strategie/<slug:code>/keuze/<int:number>/intrekken/",
        withdrawing.withdraw_page,
        name="withdraw_round",
    ),
    path("strategie/<slug:code>/keuze/<int:number>/scores/", scoring.scores_page, name="scores"),
    path("strategie/<slug:code>/keuze/<int:number>/scores/<slug:option>/", scoring.score_page, name="score"),
    path("strategie/<slug:code>/keuze/<int:number>/kiezen/", round_changes.choose_page, name="choose"),
    path("strategie/<slug:code>/keuze/<int:number>/keuze.xlsx", round_file.round_workbook, name="round_file"),
    path("strategie/<slug:code>/keuze/<int:number>/themas/<slug:option>/", option.option_page, name="option"),
]
