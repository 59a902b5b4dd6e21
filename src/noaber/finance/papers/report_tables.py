"""The tables of a report, one time for its page, its paper and its workbook."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.documents.paper import DataTable
from noaber.core.documents.tables import Row, TableColumn
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.models import BUDGET_SIDES, REPORT_KINDS
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.reports.content import ReportContent
from noaber.finance.rules.reports.report import ReportKind

ORDER: Final = (BudgetSide.EXPENDITURE, BudgetSide.INCOME)
OPEN_KINDS: Final = {
    "invoice": gettext_lazy("facturen die niet betaald zijn"),
    "purchase": gettext_lazy("inkoopfacturen die nog niet zijn geboekt"),
    "payable": gettext_lazy("geboekte inkoopfacturen die niet betaald zijn"),
    "commitment": gettext_lazy("verplichtingen die doorlopen"),
}


STEPS: Final = {
    "inkomsten": gettext_lazy("Inkomsten"),
    "uitgaven": gettext_lazy("Uitgaven"),
    "resultaat": gettext_lazy("Resultaat"),
    "terug": gettext_lazy("Terug naar wie betaalde"),
    "naar-de-reserve": gettext_lazy("Naar de reserve"),
    "reserve-vooraf": gettext_lazy("Reserve op 1 januari"),
    "correcties": gettext_lazy("Correcties op eerdere jaren"),
    "reserve-achteraf": gettext_lazy("Reserve op 31 december"),
    "doorlopend": gettext_lazy("Daarvan voor verplichtingen die doorlopen"),
    "vrij": gettext_lazy("Vrij in de reserve"),
}
"""From income to the reserve at the end of the year, each by what its address is called."""


LESS: Final = frozenset({"uitgaven", "terug"})
TAKEN_OFF: Final = LESS | {"doorlopend"}
"""What goes off in the sums; `LESS` is called so, the other says it by its own name."""


def step_title(step: str, *, is_part: bool) -> str:
    """What a step is called; as a part of another it says that it goes off."""
    name = str(STEPS[step])
    return _("Af: %(what)s") % {"what": name[0].lower() + name[1:]} if is_part else name


def report_title(content: ReportContent) -> str:
    """Such as "Jaarrekening 2020", "Tussenrapportage 2021 t/m juni"."""
    kind = str(REPORT_KINDS[content.kind]).capitalize()
    if content.kind is ReportKind.ANNUAL:
        return f"{kind} {content.year}"
    month = long_date(content.until_on).split()[1]
    return _("%(kind)s %(year)s t/m %(month)s") % {"kind": kind, "year": content.year, "month": month}


def line_table(content: ReportContent, side: BudgetSide) -> DataTable:
    """One side: each line beside its budget, and their sum."""
    rows: list[Row] = [
        {
            "code": each.line.code,
            "title": each.line.title,
            "budgeted": each.line.budgeted_cents,
            "requested": each.line.requested_cents,
            "committed": each.line.committed_cents,
            "actual": each.line.actual_cents,
            "left": each.line.to_come_cents,
            "above": each.line.above_cents,
            "expected": each.expected_cents,
            "deviation": each.deviation_cents,
        }
        for each in content.of(side)
    ]
    sums = content.sums(side)
    above = sum(each.line.above_cents for each in content.of(side))
    totals = {
        "title": _("Samen"),
        "budgeted": sums.budgeted_cents,
        "requested": sums.requested_cents,
        "committed": sums.committed_cents,
        "actual": sums.actual_cents,
        "left": sums.left_cents + above,
        "above": above,
        "expected": sums.expected_cents,
        "deviation": sums.deviation_cents,
    }
    caption = f"{str(BUDGET_SIDES[side]).capitalize()} {content.year}"
    return DataTable(caption, list(_line_columns(content.kind, side, is_above=above > 0)), rows, totals)


def _line_columns(kind: ReportKind, side: BudgetSide, *, is_above: bool) -> Iterable[TableColumn]:
    is_income, is_interim = side is BudgetSide.INCOME, kind is ReportKind.INTERIM
    yield TableColumn("title", _("Post"))
    yield TableColumn("budgeted", _("Begroot"), "money")
    if not is_income:
        if is_interim:
            yield TableColumn("requested", _("Aangevraagd"), "money")
        yield TableColumn("committed", _("Vastgelegd"), "money")
    yield TableColumn("actual", _("Gefactureerd of toegekend") if is_income else _("Uitgegeven"), "money")
    yield TableColumn("left", _("Nog te factureren of toe te kennen") if is_income else _("Over"), "money")
    if is_above:
        yield TableColumn("above", _("Boven de begroting"), "money")
    if is_interim:
        yield TableColumn("expected", _("Verwacht"), "money")
    yield TableColumn("deviation", _("Afwijking"), "money")


def explanation_table(content: ReportContent) -> DataTable:
    """Every line that must be explained or is, with the words."""
    columns = [
        TableColumn("title", _("Post")),
        TableColumn("deviation", _("Afwijking"), "money"),
        TableColumn("text", _("Toelichting")),
    ]
    rows = [
        {
            "code": each.line.code,
            "title": each.line.title,
            "deviation": each.deviation_cents,
            "text": each.text or (_("ontbreekt nog") if each.is_lacking else ""),
        }
        for side in ORDER
        for each in content.of(side)
        if each.must_be_explained or each.text
    ]
    return DataTable(_("Toelichting per post"), columns, rows)


def result_table(content: ReportContent) -> DataTable:
    """From income to the reserve at the end of the year, each step on its own line."""
    columns = [TableColumn("title", _("Stap")), TableColumn("amount", _("Bedrag"), "money")]
    rows: list[Row] = [
        {"figure": step, "title": step_title(step, is_part=step in LESS), "amount": cents}
        for step, cents in step_cents(content).items()
    ]
    return DataTable(_("Resultaat en reserve"), columns, rows)


def step_cents(content: ReportContent) -> dict[str, int]:
    """What each step comes to; those of `TAKEN_OFF` go off the step after them, and stand above zero themselves."""
    found = content.appropriation
    return {
        "inkomsten": found.income_cents,
        "uitgaven": found.expenditure_cents,
        "resultaat": found.result_cents,
        "terug": found.back_cents,
        "naar-de-reserve": found.to_reserve_cents,
        "reserve-vooraf": found.opening_cents,
        "correcties": found.corrections_cents,
        "reserve-achteraf": found.closing_cents,
        "doorlopend": found.carried_cents,
        "vrij": found.free_cents,
    }


def co_funding_table(content: ReportContent) -> DataTable:
    """What others brought in; it is no part of any sum of money."""
    columns = [
        TableColumn("title", _("Post")),
        TableColumn("asked", _("Gevraagd"), "money"),
        TableColumn("pledged", _("Toegezegd"), "money"),
        TableColumn("delivered", _("Geleverd"), "money"),
    ]
    items = content.figures.co_funding
    rows: list[Row] = [
        {
            "title": each.title,
            "asked": each.asked_cents,
            "pledged": each.pledged_cents,
            "delivered": each.delivered_cents,
        }
        for each in items
    ]
    totals = {
        "title": _("Samen"),
        "asked": sum(each.asked_cents for each in items),
        "pledged": sum(each.pledged_cents for each in items),
        "delivered": sum(each.delivered_cents for each in items),
    }
    return DataTable(_("Cofinanciering (geen geld)"), columns, rows, totals)


def open_table(content: ReportContent) -> DataTable:
    """What was not settled on the last day: how many, and how much. Old reports did not keep what suppliers got."""
    columns = [
        TableColumn("title", _("Wat")),
        TableColumn("count", _("Aantal"), "number"),
        TableColumn("amount", _("Bedrag"), "money"),
    ]
    figures = content.figures
    rows: list[Row] = [
        {
            "kind": kind,
            "title": str(words).capitalize(),
            "count": sum(1 for each in figures.open_items if each.kind == kind),
            "amount": figures.open_cents(kind),
        }
        for kind, words in OPEN_KINDS.items()
        if kind != "payable" or figures.is_payable_known
    ]
    return DataTable(_("Wat nog open staat"), columns, rows)


def payer_table(content: ReportContent) -> DataTable:
    """Every municipality: asked, paid and open; and what goes back to it."""
    back, has_vat = content.back_by_payer, any(each.vat_cents for each in content.figures.payers)
    columns = [
        TableColumn("code", _("Code")),
        TableColumn("name", _("Gemeente")),
        TableColumn("asked", _("Gefactureerd"), "money"),
        *([TableColumn("vat", _("Waarvan btw"), "money")] if has_vat else []),
        TableColumn("paid", _("Betaald"), "money"),
        TableColumn("open", _("Open"), "money"),
        *([TableColumn("back", _("Terug"), "money")] if back else []),
    ]
    payers = content.figures.payers
    rows: list[Row] = [
        {
            "code": each.code,
            "name": each.name,
            "asked": each.asked_cents,
            "vat": each.vat_cents,
            "paid": each.paid_cents,
            "open": each.open_cents,
            "back": back.get(each.code, 0),
        }
        for each in payers
    ]
    totals = {
        "name": _("Samen"),
        "asked": sum(each.asked_cents for each in payers),
        "vat": sum(each.vat_cents for each in payers),
        "paid": sum(each.paid_cents for each in payers),
        "open": sum(each.open_cents for each in payers),
        "back": sum(back.values()),
    }
    return DataTable(_("Bijdragen per gemeente"), columns, rows, totals)


def basis_notes(content: ReportContent) -> list[str]:
    """What the figures are, and what they are not."""
    percent = f"{content.threshold.percent.normalize():f}".replace(".", ",")
    notes = [
        _(
            "Inkomsten: wat voor het jaar is gefactureerd en niet is gecrediteerd, zonder btw, ook als het nog niet "
            "betaald is."
        ),
        _(
            "Een subsidie telt mee in het jaar van haar post: wat is verleend, ook als zij nog niet is ontvangen, en "
            "na de vaststelling wat is vastgesteld. Giften en rente tellen mee als ze zijn ontvangen."
        ),
        _(
            "Uitgaven: inkoopfacturen die op het jaar zijn geboekt, met btw tenzij de beheerorganisatie die aftrekt. "
            "Wat daarvan nog niet is betaald, staat bij wat open staat."
        ),
        _(
            "Begroot: zoals goedgekeurd toen deze versie werd gemaakt. Afwijking: boven nul is meer dan begroot."
        ),
        _("Een post die meer dan %(percent)s%% en meer dan %(cents)s afwijkt, is toegelicht.")
        % {"percent": percent, "cents": format_euro(content.threshold.cents)},
        _("Cofinanciering betaalt niemand; zij telt nergens mee bij het geld."),
    ]
    if content.kind is ReportKind.ANNUAL:
        notes.append(
            _(
                "Correcties op eerdere jaren: facturen, creditnota's en subsidies die kwamen nadat die jaren waren "
                "vastgesteld."
            )
        )
    return notes
