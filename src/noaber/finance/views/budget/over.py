"""Lines that are over their budget: people commit no more than a line has (R48), but a bank asks nobody."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_propose_budget
from noaber.finance.rules.budget.year_budget import LineFigures
from noaber.finance.views.places.budget import budget_address


def over_notices(
    actor: Actor, agreement_code: str, year: int, lines: Iterable[LineFigures], *, is_waiting: bool
) -> list[Notice]:
    """For each of these lines that is over its budget; `is_waiting`: a change of the budget was proposed already."""
    way = None
    if may_propose_budget(actor) and not is_waiting:
        way = Action(_("Maak een begrotingswijziging"), budget_address(agreement_code, year, "wijzigen/"))
    title = _("‘%(title)s’ is %(over)s over de begroting")
    text = _(
        "De bank nam geld terug of schreef het af, en dat staat hier ook als er geen ruimte was. Tot de begroting is "
        "gewijzigd, kan op deze post niets nieuws worden vastgelegd of geboekt."
    )
    return [
        Notice(
            text,
            "warning",
            title=title % {"title": line.title, "over": format_euro(line.over_cents)},
            action=way,
        )
        for line in lines
        if line.over_cents
    ]
