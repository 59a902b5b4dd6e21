"""What a select box of the register offers, as of a day."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.queries.bodies import bodies
from noaber.network.queries.organisations import districts, organisations
from noaber.network.queries.people import PersonRow, people, people_to_come
from noaber.network.queries.themes import themes

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


def person_choices(actor: Actor, asof: AsOf, *, first: str = "") -> Choices:
    """Everyone of the day, who works for the organisation `first` before the others; then who is still to come."""
    found, coming = people(actor, asof), people_to_come(actor, asof)
    near = [row for row in found if first and row.employer_code == first]
    others = [row for row in found if row not in near]
    groups = (
        (near[0].employer_name if near else "", _people(near)),
        (_("Van andere organisaties") if near else _("In het register"), _people(others)),
        (_("Pas later in het register"), _people(coming)),
    )
    return [(label, choices) for label, choices in groups if choices]


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


def in_words(choices: Choices, value: object) -> str:
    """What the box shows for a value; the value itself when the box does not offer it.

    >>> in_words([("Gemeenten", [("GM0193", "Zwolle")])], "GM0193")
    'Zwolle'
    """
    wanted = str(value)
    for key, label in choices:
        if isinstance(label, str):
            if key == wanted:
                return label
        else:
            found = next((text for code, text in label if code == wanted), None)
            if found is not None:
                return found
    return wanted
