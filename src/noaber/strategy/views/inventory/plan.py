"""What one organisation puts first in a period, to read for everyone."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import ANONYMOUS, may_fill_in
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.network.api import OrganisationRow, last_names, organisation
from noaber.strategy.access import may_hand_in_plan
from noaber.strategy.queries.inventory.coverage import gone_up, owner_of
from noaber.strategy.queries.inventory.offers import offers
from noaber.strategy.queries.inventory.plans import PlanRow, plan
from noaber.strategy.queries.periods.period import PeriodRow, period, refuse_withdrawn
from noaber.strategy.queries.themes import theme_names
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.views.finding import title_of
from noaber.strategy.views.inventory.plan_files import REMOVE, plan_notices, removal_of
from noaber.strategy.views.places import inventory_crumbs, plan_address
from noaber.strategy.words.periods import term_words


@public
def plan_page(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """The priorities of one organisation, ranked, with where they come from."""
    asof = asof_of(request)
    chosen, owner = find_plan(request, code, organisation_code, asof)
    row = plan(code, organisation_code, asof)
    context = {
        **crumbs_of(inventory_crumbs(code, title_of(chosen), asof), owner.name),
        "heading": _heading(request, chosen, owner, row, asof),
        "before": [] if row else _given_before(chosen, owner.code, asof),
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": plan_facts(row, has_council=owner.is_municipality) if row else None,
        "notices": list(plan_notices(row)) if row and _may_change(request, owner.code, asof) else [],
    }
    return plan_table(request, owner.code, owner.name, row, asof).respond(
        request, "strategy/plan.html", context
    )


def find_plan(request: Request, code: str, owner: str, asof: AsOf) -> tuple[PeriodRow, OrganisationRow]:
    """The period and the organisation; the page of what is not there answers so."""
    chosen = period(code, asof)
    found = owner_of(chosen, owner, asof) if chosen else None
    if chosen is None or found is None:
        refuse_withdrawn(code, asof)
        raise Http404
    return chosen, found


def plan_table(request: Request, code: str, title: str, row: PlanRow | None, asof: AsOf) -> Table:
    """What comes first, by rank."""
    return list_table(
        request.GET,
        name=f"prioriteiten-{code}",
        caption=_("Prioriteiten"),
        columns=[
            Column("rank", _("Rang"), "number"),
            Column("theme", _("Thema")),
            Column("field", _("Code"), is_on_screen=False),
            Column("wording", _("Eigen woorden")),
            Column("ambition", _("Wat de organisatie wil bereiken")),
            Column("page", _("Bladzijde")),
        ],
        rows=_cells(row, theme_names(asof)),
        empty_text=_("%(name)s heeft voor deze periode nog geen prioriteiten gegeven.") % {"name": title},
    )


def _cells(row: PlanRow | None, names: Mapping[str, str]) -> list[Row]:
    return [
        {
            "rank": each.rank,
            "theme": names.get(each.field, each.field),
            "field": each.field,
            "wording": each.wording,
            "ambition": each.ambition,
            "page": each.page,
        }
        for each in (row.text.priorities if row else ())
    ]


def _heading(
    request: Request, chosen: PeriodRow, owner: OrganisationRow, row: PlanRow | None, asof: AsOf
) -> PageHeading:
    actions = [Action(_("De organisatie"), organisation_address(owner.code, _last_seen(chosen, owner, asof)))]
    may_change = _may_change(request, owner.code, asof)
    if row and may_change and not request.actor.prepares_only:
        actions += removal_of(row, plan_address(chosen.code, owner.code, REMOVE))
    if may_change and chosen.terms.state in TAKES_PRIORITIES:
        label = _("Wijzig de prioriteiten") if row else _("Vul de prioriteiten in")
        actions.append(Action(label, plan_address(chosen.code, owner.code, "invullen/"), tone="primary"))
    intro = _("Wat deze organisatie in haar eigen veiligheidsplan voorop zet.")
    return PageHeading(owner.name, kicker=title_of(chosen), intro=intro, actions=tuple(actions))


def _last_seen(chosen: PeriodRow, owner: OrganisationRow, asof: AsOf) -> AsOf:
    """The day that was asked, or the last one of who had gone up into another by then."""
    if organisation(ANONYMOUS, owner.code, asof):
        return asof
    gone = (each.last_day for each in gone_up(chosen, asof) if each.row.code == owner.code)
    day = next(gone, None)
    return replace(asof, valid_on=day, is_asked=True) if day else asof


def _given_before(chosen: PeriodRow, owner: str, asof: AsOf) -> list[Action]:
    """What was given for this period by who went up into this organisation."""
    offer = offers(chosen, asof).get(owner)
    if offer is None or offer.period.code != chosen.code:
        return []
    names = last_names(offer.given_by)
    title = _("Prioriteiten van %(name)s")
    return [
        Action(title % {"name": names.get(code, code)}, plan_address(chosen.code, code, asof=asof))
        for code in offer.given_by
    ]


def _may_change(request: Request, owner: str, asof: AsOf) -> bool:
    return not asof.is_asked and may_fill_in(may_hand_in_plan(request.actor, owner))


def plan_facts(row: PlanRow, *, has_council: bool = False) -> DefinitionList:
    """Where the priorities come from; only a municipality has a council that adopts."""
    text = row.text
    items = [
        Definition(_("Plan"), text.title, url=text.link),
        Definition(_("Looptijd"), term_words(text.starts_on, text.ends_on)),
    ]
    if text.file:
        items.append(Definition(_("Bestand"), row.file_name, url=f"/bestanden/{text.file}/"))
    if text.council_on:
        label = _("Vastgesteld door de raad op") if has_council else _("Vastgesteld op")
        items.append(Definition(label, long_date(text.council_on)))
    day = long_date(timezone.localtime(row.recorded_at).date())
    return DefinitionList((*items, Definition(_("Vastgelegd op"), day)))
