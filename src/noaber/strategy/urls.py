"""The addresses of strategy."""

from django.urls import path

from noaber.strategy.views import (
    asking,
    handing_in,
    inventory,
    option,
    period_changes,
    periods,
    plans,
    round_changes,
    round_file,
    rounds,
    scoring,
)

app_name = "strategy"

urlpatterns = [
    path("strategie/", periods.period_list, name="periods"),
    path("strategie/nieuw/", period_changes.new_page, name="new_period"),
    path("strategie/<slug:code>/", periods.period_page, name="period"),
    path("strategie/<slug:code>/wijzigen/", period_changes.change_page, name="change_period"),
    path("strategie/<slug:code>/prioriteiten/", inventory.inventory_page, name="inventory"),
    path("strategie/<slug:code>/prioriteiten/vragen/", asking.ask_page, name="ask"),
    path("strategie/<slug:code>/prioriteiten/<slug:organisation_code>/", plans.plan_page, name="plan"),
    path(
        "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/invullen/",
        handing_in.hand_in_page,
        name="hand_in",
    ),
    path("strategie/<slug:code>/keuze/", rounds.round_list, name="rounds"),
    path("strategie/<slug:code>/keuze/nieuw/", round_changes.new_page, name="new_round"),
    path("strategie/<slug:code>/keuze/<int:number>/", rounds.round_page, name="round"),
    path(
        "strategie/<slug:code>/keuze/<int:number>/wijzigen/", round_changes.change_page, name="change_round"
    ),
    path("strategie/<slug:code>/keuze/<int:number>/openstellen/", round_changes.open_page, name="open_round"),
    path("strategie/<slug:code>/keuze/<int:number>/scores/", scoring.scores_page, name="scores"),
    path("strategie/<slug:code>/keuze/<int:number>/scores/<slug:option>/", scoring.score_page, name="score"),
    path("strategie/<slug:code>/keuze/<int:number>/kiezen/", round_changes.choose_page, name="choose"),
    path("strategie/<slug:code>/keuze/<int:number>/keuze.xlsx", round_file.round_workbook, name="round_file"),
    path("strategie/<slug:code>/keuze/<int:number>/themas/<slug:option>/", option.option_page, name="option"),
]
