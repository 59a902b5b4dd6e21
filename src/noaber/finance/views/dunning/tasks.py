"""What reminding asks on the home page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_remind
from noaber.finance.queries.dunning.reminders import due_sums
from noaber.finance.views.places.dunning import SEND


def dunning_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """The reminders that can go out, for who sends them."""
    if not may_fill_in(may_remind(actor)):
        return
    count, total = due_sums(asof.valid_on)
    if not count:
        return
    words = ngettext("Herinner %(count)s betaler", "Herinner %(count)s betalers", count)
    text = _("Samen staat er %(total)s open na de laatste betaaldag.") % {"total": format_euro(total)}
    yield Task(words % {"count": format_number(count)}, text, SEND)
