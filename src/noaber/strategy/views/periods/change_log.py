"""What changed in an adopted strategy, with the reason, and what of it is new (R49)."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.addresses import proposal_address, with_dates
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter, DateFilter, TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request, asof_of, public
from noaber.decisions.api import reason_of_righting, righted_what
from noaber.strategy.models import TEXT_PARTS
from noaber.strategy.queries.consulting.after_adoption import all_righted
from noaber.strategy.queries.goals.goal import ACTIVITIES, INDICATORS, TYPED, goals
from noaber.strategy.queries.periods.period import TitleRow, adopted_on, statements
from noaber.strategy.queries.selection.period_themes import titles_under
from noaber.strategy.queries.selection.theme_changes import theme_changes
from noaber.strategy.queries.texts import strategy_texts
from noaber.strategy.rules.periods.period import PeriodState, decision_of
from noaber.strategy.views.goals.overview import readable_period
from noaber.strategy.views.places import goal_address, nota_address, period_address, period_crumbs
from noaber.strategy.views.selection.earlier_choices import choice_changes
from noaber.strategy.words.changes import Change, changes, theme_differences, theme_turn
from noaber.strategy.words.periods import is_corrected, period_differences, period_words

YES_NO = (("ja", "ja"), ("nee", "nee"))


@public
def change_log(request: Request, code: str) -> HttpResponse:
    """Every change since the adoption, the last first."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    intro = _("Wat er na de vaststelling van de strategie veranderde, en waarom.")
    context = {
        **crumbs_of(period_crumbs(code, period.title, asof), _("Wijzigingen")),
        "heading": PageHeading(_("Wijzigingen"), kicker=period.title, intro=intro),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return _table(request, period, asof).respond(request, "strategy/periods.html", context)


def _table(request: Request, period: TitleRow, asof: AsOf) -> Table:
    code = period.code
    rows = [
        {**_cells(each), "theme": row.theme_name, "url": goal_address(code, row.code, asof=asof)}
        for row in goals(code, asof, (ACTIVITIES, INDICATORS, TYPED))
        for each in changes(row, adopted_on(code, asof))
    ]
    rows += [*_text_changes(code, asof), *_period_changes(code, asof)]
    rows += _answers_righted(request, code, asof)
    rows += [*_theme_changes(period, asof), *choice_changes(request.actor, code, asof)]
    read = [row for row in rows if not asof.is_asked or str(row["on"]) <= asof.valid_on.isoformat()]
    return list_table(
        request.GET,
        name="wijzigingen",
        caption=_("Wijzigingen"),
        columns=_columns(),
        rows=sorted(sorted(read, key=_told), key=lambda row: (row["on"], row["at"]), reverse=True),
        filters=[
            TextFilter(("goal", "change", "reason")),
            ChoiceFilter("theme", _("Thema"), "thema"),
            ChoiceFilter("innovation", _("Vernieuwing"), "vernieuwing", YES_NO),
            DateFilter("on", _("Vanaf"), "vanaf"),
        ],
        empty_text=_("Er is na de vaststelling nog niets veranderd."),
    )


def _told(row: Mapping[str, object]) -> list[str]:
    """By which rows of one moment keep one order."""
    return [str(row[name]) for name in ("theme", "goal", "what", "change")]


def _text_changes(code: str, asof: AsOf) -> Iterator[dict[str, object]]:
    """The texts that were shared with a reason."""
    names = titles_under(code, asof)
    for row in strategy_texts(code, asof).values():
        theme = names.get(row.key.theme, row.key.theme)
        for before, each in zip((None, *row.shared), row.shared, strict=False):
            if each.text.reason:
                yield {
                    "on": each.on,
                    "at": each.recorded_at,
                    "theme": theme,
                    "goal": str(TEXT_PARTS[row.key.part]),
                    "url": nota_address(code, "versies/", asof),
                    "what": _("Tekst gewijzigd") if before else _("Nieuwe tekst"),
                    "change": "",
                    "reason": each.text.reason,
                    "innovation": _("nee"),
                }


def _theme_changes(period: TitleRow, asof: AsOf) -> Iterator[dict[str, object]]:
    """That the network calls or describes a chosen theme otherwise since, or has it no more."""
    names = titles_under(period.code, asof)
    for each in theme_changes(period, asof):
        yield {
            "on": each.on,
            "at": each.recorded_at,
            "theme": names.get(each.code, each.was),
            "goal": each.name or each.was,
            "url": with_dates("/themas/", asof),
            "what": theme_turn(each),
            "change": "; ".join(theme_differences(each)),
            "reason": each.reason,
            "innovation": _("nee"),
        }


def _period_changes(code: str, asof: AsOf) -> Iterator[dict[str, object]]:
    """That the strategy was extended, closed or its makers discharged, and what of it was told otherwise since."""
    for each, before in pairwise(statements(code, asof)):
        terms, then = each.terms, before.terms
        is_decided = decision_of(terms) != decision_of(then) and not is_corrected(terms, then)
        on = terms.decided_on if is_decided else clock.day_of(each.recorded_at)
        change = "; ".join(period_differences(terms, then))
        if then.state is PeriodState.PREPARATION or not change:
            continue
        yield {
            "on": on,
            "at": each.recorded_at,
            "theme": "",
            "goal": f"{terms.title} {terms.years}",
            "url": period_address(code, asof=asof),
            "what": period_words(terms, then),
            "change": change,
            "reason": terms.note if terms.note != then.note else "",
            "innovation": _("nee"),
        }


def _answers_righted(request: Request, code: str, asof: AsOf) -> Iterator[dict[str, object]]:
    """What was put right of who consented, was heard or adopted; the reason is for the network."""
    last = next(iter(statements(code, asof)), None)
    if last is None or last.adopted_on is None:
        return
    codes = (*last.decided_with, *(plan.proposal for plan in last.terms.plans))
    for found, row in all_righted(request.actor, codes, code, asof):
        yield {
            "on": row.on,
            "at": row.at,
            "theme": "",
            "goal": found.title,
            "url": proposal_address(found.code),
            "what": _("Antwoord rechtgezet"),
            "change": capfirst(righted_what(row)),
            "reason": reason_of_righting(found, row) if request.actor.is_in_network else "",
            "innovation": _("nee"),
        }


def _columns() -> list[Column]:
    return [
        Column("on", _("Op"), "date"),
        Column("theme", _("Thema")),
        Column("goal", _("Doel, thema, keuze, tekst of strategie"), "link"),
        Column("what", _("Wat is er gebeurd?")),
        Column("change", _("Wat is er anders?")),
        Column("reason", _("Waarom?")),
        Column("innovation", _("Vernieuwing")),
    ]


def _cells(each: Change) -> dict[str, object]:
    return {
        "on": each.on,
        "at": each.recorded_at,
        "goal": each.goal,
        "what": each.what,
        "change": each.change,
        "reason": each.reason,
        "innovation": _("ja") if each.is_innovation else _("nee"),
    }
