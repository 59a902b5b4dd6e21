"""The verbs about themes, and about portfolios: who carries which theme."""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import partial
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import lock, state
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.core.rules.reasons import SAYS_NOTHING, says_something
from noaber.network.access import may_assign_portfolio, may_maintain_register
from noaber.network.models import (
    BodyVersion,
    Network,
    Person,
    Portfolio,
    PortfolioVersion,
    Theme,
    ThemeReason,
    ThemeVersion,
)
from noaber.network.queries.theme_dependents import theme_dependents
from noaber.network.services.establishing import change, save_new
from noaber.network.services.stating import (
    Values,
    find,
    first_words,
    period_of,
    refuse_undoing,
    restate_fields,
)

LONGEST_REASON: Final = 500


def establish_theme(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    values: Values,
    valid_until: dt.date | None = None,
) -> Theme:
    """Add a theme, or take one up again that had ended: that keeps its code and its history.

    That is the one with this code, or else the last that went by this name and is not there on one of the days.
    Refused while it is there on one of the days, or another theme with its name.
    """
    require(may_maintain_register(actor))
    period = period_of(valid_from, valid_until)
    with verb("network.establish_theme", actor=actor) as trail:
        kept = Theme.objects.select_for_update()
        theme = kept.filter(code=code).first() or _gone(str(values["name"]), period) or _new_theme(code)
        rows = ThemeVersion.objects.known(None).filter(theme=theme)
        if any(row.period.overlaps(period) for row in rows):
            raise DomainError(_("Dit thema is er op die dag al."), field="name")
        _refuse_taken_name(theme, values=values, days=[period])
        first_words(ThemeVersion, theme, period, values, now=now)
        trail.note(theme, {"code": theme.code, "valid_from": valid_from.isoformat()})
    return theme


def _gone(name: str, period: Period) -> Theme | None:
    """The theme that went by this name last, held, unless it is there in the period."""
    said = ThemeVersion.objects.filter(name__iexact=name.strip()).order_by("-known_from", "-valid_from")
    for key in dict.fromkeys(said.values_list("theme", flat=True)):
        rows = ThemeVersion.objects.known(None).filter(theme=key)
        if not any(row.period.overlaps(period) for row in rows):
            return Theme.objects.select_for_update().get(pk=key)
    return None


def _new_theme(code: str) -> Theme:
    """Saved, unless somebody else was just before."""
    hold_names()
    if Theme.objects.filter(code=code).exists():
        message = _("Iemand anders voegde dit thema net toe. Bekijk het bij de thema’s.")
        raise DomainError(message, field="name")
    theme = Theme(code=code)
    save_new(theme)
    return theme


def hold_names() -> None:
    """Until the transaction ends nobody else gives a theme a name: whoever comes second sees what the first gave.

    Who holds a theme as well, held that first.
    """
    list(Network.objects.select_for_update(no_key=True).order_by("pk"))


def change_theme(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    values: Values,
    reason: str = "",
    valid_until: dt.date | None = None,
    expected_revision: int | None = None,
) -> Theme:
    """Change what is said of a theme over a period; on no day two themes have one name.

    Another name or description takes a reason: who knew the theme by the old one reads why (R49).
    """
    theme = find(Theme, code, what=_("Het thema"), field="code")
    period = period_of(valid_from, valid_until)

    def check(held: Theme) -> None:
        _refuse_taken_name_over(held, values=values, period=period)
        if _is_told_otherwise("name", held, values=values, period=period):
            _refuse_no_reason(reason, _("Zeg in een zin waarom dit thema een andere naam krijgt."))
        if _is_told_otherwise("description", held, values=values, period=period):
            _refuse_no_reason(reason, _("Zeg in een zin waarom de omschrijving verandert."))

    return change(
        theme,
        ThemeVersion,
        actor=actor,
        now=now,
        period=period,
        values=values,
        expected_revision=expected_revision,
        check=check,
        keep=partial(_reasons, reason=reason, holds_from=valid_from, now=now),
    )


def _is_told_otherwise(field: str, theme: Theme, *, values: Values, period: Period) -> bool:
    """Whether on one of the days of a period the theme has another name or description than the one that it gets."""
    words = str(values.get(field, "")).split()
    rows = ThemeVersion.objects.known(None).filter(theme=theme)
    return field in values and any(
        getattr(row, field).split() != words and row.period.overlaps(period) for row in rows
    )


def _refuse_no_reason(reason: str, missing: str) -> None:
    if not says_something(reason):
        raise DomainError(_(SAYS_NOTHING) if reason.strip() else missing, field="reason")
    if len(reason.strip()) > LONGEST_REASON:
        message = _("Deze tekst is te lang: ten hoogste %(most)s tekens.")
        raise DomainError(message % {"most": LONGEST_REASON}, field="reason")


def _reasons(
    theme: Theme, *, reason: str, holds_from: dt.date, now: dt.datetime, is_end: bool = False
) -> list[ThemeReason]:
    """The reason as it is stored; none where nothing was said."""
    said = reason.strip()
    if not said:
        return []
    return [ThemeReason(theme=theme, holds_from=holds_from, is_end=is_end, reason=said, recorded_at=now)]


def _refuse_taken_name_over(theme: Theme, *, values: Values, period: Period) -> None:
    """On the days of a period on which the theme is there."""
    rows = ThemeVersion.objects.known(None).filter(theme=theme)
    days = [days for row in rows if (days := row.period.intersect(period)) is not None]
    _refuse_taken_name(theme, values=values, days=days)


def _refuse_taken_name(theme: Theme, *, values: Values, days: Iterable[Period]) -> None:
    """A name that another theme has on one of the days, in capitals or not; held, so that no two take it at once."""
    if "name" not in values:
        return
    hold_names()
    wanted = _folded(values["name"])
    others = ThemeVersion.objects.known(None).exclude(theme=theme).select_related("theme")
    named = [row.period for row in others if _folded(row.name) == wanted]
    if any(each.overlaps(piece) for each in named for piece in days):
        raise DomainError(_("Er is op die dagen al een ander thema dat zo heet."), field="name")


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def end_theme(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Theme:
    """From `valid_until` on the network has no such theme: nobody carries it then, and no team works on it.

    Refused where that would take out the whole of a theme under which other rooms have something, and without a reason.
    """
    require(may_maintain_register(actor))
    found = find(Theme, code, what=_("Het thema"), field="code")
    with verb("network.end_theme", actor=actor) as trail:
        theme = lock(Theme, found.pk, revision=expected_revision, label=_("Dit thema"))
        refuse_undoing(ThemeVersion, theme, valid_until)
        _refuse_no_reason(reason, _("Zeg in een zin waarom dit thema eindigt."))
        _refuse_taking_out(theme, valid_until, now)
        seen = theme.revision
        state(ThemeVersion, theme, Period(valid_until), None, now=now)
        if theme.revision == seen:
            message = _("Dit thema was op %(date)s al beëindigd.") % {"date": long_date(valid_until)}
            raise DomainError(message, field="valid_until")
        for each in _reasons(theme, reason=reason, holds_from=valid_until, now=now, is_end=True):
            each.save(force_insert=True)
        trail.note(theme, {"until": valid_until.isoformat()})
        for portfolio in Portfolio.objects.filter(theme=theme).order_by("pk"):
            drop_theme(portfolio, valid_until, trail=trail, now=now)
        _release_teams(theme, valid_until, trail=trail, now=now)
    return theme


def _refuse_taking_out(theme: Theme, valid_until: dt.date, now: dt.datetime) -> None:
    """What rests on a theme keeps it in the register: it ends on its first day at the earliest."""
    first = ThemeVersion.objects.known(None).filter(theme=theme).order_by("valid_from").first()
    if first is None or valid_until > first.valid_from:
        return
    if theme_dependents(COMMAND, theme.code, AsOf(timezone.localdate(now))):
        text = _("Er hangt al iets aan dit thema. Het eindigt niet voor zijn eerste dag: %(day)s.")
        raise DomainError(text % {"day": long_date(first.valid_from)}, field="valid_until")


def _release_teams(theme: Theme, day: dt.date, *, trail: Trail, now: dt.datetime) -> None:
    """Teams go on without the theme; what becomes of them is for who keeps the register."""
    rows = BodyVersion.objects.known(None).filter(theme=theme).select_related("body").order_by("body__code")
    for row in rows:
        piece = row.period.intersect(Period(day))
        if piece is not None:
            restate_fields(BodyVersion, row.body, piece, {"theme": None}, now=now)
            trail.note(row.body, {"fields": ["theme"], "valid_from": piece.start.isoformat()})


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
