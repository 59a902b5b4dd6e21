"""Rules about posts being held: vacant seats, terms that end, municipalities that cannot be reached."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.network.health.composition import seat_evidence
from noaber.network.health.findings import Evidence, Finding, Severity, SubjectKind
from noaber.network.health.snapshot import Snapshot
from noaber.network.models import PostRole
from noaber.network.queries.seats import SeatRow
from noaber.network.rules.seats import Holding, terms_ending_within

DAYS_AHEAD = 90


def terms_do_not_run_out(snapshot: Snapshot) -> Iterator[Finding]:
    """A term that ends within 90 days, without anybody to follow."""
    holdings = [
        Holding(row.code, str(term.person_id), Period(term.valid_from, term.valid_until), term.is_substitute)
        for row in snapshot.posts.values()
        for term in (*row.holders, *row.coming)
    ]
    for ending in terms_ending_within(holdings, snapshot.asof.valid_on, DAYS_AHEAD):
        last_day = ending.holding.term.last_day
        if last_day is None or ending.successor is not None:
            continue
        seat = snapshot.posts[ending.holding.post]
        facts = {
            "post": _described(snapshot, seat),
            "name": snapshot.names_of([ending.holding.person]),
            "date": long_date(last_day),
        }
        message = (
            _("De termijn van %(name)s als %(post)s eindigt op %(date)s en er is nog geen opvolger.") % facts
        )
        yield _about_seat("TERM", Severity.WARNING, seat, message)


def seats_are_held(snapshot: Snapshot) -> Iterator[Finding]:
    """A vacant seat; seats that follow a vacant post are mended there, so they are not named apart."""
    for seat in snapshot.posts.values():
        followed = snapshot.followed(seat)
        is_named_elsewhere = seat.role in (PostRole.MAYOR, PostRole.CONTACT)
        if not seat.is_vacant or is_named_elsewhere or (followed and followed.is_vacant):
            continue
        facts = {"post": _described(snapshot, seat)}
        message = _("De zetel %(post)s is vacant.") % facts
        if seat.is_opened:
            message = _("De zetel %(post)s is vacant; de vacature staat open.") % facts
        yield _about_seat("VACANT", Severity.WARNING, seat, message)


def seats_follow_their_posts(snapshot: Snapshot) -> Iterator[Finding]:
    """A seat that comes with another post is held by who holds that post, and by nobody while it is vacant."""
    for seat in snapshot.posts.values():
        if seat.holder is None or not seat.follows_id:
            continue
        followed = snapshot.followed(seat)
        other = followed.holder if followed else None
        if other and seat.holder.person_id == other.person_id:
            continue
        facts = {
            "post": _described(snapshot, seat),
            "name": seat.holder.name,
            "other": other.name if other else "",
        }
        text = (
            _("De zetel %(post)s hoort bij de functie van %(other)s, maar wordt bezet door %(name)s.")
            if other
            else _("De zetel %(post)s hoort bij een functie die vacant is, maar wordt bezet door %(name)s.")
        )
        yield _about_seat("FOLLOWS", Severity.WARNING, seat, text % facts)


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
        row.organisation_code
        for row in snapshot.posts.values()
        if row.role == role and not row.body_code and not row.is_vacant
    }
    for organisation in snapshot.municipalities:
        if organisation.code not in reached:
            key = organisation.code
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


def _described(snapshot: Snapshot, seat: SeatRow) -> str:
    """The title of a post and, for a seat, the body it is in."""
    body = snapshot.bodies.get(seat.body_code)
    return f"“{seat.title}” ({body.called})" if body else f"“{seat.title}”"


def _about_seat(code: str, severity: Severity, seat: SeatRow, message: str) -> Finding:
    appointing = seat.appointed_by if seat.appointed_by not in ("", "ambtshalve") else ""
    return Finding(
        code=code,
        severity=severity,
        subject_kind=SubjectKind.BODY if seat.body_code else SubjectKind.ORGANISATION,
        subject_key=seat.body_code or seat.organisation_code,
        message=message,
        mended_by=_("%(body)s benoemt; de coördinator legt de benoeming vast") % {"body": appointing}
        if appointing
        else _("de coördinator legt de benoeming vast"),
        missing=(seat.code,),
        evidence=(seat_evidence(seat),),
    )
