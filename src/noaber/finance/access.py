"""Who may record what is asked of the partners, and who may bill it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core import clock
from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change
from noaber.finance.queries.agreements.choosing import KEEPERS
from noaber.finance.rules.four_eyes import is_by_others, persons
from noaber.network.api import successors

PAYERS: Final = ("mayor", "contact", "head")
"""Seats of a municipality that may see what it pays."""


def may_record_agreement(actor: Actor) -> Decision:
    """The coordinator, who writes the proposal, and the controller, who keeps the books."""
    return may_change(actor, *KEEPERS, what=str(_("de afspraken over de bijdragen")))


def may_set_billing(actor: Actor) -> Decision:
    """Only the controller says how a year is billed, and what the invoices say of the host."""
    return may_change(actor, "controller", what=str(_("hoe er wordt gefactureerd")))


def may_make_run(actor: Actor) -> Decision:
    """The controller works out what is asked, and sends the invoices."""
    return may_change(actor, "controller", what=str(_("de facturen")))


def _by_others(decision: Decision, actor: Actor, earlier: frozenset[int], why_not: str) -> Decision:
    """Refused where somebody behind the earlier step stands behind this one as well."""
    if decision and not is_by_others(earlier, persons(actor.user_id, actor.on_behalf_of_id)):
        return Refused(why_not)
    return decision


def may_approve_run(actor: Actor, made_by: frozenset[int]) -> Decision:
    """Another person than who worked it out: a coordinator, or a second controller."""
    decision = may_change(actor, *KEEPERS, what=str(_("de facturen")))
    why_not = str(
        _("Deze ronde is door of namens u gemaakt, of door wie u helpt. Iemand anders moet haar goedkeuren.")
    )
    return _by_others(decision, actor, made_by, why_not)


def may_read_budget(actor: Actor) -> Decision:
    """Everyone in the network sees where the money goes."""
    if actor.is_in_network:
        return ALLOWED
    return Refused(str(_("De begroting is voor wie in het netwerk werkt.")))


def may_read_spending(actor: Actor) -> Decision:
    """Commitments and purchase invoices name suppliers: they are for who keeps the books or the network."""
    if actor.has(*KEEPERS):
        return ALLOWED
    return Refused(str(_("De uitgaven per stuk zijn voor de controller en de coördinator.")), is_secret=True)


def may_propose_budget(actor: Actor) -> Decision:
    """The controller proposes a budget, and its amendments."""
    return may_change(actor, "controller", what=str(_("de begroting")))


def may_approve_budget(actor: Actor, made_by: frozenset[int]) -> Decision:
    """Another person than who proposed it: a coordinator, or a second controller."""
    decision = may_change(actor, *KEEPERS, what=str(_("de begroting")))
    why_not = str(
        _("Dit is door of namens u voorgesteld, of door wie u helpt. Iemand anders moet het goedkeuren.")
    )
    return _by_others(decision, actor, made_by, why_not)


def may_request_commitment(actor: Actor) -> Decision:
    """Who keeps the network or the books asks for money on a line."""
    return may_change(actor, *KEEPERS, what=str(_("de verplichtingen")))


def may_commit(actor: Actor) -> Decision:
    """The controller enters into commitments, releases them, and books invoices."""
    return may_change(actor, "controller", what=str(_("de uitgaven")))


def may_take_in_purchase(actor: Actor) -> Decision:
    """Who keeps the network or the books takes in an invoice, and approves one."""
    return may_change(actor, *KEEPERS, what=str(_("de inkoopfacturen")))


def may_approve_purchase(actor: Actor, approved_by: frozenset[int]) -> Decision:
    """Two different persons approve an invoice. `approved_by`: who stand behind the first approval, if there is one."""
    why_not = str(
        _(
            "Het eerste akkoord is door of namens u gegeven, of door wie u helpt. Iemand anders geeft het tweede."
        )
    )
    return _by_others(may_take_in_purchase(actor), actor, approved_by, why_not)


def may_read_purchase_file(actor: Actor, owner_key: str) -> Decision:
    """The files of purchase invoices: for who may see the invoices."""
    return may_read_spending(actor)


def may_record_pledge(actor: Actor) -> Decision:
    """Who keeps the books or the network writes down what others promise."""
    return may_change(actor, *KEEPERS, what=str(_("de cofinanciering")))


def may_read_pledge(actor: Actor, organisation_code: str) -> bool:
    """Who keeps the books or the network, and who speaks for the party."""
    return actor.has(*KEEPERS) or bool(
        organisation_code and actor.scopes_of(*PAYERS) & {f"organisation:{organisation_code}"}
    )


def may_report_delivery(actor: Actor, organisation_code: str) -> Decision:
    """The same people: a partner tells what it delivered itself."""
    what = str(_("wat deze partij levert"))
    if not may_read_pledge(actor, organisation_code):
        return Refused(str(_("Deze toezegging is voor wie haar doet.")), is_secret=True)
    if actor.has(*KEEPERS):
        return may_change(actor, *KEEPERS, what=what)
    return may_change(actor, *PAYERS, scope=f"organisation:{organisation_code}", what=what)


def may_remind(actor: Actor) -> Decision:
    """The controller reminds who did not pay, and says what is disputed."""
    readable = may_read_invoices(actor)
    return may_change(actor, "controller", what=str(_("de herinneringen"))) if readable else readable


def may_send_invoices(actor: Actor) -> Decision:
    """The controller sends invoices to who pays them, and says how."""
    readable = may_read_invoices(actor)
    return may_change(actor, "controller", what=str(_("de verzending"))) if readable else readable


def may_read_invoices(actor: Actor) -> Decision:
    """Who keeps the books or the network; a municipality reads its own."""
    if actor.has(*KEEPERS):
        return ALLOWED
    return Refused(str(_("De facturen zijn voor de controller en de coördinator.")), is_secret=True)


def may_read_invoice_of(actor: Actor, buyer_code: str) -> Decision:
    """Who may read all of them, and who holds a seat of the one that pays, or of who took over its duties."""
    if _speaks_for(actor, buyer_code):
        return ALLOWED
    return Refused(str(_("Deze factuur is voor wie haar betaalt.")), is_secret=True)


def _speaks_for(actor: Actor, code: str) -> bool:
    """Who keeps the books or the network, and who holds a seat of a payer, or of who took over its duties."""
    if actor.has(*KEEPERS):
        return True
    seats = actor.scopes_of(*PAYERS)
    after = successors(clock.today()).get(code, code) if seats else code
    return bool(seats & {f"organisation:{code}", f"organisation:{after}"})


def may_read_bank(actor: Actor) -> Decision:
    """Who keeps the books or the network; that there is a bank page is a secret to others."""
    if actor.has(*KEEPERS):
        return ALLOWED
    return Refused(str(_("De bankboekingen zijn voor de controller en de coördinator.")), is_secret=True)


def may_read_bank_file(actor: Actor, owner_key: str) -> Decision:
    """A file that waits to be read in: only for who may do so, since it names people."""
    return may_keep_bank(actor)


def may_keep_bank(actor: Actor) -> Decision:
    """The controller reads bank files in and says what they pay."""
    readable = may_read_bank(actor)
    return may_change(actor, "controller", what=str(_("de bankboekingen"))) if readable else readable


def may_keep_scenarios(actor: Actor) -> Decision:
    """The coordinator and the controller save what they worked out, and say whether it is public."""
    return may_change(actor, *KEEPERS, what=str(_("de scenario's")))


def may_keep_grants(actor: Actor) -> Decision:
    """The coordinator, who asks for grants, and the controller, who accounts for them."""
    return may_change(actor, *KEEPERS, what=str(_("de subsidies")))


def may_read_grants(actor: Actor) -> Decision:
    """Everyone in the network; the public reads which activities there are, without amounts."""
    if actor.is_in_network:
        return ALLOWED
    return Refused(str(_("De subsidies zijn voor het netwerk.")), is_secret=True)


def may_read_activity_list(actor: Actor, owner_key: str) -> Decision:
    """Who handed the list in."""
    if actor.is_signed_in and owner_key == str(actor.user_id):
        return ALLOWED
    return Refused(str(_("Dit bestand bestaat niet.")), is_secret=True)


def may_read_solidarity(actor: Actor) -> Decision:
    """Everyone in the network sees who carries it together; an invoice itself is for who pays it."""
    if actor.is_in_network:
        return ALLOWED
    return Refused(str(_("Wie betaalde, is voor het netwerk.")), is_secret=True)


def may_write_report(actor: Actor) -> Decision:
    """The controller makes interim reports and annual accounts."""
    return may_change(actor, "controller", what=str(_("de verslagen en de jaarrekening")))


def may_read_draft_report(actor: Actor) -> Decision:
    """Who keeps the books or the network; what was adopted is for everyone who sees the budget."""
    if actor.has(*KEEPERS):
        return ALLOWED
    return Refused(str(_("Dit verslag is nog niet vastgesteld.")), is_secret=True)


def may_adopt_report(actor: Actor, written_by: frozenset[int]) -> Decision:
    """Another person than who wrote any version of it: a coordinator, or a second controller."""
    decision = may_change(actor, *KEEPERS, what=str(_("de verslagen en de jaarrekening")))
    why_not = str(
        _("Hieraan is door of namens u geschreven, of door wie u helpt. Iemand anders moet het vaststellen.")
    )
    return _by_others(decision, actor, written_by, why_not)


def may_record_vat_passing(actor: Actor) -> Decision:
    """The controller says whether the tax of a year is passed on to the municipalities."""
    return may_change(actor, "controller", what=str(_("het doorschuiven van btw")))


def may_read_payer(actor: Actor, code: str) -> Decision:
    """The same people: who speaks for a municipality reads what was asked of it and of whom it took up."""
    if _speaks_for(actor, code):
        return ALLOWED
    return Refused(str(_("Deze bladzijde is voor wie betaalt.")), is_secret=True)
