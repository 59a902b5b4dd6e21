"""Going through a closed gate: the coordinator records the decision that says why (R14)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.requests import Request
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.overrides import OverrideForm
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.services.answers.recording import override_gate
from noaber.decisions.views.places import proposal_address
from noaber.decisions.words import gate_facts


def override_page(request: Request, code: str, number: int) -> HttpResponse:
    """The form; what is refused is said, and the gate stays closed."""
    require(may_write_proposals(request.actor))
    found = proposal(request.actor, code, AsOf(request.today))
    stage = next((each for each in found.stages if each.number == number), None) if found else None
    if found is None or stage is None:
        raise Http404
    form = OverrideForm(request.POST or None, initial={"decided_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            override_gate(
                stage.id, actor=request.actor, now=clock.now(), today=request.today, **form.cleaned_data
            )
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("De stap kan beginnen. De motivering staat erbij."))
            return redirect(proposal_address(code))
    return _page(request, found, stage, form)


def _page(request: Request, found: Standing, stage: StageStanding, form: OverrideForm) -> HttpResponse:
    title, back = _("Toch laten beginnen"), proposal_address(found.code)
    intro = _("Een stap begint pas als de vorige akkoord is. Daarvan afwijken kan alleen met een besluit.")
    needless = _needless(found, stage)
    panel = form_panel(form, submit_label=_("Leg het besluit vast"), submit_tone="danger", cancel_url=back)
    context = {
        "heading": PageHeading(title, kicker=stage.title, intro=intro),
        "breadcrumbs": [
            NavItem(_("Voorstellen"), "/voorstellen/"),
            NavItem(found.title, back),
            NavItem(title, "", is_current=True),
        ],
        "notice": Notice(needless) if needless else _waiting(stage),
        "panel": None if needless else panel,
    }
    return render(request, "decisions/position.html", context)


def _needless(found: Standing, stage: StageStanding) -> str:
    """Why there is nothing to decide here, as the service would refuse it; empty when there is."""
    if found.withdrawn_at:
        return _("Dit voorstel is ingetrokken; er valt niets meer vast te leggen.")
    if not found.is_sent:
        return _("Dit voorstel is nog niet verstuurd; er valt nog niets vast te leggen.")
    if stage.gate.motive:
        return _("Van deze stap is de volgorde al doorbroken.")
    return _("Deze stap kan al beginnen; er valt niets te doorbreken.") if stage.gate.is_open else ""


def _waiting(stage: StageStanding) -> Notice:
    text = _("Stap %(number)s is nog niet akkoord op punt %(labels)s.")
    return Notice(" ".join(text % each for each in gate_facts(stage.gate)), "warning")
