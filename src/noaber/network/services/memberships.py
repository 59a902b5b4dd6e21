"""The verbs about seats being held: appoint, name a substitute, end."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, state
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.network.access import may_appoint
from noaber.network.models import (
    Membership,
    MembershipVersion,
    Organisation,
    OrganisationVersion,
    Person,
    PersonVersion,
    Post,
    PostVersion,
)
from noaber.network.rules.appointments import Asked, Sent, misfit
from noaber.network.rules.seats import Holding, overlapping_terms
from noaber.network.services.handover_lists import settle_refilled
from noaber.network.services.stating import find, period_of, refuse_undoing


def appoint(
    person: uuid.UUID,
    post: uuid.UUID | str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    on_behalf_of: str = "",
    is_substitute: bool = False,
    expected_revision: int | None = None,
) -> Membership:
    """Put a person in a post over a term, on behalf of an organisation (empty: the person's employer).

    Without `valid_until` the term has the length the post prescribes, or no end. Refused when the post has
    another holder on one of the days, when the post does not exist on all of them, or when the organisation
    is not the one, of the kind or in the district that the post asks for. `expected_revision` is the post's.
    """
    seat = find(Post, post, what=_("Deze zetel"), field="post")
    holder = find(Person, person, what=_("Deze persoon"), field="person")
    require(may_appoint(actor, seat.body.code if seat.body else ""))
    with verb("network.appoint", actor=actor) as trail:
        seat = lock(Post, seat.pk, revision=expected_revision, label=_("Deze zetel"))
        asked = _post_on(seat, valid_from)
        period = period_of(valid_from, valid_until or _end_of_term(asked, valid_from))
        _refuse_outside(seat, period)
        _refuse_unknown_person(holder, period)
        sender = sender_of(holder, on_behalf_of, valid_from)
        _refuse_misfit(asked, sender, valid_from, field="on_behalf_of" if on_behalf_of else "person")
        if not is_substitute:
            refuse_clash(seat, holder, period)
            _refuse_other_than_followed(asked, holder, valid_from)
        return seat_person(holder, seat, period, sender, trail=trail, now=now, is_substitute=is_substitute)


def name_substitute(
    person: uuid.UUID,
    post: uuid.UUID | str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    on_behalf_of: str = "",
) -> Membership:
    """Name someone who sits in for the holder; meets the same demands, but may share the days."""
    return appoint(
        person,
        post,
        actor=actor,
        now=now,
        valid_from=valid_from,
        valid_until=valid_until,
        on_behalf_of=on_behalf_of,
        is_substitute=True,
    )


def end_membership(
    membership: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_until: dt.date,
    expected_revision: int | None = None,
) -> Membership:
    """End a term: from `valid_until` on the person no longer holds the post. The past stays as it was."""
    held = find(Membership, membership, what=_("Deze zetelbezetting"))
    body = held.post.body
    require(may_appoint(actor, body.code if body else ""))
    with verb("network.end_membership", actor=actor) as trail:
        held = lock(Membership, held.pk, revision=expected_revision, label=_("Deze zetelbezetting"))
        refuse_undoing(MembershipVersion, held, valid_until)
        if not leave_seat(held, valid_until, trail=trail, now=now):
            raise DomainError(
                _("Deze termijn was op %(date)s al beëindigd.") % {"date": long_date(valid_until)},
                field="valid_until",
            )
    return held


def seat_person(
    person: Person,
    post: Post,
    period: Period,
    on_behalf_of: Organisation | None,
    *,
    trail: Trail,
    now: dt.datetime,
    is_substitute: bool = False,
) -> Membership:
    """Write down that a person holds a post. The caller has checked that this may be; the post is locked."""
    membership, _is_new = Membership.objects.get_or_create(person=person, post=post)
    values = {"on_behalf_of": on_behalf_of, "is_substitute": is_substitute}
    if state(MembershipVersion, membership, period, values, now=now):
        count_change(post)  # who holds it is part of what an editor of the post saw
        if not is_substitute:
            settle_refilled([post.pk], now=now)
        until = period.until.isoformat() if period.until else None
        facts = {
            "person": str(person.pk),
            "post": str(post.pk),
            "from": period.start.isoformat(),
            "until": until,
        }
        trail.note(membership, facts)
    return membership


def leave_seat(membership: Membership, valid_until: dt.date, *, trail: Trail, now: dt.datetime) -> bool:
    """Write down that a person no longer holds a post from a day on; False when that was known already."""
    seen = membership.revision
    state(MembershipVersion, membership, Period(valid_until), None, now=now)
    if membership.revision == seen:
        return False
    count_change(membership.post)
    trail.note(membership, {"post": str(membership.post_id), "until": valid_until.isoformat()})
    return True


def _post_on(post: Post, day: dt.date) -> PostVersion:
    version = PostVersion.objects.known(None).valid_on(day).filter(post=post).first()
    if version is None:
        raise DomainError(
            _("Deze zetel bestaat niet op %(date)s.") % {"date": long_date(day)}, field="valid_from"
        )
    return version  # type: ignore[no-any-return]


def _end_of_term(asked: PostVersion, start: dt.date) -> dt.date | None:
    """The day after a prescribed term; a term from the 31st ends on the last day of a shorter month."""
    if asked.term_months is None:
        return None
    years, month = divmod(start.month - 1 + asked.term_months, 12)
    day = start.day
    while True:
        try:
            return dt.date(start.year + years, month + 1, day)
        except ValueError:
            day -= 1


def _refuse_outside(post: Post, period: Period) -> None:
    rest = [period]
    for version in PostVersion.objects.known(None).filter(post=post):
        rest = [part for piece in rest for part in piece.minus(version.period)]
    if rest:
        raise DomainError(_("Deze zetel bestaat niet %(period)s.") % {"period": rest[0]}, field="valid_until")


def _refuse_unknown_person(person: Person, period: Period) -> None:
    if person.erased_at:
        raise DomainError(_("De gegevens van deze persoon zijn gewist."), field="person")
    if not PersonVersion.objects.known(None).valid_on(period.start).filter(person=person).exists():
        raise DomainError(
            _(
                "Deze persoon staat op %(date)s nog niet in het register. "
                "Is die dag goed? Zet dan de eerste dag van de persoon eerder: kies daar “Wijzig gegevens” en "
                "dan “Er stond een fout”."
            )
            % {"date": long_date(period.start)},
            field="person",
        )


def sender_of(person: Person, code: str, on: dt.date) -> Organisation | None:
    """On behalf of whom a person sits: the organisation named, or else their employer on the day."""
    if code:
        return find(Organisation, code, what=_("De organisatie"), field="on_behalf_of")
    version = (
        PersonVersion.objects.known(None)
        .valid_on(on)
        .filter(person=person)
        .select_related("employer")
        .first()
    )
    return version.employer if version else None


def _refuse_misfit(asked: PostVersion, sender: Organisation | None, on: dt.date, *, field: str) -> None:
    """`field` is what was typed that says who sends: an organisation, or only the person who works there."""
    said = (
        OrganisationVersion.objects.known(None).valid_on(on).filter(organisation=sender).first()
        if sender
        else None
    )
    if sender and said is None:
        raise DomainError(
            _("%(code)s bestaat niet op %(date)s.") % {"code": sender.code, "date": long_date(on)},
            field=field,
        )
    required = asked.required_organisation
    demands = Asked(asked.required_kind, required.code if required else "", asked.required_district_id or "")
    sent = Sent(sender.code, sender.kind, said.district_id or "") if sender and said else Sent()
    wrong = misfit(demands, sent)
    if wrong:
        raise DomainError(_misfit_sentence(asked, wrong), field=field)


def _misfit_sentence(asked: PostVersion, wrong: str) -> str:
    if wrong == "organisation":
        code = asked.required_organisation.code if asked.required_organisation else ""
        return _("Deze zetel is alleen voor iemand van %(code)s.") % {"code": code}
    if wrong == "kind":
        kind = asked.get_required_kind_display()
        return _("Deze zetel is alleen voor iemand van een organisatie van de soort %(kind)s.") % {
            "kind": kind
        }
    return _("Deze zetel is alleen voor iemand uit het district %(district)s.") % {
        "district": asked.required_district
    }


def refuse_clash(post: Post, person: Person, period: Period) -> None:
    """Refuse a term on days on which somebody else holds the post."""
    known = MembershipVersion.objects.known(None).filter(membership__post=post).select_related("membership")
    sitting = [
        Holding(post.code, str(row.membership.person_id), row.period)
        for row in known
        if not row.is_substitute and row.membership.person_id != person.pk
    ]
    overlaps = overlapping_terms([*sitting, Holding(post.code, str(person.pk), period)])
    other = next(
        (found.shared for found in overlaps if str(person.pk) in (found.one.person, found.other.person)), None
    )
    if other:
        raise DomainError(
            _("Deze zetel is %(period)s al bezet. Beëindig eerst die termijn, of leg een wisseling vast.")
            % {"period": other},
            field="valid_from",
        )


def _refuse_other_than_followed(asked: PostVersion, person: Person, on: dt.date) -> None:
    """A seat held by virtue of another post is for the holder of that post, while there is one."""
    if asked.follows_id is None:
        return
    holders = (
        MembershipVersion.objects.known(None)
        .valid_on(on)
        .filter(membership__post=asked.follows_id, is_substitute=False)
    )
    if holders.exclude(membership__person=person).exists():
        raise DomainError(
            _("Deze zetel hoort bij een andere functie; benoem wie die functie bekleedt."), field="person"
        )
