"""A selection round from draft to choice: prepared, opened for scores, scored by several, and chosen (R08)."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock
from noaber.core.rules.dutch import long_date
from noaber.decisions import api as decisions
from noaber.figures.api import offence_titles
from noaber.network import api as network
from noaber.strategy.access import may_prepare_round, may_score
from noaber.strategy.models import (
    ChoiceChange,
    ChoiceLine,
    Criterion,
    Measured,
    PolicyPeriod,
    RoundWithdrawal,
    Score,
    SelectionRound,
    ThemeChoice,
    ThemeOption,
)
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.queries.selection.computing import Subject, breadth_counts, computed_kinds, kind_of
from noaber.strategy.queries.selection.round import RoundRow, given_by, last_of, result, selection_round
from noaber.strategy.queries.selection.scorers import scorer_of, seat_code
from noaber.strategy.queries.selection.sources import sources_of
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.selection.round import (
    ChoiceText,
    Computed,
    RoundText,
    choice_faults,
    faults,
    score_fault,
    turned_faults,
)
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.services.selection.changed_choices import check_change, places_of
from noaber.strategy.services.stating import refuse
from noaber.strategy.services.taken_titles import refuse_taken


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
    known = {"", *(each.code for each in computed_kinds())}
    if any(each.computed not in known for each in text.criteria):
        raise DomainError(_("Hoe dit wordt berekend, is hier niet bekend."), field="criteria")
    if {each.offence for each in text.options} - {"", *offence_titles()}:
        raise DomainError(_("Van dit soort misdrijf zijn hier geen cijfers."), field="options")
    refuse(faults(text, fields))
    with verb("strategy.prepare_round", actor=actor) as trail:
        kept = _draft(period, number, expected_revision)
        if number is None:
            others = SelectionRound.objects.filter(period=kept.period, withdrawal=None)
            refuse_taken(others, "number", text.title)
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
    period: str,
    number: int,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Fix criteria, weights and themes, and what is computed from the inventory; from now on it is scored.

    Refused when something is computed of which there are no numbers yet.
    """
    require(may_prepare_round(actor))
    with verb("strategy.open_round", actor=actor) as trail:
        kept = _draft(period, number, expected_revision)
        options, criteria = list(kept.options.all()), list(kept.criteria.all())
        measured = _measure(period, options, criteria, AsOf(today))
        kept.opened_at = now
        count_change(kept, "opened_at")
        fixed: list[models.Model] = [kept, *criteria, *options, *measured]
        trail.note(kept, {"period": period, "number": number}, records=fixed)


def _measure(
    period: str, options: Sequence[ThemeOption], criteria: Sequence[Criterion], asof: AsOf
) -> list[Measured]:
    """Count what is computed; breadth is kept with the theme, also when it is not weighed: it is a source of it."""
    subjects = {each.code: Subject(each.field_id, each.offence) for each in options}
    kinds = {each.code: kind_of(each.computed) for each in criteria if each.computed}
    counts = {code: kind.measure(period, subjects, asof) for code, kind in kinds.items()}
    for code, kind in kinds.items():
        enough = any if kind.is_partial else all
        if not enough(whole for _part, whole in counts[code].values()):
            raise DomainError(str(kind.lacking))
    named = breadth_counts(period, subjects, asof)
    for option in options:
        option.named_by, option.answered = named[option.code]
    ThemeOption.objects.bulk_update(options, ["named_by", "answered"])
    return Measured.objects.bulk_create(
        Measured(option=option, criterion=each, part=part, whole=whole)
        for each in criteria
        if each.computed not in (Computed.NOT, Computed.BREADTH)
        for option in options
        for part, whole in [counts[each.code][option.code]]
        if whole
    )


def give_scores(
    period: str,
    number: int,
    given: Mapping[tuple[str, str], Given],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected: int | None = None,
) -> int:
    """Record what the actor gives for their seat: (theme, criterion) -> score; answers how many are new.

    All or nothing. Refused before the round is opened, after something was chosen, and on a criterion that is computed.
    `Conflict` when a score was given for the seat since the one that the editor saw last (`expected`).
    """
    with verb("strategy.give_scores", actor=actor) as trail:
        kept, row = opened_round(period, number)
        asof = AsOf(today)
        require(may_score(actor, row.text.body, asof))
        seat = seat_code(actor, row.text.body, asof)
        if row.choice:
            text = _(
                "De keuze is gemaakt; de scores staan vast. Klopt een score niet? Vraag de coördinator om een nieuwe "
                "keuze, met de reden, of om een nieuwe ronde."
            )
            raise DomainError(text)
        for (option, criterion), each in given.items():
            _check_score(row, option, criterion, each)
        mine = given_by(row, seat)
        new = {at: each for at, each in given.items() if mine.get(at) != (each.value, each.motive.strip())}
        if expected is not None:
            _refuse_overtaken(row, seat, new, expected)
        if new:
            scores = _append(kept, new, seat, actor, now)
            count_change(kept)
            facts: dict[str, Fact] = {"period": period, "number": number, "scores": len(scores)}
            trail.note(kept, facts, records=scores)
    return len(new)


def record_choice(
    period: str,
    number: int,
    text: ChoiceText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Record which themes were chosen and why the others were not; False when that is what stands.

    Refused while a score is missing, without a source of each kind for who is chosen (R06), and without a reason for
    who is not chosen or does not stand on top; after the adoption also for why it is another one (R49). `Conflict` when
    somebody scored or chose since the editor looked.
    """
    require(may_prepare_round(actor))
    with verb("strategy.record_choice", actor=actor) as trail:
        kept, row = opened_round(period, number)
        text = text.stripped
        _check_choice(row, text, today)
        if row.choice and row.choice.text.is_same(text):
            _refuse_reason_alone(row.choice.text, text)
            return False
        if expected_revision not in (None, kept.revision):
            raise Conflict(_("Deze ronde"), revision=kept.revision)
        check_change(kept.period, row, text, actor=actor, today=today)
        records = append_choice(kept, text, actor=actor, now=now)
        trail.note(kept, {"period": period, "number": number}, records=records)
    return True


def _refuse_reason_alone(stands: ChoiceText, text: ChoiceText) -> None:
    """A reason why nothing changes is kept nowhere; the same sent twice has that of the first time."""
    if text.reason and text.reason != stands.reason:
        message = _("Alleen de reden is ingevuld; aan de keuze verandert niets. Er is niets vastgelegd.")
        raise DomainError(message, field="reason")


def append_choice(
    kept: SelectionRound, text: ChoiceText, *, actor: Actor, now: dt.datetime
) -> list[models.Model]:
    """Write what was chosen in a round that is held: from now on this counts."""
    choice = ThemeChoice.objects.create(
        round=kept,
        decided_on=text.decided_on,
        source=text.source,
        proposal_id=_proposal_id(text.proposal, actor),
        recorded_at=now,
        recorded_by_id=actor.user_id,
    )
    lines = ChoiceLine.objects.bulk_create(
        ChoiceLine(choice=choice, option=option, **asdict(text.verdicts[option.code]))
        for option in kept.options.all()
    )
    why = [ChoiceChange.objects.create(choice=choice, reason=text.reason)] if text.reason else []
    count_change(kept)
    return [choice, *lines, *why]


def _draft(period: str, number: int | None, revision: int | None) -> SelectionRound:
    """A new round, or one that is still being written, held; a period that was closed takes none any more."""
    kept = _open_period(period)
    if number is None:
        newest = kept.rounds.aggregate(last=models.Max("number"))["last"] or 0
        return SelectionRound(period=kept, number=newest + 1)
    held = hold_round(period, number, revision)
    if held.opened_at:
        raise DomainError(_("De scores zijn opengesteld: criteria, gewichten en thema’s staan vast."))
    return held


def _open_period(code: str) -> PolicyPeriod:
    """The period, held so that nobody closes it meanwhile."""
    kept = PolicyPeriod.objects.select_for_update().filter(code=code).first()
    last = kept.statements.last() if kept else None
    if kept is None or last is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    if PeriodState(last.state) not in TAKES_PRIORITIES:
        raise DomainError(_("Deze periode is afgesloten; de thema’s ervan staan vast."))
    return kept


def hold_round(period: str, number: int, revision: int | None) -> SelectionRound:
    """A round that nobody withdrew, held."""
    found = SelectionRound.objects.filter(period__code=period, number=number).first()
    if found is None:
        raise DomainError(_("Deze ronde bestaat niet."))
    held = lock(SelectionRound, found.pk, revision=revision, label=_("Deze ronde"))
    if RoundWithdrawal.objects.filter(round=held).exists():
        raise DomainError(_("Deze ronde is ingetrokken; er wordt niets meer op vastgelegd."))
    return held


def opened_round(period: str, number: int, revision: int | None = None) -> tuple[SelectionRound, RoundRow]:
    """A round that is scored, held, and as it reads now; in a closed period nothing is scored or chosen any more."""
    _open_period(period)
    kept = hold_round(period, number, revision)
    row = selection_round(period, number)
    if row is None or not row.is_open:
        raise DomainError(_("Deze ronde is nog niet opengesteld."))
    return kept, row


def _write(kept: SelectionRound, text: RoundText) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            round=kept,
            position=place,
            code=each.code,
            name=each.name.strip(),
            meaning=each.meaning.strip(),
            weight=each.weight,
            computed=each.computed,
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
            offence=each.offence,
        )
        for place, each in enumerate(text.options, start=1)
    )


def _check_score(row: RoundRow, option: str, criterion: str, given: Given) -> None:
    field = f"{option}__{criterion}"
    if option not in row.option_names or criterion not in row.criterion_names:
        raise DomainError(_("Dit staat niet in deze ronde."), field=field)
    if criterion not in {each.code for each in row.scored_criteria(option)}:
        raise DomainError(_("Op dit criterium wordt geen score gegeven: het wordt berekend."), field=field)
    if fault := score_fault(given.value, given.motive):
        raise DomainError(fault.message, field=f"{field}__{fault.field}")


def _refuse_overtaken(row: RoundRow, seat: str, new: Collection[tuple[str, str]], expected: int) -> None:
    """What was given meanwhile for another theme or criterion is not in the way."""
    for each in row.given:
        if each.seat == seat and each.id > expected and (each.option, each.criterion) in new:
            conflict = Conflict(_("Deze score"), revision=last_of(row, seat))
            conflict.field = f"{each.option}__{each.criterion}__value"
            raise conflict


def _check_choice(row: RoundRow, text: ChoiceText, today: dt.date) -> None:
    found = result(row)
    if found is None:
        raise DomainError(_("Nog niet elk thema heeft op elk criterium een score."))
    if text.verdicts.keys() != row.option_names.keys():
        raise DomainError(_("Zeg van elk thema of het is gekozen."))
    _check_day(row, text.decided_on, today)
    sourceless = {code: each.lacking for code, each in sources_of(row, AsOf(today)).items()}
    wrong = choice_faults(
        text,
        names=row.option_names,
        places=places_of(row, text, today),
        top=found.top,
        sourceless=sourceless,
        today=today,
    )
    before = row.choice.text if row.choice else text
    refuse([*wrong, *turned_faults(text, before, row.option_names)])


def _check_day(row: RoundRow, decided_on: dt.date, today: dt.date) -> None:
    """Not before the round was opened; where the period was only written down once it ran, not before it began."""
    first = min(timezone.localdate(row.opened_at), today) if row.opened_at else today
    found = titled(row.period, AsOf(today))
    if found and found.starts_on < found.written_on:
        first = min(first, found.starts_on)
    if decided_on < first:
        message = _("Toen was er nog geen ronde. De keuze is van %(day)s of later.")
        raise DomainError(message % {"day": long_date(first)}, field="decided_on")


def _proposal_id(code: str, actor: Actor) -> uuid.UUID | None:
    """The identity of a proposal that the actor may read."""
    if not code:
        return None
    if not decisions.may_read_proposal(actor, code):
        raise DomainError(_("Kies een voorstel uit de lijst."), field="proposal")
    return decisions.proposal_id(code)


def _append(
    kept: SelectionRound, new: Mapping[tuple[str, str], Given], seat: str, actor: Actor, now: dt.datetime
) -> list[Score]:
    post = network.post_id(seat)
    options = {each.code: each for each in kept.options.all()}
    criteria = {each.code: each for each in kept.criteria.all()}
    return Score.objects.bulk_create(
        Score(
            option=options[option],
            criterion=criteria[criterion],
            seat_id=post,
            scorer_id=scorer_of(actor),
            value=each.value,
            motive=each.motive.strip(),
            recorded_at=now,
            recorded_by_id=actor.user_id,
        )
        for (option, criterion), each in new.items()
    )
