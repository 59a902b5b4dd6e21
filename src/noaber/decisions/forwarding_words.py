"""How own decisions, advice and terms read: on the pages, in the packs and in the lists."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.status import Status
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.core.rules.money import format_euro
from noaber.decisions.models.routes import Organ
from noaber.decisions.queries.forwarding.overview import Advice, FollowUp
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.decisions.rules.forwarding import Count, FollowUpState
from noaber.decisions.rules.obligations import ObligationKind, Terms
from noaber.decisions.rules.positions import Answer
from noaber.decisions.words import answer_status


def organ_words(organ: str) -> str:
    """The organ, or that nobody said yet which one."""
    return str(Organ(organ).label) if organ else _("nog niet bekend")


def organ_of(organ: str, name: str) -> str:
    """The organ with its organisation: "de gemeenteraad van Zwolle"."""
    forms = {
        Organ.COUNCIL: _("de gemeenteraad van %(name)s"),
        Organ.EXECUTIVE: _("het college van burgemeester en wethouders van %(name)s"),
        Organ.MAYOR: _("de burgemeester van %(name)s"),
        Organ.BOARD: _("de leiding van %(name)s"),
    }
    return forms[Organ(organ)] % {"name": name} if organ else name


def for_area(successor: str, name: str) -> str:
    """What decides in the place of who is no more, and for which part of it: "…, voor het gebied van Montferland"."""
    facts = {"successor": successor, "name": name}
    return _("%(successor)s, voor het gebied van %(name)s") % facts if successor else name


def state_status(row: FollowUp) -> Status:
    """How far an organisation is; once it has decided, what it decided."""
    if row.state is FollowUpState.DECIDED:
        return answer_status(row.answer)
    if row.is_overdue:
        return Status(_("te laat"), "danger")
    words = {
        FollowUpState.AHEAD: Status(_("nog niet aan de beurt"), "neutral"),
        FollowUpState.OPEN: Status(_("nog niet"), "info"),
        FollowUpState.POSTPONED: Status(_("komt terug"), "warning"),
        FollowUpState.LAPSED: Status(_("vervallen"), "neutral"),
        FollowUpState.PARTLY: Status(_("deels besloten"), "current"),
    }
    return words[row.state]


def advice_status(advice: Iterable[Advice]) -> Status:
    """The advice of one council in a word, or of all of them counted."""
    given = list(advice)
    if not given:
        return Status(_("n.v.t."), "neutral")
    positive = [each for each in given if each.is_positive]
    if len(given) > 1:
        words = _("%(count)s van %(total)s positief") % {"count": len(positive), "total": len(given)}
        return Status(words, "ok" if len(positive) == len(given) else "neutral")
    answer = given[0].answer
    if answer is Answer.WITH_REMARK:
        return Status(_("positief, met kanttekening"), "warning")
    if answer is Answer.OBJECTION:
        return Status(_("niet positief"), "danger")
    return Status(_("positief"), "ok") if positive else Status(_("nog geen advies"), "neutral")


def advice_words(each: Advice) -> str:
    """One advice as a sentence, without its remark: "DVO Twente gaf op 3 maart 2019 een positief advies (punt 3)."."""
    facts = {
        "council": each.body_name,
        "label": each.label,
        "advice": each.wanted or _("een positief advies"),
    }
    if each.answer is None or each.decided_on is None:
        return _("%(council)s heeft over punt %(label)s nog geen advies gegeven.") % facts
    facts["day"] = long_date(each.decided_on)
    words = {
        Answer.CONSENT: _("%(council)s gaf op %(day)s %(advice)s (punt %(label)s)."),
        Answer.WITH_REMARK: _(
            "%(council)s gaf op %(day)s %(advice)s, met een kanttekening (punt %(label)s)."
        ),
        Answer.OBJECTION: _("%(council)s had op %(day)s bezwaar (punt %(label)s)."),
        Answer.TOOK_NOTE: _("%(council)s nam op %(day)s kennis van punt %(label)s."),
        Answer.DEFERRED: _("%(council)s hield punt %(label)s op %(day)s aan."),
        Answer.NOT_DISCUSSED: _("%(council)s behandelde punt %(label)s op %(day)s niet."),
    }
    return words[each.answer] % facts


def terms_words(terms: Terms) -> str:
    """What a point asks each year, in words; never an amount, which finance computes."""
    facts = {"years": years_words(terms)}
    if terms.kind is ObligationKind.CONTRIBUTION and terms.rate is not None:
        cents = terms.rate * 100
        exact = format_number(cents, max(0, -int(cents.normalize().as_tuple().exponent)))
        facts["rate"] = _("%(cents)s cent") % {"cents": exact} if cents < 100 else format_euro(round(cents))
        return _("%(rate)s per inwoner per jaar, %(years)s") % facts
    if terms.kind is ObligationKind.CAPACITY and terms.fte is not None:
        places = max(0, -int(terms.fte.normalize().as_tuple().exponent))
        facts["fte"] = format_number(terms.fte, places)
        return _("ten minste %(fte)s fte per jaar, %(years)s") % facts
    return _("een evaluatie, %(years)s") % facts


def years_words(terms: Terms) -> str:
    """The years that are asked: "2020 tot en met 2023"."""
    if terms.first_year == terms.last_year:
        return str(terms.first_year)
    return _("%(first)s tot en met %(last)s") % {"first": terms.first_year, "last": terms.last_year}


def terms_of(points: Iterable[PointRow]) -> list[str]:
    return [terms_words(point.terms) for point in points if point.terms]


def count_words(counted: Count) -> str:
    """How many decided what; the classes exclude each other and add up."""
    parts = [
        (counted.agreed, _("akkoord")),
        (counted.with_remark, _("akkoord met kanttekening")),
        (counted.objected, _("bezwaar")),
        (counted.waiting, _("nog niet")),
    ]
    shown = in_a_row(f"{format_number(number)} {word}" for number, word in parts if number) or "0"
    facts = {"decided": format_number(counted.decided), "total": format_number(counted.total)}
    unit = ngettext(
        "%(decided)s van %(total)s besloot", "%(decided)s van %(total)s besloten", counted.decided
    )
    return f"{unit % facts}: {shown}."


def district_words(name: str) -> str:
    return name or _("partners zonder district")
