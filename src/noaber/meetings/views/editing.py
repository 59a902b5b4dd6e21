"""What every page that changes a meeting or an action does: show a form, save it, say why not when that cannot be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from noaber.core.components.conflict import conflict_page
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.table import Table
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request
from noaber.meetings.forms.sittings import SittingPart


@dataclass(frozen=True, slots=True)
class FormPage:
    """The page around a form. `back` is where Cancel leads, and saving unless it answers another address."""

    title: str
    crumbs: Sequence[tuple[str, str]]
    back: str
    saved: str
    submit_label: str
    kicker: str = ""
    intro: str = ""
    notice: Notice | None = None
    fieldsets: Sequence[tuple[str, Sequence[str]]] = ()
    table: Table | None = None
    tone: Literal["primary", "danger"] = "primary"


def show_or_save(
    request: Request, form: SittingPart, page: FormPage, save: Callable[[], str | None]
) -> HttpResponse:
    """Show `form`, or save it with `save`, which may answer the address to go on to."""
    if request.method == "POST" and form.is_valid():
        try:
            address = save()
        except Conflict as conflict:
            shown = conflict_page(conflict, edit_url=request.get_full_path(), back_url=page.back)
            return render(request, "core/conflict.html", {"conflict": shown}, status=409)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, page.saved)
            return redirect(address or page.back)
    return render(request, "meetings/form.html", _context(form, page))


def _context(form: SittingPart, page: FormPage) -> dict[str, object]:
    return {
        "heading": PageHeading(page.title, kicker=page.kicker, intro=page.intro),
        "breadcrumbs": crumbs(page.crumbs, page.title),
        "notice": page.notice,
        "table": page.table,
        "panel": form_panel(
            form,
            submit_label=page.submit_label,
            submit_tone=page.tone,
            cancel_url=page.back,
            fieldsets=page.fieldsets,
        ),
    }


def crumbs(before: Sequence[tuple[str, str]], last: str) -> list[NavItem]:
    return [*(NavItem(label, url) for label, url in before), NavItem(last, "", is_current=True)]
