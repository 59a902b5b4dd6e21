"""What is no organisation and puts something first: a national agenda, the findings of the last review (R06)."""

from functools import partial

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core.access import may_fill_in, require_form
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.frame import Action, PageHeading
from noaber.core.requests import Request, asof_of, public
from noaber.strategy.access import may_record_period
from noaber.strategy.forms.inventory import SourceForm
from noaber.strategy.models import KINDS
from noaber.strategy.queries.inventory.plans import PlanRow, source
from noaber.strategy.queries.periods.period import PeriodRow, period
from noaber.strategy.rules.inventory import PlanText, SourceKind
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES, record_source, refuse_settled
from noaber.strategy.views.filling import asks_more, for_who_prepares, typed_in
from noaber.strategy.views.finding import title_of
from noaber.strategy.views.inventory.handing_in import more_of, said_in
from noaber.strategy.views.inventory.plan import plan_facts, plan_table
from noaber.strategy.views.inventory.plan_files import REMOVE, plan_notices, removal_of
from noaber.strategy.views.places import inventory_address, inventory_crumbs, source_address
from noaber.strategy.views.theme_choices import theme_groups


@public
def source_page(request: Request, code: str, source_code: str) -> HttpResponse:
    """What one agenda or review puts first."""
    asof = asof_of(request)
    chosen, row = _period(code, asof), source(code, source_code, asof)
    if row is None:
        raise Http404
    may_change = may_fill_in(may_record_period(request.actor)) and not asof.is_asked
    context = {
        **crumbs_of(inventory_crumbs(code, title_of(chosen), asof), row.text.title),
        "heading": PageHeading(
            row.text.title,
            kicker=str(KINDS[SourceKind(row.kind)]).capitalize(),
            intro=_("Wat deze bron voorop zet."),
            actions=_actions(request, chosen, row) if may_change else (),
        ),
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": plan_facts(row),
        "notices": list(plan_notices(row)) if may_change else [],
    }
    return plan_table(request, source_code, row.text.title, row, asof).respond(
        request, "strategy/plan.html", context
    )


def _actions(request: Request, chosen: PeriodRow, row: PlanRow) -> tuple[Action, ...]:
    address = partial(source_address, chosen.code, row.source)
    removal = () if request.actor.prepares_only else removal_of(row, address(REMOVE))
    is_open = chosen.terms.state in TAKES_PRIORITIES
    return (*removal, Action(_("Wijzig"), address("wijzigen/"))) if is_open else removal


def _period(code: str, asof: AsOf) -> PeriodRow:
    found = period(code, asof)
    if found is None:
        raise Http404
    return found


def new_source_page(request: Request, code: str) -> HttpResponse:
    """Record one more; its code follows from its name."""
    require_form(may_record_period(request.actor))
    chosen = _period(code, AsOf(request.today))
    refuse_settled(chosen.terms.state)
    form = _form(request, chosen, None)

    def save() -> str:
        return _record(request, code, slugify(form.text.title)[:60], form)

    return edit(request, form, for_who_prepares(request, _page(chosen, None, form)), save)


def change_source_page(request: Request, code: str, source_code: str) -> HttpResponse:
    """What was recorded before stays readable."""
    require_form(may_record_period(request.actor))
    asof = AsOf(request.today)
    chosen, row = _period(code, asof), source(code, source_code, asof)
    if row is None:
        raise Http404
    refuse_settled(chosen.terms.state)
    form = _form(request, chosen, row)

    def save() -> str:
        return _record(request, code, source_code, form)

    return edit(request, form, for_who_prepares(request, _page(chosen, row, form)), save)


def _record(request: Request, code: str, source_code: str, form: SourceForm) -> str:
    kind = SourceKind(form.cleaned_data["kind"])
    record_source(code, source_code, kind, form.text, **said_in(request, form))
    return source_address(code, source_code)


def _form(request: Request, chosen: PeriodRow, row: PlanRow | None) -> SourceForm:
    terms = chosen.terms
    return SourceForm(
        *typed_in(request),
        themes=theme_groups(AsOf(request.today)),
        offered=row.text if row else PlanText("", terms.starts_on, terms.ends_on, ()),
        revision=row.revision if row else 0,
        retyped=asks_more(request),
        takes_file=not request.actor.prepares_only,
        kind=row.kind if row else "",
    )


def _page(chosen: PeriodRow, row: PlanRow | None, form: SourceForm) -> EditPage:
    own = [(row.text.title, source_address(chosen.code, row.source))] if row else []
    return EditPage(
        title=_("Wijzig de bron") if row else _("Leg een bron vast"),
        kicker=title_of(chosen),
        crumbs=[*inventory_crumbs(chosen.code, title_of(chosen)), *own],
        back_url=own[0][1] if own else inventory_address(chosen.code),
        saved=_("De bron is vastgelegd."),
        submit_label=_("Leg vast"),
        intro=_("Voor wat geen organisatie is: een landelijke agenda, of de bevindingen van de evaluatie."),
        fieldsets=form.fieldsets,
        adds=more_of(form),
    )
