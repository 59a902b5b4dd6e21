"""What a monthly report says, in words that its mail, its paper and the page of the mayor share."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.rules.dutch import format_number, in_a_row
from noaber.figures.models import Release
from noaber.figures.queries.areas import Area, AreaKind
from noaber.figures.queries.reports.changes import months_compared
from noaber.figures.queries.reports.kind_groups import chosen_said
from noaber.figures.queries.reports.reports import AreaReport, MonthReports
from noaber.figures.rules.absent import Absent, absent_text
from noaber.figures.rules.kinds_said import chosen_kinds
from noaber.figures.rules.numbers import count_text, month_text
from noaber.figures.rules.periods import period_text
from noaber.figures.rules.reliability import Driver, reliability_of
from noaber.figures.rules.reports.lines import missing_said
from noaber.figures.rules.signals.tested import Tested, not_tested_text
from noaber.figures.source_words import INVENTED, published_text

_PLACES: Final = {AreaKind.MUNICIPALITY: "gemeente", AreaKind.DISTRICT: "district"}


def title_of(report: AreaReport) -> str:
    return _("Veiligheidscijfers %(area)s, %(month)s") % {
        "area": report.area.name,
        "month": month_text(report.month.period),
    }


def file_stem(report: AreaReport) -> str:
    return f"veiligheidscijfers-{report.area.code.lower()}-{period_text(report.month.period)}"


def page_address(area: Area, period: int, kind: str = "") -> str:
    """The page with these figures, to look further."""
    path = f"/cijfers/{_PLACES[area.kind]}/{area.code}/" if area.kind in _PLACES else "/cijfers/"
    of_kind = f"&soort={kind}" if kind else ""
    return f"{settings.SITE_URL}{path}?maand={period_text(period)}{of_kind}"


def invented_said(release: Release) -> str:
    """Empty where the figures are real."""
    return f"{INVENTED}." if release.is_invented else ""


def signals_said(report: AreaReport) -> str:
    """The names of the kinds, or that there are none, or that nobody looked yet in the figures of this report."""
    month = month_text(report.month.period)
    if not report.is_municipality:
        return _signals_of_members(report, month)
    if report.month.signals is None:
        return _not_looked_at(report.month)
    others = not_tested_text(report.tested, _("soort"), _("soorten"))
    if not report.signals:
        return _joined(_no_signals(report, month), others if report.tested.tested else "")
    said = ngettext(
        "Signaal in %(month)s: %(names)s.", "Signalen in %(month)s: %(names)s.", len(report.signals)
    )
    more = _(
        "Dat ligt boven wat trend en seizoen verklaren, maar het kan toeval zijn. In Noaber staat hoe zeker het is en "
        "of er iemand naar kijkt."
    )
    return _joined(said % {"month": month, "names": in_a_row(report.signals)}, more, others)


def _not_looked_at(month: MonthReports) -> str:
    """Perhaps in older figures; what those gave is not told beside these."""
    text = _("Of er in %(month)s signalen zijn, is in de cijfers van %(day)s nog niet bekeken.")
    return text % {"month": month_text(month.period), "day": published_text(month.release.published_at)}


def _no_signals(report: AreaReport, month: str) -> str:
    found = report.tested
    if not found.tested:
        if found.missing == found.count:
            return _("Over signalen in %(month)s is niets te zeggen: er is geen cijfer.") % {"month": month}
        return _(
            "Over signalen in %(month)s is niets te zeggen: er zijn te weinig gevallen om de maand te vergelijken."
        ) % {"month": month}
    facts = {"month": month, "chosen": _of_chosen(report), "count": format_number(found.tested)}
    if found.tested == found.count == 1 and report.is_chosen:
        return (
            _(
                "Geen signalen%(chosen)s: die lag in %(month)s niet boven wat trend, seizoen en toeval verklaren."
            )
            % facts
        )
    if found.tested == found.count:
        return (
            _(
                "Geen signalen%(chosen)s: geen van deze soorten lag in %(month)s boven wat trend, seizoen en toeval "
                "verklaren."
            )
            % facts
        )
    said = ngettext(
        "Geen signalen%(chosen)s: de ene soort die kon worden vergeleken, lag in %(month)s niet boven wat trend, "
        "seizoen en toeval verklaren.",
        "Geen signalen%(chosen)s: geen van de %(count)s soorten die konden worden vergeleken, lag in %(month)s boven "
        "wat trend, seizoen en toeval verklaren.",
        found.tested,
    )
    return said % facts


def _joined(*sentences: str) -> str:
    return " ".join(each for each in sentences if each)


def _signals_of_members(report: AreaReport, month: str) -> str:
    if report.month.signals is None:
        return _not_looked_at(report.month)
    rang = [f"{each.name} ({in_a_row(each.signals)})" for each in report.members if each.signals]
    if rang:
        said = _("Signalen in %(month)s: %(names)s.") % {"month": month, "names": in_a_row(rang)}
    else:
        said = _("Geen signalen%(chosen)s in de gemeenten in %(month)s.") % {
            "month": month,
            "chosen": _of_chosen(report),
        }
    return _joined(said, _tested_of_members(report.tested), _unseen(report, month))


def _tested_of_members(found: Tested) -> str:
    if found.tested == found.count:
        return ""
    text = _(
        "Vergeleken zijn %(tested)s van de %(count)s reeksen (een soort in een gemeente): de andere hebben te weinig "
        "gevallen of geen cijfer."
    )
    return text % {"tested": format_number(found.tested), "count": format_number(found.count)}


def _unseen(report: AreaReport, month: str) -> str:
    """Whose month has no figure, so that nobody could look."""
    names = absent_text([Absent(each.title, each.absent) for each in report.lines], len(report.lines))
    return _("Geen cijfer over %(month)s: %(names)s.") % {"month": month, "names": names} if names else ""


def signals_address(report: AreaReport) -> str:
    return f"{settings.SITE_URL}/cijfers/signalen/?maand={period_text(report.month.period)}"


def revised_said(report: AreaReport) -> str:
    month, count = report.month, len(report.revised)
    if month.compared is None:
        return _("Dit is de eerste publicatie die is ingelezen; er is nog niets om mee te vergelijken.")
    first, last = (month_text(each) for each in months_compared(month.compared, month.period))
    facts = {"since": _compared_with(month), "first": first, "last": last, "count": format_number(count)}
    facts["chosen"] = _of_chosen(report)
    if not count:
        return (
            _("Sinds %(since)s is geen cijfer%(chosen)s over %(first)s tot en met %(last)s gewijzigd.")
            % facts
        )
    return (
        ngettext(
            "Sinds %(since)s is %(count)s cijfer%(chosen)s over %(first)s tot en met %(last)s gewijzigd.",
            "Sinds %(since)s zijn %(count)s cijfers%(chosen)s over %(first)s tot en met %(last)s gewijzigd.",
            count,
        )
        % facts
    )


def _of_chosen(report: AreaReport) -> str:
    """After what is said of all its kinds, where a reader chose them: that it is of those alone."""
    return _(" van %(kinds)s") % {"kinds": chosen_kinds(len(report.lines))} if report.is_chosen else ""


def _compared_with(month: MonthReports) -> str:
    """By the month of that report: who gets one each quarter had another before it."""
    if not month.since_month:
        return _("de vorige publicatie")
    if month.since_month == month.period:
        return _("de vorige uitgave van dit maandbericht")
    return _("het maandbericht over %(month)s") % {"month": month_text(month.since_month)}


def revised_lines(report: AreaReport, most: int) -> list[str]:
    """The first so many, the newest month first."""
    titles, names = dict(report.month.titles), {each.code: each.name for each in report.month.areas}
    return [
        ("" if report.is_municipality else f"{names[each.area]}: ") + each.text(titles[each.kind])
        for each in report.revised[:most]
    ]


def revised_more(count: int, most: int, in_annex: int) -> str:
    """Of the revised figures that a mail does not show, how many there are and how many the annex has."""
    if count <= in_annex:
        return more_said(count, most)
    return _("En nog %(rest)s; in de bijlage staan de laatste %(annex)s.") % {
        "rest": format_number(count - most),
        "annex": format_number(in_annex),
    }


def revised_left_out(count: int, most: int) -> str:
    """How many revised figures the annex itself leaves out; empty when none."""
    if count <= most:
        return ""
    return _("Dit zijn de laatste %(most)s. De andere %(rest)s staan niet in dit bericht.") % {
        "most": format_number(most),
        "rest": format_number(count - most),
    }


def recent_said(report: AreaReport) -> str:
    """That the last months may still rise; empty when they are complete."""
    if not report.month.recent:
        return ""
    return _(
        "De laatste maanden zijn nog niet volledig: aangiften komen later binnen en verhogen ze meestal nog."
    )


def more_said(count: int, most: int) -> str:
    """That there are more than are shown; empty when there are not."""
    if count <= most:
        return ""
    rest = count - most
    return ngettext("En nog %(rest)s, in de bijlage.", "En nog %(rest)s, in de bijlage.", rest) % {
        "rest": format_number(rest)
    }


def not_known(report: AreaReport) -> list[str]:
    """What is missing, and what may still rise."""
    said = missing_said(report.lines, report.month.period, is_chosen=report.is_chosen)
    if not said:
        said = [
            _("%(whose)s zijn de cijfers van deze maanden gepubliceerd. Een 0 is dus echt nul.")
            % {"whose": _of_all(report)}
        ]
    return [*said, *filter(None, [recent_said(report)])]


def _of_all(report: AreaReport) -> str:
    if not report.is_chosen:
        return _("Van alle soorten")
    return _("Van de soort die u koos,") if len(report.lines) == 1 else _("Van alle soorten die u koos,")


def got_said(chosen: Sequence[str]) -> str:
    """What the reader had asked for, in the words in which they chose."""
    return _("U kreeg: %(chosen)s.") % {"chosen": chosen_said(chosen)}


def reliability_said(report: AreaReport) -> str:
    """Which of these counts depend on how much is looked for."""
    police = [each.title for each in report.lines if reliability_of(each.kind).driver is Driver.POLICE]
    if not police:
        return _("Deze cijfers volgen vooral aangiften en meldingen: wat niemand meldt, telt niet mee.")
    return _(
        "Hangt sterk af van hoeveel er wordt gezocht en gecontroleerd: %(names)s. De andere volgen vooral aangiften en "
        "meldingen."
    ) % {"names": in_a_row(police)}


def beside_names(report: AreaReport) -> Sequence[tuple[str, str]]:
    """Whom its rates stand beside, with the field of a line; from near to far."""
    every = ("network_rate", _("Alle gemeenten"))
    if report.area.kind is AreaKind.NETWORK:
        return ()
    if not report.is_municipality:
        return (every,)
    district = [("district_rate", report.area.district_name)] if report.area.district_name else []
    return (*district, ("peers_rate", _("Gelijke omvang")), every)


def absent_said(report: AreaReport) -> str:
    """Who is not in the rates of others; empty where everybody is, or no others stand beside it."""
    lines = report.lines
    names = absent_text([Absent(each.title, report.month.absent[each.kind]) for each in lines], len(lines))
    if not names or not beside_names(report):
        return ""
    return _(
        "Waar gemeenten samen naast %(area)s staan, telt niet mee wie niet van elke maand een cijfer heeft: %(names)s."
    ) % {"area": report.area.name, "names": names}


def people_said(report: AreaReport) -> str:
    people = float(report.month.counted.inhabitants(report.area)[-1])
    year = report.month.counted.reference_year
    return _("%(people)s inwoners op 1 januari %(year)s") % {"people": count_text(people), "year": year}
