"""How it reads that something happened to the proposal to the councils after the strategy was adopted on it."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import Rejected
from noaber.strategy.rules.consulting.after_adoption import After, Happened

_RIGHTED: Final = frozenset({After.DAY_RIGHTED, After.ANSWER_RIGHTED, After.REMARK_GONE})
_MENDED: Final = _RIGHTED | {After.TAKEN_BACK}


def after_adoption_words(happened: Sequence[Happened], *, is_named: bool, is_alone: bool = False) -> str:
    """What happened since, in a sentence; empty for nothing.

    Who answered what is told to who may read the proposal (`is_named`); others read that an answer came. `is_alone`:
    nothing of what the councils said stands beside it.
    """
    if not happened:
        return ""
    told = dict.fromkeys(_told(each, is_named=is_named) for each in happened)
    text = _(
        "Zo stond het bij de vaststelling. Daarna is bij het voorstel aan de overleggen nog iets vastgelegd: "
        "%(happened)s. De vastgestelde strategie verandert daardoor niet."
    )
    if any(each.what in _MENDED for each in happened):
        text = _(
            "Zo stond het bij de vaststelling, met wat later is rechtgezet. Na de vaststelling is bij het voorstel aan "
            "de overleggen nog iets vastgelegd: %(happened)s. De vastgestelde strategie verandert daardoor niet."
        )
    if is_alone:
        text = _(
            "Na de vaststelling is bij het voorstel aan de overleggen nog iets vastgelegd: %(happened)s. De "
            "vastgestelde strategie verandert daardoor niet."
        )
    return text % {"happened": in_a_row(told)}


def adopted_on_words(title: str, on: dt.date, number: int) -> str:
    """On which text of a proposal a strategy was adopted, in a sentence."""
    text = _("Op versie %(number)s van dit voorstel is ‘%(title)s’ vastgesteld, op %(day)s.")
    return text % {"number": number, "title": title, "day": long_date(on)}


def decided_already_words(title: str, on: dt.date) -> str:
    """To who is asked about a strategy that was adopted, in a sentence."""
    text = _("‘%(title)s’ is op %(day)s al vastgesteld; uw antwoord verandert die strategie niet.")
    return text % {"title": title, "day": long_date(on)}


def rejected_beneath_words(title: str, lost: Rejected, adopted_on: dt.date | None, *, is_named: bool) -> str:
    """That the themes of a strategy were rejected, by whom and when, and what that means; `title`: with which proposal.

    Who may not read that proposal (`is_named`) reads only that it was so.
    """
    facts = {"title": title, "names": in_a_row(lost.names), "day": long_date(lost.on) if lost.on else ""}
    text = _("De thema’s van deze strategie zijn verworpen.")
    if is_named and lost.names and lost.on:
        text = _("De thema’s van deze strategie zijn op %(day)s verworpen door %(names)s, bij ‘%(title)s’.")
    text %= facts
    if adopted_on:
        more = _("Toch is de strategie met die thema’s vastgesteld, op %(day)s.")
        return f"{text} {more % {'day': long_date(adopted_on)}}"
    more = _(
        "Met die thema’s kan de strategie niet worden vastgesteld zoals zij nu voorligt. De coördinator trekt het "
        "voorstel om haar vast te stellen in, of legt nieuwe thema’s voor."
    )
    return f"{text} {more}"


def _told(each: Happened, *, is_named: bool) -> str:
    facts = {"day": long_date(each.on), "number": each.number, "names": in_a_row(each.parties)}
    if each.what is After.VERSION:
        return _("op %(day)s is versie %(number)s verstuurd") % facts
    if each.what is After.WITHDRAWN:
        return _("op %(day)s is het ingetrokken") % facts
    count = len(each.parties)
    if each.what is After.TAKEN_BACK:
        text = ngettext(
            "op %(day)s is een antwoord van %(names)s als vergissing teruggenomen",
            "op %(day)s zijn antwoorden van %(names)s als vergissing teruggenomen",
            count,
        )
        return (text if is_named else _("op %(day)s is een antwoord als vergissing teruggenomen")) % facts
    if each.what in _RIGHTED:
        return _righted(each.what, count, is_named=is_named) % facts
    if not is_named:
        return _("op %(day)s is nog een antwoord vastgelegd") % facts
    if each.what is After.OBJECTION:
        text = ngettext("op %(day)s maakte %(names)s bezwaar", "op %(day)s maakten %(names)s bezwaar", count)
    else:
        text = ngettext("op %(day)s antwoordde %(names)s", "op %(day)s antwoordden %(names)s", count)
    return text % facts


def _righted(what: After, count: int, *, is_named: bool) -> str:
    if what is After.DAY_RIGHTED:
        text = ngettext(
            "op %(day)s is rechtgezet op welke dag %(names)s antwoordde",
            "op %(day)s is rechtgezet op welke dag %(names)s antwoordden",
            count,
        )
        return text if is_named else _("op %(day)s is de dag van een antwoord rechtgezet")
    if not is_named:
        return _("op %(day)s is een antwoord rechtgezet")
    if what is After.REMARK_GONE:
        return ngettext(
            "op %(day)s is rechtgezet dat %(names)s bij een punt geen kanttekening maakte",
            "op %(day)s is rechtgezet dat %(names)s bij een punt geen kanttekening maakten",
            count,
        )
    return ngettext(
        "op %(day)s is rechtgezet wat %(names)s antwoordde",
        "op %(day)s is rechtgezet wat %(names)s antwoordden",
        count,
    )
