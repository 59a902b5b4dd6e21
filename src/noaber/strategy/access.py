"""Who may record a period, priorities, a choice of themes, scores, results, joint positions and grant files."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core import clock
from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change, may_fill_in
from noaber.core.asof import AsOf
from noaber.strategy.queries.goals.leaders import LEADERS, led_teams, led_themes, own_seats
from noaber.strategy.queries.goals.updates import own_goals
from noaber.strategy.queries.results.result import ResultRow, ResultTitle, result_with_key, results
from noaber.strategy.queries.reviews.review import ReviewRow, ReviewTitle
from noaber.strategy.queries.selection.scorers import seat_of
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.results.result import PartnerText
from noaber.strategy.rules.surveys import SurveyState

KEEPER: Final = "coordinator"
SPEAKERS: Final = ("mayor", "contact", "head")
"""Who speaks for their own organisation: its mayor and contact, of a partner who leads it."""
OF_ORGANISATION: Final = "organisation:"


def spoken_for(actor: Actor) -> frozenset[str]:
    """The codes of the organisations for which somebody speaks."""
    scopes = actor.scopes_of(*SPEAKERS)
    return frozenset(
        scope.removeprefix(OF_ORGANISATION) for scope in scopes if scope.startswith(OF_ORGANISATION)
    )


def may_record_period(actor: Actor) -> Decision:
    """The coordinator, who prepares the strategy."""
    return may_change(actor, KEEPER, what=str(_("de beleidsperiodes")))


def may_write_texts(actor: Actor) -> Decision:
    """The coordinator writes the texts of the strategy; until they are shared, they are the coordinator's."""
    return may_change(actor, KEEPER, what=str(_("de teksten van de strategie")))


def may_prepare_round(actor: Actor) -> Decision:
    """The coordinator, who prepares the choice, opens it and records what was chosen."""
    return may_change(actor, KEEPER, what=str(_("de keuze van de thema’s")))


def may_score(actor: Actor, body: str, asof: AsOf) -> Decision:
    """Who holds a seat with a vote in the body that gives the scores, or stands in for who does: for that seat."""
    what, scope = str(_("scores in deze ronde")), f"body:{body}"
    if actor.has("member", scope=scope) and not seat_of(actor, body, asof):
        return Refused(
            str(_("Scores geeft wie een zetel met stem heeft. De secretaris bereidt de keuze voor."))
        )
    return may_change(actor, "member", scope=scope, what=what)


def may_see_round(actor: Actor, *, is_open: bool, is_chosen: bool) -> Decision:
    """What was chosen is for everyone, how it is scored for the network, what is being written for who writes it."""
    if is_chosen or (is_open and actor.is_in_network) or may_fill_in(may_prepare_round(actor)):
        return ALLOWED
    return Refused(str(_("Deze ronde is nog niet openbaar.")), is_secret=True)


def may_see_scores(actor: Actor) -> bool:
    """Scores, why they were given, and the ranking that follows from them are for the network."""
    return actor.is_in_network


def may_hand_in_plan(actor: Actor, organisation: str) -> Decision:
    """Who speaks for the organisation; the coordinator for who hands in on paper."""
    kept = may_change(actor, KEEPER, what=str(_("de prioriteiten van deze organisatie")))
    if may_fill_in(kept):
        return kept
    scope = f"organisation:{organisation}"
    return may_change(actor, *SPEAKERS, scope=scope, what=str(_("de prioriteiten van deze organisatie")))


def may_import_plans(actor: Actor) -> Decision:
    """Whoever may hand in for somebody; each row of the list is asked of `may_hand_in_plan` as well."""
    own = sorted(spoken_for(actor))
    scope = f"organisation:{own[0]}" if own else None
    return may_change(actor, KEEPER, *SPEAKERS, scope=scope, what=str(_("de prioriteiten")))


def may_name_theme(actor: Actor) -> Decision:
    """The coordinator, who keeps the words of the strategy."""
    return may_change(actor, KEEPER, what=str(_("de namen van thema's")))


def may_see_goals(actor: Actor, state: PeriodState) -> Decision:
    """Goals and how they are going are for everyone once the strategy was adopted; before that for the network."""
    if state is not PeriodState.PREPARATION or actor.is_in_network:
        return ALLOWED
    return Refused(str(_("De doelen van deze periode zijn nog niet openbaar.")), is_secret=True)


def may_read_asked(actor: Actor) -> bool:
    """What the teams ask of the steering group is for the network; how the goals go is for everyone."""
    return actor.is_in_network


def may_add_goal(actor: Actor, theme: str, asof: AsOf) -> Decision:
    """The coordinator, and who leads or chairs the team of the theme."""
    what = str(_("de doelen van dit thema"))
    if may_fill_in(kept := may_change(actor, KEEPER, what=what)):
        return kept
    for scope in sorted(led_teams(actor, asof, theme)):
        return may_change(actor, *LEADERS, scope=f"body:{scope}", what=what)
    return kept


def may_keep_goal(actor: Actor, theme: str, owner: str, asof: AsOf) -> Decision:
    """As `may_add_goal`, and who holds the seat whose goal it is."""
    found = may_add_goal(actor, theme, asof)
    if may_fill_in(found) or owner not in own_seats(actor, asof):
        return found
    text = str(
        _("U mag dit doel niet wijzigen: u mag voor een ander wel voorbereiden, maar niet vastleggen.")
    )
    return Refused(text, may_prepare=True) if actor.prepares_only else ALLOWED


def may_add_some_goal(actor: Actor, asof: AsOf) -> Decision:
    """Who may add a goal under one theme at least."""
    for theme in sorted(led_themes(actor, asof)):
        return may_add_goal(actor, theme, asof)
    return may_change(actor, KEEPER, what=str(_("de doelen")))


def may_update_goals(actor: Actor, period: str, asof: AsOf) -> Decision:
    """Who keeps a goal of the period at least: its owner, who leads its team, and the coordinator."""
    kept = may_change(actor, KEEPER, what=str(_("de voortgang van de doelen")))
    if may_fill_in(kept):
        return kept
    for row in own_goals(actor, period, asof):
        return may_keep_goal(actor, row.theme, row.owner, asof)
    return kept


def may_say_participation(actor: Actor, organisation: str) -> Decision:
    """Who speaks for the organisation; the coordinator for who says it on paper."""
    what = str(_("de deelname van deze organisatie"))
    if may_fill_in(kept := may_change(actor, KEEPER, what=what)):
        return kept
    return may_change(actor, *SPEAKERS, scope=f"organisation:{organisation}", what=what)


def may_record_result(actor: Actor, theme: str, asof: AsOf) -> Decision:
    """The coordinator; the lead of the team of a theme for that theme."""
    return _may_on_theme(actor, theme, asof, str(_("de resultaten")))


def may_add_result(actor: Actor, asof: AsOf) -> Decision:
    """Whoever may record one on some theme."""
    led = sorted(led_themes(actor, asof))
    return may_record_result(actor, led[0] if led else "", asof)


def may_say_partner_words(actor: Actor, partner: PartnerText) -> Decision:
    """Who speaks for the partner itself, and nobody else: of a body its chair or
    lead (R21).
    """
    what = str(_("wat deze partner zelf van een resultaat zegt"))
    if partner.body:
        return may_change(actor, *LEADERS, scope=f"body:{partner.body}", what=what)
    return may_change(actor, *SPEAKERS, scope=f"organisation:{partner.organisation}", what=what)


def may_see_result(actor: Actor, row: ResultRow | ResultTitle, asof: AsOf) -> Decision:
    """What was recorded is for everyone, also when it was taken back later; a draft for who writes it."""
    if row.was_recorded or may_fill_in(may_record_result(actor, row.theme, asof)):
        return ALLOWED
    return Refused(str(_("Dit resultaat is nog niet openbaar.")), is_secret=True)


def seen_results(actor: Actor, period: str, asof: AsOf) -> tuple[ResultRow, ...]:
    """The results of a period that an actor may see: asked by list, page, search and download alike."""
    return tuple(row for row in results(period, asof) if may_see_result(actor, row, asof))


def may_read_evidence(actor: Actor, owner_key: str) -> Decision:
    """Whoever may see the result that it shows."""
    asof = AsOf(clock.today())
    row = result_with_key(owner_key, asof)
    return may_see_result(actor, row, asof) if row else Refused(str(_("Dit bestand bestaat niet.")), True)


def may_record_position(actor: Actor, theme: str, asof: AsOf) -> Decision:
    """The coordinator; the lead of the team of a theme for that theme. They keep the log of it as well."""
    return _may_on_theme(actor, theme, asof, str(_("de gezamenlijke standpunten")))


def may_record_grant(actor: Actor, theme: str, asof: AsOf) -> Decision:
    """The coordinator; the lead of the team of a theme for that theme."""
    return _may_on_theme(actor, theme, asof, str(_("de subsidiedossiers")))


def may_state_need(actor: Actor, organisation: str) -> Decision:
    """Who speaks for the organisation; the coordinator for who says it on paper."""
    what = str(_("de behoefte van deze organisatie"))
    kept = may_change(actor, KEEPER, what=what)
    if may_fill_in(kept):
        return kept
    return may_change(actor, *SPEAKERS, scope=f"organisation:{organisation}", what=what)


def may_keep_survey(actor: Actor) -> Decision:
    """The coordinator, who writes a survey, opens it, reminds and closes it."""
    return may_change(actor, KEEPER, what=str(_("de peilingen")))


def may_answer_survey(actor: Actor, organisation: str) -> Decision:
    """Who speaks for the organisation; the coordinator for who answers on paper."""
    what = str(_("de antwoorden van deze organisatie"))
    if may_fill_in(kept := may_change(actor, KEEPER, what=what)):
        return kept
    return may_change(actor, *SPEAKERS, scope=f"organisation:{organisation}", what=what)


def may_see_survey(actor: Actor, state: SurveyState, *, was_opened: bool) -> Decision:
    """The outcome is for everyone, an open survey for the network, what is being written for who writes it."""
    if state is SurveyState.CLOSED or (was_opened and actor.is_in_network):
        return ALLOWED
    if may_fill_in(may_keep_survey(actor)):
        return ALLOWED
    return Refused(str(_("Deze peiling is nog niet openbaar.")), is_secret=True)


def may_read_open_answers(actor: Actor) -> bool:
    """Own words of organisations are for the network."""
    return actor.is_in_network


def may_read_response(actor: Actor, organisation: str) -> bool:
    """Who speaks for an organisation sees what it answered; the coordinator, who may fill in for it, does not."""
    return actor.has(*SPEAKERS, scope=f"organisation:{organisation}")


def _may_on_theme(actor: Actor, theme: str, asof: AsOf, what: str) -> Decision:
    if may_fill_in(kept := may_change(actor, KEEPER, what=what)) or not theme:
        return kept
    for team in sorted(led_teams(actor, asof, theme)):
        return may_change(actor, *LEADERS, scope=f"body:{team}", what=what)
    return kept


def may_write_review(actor: Actor) -> Decision:
    """The coordinator, who writes it, shares it, answers what is said of it and makes it final."""
    return may_change(actor, KEEPER, what=str(_("de review")))


def may_see_review(actor: Actor, row: ReviewRow | ReviewTitle) -> Decision:
    """Final it is for everyone; a draft that was shared for the network; before that for who writes it."""
    course = row.course
    is_shared = course.shared_on is not None
    if course.is_final or (is_shared and actor.is_in_network) or may_fill_in(may_write_review(actor)):
        return ALLOWED
    return Refused(str(_("Deze review is nog niet openbaar.")), is_secret=True)


def may_see_reactions(actor: Actor, row: ReviewRow) -> Decision:
    """What organisations said of a draft, and what was answered, is the network's."""
    if actor.is_in_network and row.course.shared_on and may_see_review(actor, row):
        return ALLOWED
    return Refused(str(_("Deze reacties zijn er niet.")), is_secret=True)


def may_react(actor: Actor, organisation: str) -> Decision:
    """Who speaks for the organisation; the coordinator for who says it on paper."""
    what = str(_("de reactie van deze organisatie"))
    if may_fill_in(kept := may_change(actor, KEEPER, what=what)):
        return kept
    return may_change(actor, *SPEAKERS, scope=f"organisation:{organisation}", what=what)
