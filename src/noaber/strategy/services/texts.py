"""Writing the texts of a strategy: each time a new version, drafts for who writes, shared for who reads (R49)."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.strategy.access import may_write_texts
from noaber.strategy.models import PolicyPeriod, StrategyText, StrategyTextStatement
from noaber.strategy.queries.periods.period import terms_of
from noaber.strategy.queries.texts import written_text
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.rules.texts import TextPart, WrittenText, text_faults
from noaber.strategy.services.goals.goal import is_adopted
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.services.stating import next_statement, refuse, refuse_overtaken
from noaber.strategy.services.themes_of import theme_id


def write_text(
    period: str,
    part: TextPart,
    theme: str,
    text: WrittenText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Keep a version of a text of the strategy, `theme` (its code) for a text of a theme; False when it was just so.

    `expected_revision`: what the editor saw, 0 for a text that is new. Once the strategy was adopted, what is shared
    needs a reason (R49); of a period that was closed nothing changes (R05).
    """
    require(may_write_texts(actor))
    with verb("strategy.write_text", actor=actor) as trail:
        kept_period, terms = _open_period(period)
        kept = _kept(kept_period, part, theme, today)
        last = kept.statements.last()
        known = written_text(last) if last else None
        if known and replace(known, reason="") == replace(text, reason=""):
            return False
        refuse_overtaken(kept, expected_revision, _("Deze tekst"))
        refuse(text_faults(text, needs_reason=is_adopted(terms)))
        written = StrategyTextStatement.objects.create(
            text=kept,
            body=text.body.strip(),
            is_shared=text.is_shared,
            reason=text.reason.strip(),
            **next_statement(kept, actor=actor, now=now, today=today),
        )
        facts: dict[str, Fact] = {"period": period, "part": part.value, "number": kept.revision}
        trail.note(kept, {**facts, "shared": text.is_shared}, records=[written])
    return True


def _open_period(code: str) -> tuple[PolicyPeriod, PeriodTerms]:
    """The period, held so that nobody adopts or closes it meanwhile."""
    kept = PolicyPeriod.objects.select_for_update().filter(code=code).first()
    last = kept.statements.last() if kept else None
    if kept is None or last is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    terms = terms_of(last)
    if terms.state not in TAKES_PRIORITIES:
        raise DomainError(_("Deze periode is afgesloten; de strategie ervan staat vast."))
    return kept, terms


def _kept(period: PolicyPeriod, part: TextPart, theme: str, today: dt.date) -> StrategyText:
    """The text, locked; new when nothing was written of it yet. A theme is one of the period."""
    if (part is TextPart.THEME) != bool(theme):
        raise DomainError(_("Kies bij welk thema deze tekst hoort."), field="theme")
    key = theme_id(theme, AsOf(today), period.code)
    of: dict[str, Any] = {"theme_id": key}  # none of a text that is about no theme
    kept, _is_new = StrategyText.objects.get_or_create(period=period, part=part.value, **of)
    return lock(StrategyText, kept.pk, revision=None, label=_("Deze tekst"))
