"""What one organisation puts first in a period, to read for everyone."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.network.api import OrganisationRow, organisation
from noaber.strategy.access import may_hand_in_plan
from noaber.strategy.queries.inventory import PlanRow, plan
from noaber.strategy.queries.periods import PeriodRow, period
from noaber.strategy.queries.themes import theme_names
from noaber.strategy.services.inventory import TAKES_PRIORITIES
from noaber.strategy.views.periods import title_of
from noaber.strategy.views.places import inventory_crumbs, plan_address
from noaber.strategy.views.plan_files import REMOVE, plan_notices, removal_of
from noaber.strategy.words import term_words


@public
def plan_page(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """The priorities of one organisation, ranked, with where they come from."""
    asof = asof_of(request)
    chosen, owner = find_plan(request, code, organisation_code, asof)
    row = plan(code, organisation_code, asof)
    context = {
        **crumbs_of(inventory_crumbs(code, title_of(chosen), asof), owner.name),
        "heading": _heading(request, chosen, owner, row, asof),
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
    found = organisation(request.actor, owner, chosen.within(asof)) if chosen else None
    if chosen is None or found is None:
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
    actions = [Action(_("De organisatie"), organisation_address(owner.code, asof))]
    may_change = _may_change(request, owner.code, asof)
    if row and may_change and not request.actor.prepares_only:
        actions += removal_of(row, plan_address(chosen.code, owner.code, REMOVE))
    if may_change and chosen.terms.state in TAKES_PRIORITIES:
        label = _("Wijzig de prioriteiten") if row else _("Vul de prioriteiten in")
        actions.append(Action(label, plan_address(chosen.code, owner.code, "invullen/"), tone="primary"))
    intro = _("Wat deze organisatie in haar eigen veiligheidsplan voorop zet.")
    return PageHeading(owner.name, kicker=title_of(chosen), intro=intro, actions=tuple(actions))


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
