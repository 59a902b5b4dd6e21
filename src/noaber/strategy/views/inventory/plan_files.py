"""Taking the file of a plan away, and what to warn of."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.conflict import conflict_page
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.errors import Conflict
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.sensitive import find_sensitive
from noaber.strategy.access import may_hand_in_plan, may_record_period
from noaber.strategy.queries.inventory.plans import PlanRow, plan, source
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.services.inventory.plan_files import remove_plan_file
from noaber.strategy.views.places import inventory_crumbs, plan_address, source_address

REMOVE = "bestand-weghalen/"


def plan_notices(row: PlanRow) -> Iterator[Notice]:
    """For who may change it: what seems to stand in it that does not belong here."""
    text = row.text
    said = [part for each in text.priorities for part in (each.wording, each.page, each.ambition)]
    kinds = {found.kind for part in (text.title, *said) for found in find_sensitive(part)}
    if "bsn" in kinds:
        yield Notice(_("In de tekst lijkt een burgerservicenummer te staan. Die horen hier niet."), "warning")
    if "licence_plate" in kinds:
        yield Notice(_("In de tekst lijkt een kenteken te staan. Kentekens horen hier niet."), "warning")
    yield from (Notice(warning, "warning") for warning in row.warnings)


def removal_of(row: PlanRow, address: str) -> tuple[Action, ...]:
    """The way to take its file away, where it has one."""
    return (Action(_("Haal het bestand weg"), address),) if row.text.file else ()


def remove_file_page(
    request: Request, code: str, organisation_code: str = "", source_code: str = ""
) -> HttpResponse:
    """Ask once more, then take it away for everyone."""
    actor = request.actor
    require(may_hand_in_plan(actor, organisation_code) if organisation_code else may_record_period(actor))
    asof = AsOf(request.today)
    row = plan(code, organisation_code, asof) if organisation_code else source(code, source_code, asof)
    if row is None or not row.text.file:
        raise Http404
    back = plan_address(code, row.organisation) if row.organisation else source_address(code, row.source)
    if request.method == "POST":
        return _remove(request, code, row, back)
    shown = _confirmation(row, back)
    found = titled(code, asof)
    crumbs = [*inventory_crumbs(code, found.title if found else code), (row.text.title, back)]
    return render(request, "core/confirm.html", {"confirmation": shown, **crumbs_of(crumbs, shown.title)})


def _confirmation(row: PlanRow, back: str) -> Confirmation:
    return Confirmation(
        title=_("Bestand weghalen"),
        question=_("Wilt u “%(name)s” weghalen?") % {"name": row.file_name},
        confirm_label=_("Haal het bestand weg"),
        cancel_url=back,
        consequences=(
            _("Niemand kan het meer openen, ook niet op een eerdere datum."),
            _("Bestanden die hier eerder stonden, gaan ook weg."),
            _("Wat over het plan en de prioriteiten is vastgelegd, blijft staan."),
        ),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )


def _remove(request: Request, code: str, row: PlanRow, back: str) -> HttpResponse:
    whose = {"organisation": row.organisation, "source": row.source}
    seen = sent_revision(request)
    try:
        remove_plan_file(code, **whose, actor=request.actor, now=clock.now(), expected_revision=seen)
    except Conflict as conflict:
        shown = conflict_page(conflict, edit_url=request.path, back_url=back)
        return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    messages.success(request, _("Het bestand is weg."))
    return redirect(back)
