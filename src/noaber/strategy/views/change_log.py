"""What changed in an adopted strategy, with the reason, and what of it is new (R49)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter, DateFilter, TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import short_date
from noaber.strategy.goal_words import (
    activity_status,
    area_words,
    doer_names,
    doers_words,
    number_words,
    seat_titles,
    theme_titles,
)
from noaber.strategy.queries.goals import GoalRow, SaidRow
from noaber.strategy.rules.goals import ActivityText, GoalStatus, GoalText, IndicatorText
from noaber.strategy.views.goals import in_order, readable_period
from noaber.strategy.views.places import goal_address, period_crumbs

Text = GoalText | ActivityText | IndicatorText
YES_NO = (("ja", "ja"), ("nee", "nee"))


@dataclass(frozen=True, slots=True)
class Names:
    """What seats, bodies and organisations are called."""

    seats: Mapping[str, str]
    doers: Mapping[str, str]


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
    return _table(request, code, asof).respond(request, "strategy/periods.html", context)


def _table(request: Request, code: str, asof: AsOf) -> Table:
    found = in_order(request, code, asof)
    names = Names(seat_titles(request.actor, asof), doer_names(request.actor, asof, tuple(found)))
    themes = theme_titles(request.actor, asof)
    rows = [
        {**each, "theme": themes.get(row.theme, row.theme), "url": goal_address(code, row.code, asof=asof)}
        for row in found
        for each in _changes(row, names)
    ]
    return list_table(
        request.GET,
        name="wijzigingen",
        caption=_("Wijzigingen"),
        columns=[
            Column("on", _("Op"), "date"),
            Column("theme", _("Thema")),
            Column("goal", _("Doel"), "link"),
            Column("what", _("Wat is er gebeurd?")),
            Column("change", _("Wat is er anders?")),
            Column("reason", _("Waarom?")),
            Column("innovation", _("Vernieuwing")),
        ],
        rows=sorted(rows, key=lambda row: str(row["on"]), reverse=True),
        filters=[
            TextFilter(("goal", "change", "reason")),
            ChoiceFilter("theme", _("Thema"), "thema"),
            ChoiceFilter("innovation", _("Vernieuwing"), "vernieuwing", YES_NO),
            DateFilter("on", _("Vanaf"), "vanaf"),
        ],
        empty_text=_("Er is na de vaststelling nog niets veranderd."),
    )


def _changes(row: GoalRow, names: Names) -> Iterator[dict[str, object]]:
    """What was said with a reason, and that the goal was stopped."""
    said = [*row.said]
    said += [each for part in row.activities for each in part.said]
    said += [each for part in row.indicators for each in part.said]
    for each in said:
        if each.text.reason:
            yield _change(row, each, names)
    for update in row.updates:
        if update.text.status is GoalStatus.STOPPED:
            stopped = {"what": _("Doel gestopt"), "change": "", "reason": update.text.sentence}
            yield {"on": update.on, "goal": row.text.title, **stopped, "innovation": _("nee")}


def _change(row: GoalRow, said: SaidRow, names: Names) -> dict[str, object]:
    is_new = getattr(said.text, "is_innovation", False)
    return {
        "on": said.on,
        "goal": row.text.title,
        "what": _what(said),
        "change": differences(said.text, said.before, names),
        "reason": said.text.reason,
        "innovation": _("ja") if is_new else _("nee"),
    }


def _what(said: SaidRow) -> str:
    if isinstance(said.text, GoalText):
        return _("Doel gewijzigd") if said.before else _("Nieuw doel")
    if isinstance(said.text, ActivityText):
        return _("Activiteit gewijzigd") if said.before else _("Nieuwe activiteit")
    return _("Indicator gewijzigd") if said.before else _("Nieuwe indicator")


def differences(text: Text, before: Text | None, names: Names) -> str:
    """What is said otherwise than before; of what is new what it is called."""
    if before is None:
        return text.title
    now, then = _words(text, names), _words(before, names)
    others = {label: value for label, value in now.items() if then.get(label) != value}
    changed = [f"{label}: {then.get(label) or '–'} → {value or '–'}" for label, value in others.items()]
    is_called = isinstance(text, GoalText) or _("Naam") in others
    return "; ".join(changed if is_called else [text.title, *changed])


def _words(text: Text, names: Names) -> dict[str, str]:
    """By label what was said."""
    if isinstance(text, GoalText):
        return {
            _("Naam"): text.title,
            _("Wat wij willen bereiken"): text.aim,
            _("Eigenaar"): names.seats.get(text.owner, text.owner),
            _("Uiterlijk"): short_date(text.due_on),
        }
    if isinstance(text, ActivityText):
        return {
            _("Naam"): text.title,
            _("Wie"): doers_words(text, names.doers),
            _("Eerste dag"): short_date(text.starts_on),
            _("Laatste dag"): short_date(text.ends_on),
            _("Stand"): activity_status(text.state).label,
        }
    return {
        _("Naam"): text.title,
        _("Eenheid"): text.unit,
        _("Bron"): text.source,
        _("Beginwaarde"): number_words(text.base_value) if text.base_value is not None else "",
        _("Dag van de beginwaarde"): short_date(text.base_on),
        _("Streefwaarde"): number_words(text.target_value),
        _("Dag van de streefwaarde"): short_date(text.target_on),
        _("Gebied"): area_words(text.area) if text.area else "",
    }
