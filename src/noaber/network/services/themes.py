"""The verbs about portfolios: who carries which theme."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import lock, state
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.network.access import may_assign_portfolio
from noaber.network.models import Person, Portfolio, PortfolioVersion, Theme, ThemeVersion
from noaber.network.services.stating import find, period_of, refuse_undoing


def assign_portfolio(
    theme: str,
    person: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
) -> Portfolio:
    """Give a theme to a person over a term; several people may share a theme."""
    require(may_assign_portfolio(actor))
    carried = find(Theme, theme, what=_("Het thema"), field="theme")
    holder = find(Person, person, what=_("Deze persoon"), field="person")
    period = period_of(valid_from, valid_until)
    with verb("network.assign_portfolio", actor=actor) as trail:
        carried = lock(Theme, carried.pk, revision=None, label=_("Dit thema"))
        if not ThemeVersion.objects.known(None).valid_on(valid_from).filter(theme=carried).exists():
            message = _("Dit thema bestaat niet op %(date)s.") % {"date": long_date(valid_from)}
            raise DomainError(message, field="valid_from")
        return carry_theme(carried, holder, period, trail=trail, now=now)


def end_portfolio(
    portfolio: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_until: dt.date,
    expected_revision: int | None = None,
) -> Portfolio:
    """From `valid_until` on the person no longer carries the theme."""
    require(may_assign_portfolio(actor))
    held = find(Portfolio, portfolio, what=_("Deze portefeuille"))
    with verb("network.end_portfolio", actor=actor) as trail:
        held = lock(Portfolio, held.pk, revision=expected_revision, label=_("Deze portefeuille"))
        refuse_undoing(PortfolioVersion, held, valid_until)
        if not drop_theme(held, valid_until, trail=trail, now=now):
            message = _("Deze portefeuille was op %(date)s al beëindigd.") % {"date": long_date(valid_until)}
            raise DomainError(message, field="valid_until")
    return held


def carry_theme(theme: Theme, person: Person, period: Period, *, trail: Trail, now: dt.datetime) -> Portfolio:
    """Write down that a person carries a theme."""
    portfolio, _is_new = Portfolio.objects.get_or_create(theme=theme, person=person)
    if state(PortfolioVersion, portfolio, period, {}, now=now):
        trail.note(
            portfolio, {"theme": theme.code, "person": str(person.pk), "from": period.start.isoformat()}
        )
    return portfolio


def drop_theme(portfolio: Portfolio, valid_until: dt.date, *, trail: Trail, now: dt.datetime) -> bool:
    """Write down that a person no longer carries a theme; False when that was known already."""
    seen = portfolio.revision
    state(PortfolioVersion, portfolio, Period(valid_until), None, now=now)
    if portfolio.revision == seen:
        return False
    trail.note(portfolio, {"until": valid_until.isoformat()})
    return True
