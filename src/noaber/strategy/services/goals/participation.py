"""Saying whether an organisation takes part in the themes, and how it deviates (R49)."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.network import api as network
from noaber.strategy.access import may_say_participation
from noaber.strategy.models import Participation
from noaber.strategy.queries.goals.participation import ParticipationRow, by_organisation, revision_of
from noaber.strategy.queries.inventory.coverage import is_asked
from noaber.strategy.queries.selection.period_themes import carried_under
from noaber.strategy.rules.goals.days import participation_refusal
from noaber.strategy.rules.goals.participation import ParticipationText, participation_faults
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.services.goals.goal import is_adopted, open_goals, term_of


def record_participation(
    period: str,
    organisation: str,
    said: Mapping[str, ParticipationText],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> int:
    """Record what an organisation (its code) says of themes (their codes); answers of how many something is new.

    `DomainError` names the theme and the field that are wrong ("<theme>__sentence").
    """
    require(may_say_participation(actor, organisation))
    asof = AsOf(today)
    with verb("strategy.record_participation", actor=actor) as trail:
        kept, terms = open_goals(period)  # held: whoever comes second sees what the first said
        _require_running(terms, today)
        place = _place(organisation, asof)
        themes = carried_under(period, asof)
        known = by_organisation(period, asof).get(organisation, {})
        new = _news(said, themes, known)
        if new and expected_revision not in (None, revision_of(known)):
            raise Conflict(_("De deelname van deze organisatie"), revision=revision_of(known))
        rows = Participation.objects.bulk_create(
            Participation(
                period=kept,
                theme_id=themes[theme].id,
                organisation_id=place.id,
                number=known[theme].number + 1 if theme in known else 1,
                said_on=today,
                kind=text.kind.value,
                sentence=text.sentence,
                **recorded_by(actor, now),
            )
            for theme, text in new.items()
        )
        facts: dict[str, Fact] = {"period": period, "organisation": organisation, "themes": sorted(new)}
        if rows:
            trail.note(kept, facts, records=rows)
    return len(new)


def _require_running(terms: PeriodTerms, today: dt.date) -> None:
    if not is_adopted(terms):
        raise DomainError(_("De strategie is nog niet vastgesteld; deelname komt daarna."))
    if refusal := participation_refusal(term_of(terms), today):
        raise DomainError(refusal)


def _place(code: str, asof: AsOf) -> network.OrganisationRow:
    found = network.organisation(ANONYMOUS, code, asof)
    if found is None or not is_asked(found):
        raise DomainError(_("Deze organisatie is er niet."))
    return found


def _news(
    said: Mapping[str, ParticipationText], themes: Collection[str], known: Mapping[str, ParticipationRow]
) -> dict[str, ParticipationText]:
    """What is said otherwise than before; what is wrong is refused."""
    new = {}
    for theme, typed in said.items():
        text = replace(typed, sentence=typed.sentence.strip())
        if theme not in themes:
            raise DomainError(_("Dit thema is er niet."))
        for fault in participation_faults(text):
            raise DomainError(fault.message, field=f"{theme}__{fault.field}")
        if theme not in known or known[theme].text != text:
            new[theme] = text
    return new
