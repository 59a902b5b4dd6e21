"""What a reader must know before trusting a sum."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import in_a_row
from noaber.finance.queries.roll_calls import RollCall

MOST_NAMED = 12


def missing_notice(rolls: Iterable[RollCall]) -> Notice | None:
    """Which municipalities a sum leaves out because their number of inhabitants is not known."""
    names = sorted({entry.name for roll in rolls for entry in roll.missing})
    if not names:
        return None
    if len(names) > MOST_NAMED:
        text = _("Van %(count)s gemeenten is op deze peildatum geen inwonertal bekend; zij tellen niet mee.")
        return Notice(text % {"count": len(names)}, "warning")
    text = ngettext(
        "Van deze gemeente is geen inwonertal bekend; zij telt niet mee: %(names)s.",
        "Van deze gemeenten is geen inwonertal bekend; zij tellen niet mee: %(names)s.",
        len(names),
    )
    return Notice(text % {"names": in_a_row(names)}, "warning")
