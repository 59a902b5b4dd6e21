"""Saying which organisation keeps the books, and what its invoices say of it."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.finance.access import may_set_billing
from noaber.finance.models import Host, HostStatement
from noaber.finance.queries.billing.terms import host_on, hosts
from noaber.finance.rules.identifiers import IdentifierError, checked_iban, checked_vat_number
from noaber.finance.rules.invoices.invoice import Payee
from noaber.finance.services.billing.book_handover import hand_over_to
from noaber.network.api import organisation, organisation_id


def record_host(
    code: str,
    payee: Payee,
    *,
    from_on: dt.date,
    vat_number: str = "",
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None = None,
) -> bool:
    """Say that an organisation keeps the books from a day on; False when it was known to be just so.

    `expected_revision`: what the editor saw, 0 for a host that is new. Invoices of before keep what they say. When the
    books go to another host, a list of what there is to hand over starts with it.
    """
    require(may_set_billing(actor))
    _refuse_faulty(code, payee, from_on, vat_number, actor)
    with verb("finance.record_host", actor=actor) as trail:
        made, _is_new = Host.objects.get_or_create(organisation_id=organisation_id(code))
        host = lock(Host, made.pk, revision=None, label=code)
        known = next((each for each in hosts() if each.code == code), None)
        if known and (known.payee, known.from_on, known.vat_number) == (payee, from_on, vat_number):
            return False
        if expected_revision not in (None, host.revision):
            raise Conflict(_("De beheerorganisatie"), revision=host.revision)
        before = host_on(from_on)
        count_change(host)
        said = HostStatement.objects.create(
            host=host,
            number=host.revision,
            from_on=from_on,
            vat_number=vat_number,
            **_fields(payee),
            **recorded_by(actor, now),
        )
        trail.note(host, {"organisation": code, "number": said.number}, records=[said])
        after = host_on(from_on)
        if before and after and before.code != after.code:
            hand_over_to(before.code, from_on, trail=trail, now=now)
    return True


def _fields(payee: Payee) -> dict[str, str]:
    return {
        "iban": payee.iban,
        "contact_name": payee.contact_name,
        "contact_email": payee.contact_email,
        "contact_phone": payee.contact_phone,
    }


def _refuse_faulty(code: str, payee: Payee, from_on: dt.date, vat_number: str, actor: Actor) -> None:
    if organisation(actor, code, AsOf(from_on)) is None:
        raise DomainError(_("Deze organisatie staat op die dag niet in het register."), field="organisation")
    for field, number, check in (
        ("iban", payee.iban, checked_iban),
        ("vat_number", vat_number, checked_vat_number),
    ):
        try:
            if number or field == "iban":
                check(number)
        except IdentifierError as error:
            raise DomainError(str(error), field=field) from error
    if not payee.contact_name.strip():
        raise DomainError(_("Vul in bij wie een gemeente terecht kan met vragen."), field="contact_name")
    if not (payee.contact_email or payee.contact_phone):
        raise DomainError(_("Vul een e-mailadres of telefoonnummer in."), field="contact_email")
