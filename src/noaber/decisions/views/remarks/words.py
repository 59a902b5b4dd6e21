"""How remarks and their answers read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.pictures import StatusLine
from noaber.core.components.status import Status, Tone
from noaber.decisions.models import Effect
from noaber.decisions.queries.remarks import Reply, count
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.services.remarks import IN_TEXT
from noaber.decisions.views.remarks.places import remarks_address


def state_status(state: RemarkState) -> Status:
    words: dict[RemarkState, tuple[str, Tone]] = {
        RemarkState.OPEN: (_("open"), "warning"),
        RemarkState.ANSWERED: (_("beantwoord"), "ok"),
        RemarkState.LAPSED: (_("vervallen"), "neutral"),
    }
    return Status(*words[state])


def effect_words(reply: Reply | None) -> str:
    """What the answer does to the text, and where that can be read."""
    if reply is None:
        return ""
    words = str(Effect(reply.effect).label)
    if reply.effect not in IN_TEXT:
        return words
    if reply.is_gone:
        text = _("%(effect)s, nog te verwerken in de tekst: het concept waarin het stond, is weggegooid")
        return text % {"effect": words}
    if reply.in_version is None:
        return _("%(effect)s, nog te verwerken in de tekst") % {"effect": words}
    if not reply.is_sent:
        return _("wordt %(effect)s in de volgende versie") % {"effect": words}
    return _("%(effect)s, in versie %(number)s") % {"effect": words, "number": reply.in_version}


def count_line(code: str, states: Iterable[RemarkState]) -> StatusLine | None:
    """ "4 van 5 kanttekeningen beantwoord"; None where nobody made any."""
    found = count(states)
    if not found.total:
        return None
    words = ngettext("kanttekening beantwoord", "kanttekeningen beantwoord", found.total)
    return StatusLine(found.answered, found.total, words, remarks_address(code))
