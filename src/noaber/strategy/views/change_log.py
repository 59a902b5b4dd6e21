"""What changed in an adopted strategy, with the reason, and what of it is new (R49)."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter, DateFilter, TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row, short_date
from noaber.network.api import themes
from noaber.strategy.goal_words import (
    activity_status,
    area_words,
    number_words,
)
from noaber.strategy.models import TEXT_PARTS
from noaber.strategy.queries.goals import ACTIVITIES, INDICATORS, GoalRow, SaidRow, goals
from noaber.strategy.queries.texts import strategy_texts
from noaber.strategy.rules.goals import ActivityText, GoalStatus, GoalText
from noaber.strategy.views.goals import readable_period
from noaber.strategy.views.places import goal_address, nota_address, period_crumbs

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
    return _table(request, code, asof).respond(request, "strategy/periods.html", context)


def _table(request: Request, code: str, asof: AsOf) -> Table:
    rows = [
        {**each, "theme": row.theme_name, "url": goal_address(code, row.code, asof=asof)}
        for row in goals(code, asof, (ACTIVITIES, INDICATORS))
        for each in _changes(row)
    ]
    rows += _text_changes(code, asof)
    return list_table(
        request.GET,
        name="wijzigingen",
        caption=_("Wijzigingen"),
        columns=_columns(),
        rows=sorted(rows, key=lambda row: str(row["on"]), reverse=True),
        filters=[
            TextFilter(("goal", "change", "reason")),
            ChoiceFilter("theme", _("Thema"), "thema"),
            ChoiceFilter("innovation", _("Vernieuwing"), "vernieuwing", YES_NO),
            DateFilter("on", _("Vanaf"), "vanaf"),
        ],
        empty_text=_("Er is na de vaststelling nog niets veranderd."),
    )


def _text_changes(code: str, asof: AsOf) -> Iterator[dict[str, object]]:
    """The texts that were shared with a reason."""
    names = {row.code: row.name for row in themes(ANONYMOUS, asof)}
    for row in strategy_texts(code, asof).values():
        theme = names.get(row.key.theme, row.key.theme)
        for before, each in zip((None, *row.shared), row.shared, strict=False):
            if each.text.reason:
                yield {
                    "on": each.on,
                    "theme": theme,
                    "goal": str(TEXT_PARTS[row.key.part]),
                    "url": nota_address(code, "versies/", asof),
                    "what": _("Tekst gewijzigd") if before else _("Nieuwe tekst"),
                    "change": "",
                    "reason": each.text.reason,
                    "innovation": _("nee"),
                }


def _columns() -> list[Column]:
    return [
        Column("on", _("Op"), "date"),
        Column("theme", _("Thema")),
        Column("goal", _("Doel of tekst"), "link"),
        Column("what", _("Wat is er gebeurd?")),
        Column("change", _("Wat is er anders?")),
        Column("reason", _("Waarom?")),
        Column("innovation", _("Vernieuwing")),
    ]


def _changes(row: GoalRow) -> Iterator[dict[str, object]]:
    """What was said with a reason, and that the goal was stopped."""
    of_goal = (*row.activities, *row.indicators, *row.withdrawn)
    parts = (row.said, *(each.said for each in of_goal))
    for said in parts:
        for before, each in zip((None, *said), said, strict=False):
            if each.text.reason:
                yield _change(row, each, before)
    for update in row.updates:
        if update.text.status is GoalStatus.STOPPED:
            stopped = {"what": _("Doel gestopt"), "change": "", "reason": update.text.sentence}
            yield {"on": update.on, "goal": row.text.title, **stopped, "innovation": _("nee")}


def _change(row: GoalRow, said: SaidRow, before: SaidRow | None) -> dict[str, object]:
    is_new = getattr(said.text, "is_innovation", False)
    return {
        "on": said.on,
        "goal": row.text.title,
        "what": _what(said, before),
        "change": differences(said, before),
        "reason": said.text.reason,
        "innovation": _("ja") if is_new else _("nee"),
    }


def _what(said: SaidRow, before: SaidRow | None) -> str:
    if isinstance(said.text, GoalText):
        return _("Doel gewijzigd") if before else _("Nieuw doel")
    if isinstance(said.text, ActivityText):
        if said.text.is_withdrawn:
            return _("Activiteit ingetrokken")
        return _("Activiteit gewijzigd") if before else _("Nieuwe activiteit")
    if said.text.is_withdrawn:
        return _("Indicator ingetrokken")
    return _("Indicator gewijzigd") if before else _("Nieuwe indicator")


def differences(said: SaidRow, before: SaidRow | None) -> str:
    """What is said otherwise than before; of what is new what it is called."""
    if before is None:
        return said.text.title
    now, then = _words(said), _words(before)
    others = {label: value for label, value in now.items() if then.get(label) != value}
    changed = [f"{label}: {then.get(label) or '–'} → {value or '–'}" for label, value in others.items()]
    is_called = isinstance(said.text, GoalText) or _("Naam") in others
    return "; ".join(changed if is_called else [said.text.title, *changed])


def _words(said: SaidRow) -> dict[str, str]:
    """By label what was said."""
    text = said.text
    if isinstance(text, GoalText):
        return {
            _("Naam"): text.title,
            _("Wat wij willen bereiken"): text.aim,
            _("Eigenaar"): in_a_row(said.who),
            _("Uiterlijk"): short_date(text.due_on),
        }
    if isinstance(text, ActivityText):
        return {
            _("Naam"): text.title,
            _("Wie"): in_a_row(said.who),
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
