"""From mandates to rights: what a person holds today is what their account may do."""

import datetime as dt
from collections.abc import Iterable

from noaber.core.access import Grant
from noaber.core.asof import AsOf
from noaber.network.models import MembershipVersion, PostRole, PostVersion

IN_ORGANISATION = frozenset({PostRole.MAYOR, PostRole.CONTACT, PostRole.HEAD})
IN_BODY = frozenset({PostRole.MEMBER, PostRole.CHAIR, PostRole.SECRETARY, PostRole.LEAD})


def grants_from_mandates(user_id: int, today: dt.date) -> Iterable[Grant]:
    """A role per seat: ``mayor`` for ``organisation:GM0193``, ``chair`` for ``body:bbg``.

    A substitute sits in for the holder, so has the member's rights. Grants end with the mandate, by
    computation: nobody has to take them away.
    """
    asof = AsOf(today)
    terms = MembershipVersion.objects.as_of(asof).filter(membership__person__user_id=user_id)
    posts = {term.membership.post_id: term for term in terms.select_related("membership")}
    versions = PostVersion.objects.as_of(asof).filter(post_id__in=posts)
    for version in versions.select_related("post__body", "post__organisation"):
        role = PostRole(version.role)
        body, organisation = version.post.body, version.post.organisation
        if organisation is not None and role in IN_ORGANISATION:
            yield Grant(role.value, f"organisation:{organisation.code}")
        elif body is not None and posts[version.post_id].is_substitute:
            yield Grant(PostRole.MEMBER.value, f"body:{body.code}")
        elif body is not None and role in IN_BODY:
            yield Grant(role.value, f"body:{body.code}")
            if role is not PostRole.MEMBER:
                yield Grant(PostRole.MEMBER.value, f"body:{body.code}")
