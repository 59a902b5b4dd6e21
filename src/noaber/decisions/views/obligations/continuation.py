"""Does the network go on (R50)? The part of a page that says so, and recording the decision to go on without all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.obligations import ContinuationForm
from noaber.decisions.obligation_words import continuation_status, former_decision_words, taking_part_words
from noaber.decisions.queries.obligations.continuation import Continuation, Partner, continuation
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.services.obligations.continuing import STEERING_GROUP, record_continuation
from noaber.decisions.views.places import continuation_address, obligations_address, proposal_address
from noaber.decisions.words import counted_words
from noaber.network.api import bodies


@dataclass(frozen=True, slots=True)
class ContinuationPart:
    """How it stands: in a line, in words, and by name."""

    line: StatusLine
    notice: Notice
    facts: DefinitionList | None


def continuation_part(
    request: Request, code: str, asof: AsOf, *, unproven: int = 0
) -> ContinuationPart | None:
    """None when the network does not depend on the proposal. `unproven`: of how many the evidence lacks."""
    found = continuation(request.actor, code, asof)
    if found is None:
        return None
    label = counted_words(
        len(found.agreed),
        found.asked,
        _("organisatie besloot zelf om mee te doen"),
        _("organisaties besloot zelf om mee te doen"),
        _("organisaties besloten zelf om mee te doen"),
    )
    if unproven:
        label += " " + _("(bewijs ontbreekt bij %(count)s)") % {"count": unproven}
    line = StatusLine(len(found.agreed), found.asked, label)
    return ContinuationPart(line, _notice(request, found), _facts(found))


def _notice(request: Request, found: Continuation) -> Notice:
    status = continuation_status(found)
    title = _("Het netwerk: %(state)s") % {"state": status.label}
    if found.state is ContinuationState.CONTINUES:
        return Notice(_("Alle organisaties hebben zelf besloten om mee te doen."), "ok", title)
    if found.state is ContinuationState.BY_DECISION:
        return Notice(
            _("Nog niet alle organisaties doen mee; de begeleidingsgroep gaat toch door."), "warning", title
        )
    if not found.is_asked:
        return Notice(
            _("De overleggen besluiten eerst. Daarna is iedere organisatie aan de beurt."), "info", title
        )
    may = may_write_proposals(request.actor)
    action = Action(_("Leg het besluit om door te gaan vast"), continuation_address(found.proposal))
    text = _("Het netwerk kan alleen doorgaan als alle organisaties meedoen.")
    return Notice(
        " ".join(filter(None, (text, former_decision_words(found)))),
        "warning",
        title,
        action=action if may else None,
    )


def _facts(found: Continuation) -> DefinitionList | None:
    items = []
    if found.declined:
        items.append(
            Definition(_("Afgewezen (%(count)s)") % {"count": len(found.declined)}, _names(found.declined))
        )
    if found.missing and found.is_asked:
        items.append(
            Definition(
                _("Nog niet besloten (%(count)s)") % {"count": len(found.missing)}, _names(found.missing)
            )
        )
    if found.decision:
        day = long_date(found.decision.decided_on)
        note = "; ".join(part for part in (found.decision.motive, found.decision.evidence) if part)
        items.append(Definition(_("Besluit om door te gaan"), day, note=note))
    return DefinitionList(tuple(items)) if items else None


def _names(partners: Sequence[Partner]) -> str:
    return in_a_row(each.name for each in partners)


def continuation_page(request: Request, code: str) -> HttpResponse:
    """The form of the decision; what is refused is said, and nothing is recorded."""
    require(may_write_proposals(request.actor))
    asof = AsOf(request.today)
    found = continuation(request.actor, code, asof)
    if found is None:
        raise Http404
    groups = [(each.code, each.called) for each in bodies(request.actor, asof) if each.kind == STEERING_GROUP]
    form = ContinuationForm(request.POST or None, groups=groups, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            record_continuation(
                code, actor=request.actor, now=clock.now(), today=request.today, **form.cleaned_data
            )
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Vastgelegd: het netwerk gaat door. De motivering staat erbij."))
            return redirect(obligations_address(code))
    return _page(request, found, form)


def _page(request: Request, found: Continuation, form: ContinuationForm) -> HttpResponse:
    title, back = _("Doorgaan zonder iedereen"), obligations_address(found.proposal)
    intro = _("Het netwerk gaat door als iedereen meedoet. Daarvan afwijken kan alleen met een besluit.")
    needless = _needless(found)
    panel = form_panel(form, submit_label=_("Leg het besluit vast"), submit_tone="danger", cancel_url=back)
    context = {
        "heading": PageHeading(title, kicker=found.title, intro=intro),
        "breadcrumbs": [
            NavItem(_("Voorstellen"), "/voorstellen/"),
            NavItem(found.title, proposal_address(found.proposal)),
            NavItem(_("Verplichtingen"), back),
            NavItem(title, "", is_current=True),
        ],
        "notice": Notice(needless) if needless else _warning(found),
        "panel": None if needless else panel,
    }
    return render(request, "decisions/position.html", context)


def _needless(found: Continuation) -> str:
    """Why there is nothing to decide here, as the service would refuse it; empty when there is."""
    if found.state is ContinuationState.BY_DECISION:
        return _("Het besluit om door te gaan is al vastgelegd.")
    if found.state is ContinuationState.CONTINUES:
        return _("Alle organisaties zijn akkoord; een besluit om door te gaan is niet nodig.")
    if not found.is_asked:
        return _("De organisaties zijn nog niet aan de beurt; wacht op de overleggen.")
    return ""


def _warning(found: Continuation) -> Notice:
    told = (taking_part_words(found), former_decision_words(found))
    return Notice(" ".join(filter(None, told)), "warning")
