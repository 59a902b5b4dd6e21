"""A selection round from draft to choice: prepared, opened for scores, scored by several, and chosen (R08)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.network import api as network
from noaber.strategy.access import may_prepare_round, may_score
from noaber.strategy.models import (
    ChoiceLine,
    Criterion,
    PolicyPeriod,
    Score,
    SelectionRound,
    ThemeChoice,
    ThemeOption,
)
from noaber.strategy.queries.selection import (
    RoundRow,
    breadth_counts,
    result,
    selection_round,
    sources_of,
)
from noaber.strategy.rules.selection import (
    Computed,
    RoundText,
    Verdict,
    choice_faults,
    faults,
    score_fault,
)


@dataclass(frozen=True, slots=True)
class Given:
    """A score on the scale and why."""

    value: int
    motive: str


def prepare_round(
    period: str,
    text: RoundText,
    *,
    actor: Actor,
    number: int | None = None,
    expected_revision: int | None = None,
) -> int:
    """Write a new round (or, by its number, write one anew as long as it is not opened); answers its number.

    `DomainError` names the field that is wrong; `Conflict` when somebody else was first.
    """
    require(may_prepare_round(actor))
    fields = {row.code for row in network.safety_fields() if row.parent}
    for fault in faults(text, fields):
        raise DomainError(fault.message, field=fault.field)
    with verb("strategy.prepare_round", actor=actor) as trail:
        kept = _draft(period, number, expected_revision)
        kept.title, kept.places = text.title.strip(), text.places
        kept.body_id = network.body_id(text.body)
        kept.revision += 1
        kept.save()
        kept.criteria.all().delete()
        kept.options.all().delete()
        _write(kept, text)
        trail.note(kept, {"period": period, "number": kept.number})
    return kept.number


def open_round(
    period: str, number: int, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> None:
    """Fix criteria, weights and themes, and what is computed from the inventory; from now on it is scored.

    Refused when breadth is weighed and nobody handed in priorities.
    """
    require(may_prepare_round(actor))
    with verb("strategy.open_round", actor=actor) as trail:
        kept = _draft(period, number, expected_revision)
        options = list(kept.options.all())
        counts = breadth_counts(period, {each.code: each.field_id for each in options}, AsOf(now.date()))
        if kept.criteria.filter(computed=Computed.BREADTH).exists() and not all(
            of for _n, of in counts.values()
        ):
            raise DomainError(_("Nog geen gemeente gaf haar prioriteiten; breedte is niet te berekenen."))
        for option in options:
            option.named_by, option.answered = counts[option.code]
        ThemeOption.objects.bulk_update(options, ["named_by", "answered"])
        kept.opened_at = now
        kept.revision += 1
        kept.save(update_fields=["opened_at", "revision"])
        fixed: list[models.Model] = [kept, *kept.criteria.all(), *options]
        trail.note(kept, {"period": period, "number": number}, records=fixed)


def give_scores(
    period: str,
    number: int,
    given: Mapping[tuple[str, str], Given],
    *,
    actor: Actor,
    now: dt.datetime,
) -> int:
    """Record what the actor gives: (theme, criterion) -> score; answers how many are new. All or nothing.

    Refused before the round is opened, after something was chosen, and on a criterion that is computed.
    """
    row = _scored(period, number)
    require(may_score(actor, row.text.body))
    for (option, criterion), each in given.items():
        _check_score(row, option, criterion, each)
    with verb("strategy.give_scores", actor=actor) as trail:
        kept = lock(SelectionRound, row.id, revision=None, label=_("Deze ronde"))
        row = _scored(period, number)
        mine = {
            (each.option, each.criterion): Given(each.value, each.motive)
            for each in row.given
            if each.scorer_id == _scorer(actor)
        }
        new = {at: each for at, each in given.items() if mine.get(at) != each}
        if not new:
            return 0
        scores = _append(kept, new, actor, now)
        facts: dict[str, str | int] = {"period": period, "number": number, "scores": len(scores)}
        trail.note(kept, {**facts}, records=scores)
    return len(new)


def record_choice(
    period: str,
    number: int,
    verdicts: Mapping[str, Verdict],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    decided_on: dt.date,
    source: str,
) -> bool:
    """Record which themes were chosen and why the others were not; False when that is what stands.

    Refused while a score is missing, without a source of each kind for who is chosen (R06), and without a reason for
    who is not chosen or does not stand on top.
    """
    require(may_prepare_round(actor))
    row = _scored(period, number, is_choosing=True)
    _check_choice(row, verdicts, decided_on, source, today)
    with verb("strategy.record_choice", actor=actor) as trail:
        kept = lock(SelectionRound, row.id, revision=None, label=_("Deze ronde"))
        row = _scored(period, number, is_choosing=True)
        _check_choice(row, verdicts, decided_on, source, today)
        known = row.choice
        if known and (known.decided_on, known.source, known.verdicts) == (
            decided_on,
            source.strip(),
            verdicts,
        ):
            return False
        choice = ThemeChoice.objects.create(
            round=kept,
            decided_on=decided_on,
            source=source.strip(),
            recorded_at=now,
            recorded_by_id=actor.user_id,
        )
        lines = ChoiceLine.objects.bulk_create(
            ChoiceLine(
                choice=choice,
                option=option,
                is_chosen=verdicts[option.code].is_chosen,
                reason=verdicts[option.code].reason.strip(),
            )
            for option in kept.options.all()
        )
        trail.note(kept, {"period": period, "number": number}, records=[choice, *lines])
    return True


def _draft(period: str, number: int | None, revision: int | None) -> SelectionRound:
    """A new round, or one that is still being written, held."""
    kept = PolicyPeriod.objects.filter(code=period).first()
    if kept is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    if number is None:
        lock(PolicyPeriod, kept.pk, revision=None, label=period)
        last = kept.rounds.aggregate(last=models.Max("number"))["last"] or 0
        return SelectionRound(period=kept, number=last + 1)
    found = kept.rounds.filter(number=number).first()
    if found is None:
        raise DomainError(_("Deze ronde bestaat niet."))
    held = lock(SelectionRound, found.pk, revision=revision, label=_("Deze ronde"))
    if held.opened_at:
        raise DomainError(_("De scores zijn opengesteld: criteria, gewichten en thema’s staan vast."))
    return held


def _write(kept: SelectionRound, text: RoundText) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            round=kept,
            position=place,
            code=each.code,
            name=each.name.strip(),
            meaning=each.meaning.strip(),
            weight=each.weight,
            computed=each.computed.value,
        )
        for place, each in enumerate(text.criteria, start=1)
    )
    ThemeOption.objects.bulk_create(
        ThemeOption(
            round=kept,
            position=place,
            code=each.code,
            name=each.name.strip(),
            field_id=each.field,
            evaluation=each.evaluation.strip(),
        )
        for place, each in enumerate(text.options, start=1)
    )


def _scored(period: str, number: int, *, is_choosing: bool = False) -> RoundRow:
    row = selection_round(period, number)
    if row is None:
        raise DomainError(_("Deze ronde bestaat niet."))
    if not row.is_open:
        raise DomainError(_("Deze ronde is nog niet opengesteld."))
    if row.choice and not is_choosing:
        raise DomainError(_("De keuze is gemaakt; de scores staan vast."))
    return row


def _check_score(row: RoundRow, option: str, criterion: str, given: Given) -> None:
    field = f"{option}__{criterion}"
    if option not in row.option_names:
        raise DomainError(_("Dit thema staat niet in deze ronde."), field=field)
    if criterion not in {each.code for each in row.scored_criteria}:
        raise DomainError(_("Op dit criterium wordt geen score gegeven: het wordt berekend."), field=field)
    if fault := score_fault(given.value, given.motive):
        raise DomainError(fault.message, field=f"{field}__{fault.field}")


def _check_choice(
    row: RoundRow, verdicts: Mapping[str, Verdict], decided_on: dt.date, source: str, today: dt.date
) -> None:
    found = result(row)
    if found is None:
        raise DomainError(_("Nog niet elk thema heeft op elk criterium een score."))
    if verdicts.keys() != row.option_names.keys():
        raise DomainError(_("Zeg van elk thema of het is gekozen."))
    if decided_on > today:
        raise DomainError(_("Deze dag is nog niet geweest."), field="decided_on")
    if not source.strip():
        raise DomainError(_("Vul in waar de keuze te lezen is."), field="source")
    sources = sources_of(row, AsOf(today))
    lacking = {code: each.lacking for code, each in sources.items()}
    names, places = row.option_names, row.text.places
    for fault in choice_faults(
        verdicts, names=names, places=places, first=found.top.certain, sourceless=lacking
    ):
        raise DomainError(fault.message, field=fault.field)


def _scorer(actor: Actor) -> int:
    """Whose score it is: of who is represented, else of who is signed in; 0 is the command line."""
    return actor.on_behalf_of_id or actor.user_id or 0


def _append(
    kept: SelectionRound, new: Mapping[tuple[str, str], Given], actor: Actor, now: dt.datetime
) -> list[Score]:
    options = {each.code: each for each in kept.options.all()}
    criteria = {each.code: each for each in kept.criteria.all()}
    return Score.objects.bulk_create(
        Score(
            option=options[option],
            criterion=criteria[criterion],
            scorer_id=_scorer(actor),
            value=each.value,
            motive=each.motive.strip(),
            recorded_at=now,
            recorded_by_id=actor.user_id,
        )
        for (option, criterion), each in new.items()
    )
