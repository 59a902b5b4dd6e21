"""Who plans the meetings of a body, writes its papers, and keeps its actions."""

from django.utils.translation import gettext_lazy as _

from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change, may_fill_in
from noaber.meetings.queries.sittings import KEEPERS, LEADERS, SittingRow, is_agenda_released, sees_work


def may_keep_sittings(actor: Actor, body_code: str) -> Decision:
    """The coordinator; of a body its chair and secretary, of a team its lead."""
    what = str(_("de vergaderingen van dit overleg"))
    kept = may_change(actor, *KEEPERS, what=what)
    return kept if may_fill_in(kept) else may_change(actor, *LEADERS, scope=f"body:{body_code}", what=what)


def may_read_folder(actor: Actor, row: SittingRow) -> Decision:
    """The papers of a meeting in one: for who prepares it, and once its agenda is out for who sits in the body."""
    if sees_work(actor, row.body_code):
        return ALLOWED
    if not actor.has("member", scope=f"body:{row.body_code}"):
        return Refused(str(_("De vergadermap is voor de leden van dit overleg.")))
    if not is_agenda_released(row.id):
        return Refused(str(_("De vergadermap volgt zodra de agenda is vrijgegeven.")))
    return ALLOWED


def may_keep_action(actor: Actor, body_code: str, *, holds_it: bool) -> Decision:
    """Whoever holds the seat that does it, and who keeps the meetings of the body that agreed it."""
    if not holds_it:
        return may_keep_sittings(actor, body_code)
    if actor.prepares_only:
        refused = str(_("U mag voor een ander wel voorbereiden, maar deze actie niet bijwerken."))
        return Refused(refused, may_prepare=True)
    return ALLOWED
