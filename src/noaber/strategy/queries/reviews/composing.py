"""A review that writes itself: what was recorded of a period until a day, put together (R20, R21, R27, R49).

What is for everyone only: a proposal that is not public, and the words of a remark, stand on their own pages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import reads_together
from noaber.decisions.api import (
    Effect,
    PointRow,
    RemarkRow,
    Standing,
    closings,
    decided_status,
    deciding_stage,
    proposal,
    remarks,
    without_marks,
)
from noaber.strategy.models import OPINIONS
from noaber.strategy.queries.goals.goal import EVERYTHING, goals
from noaber.strategy.queries.goals.owners import ownerless_under
from noaber.strategy.queries.goals.rows import GoalRow, IndicatorRow
from noaber.strategy.queries.periods.period import PeriodRow, TitleRow, as_adopted
from noaber.strategy.queries.results.claims import ClaimRow, claimed
from noaber.strategy.queries.results.result import ResultRow, partner_names, results
from noaber.strategy.queries.selection.chosen import asked_with
from noaber.strategy.queries.selection.period_themes import (
    chosen_themes_of,
    dropped_themes,
    themes_of,
    titles_under,
)
from noaber.strategy.queries.surveys import SurveyOutcome, survey_of
from noaber.strategy.rules.results.claims import claimed_words
from noaber.strategy.rules.results.result import ResultState
from noaber.strategy.rules.reviews.composition import (
    AskedPart,
    ChangePart,
    Composition,
    DonePart,
    FigurePart,
    GoalPart,
    MeasuredPart,
    PointPart,
    ProposalPart,
    ResultPart,
    ThemePart,
)
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.rules.surveys import SurveyState
from noaber.strategy.words.changes import changes
from noaber.strategy.words.claims import is_small, share_words
from noaber.strategy.words.dropped import dropped_words
from noaber.strategy.words.goals import activity_status, goal_status, number_words, owner_words
from noaber.strategy.words.surveys import low_response


@reads_together
def compose(period: PeriodRow, kind: ReviewKind, asof: AsOf) -> Composition:
    """All of it, as it was recorded on the day; what the members said is of the survey for this very review."""
    asked, found = survey_of(period.code, kind.value, asof), results(period.code, asof)
    return Composition(
        asof.valid_on.isoformat(),
        tuple(_themes(period, asof)),
        tuple(_proposals(period, asof)),
        tuple(_results(period, found, asof)),
        tuple(_survey(asked)),
        _survey_note(asked),
        sum(row.text.state is ResultState.DRAFT for row in found),
    )


def _survey(found: SurveyOutcome | None) -> Iterator[AskedPart]:
    """The questions with an opinion of a survey that is closed; own words are for the network, on its own page."""
    for each in found.questions if found else ():
        if each.whole:
            counted = ((label, each.whole.counts[step]) for step, label in OPINIONS.items())
            said = (f"{label}: {count}" for label, count in counted if count)
            yield AskedPart(each.text.text, found.answered, found.asked, tuple(said))  # type: ignore[union-attr]


def _survey_note(found: SurveyOutcome | None) -> str:
    if found is None:
        return ""
    facts = {"answered": found.answered, "asked": found.asked}
    if found.state is not SurveyState.CLOSED:
        text = _("De peiling loopt nog: %(answered)s van de %(asked)s organisaties antwoordden.")
        return text % facts
    if found.is_too_few:
        return _("Te weinig organisaties antwoordden in de peiling om een uitkomst te laten zien.")
    return low_response(found)


def _themes(period: PeriodRow, asof: AsOf) -> Iterator[ThemePart]:
    """The themes of the strategy and those under which goals stand: what has no goals is told, not left out."""
    found = goals(period.code, asof, EVERYTHING)
    dropped = {each.code: each for each in dropped_themes(period, asof)}
    missing = {row.code: row.name for row in chosen_themes_of(period, asof)}
    empty = ownerless_under(period.code, found, asof)
    for code, name in (shown_themes(period, found, asof) | missing).items():
        rows = [row for row in found if row.theme == code]
        told = (each for row in rows for each in changes(row, period.adopted_on))
        changed = sorted(told, key=lambda each: (each.on, each.recorded_at))
        yield ThemePart(
            code,
            name,
            tuple(_goal(row, is_held=row.code not in empty) for row in rows),
            tuple(
                ChangePart(
                    each.on.isoformat(), each.goal, each.what, each.change, each.reason, each.is_innovation
                )
                for each in changed
            ),
            dropped_words(dropped[code]) if code in dropped else "",
        )


def shown_themes(period: PeriodRow | TitleRow, found: Iterable[GoalRow], asof: AsOf) -> dict[str, str]:
    """By code what they are called: those under which goals stand (`found`) first, then the others of the strategy."""
    names = {row.theme: row.theme_name for row in found}
    return names | {row.code: row.name for row in themes_of(period, asof) if row.code not in names}


def _goal(row: GoalRow, *, is_held: bool) -> GoalPart:
    last = row.last
    return GoalPart(
        row.code,
        row.text.title,
        owner_words(row, is_held=is_held),
        goal_status(last.text.status).label if last else "",
        last.on.isoformat() if last else "",
        last.text.sentence if last else "",
        tuple(_indicator(each) for each in row.indicators),
        tuple(
            DonePart(each.text.title, activity_status(each.text.state).label, each.doers)
            for each in row.activities
        ),
    )


def _indicator(row: IndicatorRow) -> MeasuredPart:
    return MeasuredPart(
        row.text.title,
        row.text.unit,
        row.last.source if row.last and row.text.offence else row.text.source,
        number_words(row.base) if row.base is not None else "",
        number_words(row.last.value) if row.last else "",
        row.last.on.year if row.last else None,
        number_words(row.text.target_value),
    )


def _proposals(period: PeriodRow, asof: AsOf) -> Iterator[ProposalPart]:
    """With which it was decided, which put its themes to the councils, and those of the plans beside it."""
    named = (*period.decided_with, *asked_with(period.code, as_adopted(period.code, asof), asof))
    beside = (plan.proposal for plan in period.terms.plans)
    for code in dict.fromkeys(each for each in (*named, *beside) if each):
        closed = closings(asof).get(code)
        adopted_on = closed.on.isoformat() if closed and closed.is_adopted and closed.on else ""
        if found := proposal(ANONYMOUS, code, asof):
            yield ProposalPart(code, found.title, adopted_on, tuple(_points(found, asof)))
        elif proposal(COMMAND, code, asof):
            yield ProposalPart("", _("Een voorstel dat niet openbaar is"), adopted_on)


def _points(found: Standing, asof: AsOf) -> Iterator[PointPart]:
    said = [row for row in remarks(COMMAND, found.code, asof) if row.counts]
    for point in found.points:
        own = [row for row in said if row.label == point.label]
        yield PointPart(
            point.label,
            without_marks(point.text),
            _outcome(found, point),
            tuple(sorted(_effects(own).items())),
            sum(row.reply is None for row in own),
        )


def _outcome(found: Standing, point: PointRow) -> str:
    if found.withdrawn_at:
        return _("ingetrokken")
    stage = deciding_stage(found, point.label)
    return decided_status(point.kind, stage, point.label).label if stage else ""


def _effects(rows: list[RemarkRow]) -> Mapping[str, int]:
    return Counter(str(Effect(row.reply.effect).label) for row in rows if row.reply)


def _results(period: PeriodRow, found: Iterable[ResultRow], asof: AsOf) -> Iterator[ResultPart]:
    """What was recorded: a draft is for who writes it, and what was taken back is no result."""
    rows = tuple(row for row in found if row.text.state is ResultState.RECORDED)
    names, called = partner_names(rows, asof), titles_under(period.code, asof)
    for row in reversed(rows):
        text = row.text
        partners = (
            f"{names.get(each.key, each.organisation or each.body)}{f' ({each.role})' if each.role else ''}"
            for each in text.partners
        )
        yield ResultPart(
            row.code,
            text.title,
            text.reached,
            called.get(row.theme, row.theme),
            tuple(partners),
            tuple(each.title for each in text.evidence if each.can_be_read),
            text.has_evidence,
            _figure(row, asof),
        )


def _figure(row: ResultRow, asof: AsOf) -> FigurePart | None:
    if row.text.claim is None:
        return None
    return figure_part(claimed(row.text.claim, asof))


def figure_part(found: ClaimRow) -> FigurePart:
    """A claim beside its counts, in words."""
    own, claim = found.came_out.own, found.claim
    gone = dict.fromkeys((*own.base.missing, *own.end.missing))
    return FigurePart(
        found.offence,
        found.area,
        claim.base_year,
        own.base.count,
        claim.end_year,
        own.end.count,
        claimed_words(claim.percentage),
        share_words(own),
        None if is_small(own) else own.agrees,
        own.base.is_provisional or own.end.is_provisional,
        tuple(found.missing_names.get(code, code) for code in gone),
        found.sources,
    )
