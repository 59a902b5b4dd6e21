"""The addresses of strategy."""

from django.urls import path

from noaber.strategy.views import withdrawing
from noaber.strategy.views.consulting import drafts as consulting
from noaber.strategy.views.consulting import renewing
from noaber.strategy.views.goals import changes as goal_changes
from noaber.strategy.views.goals import goal, participation, progress, work_plan
from noaber.strategy.views.goals import overview as goals
from noaber.strategy.views.goals import resuming as goal_resuming
from noaber.strategy.views.goals import updates as goal_updates
from noaber.strategy.views.grants import changes as grant_changes
from noaber.strategy.views.grants import grant as grants
from noaber.strategy.views.inventory import asking, handing_in, plan_files, sources
from noaber.strategy.views.inventory import importing as imports
from noaber.strategy.views.inventory import overview as inventory
from noaber.strategy.views.inventory import plan as plans
from noaber.strategy.views.local import bundles as local_bundles
from noaber.strategy.views.local import page as local
from noaber.strategy.views.periods import change_log
from noaber.strategy.views.periods import changes as period_changes
from noaber.strategy.views.periods import period as periods
from noaber.strategy.views.positions import changes as position_changes
from noaber.strategy.views.positions import position as positions
from noaber.strategy.views.results import changes as result_changes
from noaber.strategy.views.results import partner_words
from noaber.strategy.views.results import result as results
from noaber.strategy.views.reviews import changes as review_changes
from noaber.strategy.views.reviews import findings, reactions
from noaber.strategy.views.reviews import review as reviews
from noaber.strategy.views.selection import changes as round_changes
from noaber.strategy.views.selection import option, scoring
from noaber.strategy.views.selection import round as rounds
from noaber.strategy.views.selection import workbook as round_file
from noaber.strategy.views.surveys import answers as survey_answers
from noaber.strategy.views.surveys import changes as survey_changes
from noaber.strategy.views.surveys import outcome as survey_outcome
from noaber.strategy.views.surveys import reminders as survey_reminders
from noaber.strategy.views.surveys import survey as surveys
from noaber.strategy.views.texts import nota
from noaber.strategy.views.texts import writing as texts
from noaber.strategy.views.themes import corrections as theme_corrections
from noaber.strategy.views.themes import names as themes

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
        "strategie/standpunten/<slug:position_code>/thema/",
        theme_corrections.position_theme_page,
        name="correct_position_theme",
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
    path(
        "strategie/standpunten/<slug:position_code>/inbreng/<int:entry>/intrekken/",
        withdrawing.withdraw_entry_page,
        name="withdraw_entry",
    ),
    path("strategie/subsidies/", grants.grant_list, name="grants"),
    path("strategie/subsidies/nieuw/", grant_changes.new_page, name="new_grant"),
    path("strategie/subsidies/<slug:grant_code>/", grants.grant_page, name="grant"),
    path("strategie/subsidies/<slug:grant_code>/wijzigen/", grant_changes.change_page, name="change_grant"),
    path(
        "strategie/subsidies/<slug:grant_code>/thema/",
        theme_corrections.grant_theme_page,
        name="correct_grant_theme",
    ),
    path("strategie/subsidies/<slug:grant_code>/stap/", grant_changes.step_page, name="grant_step"),
    path(
        "strategie/subsidies/<slug:grant_code>/stap/<int:step>/intrekken/",
        withdrawing.withdraw_step_page,
        name="withdraw_grant_step",
    ),
    path(
        "strategie/subsidies/<slug:grant_code>/behoefte/<slug:organisation_code>/intrekken/",
        withdrawing.withdraw_need_page,
        name="withdraw_need",
    ),
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
    path("strategie/<slug:code>/intrekken/", period_changes.withdraw_page, name="withdraw_period"),
    path("strategie/<slug:code>/nota/", nota.nota_page, name="nota"),
    path("strategie/<slug:code>/nota.pdf", nota.nota_file, {"form": "pdf"}, name="nota_pdf"),
    path("strategie/<slug:code>/nota.odt", nota.nota_file, {"form": "odt"}, name="nota_odt"),
    path("strategie/<slug:code>/nota/versies/", nota.versions_page, name="nota_versions"),
    path("strategie/<slug:code>/samenvatting/", nota.summary_page, name="summary"),
    path("strategie/<slug:code>/samenvatting.pdf", nota.summary_pdf, name="summary_pdf"),
    path("strategie/<slug:code>/voor/", local.finder_page, name="finder"),
    path("strategie/<slug:code>/voor/alle/", local_bundles.bundle_page, name="local_bundle"),
    path(
        "strategie/<slug:code>/voor/alle/voortgang/",
        local_bundles.bundle_progress,
        name="local_bundle_progress",
    ),
    path("strategie/<slug:code>/voor/<slug:organisation_code>/", local.local_page, name="local"),
    path("strategie/<slug:code>/voor/<slug:organisation_code>.pdf", local.local_pdf, name="local_pdf"),
    path("strategie/<slug:code>/teksten/", texts.text_list, name="texts"),
    path("strategie/<slug:code>/teksten/<slug:text>/", texts.text_page, name="write_text"),
    path("strategie/<slug:code>/prioriteiten/", inventory.inventory_page, name="inventory"),
    path("strategie/<slug:code>/bronnen/nieuw/", sources.new_source_page, name="new_source"),
    path("strategie/<slug:code>/bronnen/bevindingen/", findings.take_over_page, name="take_over_findings"),
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
        "strategie/<slug:code>/resultaten/<slug:result_code>/thema/",
        theme_corrections.result_theme_page,
        name="correct_result_theme",
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
    path("strategie/<slug:code>/review/", reviews.review_list, name="reviews"),
    path("strategie/<slug:code>/review/<slug:kind>/", reviews.review_page, name="review"),
    path(
        "strategie/<slug:code>/review/<slug:kind>/schrijven/", review_changes.write_page, name="write_review"
    ),
    path("strategie/<slug:code>/review/<slug:kind>/delen/", review_changes.share_page, name="share_review"),
    path(
        "strategie/<slug:code>/review/<slug:kind>/definitief/",
        review_changes.finish_page,
        name="finish_review",
    ),
    path(
        "strategie/<slug:code>/review/<slug:kind>/versie/<int:number>/",
        reviews.review_page,
        name="review_version",
    ),
    path(
        "strategie/<slug:code>/review/<slug:kind>/versie/<int:number>.<slug:form>",
        reviews.review_file,
        name="review_file",
    ),
    path("strategie/<slug:code>/review/<slug:kind>/reacties/", reactions.reaction_list, name="reactions"),
    path(
        "strategie/<slug:code>/review/<slug:kind>/reacties/<int:number>/",
        reactions.reaction_page,
        name="reaction",
    ),
    path(
        "strategie/<slug:code>/review/<slug:kind>/reacties/<int:number>/beantwoorden/",
        reactions.answer_page,
        name="answer_reaction",
    ),
    path(
        "strategie/<slug:code>/review/<slug:kind>/reageren/<slug:organisation_code>/",
        reactions.react_page,
        name="react",
    ),
    path(
        "strategie/<slug:code>/resultaten/<slug:result_code>/woorden/<slug:kind>/<slug:partner_code>/",
        partner_words.words_page,
        name="partner_words",
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
        withdrawing.withdraw_round_page,
        name="withdraw_round",
    ),
    path("strategie/<slug:code>/keuze/<int:number>/scores/", scoring.scores_page, name="scores"),
    path("strategie/<slug:code>/keuze/<int:number>/scores/<slug:option>/", scoring.score_page, name="score"),
    path("strategie/<slug:code>/keuze/<int:number>/kiezen/", round_changes.choose_page, name="choose"),
    path(
        "strategie/<slug:code>/keuze/<int:number>/voorleggen/",
        consulting.put_to_councils_page,
        name="put_to_councils",
    ),
    path(
        "strategie/<slug:code>/keuze/<int:number>/bijwerken/", renewing.renew_draft_page, name="renew_draft"
    ),
    path("strategie/<slug:code>/vaststellen/", consulting.put_up_for_adoption_page, name="put_up"),
    path("strategie/<slug:code>/vaststellen/bijwerken/", renewing.renew_adoption_page, name="renew_adoption"),
    path("strategie/<slug:code>/keuze/<int:number>/keuze.xlsx", round_file.round_workbook, name="round_file"),
    path("strategie/<slug:code>/keuze/<int:number>/themas/<slug:option>/", option.option_page, name="option"),
    path("strategie/<slug:code>/doelen/", goals.goal_list, name="goals"),
    path("strategie/<slug:code>/doelen/nieuw/", goal_changes.new_page, name="new_goal"),
    path("strategie/<slug:code>/doelen/bijwerken/", goal_updates.update_page, name="update_goals"),
    path("strategie/<slug:code>/doelen/<slug:goal_code>/", goal.goal_page, name="goal"),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/wijzigen/",
        goal_changes.change_page,
        name="change_goal",
    ),
    path("strategie/<slug:code>/doelen/<slug:goal_code>/stoppen/", goal_changes.stop_page, name="stop_goal"),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/hervatten/",
        goal_resuming.resume_page,
        name="resume_goal",
    ),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/activiteiten/nieuw/",
        goal_changes.new_activity_page,
        name="new_activity",
    ),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/activiteiten/<int:number>/",
        goal_changes.activity_page,
        name="activity",
    ),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/activiteiten/<int:number>/intrekken/",
        withdrawing.withdraw_activity_page,
        name="withdraw_activity",
    ),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/indicatoren/<int:number>/intrekken/",
        withdrawing.withdraw_indicator_page,
        name="withdraw_indicator",
    ),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/indicatoren/nieuw/",
        goal_changes.new_indicator_page,
        name="new_indicator",
    ),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/indicatoren/<int:number>/",
        goal_changes.indicator_page,
        name="indicator",
    ),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/indicatoren/<int:number>/waarde/",
        goal_changes.value_page,
        name="indicator_value",
    ),
    path(
        "strategie/<slug:code>/doelen/<slug:goal_code>/indicatoren/<int:number>/waarde/intrekken/",
        withdrawing.withdraw_value_page,
        name="withdraw_value",
    ),
    path("strategie/<slug:code>/voortgang/", progress.progress_page, name="progress"),
    path("strategie/<slug:code>/voortgang.pdf", progress.progress_pdf, name="progress_pdf"),
    path("strategie/<slug:code>/wijzigingen/", change_log.change_log, name="change_log"),
    path("strategie/<slug:code>/werkplan/", work_plan.work_plans, name="work_plans"),
    path("strategie/<slug:code>/werkplan/<int:year>/<slug:theme>/", work_plan.work_plan, name="work_plan"),
    path(
        "strategie/<slug:code>/werkplan/<int:year>/<slug:theme>.pdf",
        work_plan.work_plan_pdf,
        name="work_plan_pdf",
    ),
    path("strategie/<slug:code>/deelname/", participation.participation_page, name="participation"),
    path(
        "strategie/<slug:code>/deelname/<slug:organisation_code>/",
        participation.own_participation_page,
        name="own_participation",
    ),
    path(
        "strategie/<slug:code>/deelname/<slug:organisation_code>/invullen/",
        participation.say_page,
        name="say_participation",
    ),
    path("strategie/<slug:code>/peilingen/", surveys.survey_list, name="surveys"),
    path("strategie/<slug:code>/peilingen/nieuw/<slug:kind>/", survey_changes.new_page, name="new_survey"),
    path("strategie/<slug:code>/peilingen/<slug:survey_code>/", surveys.survey_page, name="survey"),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/wijzigen/",
        survey_changes.change_page,
        name="change_survey",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/openen/",
        survey_changes.open_page,
        name="open_survey",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/verlengen/",
        survey_changes.extend_page,
        name="extend_survey",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/sluiten/",
        survey_changes.close_page,
        name="close_survey",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/intrekken/",
        withdrawing.withdraw_survey_page,
        name="withdraw_survey",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/herinneren/",
        survey_reminders.remind_page,
        name="remind_survey",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/invullen/",
        survey_answers.choose_page,
        name="answer_survey",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/invullen/<slug:organisation_code>/",
        survey_answers.answer_page,
        name="answer_survey_for",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/uitkomst/",
        survey_outcome.outcome_page,
        name="survey_outcome",
    ),
    path(
        "strategie/<slug:code>/peilingen/<slug:survey_code>/uitkomst/antwoorden/",
        survey_outcome.open_answers_page,
        name="survey_open_answers",
    ),
]
