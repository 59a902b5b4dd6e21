"""Above a long list of who has not answered: a line per district with its count, which opens only its rows."""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.table import Table, plain_table
from noaber.core.requests import Request
from noaber.decisions.queries.follow_up.outstanding import OpenAnswer
from noaber.decisions.rules.reminders import days_left
from noaber.decisions.views.places import outstanding_address
from noaber.decisions.views.proposals.stages import MOST_IN_LINE


def districts_table(request: Request, code: str, rows: Sequence[OpenAnswer]) -> Table | None:
    """None for a short list, and for one in which something was sought or sorted."""
    if len(rows) <= MOST_IN_LINE or any(request.GET.values()):
        return None
    members: dict[str, list[OpenAnswer]] = defaultdict(list)
    for row in rows:
        members[row.party.district].append(row)
    lines: list[Row] = [
        {
            "district": name or _("buiten de districten"),
            "url": f"{outstanding_address(code)}?{urlencode({'district': name})}" if name else "",
            "left": len(found),
            "late": sum((days_left(request.today, row.party.due_on) or 0) < 0 for row in found),
        }
        for name, found in sorted(members.items(), key=lambda each: (not each[0], each[0]))
    ]
    columns = [
        Column("district", _("District"), "link"),
        Column("left", _("Nog niet"), "number"),
        Column("late", _("Te laat"), "number"),
    ]
    return plain_table(name="districten", caption=_("Per district"), columns=columns, rows=lines)
