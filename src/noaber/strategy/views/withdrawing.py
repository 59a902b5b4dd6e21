"""Taking a selection round back, with the reason: for the coordinator."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.strategy.access import may_prepare_round
from noaber.strategy.forms.selection import WithdrawRoundForm
from noaber.strategy.queries.periods import TitleRow
from noaber.strategy.queries.selection import RoundRow
from noaber.strategy.services.withdrawing import withdraw_round
from noaber.strategy.views.places import round_address, rounds_crumbs
from noaber.strategy.views.rounds import find_round, refuse_withdrawn


def withdraw_page(request: Request, code: str, number: int) -> HttpResponse:
    """What withdrawing does, and why it is done."""
    require_form(may_prepare_round(request.actor))
    period, row = find_round(request, code, number, AsOf(request.today))
    refuse_withdrawn(row)
    if row.choice:
        raise DomainError(_("De keuze is gemaakt; leg een andere keuze vast als zij niet klopt."))
    form = WithdrawRoundForm(sent(request), initial={"revision": row.revision})

    def save() -> str:
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["revision"]
        withdraw_round(code, number, reason, actor=request.actor, now=clock.now(), expected_revision=seen)
        return round_address(code, number)

    return edit(request, form, _page(period, row), save)


def _page(period: TitleRow, row: RoundRow) -> EditPage:
    own = round_address(row.period, row.number)
    who = _("Het netwerk") if row.is_open else _("De coördinator")
    text = _(
        "%(who)s kan haar blijven lezen, met de reden. Er wordt niets meer op vastgelegd. "
        "Dit kan niet ongedaan worden gemaakt; u kunt met deze tekst een nieuwe ronde beginnen."
    )
    return EditPage(
        title=_("Trek de ronde in"),
        kicker=row.text.title,
        crumbs=[*rounds_crumbs(row.period, period.title), (row.text.title, own)],
        back_url=own,
        saved=_("De ronde is ingetrokken."),
        submit_label=_("Trek de ronde in"),
        submit_tone="danger",
        intro=text % {"who": who},
    )
