"""A next text, taking a proposal back, and throwing a draft away."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem
from noaber.core.requests import Request, sent_revision
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.drafts import WithdrawalForm
from noaber.decisions.queries.drafts.draft import draft_of
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.prerequisites import told_of_withdrawing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.services.drafts.draft import refuse_closed, refuse_kept
from noaber.decisions.services.drafts.versions import discard_draft, withdraw_proposal, write_next_version
from noaber.decisions.views.drafts.editor import LIST, act, ask, form_page, opened, save_form
from noaber.decisions.views.places import proposal_address, writing_address


def _standing(
    request: Request, code: str, refuse: Callable[[Standing, AsOf], None] = refuse_closed
) -> Standing:
    require(may_write_proposals(request.actor))
    found = proposal(request.actor, code, AsOf(request.today))
    if found is None:
        raise Http404
    refuse(found, AsOf(request.today))
    return found


def next_version_page(request: Request, code: str) -> HttpResponse:
    """Asks once more, then begins a next text; when one is being written already, goes there."""
    found = _standing(request, code)
    if draft_of(code):
        return redirect(writing_address(code))
    back = proposal_address(code)
    if request.method == "POST":

        def save() -> object:
            expected = sent_revision(request)
            return write_next_version(
                code, actor=request.actor, today=request.today, expected_revision=expected
            )

        done = _("De nieuwe versie staat klaar als concept. Zeg erbij wat u wijzigt.")
        return act(request, save, done=done, to=writing_address(code), back=back)
    return ask(request, _next_version(found), NavItem(found.title, back))


def _next_version(found: Standing) -> Confirmation:
    """What beginning a next text does, in sentences."""
    return Confirmation(
        title=_("Nieuwe versie schrijven"),
        question=_("Wilt u een nieuwe versie van “%(title)s” schrijven?") % {"title": found.title},
        confirm_label=_("Begin met schrijven"),
        cancel_url=proposal_address(found.code),
        consequences=(
            _("De tekst, de punten, de bijlagen en de cijfers van de vorige versie komen mee."),
            _("Wie nu leest, leest de vorige versie tot u de nieuwe verstuurt."),
        ),
        hidden=(("revision", str(found.revision)),),
    )


def withdraw_page(request: Request, code: str) -> HttpResponse:
    """Takes a proposal back, with the reason."""
    found = _standing(request, code, refuse_kept)
    form = WithdrawalForm(request.POST or None, initial={"revision": found.revision})
    back = proposal_address(code)
    if request.method == "POST" and form.is_valid():

        def save() -> object:
            reason, expected = form.cleaned_data["reason"], form.cleaned_data["revision"]
            return withdraw_proposal(
                code, reason, actor=request.actor, now=clock.now(), expected_revision=expected
            )

        if answer := save_form(request, form, save, done=_("Het voorstel is ingetrokken."), to=back):
            return answer
    panel = form_panel(form, submit_label=_("Trek het voorstel in"), submit_tone="danger", cancel_url=back)
    stays = _("Het blijft te lezen, met de reden erbij. Er wordt niets meer op vastgelegd.")
    intro = " ".join([stays, *told_of_withdrawing(code)])
    return form_page(request, found, _("Voorstel intrekken"), panel, intro=intro)


def discard_page(request: Request, code: str) -> HttpResponse:
    """Asks once more, then throws the draft away."""
    found = opened(request, code)
    if request.method == "POST":

        def save() -> object:
            expected = sent_revision(request)
            return discard_draft(code, actor=request.actor, now=clock.now(), expected_revision=expected)

        to = LIST if found.is_first else proposal_address(code)
        return act(request, save, done=_("Het concept is weg."), to=to, back=writing_address(code))
    whole = _("Het hele voorstel verdwijnt: er is nooit iets van verstuurd.")
    part = _("Alleen deze nieuwe tekst verdwijnt; wat is verstuurd, blijft.")
    confirmation = Confirmation(
        title=_("Concept weggooien"),
        question=_("Wilt u het concept “%(title)s” weggooien?") % {"title": found.title},
        confirm_label=_("Gooi het concept weg"),
        cancel_url=writing_address(code),
        consequences=(whole if found.is_first else part, _("Dit kan niet ongedaan worden gemaakt.")),
        tone="danger",
        hidden=(("revision", str(found.revision)),),
    )
    return ask(request, confirmation, NavItem(found.title, proposal_address(code)))
