"""A draft that is thrown away is named by no choice and no period any more: what comes after says so, and stays."""

import datetime as dt
from dataclasses import replace

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.history import lock
from noaber.strategy.models import PolicyPeriod, SelectionRound
from noaber.strategy.queries.periods.period import periods
from noaber.strategy.queries.selection.chosen import chosen_for
from noaber.strategy.queries.selection.round import selection_round
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.periods.period import write_terms
from noaber.strategy.services.selection.round import append_choice

EVER = AsOf(dt.date.max)


def let_go_of_draft(code: str, *, actor: Actor, now: dt.datetime) -> None:
    """Write on the choices and the periods that name this draft last that they name none; the themes stay chosen."""
    with verb("strategy.let_go_of_draft", actor=actor) as trail:
        for each in chosen_for(code, EVER):
            kept = SelectionRound.objects.get(period__code=each.period, number=each.number)
            kept = lock(SelectionRound, kept.pk, revision=None, label=each.title)
            row = selection_round(each.period, each.number)
            if row is None or row.choice is None or row.choice.text.proposal != code:
                continue
            text = replace(row.choice.text, proposal="", reason="")
            written = append_choice(kept, text, actor=actor, now=now)
            trail.note(kept, {"period": each.period, "proposal": code}, records=written)
        for found in periods(EVER):
            if found.terms.decided_by == code and found.terms.state is PeriodState.PREPARATION:
                of = PolicyPeriod.objects.get(code=found.code)
                of = lock(PolicyPeriod, of.pk, revision=None, label=found.terms.title)
                of.revision += 1
                terms = replace(found.terms, decided_by="", note="")
                said = write_terms(of, terms, actor=actor, now=now)
                of.save(update_fields=["revision"])
                trail.note(of, {"period": found.code, "proposal": code}, records=said)
