"""What the second of two editors reads: what the other wrote, beside the own words."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render

from noaber.accounts.editing import EditPage, crumbs_of
from noaber.core.components.conflict import conflict_page
from noaber.core.errors import Conflict
from noaber.core.requests import Request


def overtaken(
    request: Request,
    page: EditPage,
    conflict: Conflict,
    yours: Mapping[str, str],
    stored: Mapping[str, str],
    address: str = "",
) -> HttpResponse:
    """What is `yours` and what is `stored`, by the label of each field; `address` is where the form stands."""
    shown = conflict_page(
        conflict.with_values(yours, stored), edit_url=address or request.path, back_url=page.back_url
    )
    return render(request, "core/conflict.html", {"conflict": shown, **crumbs_of(page.crumbs)}, status=409)
