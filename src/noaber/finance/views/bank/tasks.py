"""What the bank asks on the home page of the controller."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import format_number
from noaber.finance.access import may_keep_bank
from noaber.finance.queries.bank.entries import count_waiting
from noaber.finance.views.places.bank import BANK


def bank_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Entries that were read in and are not yet explained: a day back says nothing of them."""
    if not may_fill_in(may_keep_bank(actor)) or not (count := count_waiting()):
        return
    title = ngettext(
        "Verwerk %(count)s boeking van de bank", "Verwerk %(count)s boekingen van de bank", count
    )
    text = _("Bij elke boeking staat een voorstel, met hoe zeker het is en waarom.")
    yield Task(title % {"count": format_number(count)}, text, BANK)
