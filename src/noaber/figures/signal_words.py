"""How signals read: how sure, how they stand, who looks, and what was done with them."""

from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import format_number
from noaber.figures.queries.signal_cards import CardRow
from noaber.figures.queries.signal_months import MonthRow, ReleaseRow
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.reliability import Driver
from noaber.figures.rules.signals.certainty import Certainty
from noaber.figures.rules.signals.course import Act, CardState, CloseReason
from noaber.figures.source_words import published_text

CERTAINTIES: Final[dict[Certainty, tuple[Promise, Tone]]] = {
    Certainty.SURE: (gettext_lazy("zeker"), "warning"),
    Certainty.LIKELY: (gettext_lazy("waarschijnlijk"), "info"),
    Certainty.CHANCE: (gettext_lazy("kan toeval zijn"), "neutral"),
}
STATES: Final[dict[CardState, tuple[Promise, Tone]]] = {
    CardState.WAITING: (gettext_lazy("nog niemand kijkt"), "warning"),
    CardState.LOOKED_AT: (gettext_lazy("er wordt naar gekeken"), "info"),
    CardState.CLOSED: (gettext_lazy("gesloten"), "ok"),
}
REASONS: Final[dict[CloseReason, Promise]] = {
    CloseReason.EXPLAINED: gettext_lazy("verklaard"),
    CloseReason.REGISTRATION: gettext_lazy("registratie"),
    CloseReason.NO_ACTION: gettext_lazy("geen actie nodig"),
    CloseReason.DEALT_WITH: gettext_lazy("aangepakt"),
    CloseReason.CHANCE: gettext_lazy("toeval"),
}
DRIVERS: Final[dict[Driver, Promise]] = {
    Driver.REPORTS: gettext_lazy("aangiften en meldingen"),
    Driver.POLICE: gettext_lazy("het werk van de politie"),
    Driver.BOTH: gettext_lazy("meldingen en het werk van de politie"),
}
ACTS: Final[dict[Act, Promise]] = {
    Act.TAKEN_UP: gettext_lazy("Opgepakt"),
    Act.HANDED_OVER: gettext_lazy("Overgedragen"),
    Act.GIVEN_BACK: gettext_lazy("Teruggegeven"),
    Act.FOUND: gettext_lazy("Bevinding"),
    Act.FOLLOWED: gettext_lazy("Vervolg"),
    Act.CLOSED: gettext_lazy("Gesloten"),
    Act.REOPENED: gettext_lazy("Heropend"),
}


def certainty_status(found: Certainty) -> Status:
    words, tone = CERTAINTIES[found]
    return Status(str(words), tone)


def card_status(row: CardRow) -> Status:
    """How it stands: closed with why, else whether a revision took it away, else whether somebody looks."""
    words, tone = STATES[row.state]
    if row.close_reason:
        return Status(f"{words}: {REASONS[row.close_reason]}", tone)
    return Status(_("vervallen door herziening"), "neutral") if row.is_gone else Status(str(words), tone)


def decimal_text(value: float | None) -> str:
    """An expectation in one decimal; nothing where the series was not tested."""
    return "" if value is None else format_number(Decimal(str(round(value, 1))), 1)


def month_sentences(month: MonthRow) -> tuple[str, ...]:
    """What a month gave, how much of it is chance, and how many alarms chance gives anyhow."""
    facts = {"month": month_text(month.period), "tested": format_number(month.tested)}
    tested = _("In %(month)s zijn %(tested)s reeksen getoetst: een soort misdrijf in een gemeente.") % facts
    mean = _("Toeval alleen geeft in zo’n maand gemiddeld %(count)s signalen.")
    return tested, _by_chance(month), mean % {"count": decimal_text(month.expected)}


def older_sentence(month: MonthRow, newest: ReleaseRow | None) -> str:
    """That a month was read from older figures than the newest; empty where it was read from these."""
    if newest is None or newest.id == month.release_id:
        return ""
    if month.period > newest.last_period:
        text = _(
            "Zo was het in de cijfers van %(day)s. In de nieuwste, van %(newest)s, staat %(month)s niet meer."
        )
    else:
        text = _(
            "Zo was het in de cijfers van %(day)s. In de nieuwste, van %(newest)s, is %(month)s nog niet op signalen "
            "bekeken."
        )
    days = {"day": published_text(month.published_at), "newest": published_text(newest.published_at)}
    return text % {**days, "month": month_text(month.period)}


def _by_chance(month: MonthRow) -> str:
    count, chance = month.signal_count, month.by_chance
    if not count:
        return _("Geen van die reeksen viel op.")
    if count == 1:
        return _("Het ene signaal kan toeval zijn.") if chance else _("Eén reeks viel op.")
    if not chance:
        return _("%(count)s reeksen vielen op.") % {"count": format_number(count)}
    text = ngettext(
        "Van deze %(count)s signalen is er ongeveer %(chance)s toeval.",
        "Van deze %(count)s signalen zijn er ongeveer %(chance)s toeval.",
        chance,
    )
    return text % {"count": format_number(count), "chance": format_number(chance)}


def months_text(first: int, last: int) -> str:
    """The months from one to another, in words."""
    if first == last:
        return month_text(first)
    return _("%(first)s tot en met %(last)s") % {"first": month_text(first), "last": month_text(last)}
