"""Recording an agreement, and correcting one: each time a new statement, the earlier one stays readable."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.conflict import conflict_page
from noaber.core.components.form import FormField, FormPanel, form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.table import Table
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.decisions.api import proposals
from noaber.finance.access import may_record_agreement
from noaber.finance.forms.agreements.agreement import PARTS, STANDS, AgreementForm, LineRow
from noaber.finance.models import SIDES
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called, is_decided_upon
from noaber.finance.queries.agreements.carried import carried_by
from noaber.finance.queries.agreements.claims import why_asked
from noaber.finance.rules.agreements.agreement import AgreementTerms, Side
from noaber.finance.rules.agreements.carried import standing_fields, why_it_stays
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.services.agreements import record_agreement, withdraw_agreement
from noaber.finance.views.agreements.carried import carried_table, what_goes_along, what_is_carried
from noaber.finance.views.places.agreements import AGREEMENT, CRUMB, of_agreement

PAGE = "finance/agreements/form.html"
WITHDRAWAL = "finance/agreements/withdrawal.html"
GROUPS = (
    ("title", "source", "proposed_on", "decided_by"),
    ("rate", "first_year", "last_year", "largest_paid"),
    ("fte", "facilities"),
)


def new_page(request: Request) -> HttpResponse:
    """An agreement for years that have none; its code follows from them."""
    require(may_record_agreement(request.actor))
    form = AgreementForm(request.POST or None, proposals=_proposals(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, _new_code(form.terms), form)
        except Conflict:
            form.add_error("first_year", _("Over deze jaren is al een afspraak. Wijzig die."))
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    return _page(request, form, title=_("Nieuwe afspraak over bijdragen"), notice=None)


def change_page(request: Request, code: str) -> HttpResponse:
    """Correct an agreement: once an organisation has decided only its words, and what it carries stands."""
    require(may_record_agreement(request.actor))
    found = agreement_called(code)
    if found is None:
        raise Http404
    carried = carried_by(code)
    is_decided = is_decided_upon(found.terms)
    fixed = frozenset(STANDS) if is_decided else standing_fields(found.terms, carried)
    form = _change_form(request, found, fixed)
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, code, form)
        except Conflict as conflict:
            return _conflict(request, conflict, form, code)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    notice = _what_stands() if is_decided else what_is_carried(carried)
    return _page(
        request, form, title=_("Afspraak wijzigen"), notice=notice, carried=carried_table(code, carried)
    )


def withdraw_page(request: Request, code: str) -> HttpResponse:
    """Take back an agreement that was wrong, while no proposal that was sent asks it."""
    require(may_record_agreement(request.actor))
    found = agreement_called(code)
    if found is None:
        raise Http404
    if request.method == "POST":
        seen = int(request.POST.get("revision", "")) if request.POST.get("revision", "").isdecimal() else -1
        try:
            withdraw_agreement(code, actor=request.actor, now=clock.now(), expected_revision=seen)
        except AccessRefused:
            raise
        except DomainError as error:
            messages.error(request, error.message)
            return redirect(of_agreement(AGREEMENT, code))
        messages.success(
            request, _("De afspraak is ingetrokken. Wat er stond, blijft bewaard in het logboek.")
        )
        return redirect(CRUMB)
    return render(request, WITHDRAWAL, _withdrawal(found))


def _new_code(terms: AgreementTerms) -> str:
    """By its years; the next one where another proposal asks something for the same years."""
    base = code = f"bijdragen-{terms.first_year}-{terms.last_year}"
    number = 2
    while (
        (other := agreement_called(code))
        and other.terms != terms
        and other.terms.decided_by != terms.decided_by
    ):
        code, number = f"{base}-{number}", number + 1
    return code


def _withdrawal(found: AgreementRow) -> dict[str, object]:
    title = _("Afspraak intrekken")
    carried = carried_by(found.code)
    reason = why_asked(found.terms) or why_it_stays(carried)
    intro = _("“%(title)s” telt daarna nergens meer mee. Wat er stond, blijft bewaard.") % {
        "title": found.terms.title
    }
    back = of_agreement(AGREEMENT, found.code)
    return {
        "heading": PageHeading(title, kicker=_("Afspraak over bijdragen"), intro="" if reason else intro),
        "breadcrumbs": [
            NavItem(_("Bijdragen"), CRUMB),
            NavItem(_("De afspraak"), back),
            NavItem(title, "", is_current=True),
        ],
        "notice": Notice(reason, "warning", title=_("Intrekken kan niet"))
        if reason
        else what_goes_along(carried),
        "is_possible": not reason,
        "carried": carried_table(found.code, carried),
        "revision": found.revision,
        "back_url": back,
    }


def _change_form(request: Request, found: AgreementRow, fixed: Collection[str]) -> AgreementForm:
    data, choices = request.POST or None, _proposals(request)
    return AgreementForm(data, proposals=choices, known=found.terms, revision=found.revision, fixed=fixed)


def _proposals(request: Request) -> list[tuple[str, str]]:
    return [(row.code, row.title) for row in proposals(request.actor)]


def _save(request: Request, code: str, form: AgreementForm) -> HttpResponse:
    is_new = record_agreement(
        code,
        form.terms,
        actor=request.actor,
        now=clock.now(),
        expected_revision=form.cleaned_data["revision"],
    )
    if is_new:
        messages.success(request, _("De afspraak is vastgelegd."))
    else:
        messages.info(request, _("Dit stond al zo; er is niets gewijzigd."))
    return redirect(of_agreement(AGREEMENT, code))


def _conflict(request: Request, conflict: Conflict, form: AgreementForm, code: str) -> HttpResponse:
    stored = agreement_called(code)
    if stored:
        conflict = conflict.with_values(_words(form.terms), _words(stored.terms))
    shown = conflict_page(conflict, edit_url=request.path, back_url=AGREEMENT)
    return render(request, "core/conflict.html", {"conflict": shown}, status=409)


def _words(terms: AgreementTerms) -> dict[str, object]:
    """The agreement in words, by label of the field."""
    lines = {
        side: "; ".join(f"{line.title}: {format_euro(line.amount_cents)}" for line in terms.of(side))
        for side in Side
    }
    return {
        _("Naam"): terms.title,
        _("Bron"): terms.source,
        _("Voorgesteld op"): long_date(terms.proposed_on),
        _("Tarief per inwoner per jaar"): rate_in_words(terms.rate),
        _("Jaren"): f"{terms.first_year}-{terms.last_year}",
        _("Fte per partner per jaar"): terms.fte,
        _("Wat partners verder bieden"): terms.facilities,
        **{str(SIDES[side]).capitalize(): text for side, text in lines.items()},
    }


def _what_stands() -> Notice:
    text = _(
        "Organisaties hebben al over deze afspraak besloten. U kunt de teksten verbeteren; tarief, jaren, capaciteit "
        "en bedragen staan vast."
    )
    return Notice(text)


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Fields under one title. `rows`: the lines of the budget, each with its fields beside each other."""

    title: str
    text: str
    fields: tuple[FormField, ...] = ()
    rows: tuple[tuple[FormField, ...], ...] = ()


def _page(
    request: Request, form: AgreementForm, *, title: str, notice: Notice | None, carried: Table | None = None
) -> HttpResponse:
    intro = _("Wat er eerder stond, blijft bewaard. Totalen rekent Noaber uit.")
    panel = form_panel(form, submit_label=_("Leg de afspraak vast"), cancel_url=AGREEMENT)
    context = {
        "heading": PageHeading(title, kicker=_("Afspraak over bijdragen"), intro=intro),
        "breadcrumbs": [
            NavItem(_("Bijdragen"), CRUMB),
            NavItem(_("De afspraak"), AGREEMENT),
            NavItem(title, "", is_current=True),
        ],
        "notice": notice,
        "carried": carried,
        "panel": panel,
        "groups": _groups(form, panel),
    }
    return render(request, PAGE, context)


def _groups(form: AgreementForm, panel: FormPanel) -> list[ShownGroup]:
    fields = {field.name: field for fieldset in panel.fieldsets for field in fieldset.fields}
    titles = (_("De afspraak"), _("Wat gemeenten betalen"), _("Wat partners bijdragen"))
    groups = [
        ShownGroup(title, "", tuple(fields[name] for name in names))
        for title, names in zip(titles, GROUPS, strict=True)
    ]
    texts = {
        Side.CONTRIBUTION: _("Waar het geld van de gemeenten voor is, per jaar. Een lege rij telt niet mee."),
        Side.CO_FUNDING: _("Wat anderen inbrengen, in geld gewaardeerd. Het telt nooit mee bij het geld."),
    }
    for side in Side:
        rows = tuple(_row(row, fields) for row in form.rows if row.side is side)
        groups.append(ShownGroup(_("Begroting: %(side)s") % {"side": SIDES[side]}, texts[side], rows=rows))
    return groups


def _row(row: LineRow, fields: dict[str, FormField]) -> tuple[FormField, ...]:
    return tuple(fields[row.name(part)] for part in PARTS)
