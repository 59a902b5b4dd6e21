"""The seats that can do an action, as a list to choose from: the body's own first, each name telling who it is."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import fold_name
from noaber.meetings.queries.actions import may_seat_know
from noaber.network.api import SeatRow, seats

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def seat_groups(actor: Actor, asof: AsOf, body_code: str, restricted_code: str | None) -> Groups:
    """The seats of the body with who holds them, then those of others, body by body.

    Of a restricted proposal only the seats that may read it.
    """
    found = [seat for seat in seats(actor, asof) if seat.body_code and may_seat_know(seat, restricted_code)]
    grouped: dict[str, list[SeatRow]] = {}
    for seat in sorted(found, key=lambda seat: (seat.body_code != body_code, seat.body_name, seat.title)):
        grouped.setdefault(seat.body_code, []).append(seat)
    return [(_heading(rows[0], body_code), _choices(rows)) for rows in grouped.values()]


def _heading(seat: SeatRow, body_code: str) -> str:
    is_own = seat.body_code == body_code
    return seat.body_name if is_own else _("Anderen: %(body)s") % {"body": seat.body_name}


def _choices(rows: Sequence[SeatRow]) -> list[tuple[str, str]]:
    """The seat and its holder; where two read the same, the code of the seat tells them apart."""
    names = {seat.code: _called(seat) for seat in rows}
    times = Counter(names.values())
    return [(code, name if times[name] == 1 else f"{name} ({code})") for code, name in names.items()]


def _called(seat: SeatRow) -> str:
    """The seat, for whom it is kept where its title does not say so, and who holds it."""
    title = seat.title
    if seat.organisation_name and fold_name(seat.organisation_name) not in fold_name(title):
        title = f"{title}, {seat.organisation_name}"
    if seat.holder is None:
        return _("%(seat)s (vacant)") % {"seat": title}
    if fold_name(seat.holder.shown) == fold_name(seat.title):
        return title
    return f"{title}: {seat.holder.shown}"
