"""A page that cannot be opened now: why, with the way back to what it is about."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import Crumbs, crumbs_of
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.finance.views.budget.year_budget import PAGE


def refused_page(request: Request, why: str, back: Action, crumbs: Crumbs, kicker: str = "") -> HttpResponse:
    """`crumbs` lead to what it is about; `back` goes there."""
    title = _("Dit kan niet")
    context = {
        "heading": PageHeading(title, kicker=kicker),
        **crumbs_of(crumbs, title),
        "notices": [Notice(why, "warning", action=back)],
    }
    return render(request, PAGE, context, status=HTTPStatus.BAD_REQUEST)
