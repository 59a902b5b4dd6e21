"""From mandates to rights: what a person holds today is what their account may do."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from noaber.core.access import Grant
from noaber.core.asof import AsOf
from noaber.network.models import PostRole, PostVersion

IN_ORGANISATION = frozenset({PostRole.MAYOR, PostRole.CONTACT, PostRole.HEAD})
IN_BODY = frozenset({PostRole.CHAIR, PostRole.SECRETARY, PostRole.LEAD})
STOOD_IN_FOR = frozenset({PostRole.CHAIR, PostRole.SECRETARY})


def grants_from_mandates(user_id: int, today: dt.date) -> Iterable[Grant]:
    """A role per seat: ``mayor`` for ``organisation:GM0193``, ``chair`` for ``body:bbg``.

    A substitute sits in for the holder: of a mayor, chair or secretary, who speak for others, with the rights of that
    seat; of a lead, who directs a team, with those of a member. Grants end with the mandate, by computation: nobody
    has to take them away.
    """
    term = "post__memberships__versions"
    held = Q(
        Q(**{f"{term}__valid_until__isnull": True}) | Q(**{f"{term}__valid_until__gt": today}),
        **{
            "post__memberships__person__user_id": user_id,
            f"{term}__known_until__isnull": True,
            f"{term}__valid_from__lte": today,
        },
    )
    columns = ("role", "post__body__code", "post__organisation__code", f"{term}__is_substitute")
    for row in PostVersion.objects.as_of(AsOf(today)).filter(held).values_list(*columns):
        yield from _grants(*row)


def _grants(role: str, body: str | None, organisation: str | None, is_substitute: bool) -> Iterable[Grant]:
    """What one seat gives; a chair, secretary or lead is a member too."""
    if organisation and role in IN_ORGANISATION:
        yield Grant(role, f"organisation:{organisation}")
    elif body and role in IN_BODY | {PostRole.MEMBER}:
        yield Grant(PostRole.MEMBER.value, f"body:{body}")
        if role in (STOOD_IN_FOR if is_substitute else IN_BODY):
            yield Grant(role, f"body:{body}")
