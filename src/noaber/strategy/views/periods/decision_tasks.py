"""What the decisions about a strategy ask of the coordinator on the home page, each only when it is the next step."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor, may_fill_in
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import closings
from noaber.strategy.access import may_prepare_round, may_record_period
from noaber.strategy.queries.consulting.adopted_instead import adopted_instead
from noaber.strategy.queries.consulting.course import period_course, settled_on, still_runs
from noaber.strategy.queries.consulting.rejected_beneath import Beneath, rejected_under
from noaber.strategy.queries.consulting.two_days import TwoDays, two_days_of
from noaber.strategy.queries.periods.period import PeriodRow, TitleRow, period, titles
from noaber.strategy.queries.selection.chosen import ChosenThemes, themes_chosen
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.views.places import period_address, round_address


def decision_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Of each strategy that is prepared: chosen themes go to the councils, and what they consent to goes on."""
    if not (may_fill_in(may_prepare_round(actor)) and may_fill_in(may_record_period(actor))):
        return
    for row in titles(asof):
        if row.state is PeriodState.ADOPTED:
            yield from _other_day(row, asof)
        if row.state is not PeriodState.PREPARATION:
            continue
        chosen, found = themes_chosen(row.code, asof), period(row.code, asof)
        if chosen is None or found is None:
            continue
        yield from _next_step(actor, row, found, chosen, asof)


def _next_step(
    actor: Actor, row: TitleRow, found: PeriodRow, chosen: ChosenThemes, asof: AsOf
) -> Iterator[Task]:
    """Of what was decided: to record it, or to mend it. Else to put the themes, and then the strategy."""
    adopted_on = settled_on(found.terms.decided_by, asof)
    if adopted_instead(found, asof):
        text = _("%(title)s: het voorstel is vastgesteld, maar niet met de thema’s die zijn gekozen.")
        yield Task(
            _("Er zijn andere thema’s vastgesteld dan gekozen"),
            text % {"title": row.title},
            period_address(row.code),
        )
    elif days := two_days_of(row.code, asof):
        yield _two_days(days)
    elif adopted_on:
        text = _("%(title)s: het voorstel is vastgesteld op %(day)s. Leg dat bij de strategie vast.")
        yield Task(
            _("Leg vast dat de strategie is vastgesteld"),
            text % {"title": row.title, "day": long_date(adopted_on)},
            period_address(row.code, "wijzigen/"),
        )
    elif lost := rejected_under(row.code, asof):
        yield _rejected(row, lost)
    elif not still_runs(actor, chosen.proposal, asof):
        text = _("%(title)s: gekozen zijn %(themes)s. Nu stemmen de overleggen daarmee in.")
        yield Task(
            _("Leg de gekozen thema’s voor aan de overleggen"),
            text % {"title": row.title, "themes": in_a_row(chosen.themes)},
            round_address(row.code, chosen.number, "voorleggen/"),
        )
    elif (
        not still_runs(actor, found.terms.decided_by, asof)
        and period_course(actor, row.code, found.terms, asof).is_consented
    ):
        text = _("%(title)s: alle overleggen stemmen in met de thema’s.")
        yield Task(
            _("Leg de strategie voor ter vaststelling"),
            text % {"title": row.title},
            period_address(row.code, "vaststellen/"),
        )


def _two_days(found: TwoDays) -> Task:
    """The strategy and the plan beside it do not have the same day: one is put right, or the strategy stands apart."""
    text = _(
        "%(title)s: vastgesteld op %(on)s, maar het plan dat ermee samengaat op %(other)s. Zet een dag recht, of leg "
        "vast dat de strategie op haar eigen dag is vastgesteld, en waarom."
    )
    facts = {"title": found.title, "on": long_date(found.on), "other": long_date(found.plan_on)}
    return Task(
        _("De strategie en het plan hebben een andere dag"),
        text % facts,
        period_address(found.period, "wijzigen/"),
    )


def _rejected(row: TitleRow, lost: Beneath) -> Task:
    """What lies before who adopts it, is withdrawn, or gets other themes."""
    text = f"{row.title}: {lost.words[0].lower()}{lost.words[1:]}"
    return Task(
        _("De thema’s zijn verworpen terwijl de strategie voorligt"), text, proposal_address(lost.adoption)
    )


def _other_day(row: TitleRow, asof: AsOf) -> Iterator[Task]:
    """The day of the adoption was corrected at its proposal: the strategy follows."""
    closing = closings(asof).get(row.decided_by) if row.decided_by else None
    if closing and closing.is_adopted and closing.on and closing.on != row.decided_on:
        text = _("%(title)s: bij het voorstel staat nu %(day)s als dag van de vaststelling.")
        yield Task(
            _("Leg de dag van de vaststelling opnieuw vast"),
            text % {"title": row.title, "day": long_date(closing.on)},
            period_address(row.code, "wijzigen/"),
        )
