"""Who may read and change the register, and which body may decide."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _

from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.core.reading import read_once
from noaber.network.models import Body, BodyKind, BodyVersion, MembershipVersion, PersonVersion, PostVersion
from noaber.network.rules import seats as rules

CONTACT_DATA = frozenset({"street", "postcode", "city", "email", "phone", "website"})
INVOICE_DATA = frozenset({"street", "postcode", "city", "oin", "kvk", "e_invoice_scheme", "e_invoice_id"})
MAINTAINERS = ("coordinator", "administrator")
_WHO_CHANGES = _(
    "U mag deze organisatie niet wijzigen met uw huidige rol. De coördinator en de functioneel beheerder kunnen dat; "
    "de burgemeester en de contactpersoon van de organisatie haar contactgegevens, en de controller wat op facturen "
    "staat."
)
FOUR_EYES = dt.timedelta(days=30)


def may_maintain_register(actor: Actor) -> Decision:
    """The coordinator of the network and the functional administrator keep the register."""
    return may_change(actor, *MAINTAINERS, what=str(_("het register")))


def may_load_network(actor: Actor) -> Decision:
    return may_change(actor, *MAINTAINERS, what=str(_("het netwerk")))


def may_change_organisation(actor: Actor, code: str, fields: Iterable[str] = ()) -> Decision:
    """Whoever keeps the register; its mayor and contact its contact data; the controller what its invoices say."""
    kept, asked, what = may_maintain_register(actor), frozenset(fields), str(_("deze organisatie"))
    if may_fill_in(kept):
        return kept
    own = may_change(actor, "mayor", "contact", scope=f"organisation:{code}", what=what)
    books = may_change(actor, "controller", what=what)
    both = books if may_fill_in(own) else own
    for data, right in (
        (CONTACT_DATA, own),
        (INVOICE_DATA, books),
        (CONTACT_DATA | INVOICE_DATA, both),
    ):
        if asked <= data and may_fill_in(right):
            return right
    if actor.prepares_only:
        return own if asked <= CONTACT_DATA else kept
    return Refused(str(_WHO_CHANGES))


def may_change_something_of(actor: Actor, code: str) -> bool:
    """Whether there is any field of an organisation that this actor may change."""
    return any(
        may_fill_in(may_change_organisation(actor, code, data)) for data in (CONTACT_DATA, INVOICE_DATA)
    )


def may_change_person(actor: Actor, user_id: int | None, fields: Iterable[str]) -> Decision:
    """Whoever keeps the register; people their own contact data (`user_id`: the account of the person)."""
    is_own = actor.user_id is not None and actor.user_id == user_id and actor.on_behalf_of_id is None
    if is_own and CONTACT_DATA.issuperset(fields):
        return ALLOWED
    return may_maintain_register(actor)


def may_invite_person(actor: Actor, key: uuid.UUID, now: dt.datetime) -> Decision:
    """Whoever keeps the register, but not who changed this person's address shortly before: four eyes.

    An account speaks for the seats of its person, so nobody leads both the address and the invitation to themselves.
    """
    if actor.user_id is not None and _changed_address(actor.user_id, key, now - FOUR_EYES):
        text = _(
            "U wijzigde het e-mailadres van deze persoon korter dan 30 dagen geleden. De uitnodiging verstuurt dan "
            "een andere functioneel beheerder of de coördinator."
        )
        return Refused(str(text))
    return may_maintain_register(actor)


def _changed_address(user_id: int, key: uuid.UUID, since: dt.datetime) -> bool:
    """Whether this account did so, by hand or with a list; the log tells who, of a list the register tells what."""
    mine = AuditEntry.objects.filter(Q(actor_id=user_id) | Q(on_behalf_of_id=user_id), at__gte=since)
    by_hand = mine.filter(object_type="network.person", object_id=str(key)).values_list("facts", flat=True)
    if any("email" in facts.get("fields", ()) for facts in by_hand):
        return True
    lists = mine.filter(object_type="network.personversion").values_list("facts", flat=True)
    return _has_new_address(key, since) and any(str(key) in facts.get("subjects", ()) for facts in lists)


def _has_new_address(key: uuid.UUID, since: dt.datetime) -> bool:
    """Whether an address came since, for who was in the register before it."""
    said = PersonVersion.objects.filter(person=key)
    first = said.aggregate(first=Min("known_from"))["first"]
    came = said.order_by().values("email").annotate(first=Min("known_from")).values_list("first", flat=True)
    return any(moment >= since and moment > first for moment in came)


def may_appoint(actor: Actor, body_code: str = "") -> Decision:
    """Whoever keeps the register; the chair, secretary or lead of a body its own seats."""
    kept = may_maintain_register(actor)
    if may_fill_in(kept) or not body_code:
        return kept
    roles = ("chair", "secretary", "team_lead")
    return may_change(actor, *roles, scope=f"body:{body_code}", what=str(_("de zetels van dit overleg")))


def may_assign_portfolio(actor: Actor) -> Decision:
    """Whoever keeps the register; the chair and the secretary of the steering group."""
    kept = may_maintain_register(actor)
    if may_fill_in(kept):
        return kept
    scope = next(
        (
            f"body:{code}"
            for code in _steering_groups()
            if actor.has("chair", "secretary", scope=f"body:{code}")
        ),
        "none",
    )
    return may_change(actor, "chair", "secretary", scope=scope, what=str(_("de portefeuilles")))


@read_once
def _steering_groups() -> tuple[str, ...]:
    return tuple(Body.objects.filter(kind=BodyKind.STEERING_GROUP).values_list("code", flat=True))


def may_record_populations(actor: Actor) -> Decision:
    """Population figures are money: whoever keeps the register or the books may record them."""
    return may_change(actor, *MAINTAINERS, "controller", what=str(_("de inwonertallen")))


def may_see_contacts(actor: Actor) -> Decision:
    """Names and contact data are for the network; public pages show functions."""
    return (
        ALLOWED
        if actor.is_in_network
        else Refused(str(_("Contactgegevens zijn alleen voor deelnemers van het netwerk.")))
    )


def may_decide(body_code: str, asof: AsOf) -> Decision:
    """Whether a body may register a formal decision on a day (R41: an informal body only aligns)."""
    posts = PostVersion.objects.as_of(asof).filter(post__body__code=body_code)
    held = MembershipVersion.objects.as_of(asof).filter(membership__post__in=posts.values("post"))
    return _deciding(body_code, asof, members=held.count())


@read_once
def is_there_to_decide(body_code: str, asof: AsOf) -> Decision:
    """As `may_decide`, whoever sits in it: an empty seat can still be filled."""
    return _deciding(body_code, asof, members=1)


def _deciding(body_code: str, asof: AsOf, *, members: int) -> Decision:
    version = BodyVersion.objects.as_of(asof).select_related("body").filter(body__code=body_code).first()
    if version is None:
        return Refused(str(_("Dit overleg bestaat niet op die dag.")))
    bar = rules.may_decide(version.body.kind, version.is_formal, members=members)
    return Refused(str(_BARS[bar] % {"body": version.name})) if bar else ALLOWED


_BARS = {
    rules.Bar.INFORMAL: _(
        "%(body)s is een informeel overleg: het stemt af, maar neemt geen formele besluiten."
    ),
    rules.Bar.OFFICIALS: _(
        "%(body)s is een ambtelijk overleg: het bereidt voor, maar neemt geen formele besluiten."
    ),
    rules.Bar.NOBODY_IN_IT: _("In %(body)s is op die dag geen enkele zetel bezet; niemand kan besluiten."),
}
