"""What a select box of the register offers, as of a day."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.queries.bodies import bodies
from noaber.network.queries.organisations import districts, organisations
from noaber.network.queries.people import PersonRow, people, people_to_come
from noaber.network.queries.seats import SeatRow, seats
from noaber.network.queries.themes import safety_fields, themes
from noaber.network.rules.appointments import Asked, Sent, misfit

Choice = tuple[str, str]
Choices = list[Choice | tuple[str, list[Choice]]]


def organisation_choices(actor: Actor, asof: AsOf) -> Choices:
    """Every organisation of the day by its code, municipalities apart from the other partners."""
    found = organisations(actor, asof)
    return [
        (_("Partners"), [(row.code, row.name) for row in found if not row.is_municipality]),
        (_("Gemeenten"), [(row.code, row.name) for row in found if row.is_municipality]),
    ]


def organisation_id_choices(actor: Actor, asof: AsOf) -> Choices:
    """The same, by identity: what a statement in the register refers to."""
    found = organisations(actor, asof)
    return [
        (_("Partners"), [(str(row.id), row.name) for row in found if not row.is_municipality]),
        (_("Gemeenten"), [(str(row.id), row.name) for row in found if row.is_municipality]),
    ]


def candidate_choices(actor: Actor, asof: AsOf, wanted: SeatRow, *, is_substitute: bool = False) -> Choices:
    """Everyone of the day, whom the seat fits before the others; then who is still to come.

    Nobody is left out: somebody may sit for another organisation than their own.
    """
    found, coming = people(actor, asof), people_to_come(actor, asof)
    fits = _fitting(actor, asof, wanted, is_substitute=is_substitute)
    near = [row for row in found if fits(row)]
    others = [row for row in found if not fits(row)]
    groups = (
        (_("Past bij deze zetel"), _people(near)),
        (_("Anderen") if near else _("In het register"), _people(others)),
        (_("Pas later in het register"), _people(coming)),
    )
    return [(label, choices) for label, choices in groups if choices]


def _fitting(
    actor: Actor, asof: AsOf, wanted: SeatRow, *, is_substitute: bool
) -> Callable[[PersonRow], bool]:
    """Whom a seat fits: who holds the post that it follows, or whose employer is as it asks; nobody if all are equal.

    A substitute need not hold the post that the seat follows, so that is looked at for a holder only.
    """
    if wanted.follows_id and not is_substitute:
        followed = next((row for row in seats(actor, asof) if row.id == wanted.follows_id), None)
        if followed and followed.holder:
            key = followed.holder.person_id
            return lambda row: row.id == key
    asked = Asked(wanted.required_kind, wanted.organisation_code, wanted.district_code)
    if asked == Asked():
        return lambda row: False
    sent = {row.code: Sent(row.code, row.kind, row.district_code) for row in organisations(actor, asof)}
    return lambda row: not misfit(asked, sent.get(row.employer_code, Sent()))


def _people(rows: Iterable[PersonRow]) -> list[Choice]:
    return [(str(row.id), _described(row)) for row in rows]


def _described(row: PersonRow) -> str:
    """The name, and the organisation where the name does not say it."""
    is_named = not row.employer_name or row.employer_name in row.name
    return row.name if is_named else f"{row.name} ({row.employer_name})"


def district_choices() -> Choices:
    return [(district.code, district.name) for district in districts()]


def body_choices(actor: Actor, asof: AsOf, *, without: str = "") -> Choices:
    """Every body of the day by identity; `without` is the code of the body that cannot be its own parent."""
    return [(str(row.id), row.name) for row in bodies(actor, asof) if row.code != without]


def theme_choices(actor: Actor, asof: AsOf) -> Choices:
    return [(str(row.id), row.name) for row in themes(actor, asof)]


def safety_field_choices() -> Choices:
    """The taxonomy, per field."""
    rows = safety_fields()
    return [
        (
            f"{field.code} {field.name}",
            [(row.code, f"{row.code} {row.name}") for row in rows if field.code in (row.code, row.parent)],
        )
        for field in rows
        if not field.parent
    ]


def in_words(choices: Choices, value: object) -> str:
    """What the box shows for a value; the value itself when the box does not offer it.

    >>> in_words([("Gemeenten", [("GM0193", "Zwolle")])], "GM0193")
    'Zwolle'
    """
    wanted = str(value)
    for key, label in choices:
        group = label if isinstance(label, list | tuple) else [(key, label)]  # a label may be a lazy text
        for code, text in group:
            if str(code) == wanted:
                return str(text)
    return wanted
