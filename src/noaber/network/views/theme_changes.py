"""Who carries a theme: assign it, and end that."""

import uuid

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.requests import Request, asof_of
from noaber.network.access import may_assign_portfolio
from noaber.network.forms.choices import Choices
from noaber.network.forms.seats import EndPortfolioForm, PortfolioForm
from noaber.network.models import PostRole
from noaber.network.queries.seats import seats
from noaber.network.queries.themes import PortfolioHolder, ThemeRow, themes
from noaber.network.services.themes import assign_portfolio, end_portfolio
from noaber.network.views.editing import edit

CRUMB = "/themas/"


def assign_page(request: Request, code: str) -> HttpResponse:
    """Give a theme to a mayor; several may share it."""
    require_form(may_assign_portfolio(request.actor))
    theme = next((row for row in themes(request.actor, asof_of(request)) if row.code == code), None)
    if theme is None:
        raise Http404
    form = PortfolioForm(sent(request), choices=_mayors(request), today=request.today)

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
    form = EndPortfolioForm(sent(request), revision=holder.revision, last_day=request.today)

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
