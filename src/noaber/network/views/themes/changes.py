"""The themes of the network: add, change and end one; and who carries it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.components.texts import Notice
from noaber.core.requests import Request, asof_of
from noaber.network.access import may_assign_portfolio, may_maintain_register
from noaber.network.forms.choices import Choices
from noaber.network.forms.endings import LastDayForm
from noaber.network.forms.seats import PortfolioForm
from noaber.network.forms.themes import ChangeThemeForm, EndThemeForm, NewThemeForm
from noaber.network.models import PostRole
from noaber.network.queries.known import known_theme
from noaber.network.queries.seats import seats
from noaber.network.queries.theme_dependents import theme_dependents
from noaber.network.queries.themes import PortfolioHolder, ThemeRow, themes
from noaber.network.services.themes import (
    assign_portfolio,
    change_theme,
    end_portfolio,
    end_theme,
    establish_theme,
)
from noaber.network.views.editing import edit

CRUMB = "/themas/"
OFFERED: Final = {"naam": "name", "veld": "safety_field"}
OFFERED_DAYS: Final = {"van": "valid_from", "tot": "last_day"}


def new_page(request: Request) -> HttpResponse:
    """A theme that the network takes up; the address may bring its name, its field and its days (`OFFERED`)."""
    require_form(may_maintain_register(request.actor))
    count = len(themes(request.actor, asof_of(request)))
    form = NewThemeForm(
        sent(request), today=request.today, position=count + 1, offered=_offered(request.GET.dict())
    )

    def save() -> str:
        establish_theme(form.code, actor=request.actor, now=clock.now(), **form.said)
        return CRUMB

    page = EditPage(
        title=_("Thema toevoegen"),
        intro=_(
            "Stond dit thema er eerder? Geef het dezelfde naam; dan gaat het verder met zijn geschiedenis."
        ),
        crumbs=[(_("Thema's"), CRUMB)],
        back_url=CRUMB,
        saved=_("Het thema staat in het register. Wijs nu aan wie het draagt."),
        submit_label=_("Toevoegen"),
    )
    return edit(request, form, page, save)


def _offered(given: Mapping[str, str]) -> dict[str, object]:
    """What the page that leads here knows of the theme; a day that is none is left out."""
    offered: dict[str, object] = {field: given[name] for name, field in OFFERED.items() if given.get(name)}
    for name, field in OFFERED_DAYS.items():
        with suppress(ValueError):
            offered[field] = dt.date.fromisoformat(given.get(name, ""))
    return offered


def change_page(request: Request, code: str) -> HttpResponse:
    """Other words for a theme, as a change or as a correction."""
    require_form(may_maintain_register(request.actor))
    day = asof_of(request).valid_on
    known = known_theme(code, day)
    if known is None:
        raise Http404
    form = ChangeThemeForm(sent(request), known=known, today=day)

    def save() -> str:
        change_theme(code, actor=request.actor, now=clock.now(), **form.said)
        return CRUMB

    page = EditPage(
        title=_("Thema wijzigen"),
        kicker=str(known.values["name"]),
        crumbs=[(_("Thema's"), CRUMB)],
        back_url=CRUMB,
        saved=_("Het thema is gewijzigd. Wat er stond, blijft terug te zien op de dag van toen."),
        notice=_dependents(request, code),
    )
    return edit(request, form, page, save)


def end_theme_page(request: Request, code: str) -> HttpResponse:
    """From a day on the network has no such theme."""
    require_form(may_maintain_register(request.actor))
    theme = _of_the_day(request, code)
    form = EndThemeForm(sent(request), revision=theme.revision, last_day=asof_of(request).valid_on)

    def save() -> str:
        end_theme(code, actor=request.actor, now=clock.now(), **form.said)
        return CRUMB

    page = EditPage(
        title=_("Thema beëindigen"),
        kicker=theme.name,
        intro=_(
            "Daarna draagt niemand dit thema en werkt er geen team aan. Wat er eerder over staat, blijft."
        ),
        crumbs=[(_("Thema's"), CRUMB)],
        back_url=CRUMB,
        saved=_("Het einde van het thema is vastgelegd."),
        notice=_dependents(request, code),
        submit_label=_("Beëindigen"),
        submit_tone="danger",
    )
    return edit(request, form, page, save)


def _of_the_day(request: Request, code: str) -> ThemeRow:
    found = next((row for row in themes(request.actor, asof_of(request)) if row.code == code), None)
    if found is None:
        raise Http404
    return found


def _dependents(request: Request, code: str) -> Notice | None:
    """What rests on a theme, for who changes or ends it."""
    points = theme_dependents(request.actor, code, asof_of(request))
    return Notice("", "warning", title=_("Dit hangt aan het thema"), points=points) if points else None


def assign_page(request: Request, code: str) -> HttpResponse:
    """Give a theme to a mayor; several may share it."""
    require_form(may_assign_portfolio(request.actor))
    theme = _of_the_day(request, code)
    form = PortfolioForm(sent(request), choices=_mayors(request), today=asof_of(request).valid_on)

    def save() -> str:
        assign_portfolio(code, actor=request.actor, now=clock.now(), **form.said)
        return CRUMB

    page = EditPage(
        title=_("Thema toewijzen"),
        kicker=theme.name,
        crumbs=[(_("Thema's"), CRUMB)],
        back_url=CRUMB,
        saved=_("De portefeuille is vastgelegd."),
        submit_label=_("Toewijzen"),
    )
    return edit(request, form, page, save)


def _mayors(request: Request) -> Choices:
    """Every mayor of the day."""
    found = seats(request.actor, asof_of(request), roles=(PostRole.MAYOR,))
    return [(str(row.holder.person_id), row.holder.shown) for row in found if row.holder]


def end_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """From a day on somebody no longer carries a theme."""
    require_form(may_assign_portfolio(request.actor))
    found = _held(request, key)
    if found is None:
        raise Http404
    theme, holder = found
    form = LastDayForm(sent(request), revision=holder.revision, last_day=request.today)

    def save() -> str:
        end_portfolio(key, actor=request.actor, now=clock.now(), **form.said)
        return CRUMB

    page = EditPage(
        title=_("Portefeuille beëindigen"),
        kicker=theme.name,
        intro=_("%(name)s heeft dit thema daarna niet meer in portefeuille.") % {"name": holder.shown},
        crumbs=[(_("Thema's"), CRUMB)],
        back_url=CRUMB,
        saved=_("Het einde van de portefeuille is vastgelegd."),
        submit_label=_("Beëindigen"),
        submit_tone="danger",
    )
    return edit(request, form, page, save)


def _held(request: Request, key: uuid.UUID) -> tuple[ThemeRow, PortfolioHolder] | None:
    return next(
        (
            (theme, holder)
            for theme in themes(request.actor, asof_of(request))
            for holder in theme.holders
            if holder.portfolio_id == key
        ),
        None,
    )
