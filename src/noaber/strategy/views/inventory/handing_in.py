"""Handing in what comes first: for the mayor and the contact of an organisation, and the coordinator."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.network.api import OrganisationRow, last_names
from noaber.strategy.access import may_hand_in_plan
from noaber.strategy.forms.inventory import PlanForm
from noaber.strategy.queries.inventory.offers import Offer, offers
from noaber.strategy.queries.inventory.plans import plan
from noaber.strategy.queries.inventory.requests import asked_until
from noaber.strategy.queries.periods.period import PeriodRow
from noaber.strategy.rules.inventory import MOST_PRIORITIES, PlanText
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.inventory.plans import hand_in_plan, refuse_settled
from noaber.strategy.views.filling import asks_more, for_who_prepares, typed_in
from noaber.strategy.views.finding import title_of
from noaber.strategy.views.inventory.plan import find_plan
from noaber.strategy.views.places import inventory_crumbs, plan_address
from noaber.strategy.views.saying import went_to
from noaber.strategy.views.theme_choices import theme_groups


def hand_in_page(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """Fill in what comes first; who did so for the period before starts from that."""
    require_form(may_hand_in_plan(request.actor, organisation_code))
    asof = AsOf(request.today)
    chosen, owner = find_plan(request, code, organisation_code, asof)
    refuse_settled(chosen.terms.state)
    row = plan(code, organisation_code, asof)
    earlier = None if row else offers(chosen, asof).get(organisation_code)
    form = PlanForm(
        *typed_in(request),
        themes=theme_groups(asof),
        offered=row.text if row else earlier.text if earlier else _blank(chosen),
        revision=row.revision if row else 0,
        retyped=asks_more(request),
        takes_file=not request.actor.prepares_only,
    )

    def save() -> str:
        is_new = hand_in_plan(code, owner.code, form.text, **said_in(request, form))
        return went_to(plan_address(code, owner.code), is_new=is_new)

    page = _page(chosen, owner, form, earlier)
    if row is None and chosen.terms.state is PeriodState.PREPARATION:
        page = _until(page, asked_until(code, asof))
    return edit(request, form, for_who_prepares(request, page), save)


def _until(page: EditPage, last: dt.date | None) -> EditPage:
    """With the last day that was told, for who did not give anything yet."""
    if last is None:
        return page
    asked = _("Gevraagd is om dit uiterlijk op %(day)s te doen.") % {"day": long_date(last)}
    return replace(page, intro=f"{asked} {page.intro}")


def more_of(form: PlanForm) -> str:
    """The button for one more row, while there may be more."""
    return _("Nog een prioriteit") if form.rows < MOST_PRIORITIES else ""


def said_in(request: Request, form: PlanForm) -> dict[str, Any]:
    """Who says it when, what they saw, and the file that goes with it."""
    return {
        "actor": request.actor,
        "now": clock.now(),
        "expected_revision": form.cleaned_data["revision"],
        "upload": form.cleaned_data.get("file"),
    }


def _page(chosen: PeriodRow, owner: OrganisationRow, form: PlanForm, earlier: Offer | None) -> EditPage:
    own_page = plan_address(chosen.code, owner.code)
    return EditPage(
        title=_("Prioriteiten invullen"),
        kicker=owner.name,
        crumbs=[*inventory_crumbs(chosen.code, title_of(chosen)), (owner.name, own_page)],
        back_url=own_page,
        saved=_("De prioriteiten zijn vastgelegd. U kunt ze wijzigen tot de periode is afgesloten."),
        submit_label=_("Leg vast"),
        intro=_("Zet voorop wat bij u het eerst komt. Een lege rij telt niet mee."),
        notice=_from_before(earlier, owner.code),
        fieldsets=form.fieldsets,
        adds=more_of(form),
    )


def _from_before(earlier: Offer | None, owner: str) -> Notice | None:
    if earlier is None:
        return None
    if earlier.given_by == (owner,):
        return Notice(_("Dit gaf u in de vorige periode op. Kijk na wat nog klopt en leg het vast."))
    names = last_names(earlier.given_by)
    text = ngettext(
        "Dit gaf %(names)s op voor %(period)s. Kijk na wat nog klopt en leg het vast.",
        "Dit gaven %(names)s op voor %(period)s. Kijk na wat nog klopt en leg het vast.",
        len(earlier.given_by),
    )
    facts = {
        "names": in_a_row(names.get(code, code) for code in earlier.given_by),
        "period": title_of(earlier.period),
    }
    return Notice(text % facts)


def _blank(chosen: PeriodRow) -> PlanText:
    """A plan mostly runs as long as the strategy."""
    return PlanText(_("Integraal veiligheidsplan"), chosen.terms.starts_on, chosen.terms.ends_on, ())
