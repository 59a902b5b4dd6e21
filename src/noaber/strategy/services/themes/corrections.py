"""Correcting the theme of what was recorded under the wrong one, as long as nothing final rests on it."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock
from noaber.strategy.access import may_record_grant, may_record_position, may_record_result
from noaber.strategy.models import GrantFile, JointPosition, PolicyPeriod, Result
from noaber.strategy.queries.grants import steps_of
from noaber.strategy.queries.periods.discharge import refuse_discharged
from noaber.strategy.queries.reviews.review import final_on
from noaber.strategy.rules.results.result import ResultState
from noaber.strategy.rules.themes.corrections import (
    grant_theme_fault,
    position_theme_fault,
    result_theme_fault,
)
from noaber.strategy.services.grants import held_grant, theme_of
from noaber.strategy.services.positions import held_position, standing_entries
from noaber.strategy.services.themes_of import theme_id


def correct_position_theme(
    code: str, theme: str, *, actor: Actor, today: dt.date, expected_revision: int | None = None
) -> bool:
    """Say that a joint position is about another theme (its code, or nothing); False when it was known to be so."""
    with verb("strategy.correct_theme", actor=actor) as trail:
        kept, own = held_position(code, expected_revision)
        for each in (own, theme):
            require(may_record_position(actor, each, AsOf(today)))
        outcomes = [each.outcome for each in standing_entries(kept)]
        _refuse(position_theme_fault(outcomes, is_left=kept.statements.latest("number").is_left))
        return _correct(trail, kept, own, theme, {"position": code}, today)


def correct_grant_theme(
    code: str, theme: str, *, actor: Actor, today: dt.date, expected_revision: int | None = None
) -> bool:
    """As `correct_position_theme`, of a grant file."""
    with verb("strategy.correct_theme", actor=actor) as trail:
        kept = held_grant(code, expected_revision)
        own = theme_of(kept)
        for each in (own, theme):
            require(may_record_grant(actor, each, AsOf(today)))
        _refuse(grant_theme_fault(each.kind for each in steps_of(kept)))
        return _correct(trail, kept, own, theme, {"grant": code}, today)


def correct_result_theme(
    period: str,
    code: str,
    theme: str,
    *,
    actor: Actor,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """As `correct_position_theme`, of a result: to another theme of its period."""
    asof = AsOf(today)
    with verb("strategy.correct_theme", actor=actor) as trail:
        list(
            PolicyPeriod.objects.select_for_update().filter(code=period)
        )  # so that no review gets final meanwhile
        refuse_discharged(period, asof)
        found = Result.objects.select_related("theme").filter(period__code=period, code=code).first()
        if found is None:
            raise DomainError(_("Dit resultaat is er niet."))
        own = found.theme.code if found.theme else ""
        kept = lock(Result, found.pk, revision=expected_revision, label=_("Dit resultaat"))
        for each in (own, theme):
            require(may_record_result(actor, each, asof))
        said = kept.statements.latest("number")
        _refuse(result_theme_fault(said.since_on, final_on(period, asof), ResultState(said.state)))
        return _correct(trail, kept, own, theme, {"period": period, "result": code}, today, period)


def _refuse(fault: str) -> None:
    if fault:
        raise DomainError(_("Het thema staat vast. %(why)s") % {"why": fault}, field="theme")


def _correct(
    trail: Trail,
    kept: JointPosition | GrantFile | Result,
    own: str,
    theme: str,
    facts: dict[str, Fact],
    today: dt.date,
    period: str = "",
) -> bool:
    if own == theme:
        return False
    kept.theme_id = theme_id(theme, AsOf(today), period)
    count_change(kept, "theme")
    trail.note(kept, {**facts, "from": own, "to": theme})
    return True
