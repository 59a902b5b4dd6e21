"""Putting the chosen themes to the councils, and the strategy up for adoption: asked once more, then written."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.conflict import conflict_page
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.api import Standing, without_marks
from noaber.strategy.access import may_prepare_round, may_record_period
from noaber.strategy.queries.consulting.adopting import unanswered
from noaber.strategy.queries.consulting.asked_choice import candidates
from noaber.strategy.queries.consulting.asked_themes import own_words
from noaber.strategy.queries.consulting.course import weighed_in
from noaber.strategy.queries.periods.period import PeriodRow, period
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.services.consulting.drafts import (
    plan_that_runs,
    put_to_councils,
    put_up_for_adoption,
    ready_for_adoption,
    refuse_running,
)
from noaber.strategy.services.selection.changed_choices import refuse_replaced
from noaber.strategy.views.finding import title_of
from noaber.strategy.views.places import period_address, period_crumbs, round_address, rounds_crumbs
from noaber.strategy.views.selection.round import find_round, refuse_closed, refuse_withdrawn
from noaber.strategy.views.selection.workbook import kept_workbook

WRITES_ON = gettext_lazy("Het concept staat klaar. Kijk het na, plan de dagen en verstuur het.")


def put_to_councils_page(request: Request, code: str, number: int) -> HttpResponse:
    """The proposal of candidates for the district councils (R09)."""
    require(may_prepare_round(request.actor))
    asof = AsOf(request.today)
    found, row = find_round(request, code, number, asof)
    refuse_closed(found)
    refuse_withdrawn(row)
    refuse_replaced(row, request.today)
    if row.choice is None:
        raise DomainError(_("Er is nog niets gekozen. Leg eerst de keuze vast."))
    refuse_running(row.choice.text.proposal, request.today)

    def act() -> str:
        return put_to_councils(
            code,
            number,
            paper=kept_workbook(row, asof),
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=sent_revision(request),
        )

    crumbs = [*rounds_crumbs(code, found.title), (row.text.title, round_address(code, number))]
    return confirm_draft(request, _asked_of_councils(row), crumbs, act)


def _asked_of_councils(row: RoundRow) -> Confirmation:
    return Confirmation(
        title=_("Leg de thema’s voor aan de overleggen"),
        question=_("Wilt u een voorstel maken waarin de overleggen instemmen met deze keuze?"),
        confirm_label=_("Maak het voorstel"),
        cancel_url=round_address(row.period, row.number),
        consequences=(
            _("Er komt een concept met een punt per thema: %(themes)s.") % {"themes": _chosen(row)},
            _("Bij elk punt staan de plaats op de ranglijst en de reden van de keuze."),
            _("De ranglijst met alle scores gaat mee als bijlage. Die is voor het netwerk, niet openbaar."),
            _("Er wordt nog niets verstuurd. U kunt alles nog wijzigen."),
        ),
        hidden=(("revision", str(row.revision)),),
    )


def _chosen(row: RoundRow) -> str:
    return in_a_row(each.name for each in candidates(row) if each.is_chosen)


def put_up_for_adoption_page(request: Request, code: str) -> HttpResponse:
    """The proposal to adopt the strategy, with the plan of the police beside it (R13)."""
    require(may_record_period(request.actor))
    if period(code, AsOf(request.today)) is None:
        raise Http404
    found, row, consent = ready_for_adoption(code, request.today)

    def act() -> str:
        return put_up_for_adoption(
            code,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=sent_revision(request),
        )

    asked = _asked_to_adopt(found, row, consent, AsOf(request.today))
    return confirm_draft(request, asked, period_crumbs(code, title_of(found)), act)


def _asked_to_adopt(found: PeriodRow, row: RoundRow, consent: Standing, asof: AsOf) -> Confirmation:
    plan = plan_that_runs(found, asof.valid_on)
    together = _("Het gaat samen met %(plan)s: het een wordt niet vastgesteld zonder het ander.")
    alone = _(
        "Bij de periode staat geen voorstel van een plan dat tegelijk loopt. Is dat er, zet het daar dan eerst bij."
    )
    return Confirmation(
        title=_("Leg de strategie voor ter vaststelling"),
        question=_("Wilt u een voorstel maken om de strategie vast te stellen?"),
        confirm_label=_("Maak het voorstel"),
        cancel_url=period_address(found.code),
        consequences=(
            _("Er komt een concept met de thema’s %(themes)s.") % {"themes": _chosen(row)},
            *_in_own_words(row, consent, asof),
            together % {"plan": plan.title} if plan else alone,
            _("Wat de overleggen opmerkten, staat erin, met wat daarop is geantwoord."),
            *_still_to_answer(row, asof),
            _(
                "Het concept is voor het netwerk. Maakt u het openbaar? Dan lezen ook anderen die opmerkingen."
            ),
            _("Voeg zelf de tekst van de strategie toe als bijlage. Er wordt nog niets verstuurd."),
        ),
        hidden=(("revision", str(found.revision)),),
    )


def _in_own_words(row: RoundRow, consent: Standing, asof: AsOf) -> Iterator[str]:
    """What the councils agreed with where the text was not left as it was drafted: to be read once more."""
    for label, text in own_words(consent, weighed_in(row), asof).items():
        said = _(
            "De overleggen stemden in met punt %(label)s: “%(text)s” Lees na of dat instemt met het thema."
        )
        yield said % {"label": label, "text": without_marks(text)}


def _still_to_answer(row: RoundRow, asof: AsOf) -> Iterator[str]:
    """Every remark is answered before the adoption (R10); who goes on without, knows it."""
    count = unanswered(row.choice.text.proposal, asof) if row.choice else 0
    if count:
        text = ngettext(
            "Let op: op %(count)s opmerking is nog niet geantwoord. Doe dat eerst.",
            "Let op: op %(count)s opmerkingen is nog niet geantwoord. Doe dat eerst.",
            count,
        )
        yield text % {"count": count}


def confirm_draft(
    request: Request, confirmation: Confirmation, crumbs: list[tuple[str, str]], act: Callable[[], str]
) -> HttpResponse:
    """Ask once more; when it was answered, make the draft and go on writing there."""
    if request.method != "POST":
        context = {"confirmation": confirmation, **crumbs_of(crumbs, confirmation.title)}
        return render(request, "core/confirm.html", context)
    try:
        made = act()
    except Conflict as conflict:
        shown = conflict_page(conflict, edit_url=request.path, back_url=confirmation.cancel_url)
        return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    except AccessRefused:
        raise
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(confirmation.cancel_url)
    messages.success(request, str(WRITES_ON))
    return redirect(f"{proposal_address(made)}schrijven/")
