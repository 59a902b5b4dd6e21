"""A draft of which parts are of an earlier choice or record: not sent so, and renewed with one button."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.errors import DomainError
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.api import Draft, Requirement, Standing, draft_standing
from noaber.strategy.access import may_prepare_round, may_record_period
from noaber.strategy.queries.consulting.adopting import another_choice
from noaber.strategy.queries.consulting.asked_choice import OlderParts, older_parts
from noaber.strategy.queries.consulting.course import lacking_elsewhere
from noaber.strategy.queries.consulting.told_consent import Untrue, untrue_parts
from noaber.strategy.queries.periods.period import period
from noaber.strategy.services.consulting.renewing import renew_adoption, renew_draft, untrue_draft
from noaber.strategy.views.consulting.drafts import confirm_draft
from noaber.strategy.views.finding import title_of
from noaber.strategy.views.places import period_address, period_crumbs, round_address, rounds_crumbs
from noaber.strategy.views.selection.round import find_round, refuse_closed, refuse_withdrawn
from noaber.strategy.views.selection.workbook import kept_workbook


def of_present_choice(found: Standing) -> Iterator[str | Requirement]:
    """What keeps a proposal from being sent: that it is of another choice than counts now, or that not all councils
    agree with the themes that it would adopt, where another one asks them (R14)."""
    asof = AsOf(clock.today())
    yield from another_choice(found, asof)
    yield from lacking_elsewhere(found, asof)
    for parts in older_parts(found, asof):
        text = _(
            "Na dit concept is de keuze gewijzigd. Van de eerdere keuze zijn nog: %(names)s. Werk het concept bij, of "
            "zet dit zelf recht."
        )
        address = f"{round_address(parts.row.period, parts.row.number)}bijwerken/"
        yield Requirement(text % {"names": in_a_row(parts.names)}, address)
    for told in untrue_parts(found, asof):
        text = _(
            "Na dit concept is bij de overleggen iets vastgelegd. Niet meer zoals het is: %(names)s. Werk het concept "
            "bij, of zet dit zelf recht."
        )
        yield Requirement(text % {"names": in_a_row(told.names)}, renewing_address(told.period))


def renew_draft_page(request: Request, code: str, number: int) -> HttpResponse:
    """Which parts are replaced, and what was rewritten there goes."""
    require(may_prepare_round(request.actor))
    asof = AsOf(request.today)
    period, row = find_round(request, code, number, asof)
    refuse_closed(period)
    refuse_withdrawn(row)
    found = draft_standing(row.choice.text.proposal, asof) if row.choice else None
    parts = next(older_parts(found, asof), None) if found else None
    if found is None or parts is None:
        raise DomainError(_("In dit voorstel staat niets van een eerdere keuze."))

    def act() -> str:
        return renew_draft(
            code,
            number,
            paper=kept_workbook(row, asof),
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=sent_revision(request),
        )

    crumbs = [*rounds_crumbs(code, period.title), (row.text.title, round_address(code, number))]
    return confirm_draft(request, _asked(found, parts), crumbs, act)


def renewing_address(code: str) -> str:
    return period_address(code, "vaststellen/bijwerken/")


def renew_adoption_page(request: Request, code: str) -> HttpResponse:
    """What the draft to adopt a strategy tells otherwise of the councils than was recorded."""
    require(may_record_period(request.actor))
    asof = AsOf(request.today)
    of = period(code, asof)
    if of is None:
        raise Http404
    draft, told = untrue_draft(code, asof)

    def act() -> str:
        return renew_adoption(
            code,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=sent_revision(request),
        )

    return confirm_draft(request, _of_record(draft, told), period_crumbs(code, title_of(of)), act)


def _of_record(draft: Draft, told: Untrue) -> Confirmation:
    return Confirmation(
        title=_("Werk het concept bij naar wat de overleggen zeiden"),
        question=_("Wilt u in het concept vervangen wat niet meer zo is?"),
        confirm_label=_("Werk het concept bij"),
        cancel_url=f"{proposal_address(draft.code)}versturen/",
        consequences=(_("Vervangen wordt: %(names)s.") % {"names": in_a_row(told.names)}, *_what_stays()),
        hidden=(("revision", str(draft.revision)),),
    )


def _what_stays() -> tuple[str, str]:
    return (
        _("Wat u daar zelf voor of achter schreef, blijft. Een zin die u herschreef, wordt vervangen."),
        _("De rest van het concept blijft zoals het is. Er wordt nog niets verstuurd."),
    )


def _asked(found: Standing, parts: OlderParts) -> Confirmation:
    return Confirmation(
        title=_("Werk het concept bij naar de keuze die nu geldt"),
        question=_("Wilt u in het concept vervangen wat van de eerdere keuze is?"),
        confirm_label=_("Werk het concept bij"),
        cancel_url=f"{proposal_address(found.code)}versturen/",
        consequences=(
            _("Vervangen wordt: %(names)s.") % {"names": in_a_row(parts.names)},
            *_what_stays(),
        ),
        hidden=(("revision", str(found.revision)),),
    )
