"""That nobody has heard of it yet, for who can tell them: Noaber mails nobody without being asked to."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.decisions.access import may_write_proposals
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.queries.follow_up.told import is_untold
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.views.places import ask_address


def told_notice(request: Request, found: Standing) -> Notice | None:
    """From here it is one page with who gets what, and one click to send it."""
    if not may_write_proposals(request.actor):
        return None
    waiting = len(outstanding(found))
    if not waiting or not is_untold(found):
        return None
    text = ngettext(
        "Eén overleg of organisatie kan nu antwoorden. Noaber verstuurt niets vanzelf.",
        "%(count)s overleggen of organisaties kunnen nu antwoorden. Noaber verstuurt niets vanzelf.",
        waiting,
    )
    return Notice(
        text % {"count": waiting},
        "warning",
        title=_("Nog niemand heeft bericht gekregen"),
        action=Action(_("Bekijk en verstuur het bericht"), ask_address(found.code), "primary"),
    )
