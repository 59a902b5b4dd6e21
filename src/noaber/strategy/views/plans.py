"""What one organisation puts first in a period: to read for everyone, to hand in for its mayor and contact."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import may_fill_in, require_form
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.network.api import OrganisationRow, organisation, safety_fields
from noaber.strategy.access import may_hand_in_plan
from noaber.strategy.forms.inventory import Groups, PlanForm
from noaber.strategy.queries.inventory import PlanRow, plan
from noaber.strategy.queries.periods import PeriodRow, period, periods
from noaber.strategy.rules.inventory import PlanText
from noaber.strategy.services.inventory import TAKES_PRIORITIES, hand_in_plan
from noaber.strategy.views.periods import title_of
from noaber.strategy.views.places import inventory_crumbs, plan_address
from noaber.strategy.words import term_words


@public
def plan_page(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """The priorities of one organisation, ranked, with where they come from."""
    asof = asof_of(request)
    chosen, owner = _found(request, code, organisation_code, asof)
    row = plan(code, organisation_code, asof)
    names = {field.code: field.name for field in safety_fields()}
    table = list_table(
        request.GET,
        name=f"prioriteiten-{organisation_code}",
        caption=_("Prioriteiten"),
        columns=[
            Column("rank", _("Rang"), "number"),
            Column("theme", _("Thema")),
            Column("field", _("Code"), is_on_screen=False),
            Column("wording", _("Eigen woorden")),
            Column("ambition", _("Wat de organisatie wil bereiken")),
            Column("page", _("Bladzijde")),
        ],
        rows=_cells(row, names),
        empty_text=_("%(name)s heeft voor deze periode nog geen prioriteiten gegeven.")
        % {"name": owner.name},
    )
    context = {
        **crumbs_of(inventory_crumbs(code, title_of(chosen)), owner.name),
        "heading": _heading(request, chosen, owner, row, is_past=asof.is_asked),
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": _facts(row) if row else None,
    }
    return table.respond(request, "strategy/plan.html", context)


def _found(request: Request, code: str, owner: str, asof: AsOf) -> tuple[PeriodRow, OrganisationRow]:
    chosen, found = period(code, asof), organisation(request.actor, owner, asof)
    if chosen is None or found is None:
        raise Http404
    return chosen, found


def _cells(row: PlanRow | None, names: dict[str, str]) -> list[Row]:
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
    request: Request, chosen: PeriodRow, owner: OrganisationRow, row: PlanRow | None, *, is_past: bool
) -> PageHeading:
    actions = [Action(_("De organisatie"), organisation_address(owner.code))]
    is_open = chosen.terms.state in TAKES_PRIORITIES and not is_past
    if is_open and may_fill_in(may_hand_in_plan(request.actor, owner.code)):
        label = _("Wijzig de prioriteiten") if row else _("Vul de prioriteiten in")
        actions.append(Action(label, plan_address(chosen.code, owner.code, "invullen/"), tone="primary"))
    intro = _("Wat deze organisatie in haar eigen veiligheidsplan voorop zet.")
    return PageHeading(owner.name, kicker=title_of(chosen), intro=intro, actions=tuple(actions))


def _facts(row: PlanRow) -> DefinitionList:
    text = row.text
    items = [
        Definition(_("Plan"), text.title, url=text.link),
        Definition(_("Looptijd"), term_words(text.starts_on, text.ends_on)),
    ]
    if text.council_on:
        items.append(Definition(_("Vastgesteld door de raad op"), long_date(text.council_on)))
    day = long_date(timezone.localtime(row.recorded_at).date())
    return DefinitionList((*items, Definition(_("Vastgelegd op"), day)))


def hand_in_page(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """Fill in what comes first; who did so for the period before starts from that."""
    require_form(may_hand_in_plan(request.actor, organisation_code))
    asof = AsOf(request.today)
    chosen, owner = _found(request, code, organisation_code, asof)
    row = plan(code, organisation_code, asof)
    earlier = None if row else _of_before(chosen, organisation_code, asof)
    form = PlanForm(
        sent(request),
        themes=theme_groups(),
        offered=row.text if row else earlier.text if earlier else _blank(chosen),
        revision=row.revision if row else 0,
    )
    page = EditPage(
        title=_("Prioriteiten invullen"),
        kicker=owner.name,
        crumbs=[*inventory_crumbs(code, title_of(chosen)), (owner.name, plan_address(code, owner.code))],
        back_url=plan_address(code, owner.code),
        saved=_("De prioriteiten zijn vastgelegd. U kunt ze wijzigen tot de periode is afgesloten."),
        submit_label=_("Leg vast"),
        intro=_("Zet voorop wat bij u het eerst komt. Een lege rij telt niet mee."),
        notice=_from_before(earlier),
        fieldsets=form.fieldsets,
    )

    def save() -> str:
        seen = form.cleaned_data["revision"]
        hand_in_plan(
            code, owner.code, form.text, actor=request.actor, now=clock.now(), expected_revision=seen
        )
        return plan_address(code, owner.code)

    return edit(request, form, page, save)


def _of_before(chosen: PeriodRow, owner: str, asof: AsOf) -> PlanRow | None:
    """What the organisation handed in for the period before this one."""
    earlier = [row for row in periods(asof) if row.terms.ends_on < chosen.terms.starts_on]
    return plan(earlier[0].code, owner, asof) if earlier else None


def _from_before(earlier: PlanRow | None) -> Notice | None:
    if earlier is None:
        return None
    text = _("Dit gaf u in de vorige periode op. Kijk na wat nog klopt en leg het vast.")
    return Notice(text)


def _blank(chosen: PeriodRow) -> PlanText:
    """A plan mostly runs as long as the strategy."""
    return PlanText(_("Integraal veiligheidsplan"), chosen.terms.starts_on, chosen.terms.ends_on, ())


def theme_groups() -> Groups:
    """The taxonomy for a select box: per field its themes, in order of code."""
    fields = safety_fields()
    names = {row.code: f"{row.code} {row.name}" for row in fields}
    themes = sorted((row for row in fields if row.parent), key=lambda row: (row.parent, row.code))
    return [
        (names[parent], [(row.code, names[row.code]) for row in rows])
        for parent, rows in groupby(themes, key=lambda row: row.parent)
    ]
