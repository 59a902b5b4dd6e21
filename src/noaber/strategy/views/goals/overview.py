"""The goals of a period: by theme who owns each, how it is going, and how far its indicators are (R12)."""

from collections.abc import Collection, Mapping, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in, require
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request, asof_of, public
from noaber.strategy.access import may_add_some_goal, may_keep_goal, may_see_goals
from noaber.strategy.queries.goals.goal import INDICATORS, VALUES, goals
from noaber.strategy.queries.goals.owners import late_updates, ownerless, term_of
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import dropped_themes
from noaber.strategy.rules.goals.days import new_refusal, saying_refusal
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.views.carrying import lacking_notice
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.places import (
    ATTENTION,
    DROPPED,
    EMPTY,
    LATE,
    changes_address,
    goal_address,
    goals_address,
    participation_address,
    period_crumbs,
    progress_address,
    work_plan_address,
)
from noaber.strategy.words.dropped import dropped_sentence, dropped_with_goals
from noaber.strategy.words.goals import indicator_words, last_status, owner_words


@public
def goal_list(request: Request, code: str) -> HttpResponse:
    """Every goal, by theme, with its owner and its last status."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    found = goals(code, asof, (INDICATORS, VALUES))
    intro = _(
        "Wat wij in deze periode willen bereiken. Elk doel heeft een eigenaar en een stand met een datum."
    )
    context = {
        **crumbs_of(period_crumbs(code, period.title, asof), _("Doelen")),
        "heading": PageHeading(
            _("Doelen"), kicker=period.title, intro=intro, actions=_actions(request, period, found, asof)
        ),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": _notices(request, period, found, asof),
    }
    return _table(request, period, found, asof).respond(request, "strategy/listed.html", context)


def _notices(request: Request, period: TitleRow, found: Sequence[GoalRow], asof: AsOf) -> list[Notice]:
    """Chosen themes without a place for goals, and goals under a theme that is not chosen any more."""
    effect = _("Er zijn nog geen doelen onder vast te leggen.")
    lacking = lacking_notice(request.actor, period, asof, effect, of_ended=True)
    points = [
        dropped_sentence(each, rows) for each, rows in dropped_with_goals(dropped_themes(period, asof), found)
    ]
    dropped = Notice(_("Onder deze thema’s staan nog doelen:"), "warning", points=tuple(points))
    return [*([lacking] if lacking else []), *([dropped] if points else [])]


def readable_period(request: Request, code: str, asof: AsOf) -> TitleRow:
    """The period, for who may read its goals; for anyone else it has none."""
    found = find_period(code, asof)
    require(may_see_goals(request.actor, found.state))
    return found


def may_change_goal(request: Request, period: TitleRow, row: GoalRow) -> bool:
    if period.state not in TAKES_PRIORITIES:
        return False
    asof = AsOf(request.today)
    return may_fill_in(may_keep_goal(request.actor, row.theme, row.text.owner, asof))


def no_updates(request: Request, period: TitleRow) -> str:
    """Why nobody can say today how the goals of a period go; empty when one can."""
    return saying_refusal(period.state, term_of(period), request.today)


def nothing_new(request: Request, period: TitleRow) -> str:
    """Why nothing new comes under a period today; empty when it can."""
    return new_refusal(term_of(period), request.today)


def updatable(request: Request, period: TitleRow, rows: Sequence[GoalRow]) -> list[GoalRow]:
    """The own goals that were not reached or stopped, while one can say how they go."""
    if no_updates(request, period):
        return []
    return [row for row in rows if not row.is_ended and may_change_goal(request, period, row)]


def _actions(request: Request, period: TitleRow, rows: Sequence[GoalRow], asof: AsOf) -> tuple[Action, ...]:
    found = [
        Action(_("Voortgang per thema"), progress_address(period.code, asof)),
        Action(_("Wijzigingen"), changes_address(period.code, asof)),
        Action(_("Werkplannen"), work_plan_address(period.code, asof=asof)),
        Action(_("Deelname"), participation_address(period.code, asof=asof)),
    ]
    if asof.is_asked or period.state not in TAKES_PRIORITIES:
        return tuple(found)
    if may_fill_in(may_add_some_goal(request.actor, asof)) and not nothing_new(request, period):
        found.insert(0, Action(_("Nieuw doel"), goals_address(period.code, "nieuw/")))
    if updatable(request, period, rows):
        update = goals_address(period.code, "bijwerken/")
        found.insert(0, Action(_("Werk de voortgang bij"), update, "primary"))
    return tuple(found)


def _table(request: Request, period: TitleRow, found: Sequence[GoalRow], asof: AsOf) -> Table:
    empty = ownerless(period, found, asof)
    late = {row.code for row in late_updates(period, asof)}
    gone = {each.code for each in dropped_themes(period, asof)}
    dropped = {row.code for row in found if row.theme in gone}
    return list_table(
        request.GET,
        name="doelen",
        caption=_("Doelen"),
        columns=_columns(),
        rows=[_cells(period.code, row, asof, {LATE: late, EMPTY: empty, DROPPED: dropped}) for row in found],
        filters=[
            TextFilter(("title", "aim", "owner", "indicators")),
            ChoiceFilter("theme", _("Thema"), "thema"),
            ChoiceFilter("owner", _("Eigenaar"), "eigenaar"),
            ChoiceFilter("status", _("Stand"), "stand"),
            ChoiceFilter("attention_keys", _("Let op"), ATTENTION, tuple(_attention().items())),
        ],
        empty_text=_("Er zijn nog geen doelen vastgelegd."),
    )


def _columns() -> Sequence[Column]:
    return [
        Column("theme", _("Thema")),
        Column("title", _("Doel"), "link"),
        Column("aim", _("Wat wij willen bereiken"), is_on_screen=False),
        Column("owner", _("Eigenaar")),
        Column("status", _("Stand"), "status"),
        Column("on", _("Sinds"), "date"),
        Column("sentence", _("Toelichting"), is_on_screen=False),
        Column("indicators", _("Van begin naar doel")),
        Column("due_on", _("Uiterlijk"), "date"),
        Column("attention", _("Let op"), is_on_screen=False),
    ]


def _attention() -> dict[str, str]:
    """What a goal can ask attention for."""
    return {
        LATE: _("voortgang is te laat"),
        EMPTY: _("zetel van de eigenaar is leeg"),
        DROPPED: _("thema is niet meer gekozen"),
    }


def _cells(period: str, row: GoalRow, asof: AsOf, attention: Mapping[str, Collection[str]]) -> Row:
    """`attention`: by what a goal can ask attention for, the goals that do."""
    keys = tuple(key for key, codes in attention.items() if row.code in codes)
    return {
        "theme": row.theme_name,
        "title": row.text.title,
        "url": goal_address(period, row.code, asof=asof),
        "aim": row.text.aim,
        "owner": owner_words(row, is_held=row.code not in attention[EMPTY]),
        "status": last_status(row),
        "on": row.last.on if row.last else None,
        "sentence": row.last.text.sentence if row.last else "",
        "indicators": "; ".join(indicator_words(each) for each in row.indicators),
        "due_on": row.text.due_on,
        "attention": "; ".join(_attention()[key] for key in keys),
        "attention_keys": keys,
    }
