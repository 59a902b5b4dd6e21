"""Rules about posts being held: vacant seats, terms that end, municipalities that cannot be reached."""

import uuid
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import long_date
from noaber.network.health.findings import Evidence, Finding, Severity, SubjectKind
from noaber.network.health.snapshot import Snapshot
from noaber.network.models import (
    MembershipVersion,
    OrganisationKind,
    OrganisationVersion,
    PostRole,
    PostVersion,
)
from noaber.network.rules.seats import Holding, terms_ending_within

DAYS_AHEAD = 90


def terms_do_not_run_out(snapshot: Snapshot) -> Iterator[Finding]:
    """A term that ends within 90 days, without anybody to follow."""
    known = MembershipVersion.objects.known(snapshot.asof.known_at).filter(
        membership__post__in=[term.membership.post_id for term in snapshot.terms if term.valid_until]
    )
    holdings = [
        Holding(str(row.membership.post_id), str(row.membership.person_id), row.period, row.is_substitute)
        for row in known.select_related("membership")
    ]
    for ending in terms_ending_within(holdings, snapshot.asof.valid_on, DAYS_AHEAD):
        post = snapshot.posts.get(uuid.UUID(ending.holding.post))
        last_day = ending.holding.term.last_day
        if post is None or last_day is None or ending.successor:
            continue
        facts = {
            "post": _described(snapshot, post),
            "name": snapshot.name_of(ending.holding.person),
            "date": long_date(last_day),
        }
        message = (
            _("De termijn van %(name)s als %(post)s eindigt op %(date)s en er is nog geen opvolger.") % facts
        )
        yield _about_post(snapshot, "TERM", Severity.WARNING, post, message)


def seats_are_held(snapshot: Snapshot) -> Iterator[Finding]:
    """A vacant seat; seats that follow a vacant post are mended there, so they are not named apart."""
    for post in snapshot.posts.values():
        if post.post_id in snapshot.holders or post.role in (PostRole.MAYOR, PostRole.CONTACT):
            continue
        if post.follows_id in snapshot.posts and post.follows_id not in snapshot.holders:
            continue
        facts = {"post": _described(snapshot, post)}
        message = _("De zetel %(post)s is vacant.") % facts
        if post.post_id in snapshot.opened_posts:
            message = _("De zetel %(post)s is vacant; de vacature staat open.") % facts
        yield _about_post(snapshot, "VACANT", Severity.WARNING, post, message)


def seats_follow_their_posts(snapshot: Snapshot) -> Iterator[Finding]:
    """A seat that comes with another post is held by who holds that post, and by nobody while it is vacant."""
    for post in snapshot.posts.values():
        term = snapshot.holders.get(post.post_id)
        if term is None or not post.follows_id:
            continue
        followed = snapshot.holders.get(post.follows_id)
        if followed and term.membership.person_id == followed.membership.person_id:
            continue
        facts = {
            "post": _described(snapshot, post),
            "name": snapshot.name_of(term.membership.person_id),
            "other": snapshot.name_of(followed.membership.person_id) if followed else "",
        }
        text = (
            _("De zetel %(post)s hoort bij de functie van %(other)s, maar wordt bezet door %(name)s.")
            if followed
            else _("De zetel %(post)s hoort bij een functie die vacant is, maar wordt bezet door %(name)s.")
        )
        yield _about_post(snapshot, "FOLLOWS", Severity.WARNING, post, text % facts)


def municipalities_have_mayors(snapshot: Snapshot) -> Iterator[Finding]:
    yield from _municipalities_without(
        snapshot,
        PostRole.MAYOR,
        "MAYOR",
        _("%(name)s heeft geen burgemeester in het register."),
        _(
            "de contactpersoon van de gemeente geeft de (waarnemend) burgemeester door; de coördinator legt dit vast"
        ),
    )


def municipalities_have_contacts(snapshot: Snapshot) -> Iterator[Finding]:
    yield from _municipalities_without(
        snapshot,
        PostRole.CONTACT,
        "CONTACT",
        _("%(name)s heeft geen contactpersoon veiligheid."),
        _("de burgemeester van de gemeente wijst iemand aan; de coördinator legt dit vast"),
    )


def _municipalities_without(
    snapshot: Snapshot, role: PostRole, code: str, message: str, mended_by: str
) -> Iterator[Finding]:
    reached = {
        post.post.organisation_id
        for post in snapshot.posts.values()
        if post.role == role and post.post_id in snapshot.holders
    }
    for organisation in _municipalities(snapshot):
        if organisation.organisation_id not in reached:
            key = organisation.organisation.code
            yield Finding(
                code,
                Severity.ALERT,
                SubjectKind.ORGANISATION,
                key,
                message % {"name": organisation.name},
                mended_by,
                (key,),
                (Evidence(organisation.name, key, SubjectKind.ORGANISATION, key),),
            )


def _municipalities(snapshot: Snapshot) -> list[OrganisationVersion]:
    return [
        version
        for version in snapshot.organisations.values()
        if version.organisation.kind == OrganisationKind.MUNICIPALITY
    ]


def _described(snapshot: Snapshot, post: PostVersion) -> str:
    """The title of a post and, for a seat, the body it is in."""
    body = snapshot.bodies.get(post.post.body_id) if post.post.body_id else None
    return f"“{post.title}” ({body.short_name or body.name})" if body else f"“{post.title}”"


def _about_post(
    snapshot: Snapshot, code: str, severity: Severity, post: PostVersion, message: str
) -> Finding:
    body, organisation = post.post.body, post.post.organisation
    term = snapshot.holders.get(post.post_id)
    person = str(term.membership.person_id) if term else ""
    holder = snapshot.name_of(person) if person else _("vacant")
    appointing = post.appointed_by if post.appointed_by not in ("", "ambtshalve") else ""
    return Finding(
        code=code,
        severity=severity,
        subject_kind=SubjectKind.BODY if body else SubjectKind.ORGANISATION,
        subject_key=body.code if body else (organisation.code if organisation else ""),
        message=message,
        mended_by=_("%(body)s benoemt; de coördinator legt de benoeming vast") % {"body": appointing}
        if appointing
        else _("de coördinator legt de benoeming vast"),
        missing=(post.post.code,),
        evidence=(Evidence(post.title, holder, SubjectKind.PERSON if person else None, person),),
    )
