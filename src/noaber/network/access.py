"""Who may read and change the register, and which body may decide."""

from django.utils.translation import gettext as _

from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change
from noaber.core.asof import AsOf
from noaber.network.models import BodyVersion

MAINTAINERS = ("coordinator", "administrator")


def may_maintain_register(actor: Actor) -> Decision:
    """The coordinator of the network and the functional administrator keep the register."""
    return may_change(actor, *MAINTAINERS, what=_("het register"))


def may_load_network(actor: Actor) -> Decision:
    return may_change(actor, *MAINTAINERS, what=_("het netwerk"))


def may_change_organisation(actor: Actor, code: str) -> Decision:
    """Whoever keeps the register; the mayor and the contact of an organisation their own contact data."""
    if may_maintain_register(actor):
        return ALLOWED
    return may_change(actor, "mayor", "contact", scope=f"organisation:{code}", what=_("deze organisatie"))


def may_record_populations(actor: Actor) -> Decision:
    """Population figures are money: whoever keeps the register or the books may record them."""
    return may_change(actor, *MAINTAINERS, "controller", what=_("de inwonertallen"))


def may_see_contacts(actor: Actor) -> Decision:
    """Names and contact data are for the network; public pages show functions."""
    return ALLOWED if actor.is_signed_in else Refused(_("Contactgegevens zijn alleen voor deelnemers van het netwerk."))


def may_decide(body_code: str, asof: AsOf) -> Decision:
    """Whether a body may register a formal decision on a day (R41: an informal body only aligns)."""
    version = BodyVersion.objects.as_of(asof).filter(body__code=body_code).first()
    if version is None:
        return Refused(_("Dit overleg bestaat niet op die dag."))
    if not version.is_formal:
        return Refused(
            _("%(body)s is een informeel overleg: het stemt af, maar neemt geen formele besluiten.")
            % {"body": version.name}
        )
    return ALLOWED
