"""Who may read and write proposals, and who records what a body or an organisation decided."""

from collections.abc import Collection, Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.access import ALLOWED, Actor, Decision, Grant, Refused, may_change, may_fill_in
from noaber.decisions.queries.proposals.proposal import KEEPERS

OF_BODY: Final = ("chair", "secretary")
OF_ORGANISATION: Final = ("mayor", "contact", "head")
OWNER: Final = "remark_owner"  # no role of a user: a right that is made for one remark


def may_write_proposals(actor: Actor) -> Decision:
    """The coordinator writes and sends proposals on behalf of the steering group."""
    return may_change(actor, *KEEPERS, what=str(_("de voorstellen")))


def may_record_position(
    actor: Actor, *, body_code: str = "", organisation_code: str = "", successors: Collection[str] = ()
) -> Decision:
    """The coordinator; of a body its chair and secretary, of an organisation its mayor, head and contact.

    `successors`: what went on in the place of an organisation that is no more; who speaks for one of them, may.
    """
    kept = may_write_proposals(actor)
    if may_fill_in(kept):
        return kept
    what = str(_("dit standpunt"))
    if body_code:
        return may_change(actor, *OF_BODY, scope=f"body:{body_code}", what=what)
    return _of_organisation(actor, (organisation_code, *successors), what)


def may_correct_position(
    actor: Actor,
    decided: Collection[str],
    *,
    body: str = "",
    organisation: str = "",
    successors: Collection[str] = (),
) -> Decision:
    """At a closed step: who may record it, until it was adopted. After that it is public at once and others rest on it.

    Then the coordinator, or who records for a body that adopted it (`decided`, by code; empty before the adoption).
    """
    own = may_record_position(actor, body_code=body, organisation_code=organisation, successors=successors)
    if not decided or not may_fill_in(own) or may_fill_in(may_write_proposals(actor)):
        return own
    if any(may_fill_in(may_record_position(actor, body_code=code)) for code in decided):
        return own
    text = _(
        "Dit is vastgesteld. Wat er is vastgelegd, rectificeert u dan niet meer zelf: vraag het de coördinator, en zeg "
        "wat er niet klopt."
    )
    return Refused(str(text))


def _of_organisation(actor: Actor, codes: Iterable[str], what: str) -> Decision:
    """Who speaks for one of them; else why not for the first."""
    given = [may_change(actor, *OF_ORGANISATION, scope=f"organisation:{code}", what=what) for code in codes]
    return next((each for each in given if may_fill_in(each)), given[0])


def may_read_follow_up(actor: Actor) -> Decision:
    """What organisations decide for themselves, with advice and remarks, is for the network."""
    return ALLOWED if actor.is_in_network else Refused(str(_("De vervolgbesluiten zijn voor het netwerk.")))


def may_plan_own_decision(actor: Actor, organisation_code: str, successors: Collection[str] = ()) -> Decision:
    """Which organ decides and by when: who speaks for the organisation says so, or the coordinator."""
    kept = may_write_proposals(actor)
    if may_fill_in(kept):
        return kept
    what = str(_("wie hier besluit en wanneer"))
    return _of_organisation(actor, (organisation_code, *successors), what)


def may_record_budget(actor: Actor, organisation_code: str, successors: Collection[str] = ()) -> Decision:
    """The coordinator; of an organisation its mayor, head and contact."""
    kept = may_write_proposals(actor)
    if may_fill_in(kept):
        return kept
    return _of_organisation(actor, (organisation_code, *successors), str(_("de opname in deze begroting")))


def may_record_evaluation(actor: Actor, deciders: Collection[str]) -> Decision:
    """The coordinator; of the bodies that decided that there is an evaluation, the chair and the secretary."""
    kept = may_write_proposals(actor)
    if may_fill_in(kept):
        return kept
    what = str(_("deze evaluatie"))
    given = [may_change(actor, *OF_BODY, scope=f"body:{code}", what=what) for code in sorted(deciders)]
    return next((each for each in given if may_fill_in(each)), given[0] if given else kept)


def may_read_remarks(actor: Actor) -> Decision:
    """Who said what of a proposal is for the network; anyone else reads only how many agree."""
    return ALLOWED if actor.is_in_network else Refused(str(_("Dit voorstel bestaat niet.")), is_secret=True)


def may_assign_remarks(actor: Actor) -> Decision:
    """The coordinator says whose each remark is."""
    return may_change(actor, *KEEPERS, what=str(_("de eigenaar van een kanttekening")))


def may_answer_remark(actor: Actor, holders: Collection[int]) -> Decision:
    """The coordinator, and who holds the seat that takes up the remark: the accounts in `holders`, of this day."""
    own = actor.on_behalf_of_id or actor.user_id
    as_owner = actor
    if own in holders and actor.is_in_network:
        # Holding that seat is a right for this remark; the role of the seat says nothing, others may hold it too.
        grants = actor.grants | {Grant(OWNER)}
        as_owner = Actor(actor.user_id, actor.on_behalf_of_id, grants, actor.prepares_only, actor.origin)
    return may_change(as_owner, *KEEPERS, OWNER, what=str(_("de beantwoording van deze kanttekening")))
