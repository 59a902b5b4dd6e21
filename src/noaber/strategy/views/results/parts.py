"""The parts of the page of a result: who stands with it, what shows it, and its claim recomputed."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, may_fill_in
from noaber.core.addresses import body_address, organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.pictures import Bar, BarChart, Timeline, TimelineEvent, bar_chart
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.strategy.access import may_say_partner_words
from noaber.strategy.queries.periods.discharge import is_discharged
from noaber.strategy.queries.results.claims import ClaimRow
from noaber.strategy.queries.results.partner_words import SpokenRow
from noaber.strategy.queries.results.result import ResultRow, ResultVersion, partner_names
from noaber.strategy.rules.results.claims import Counted, Measured, claimed_words, percentage_words
from noaber.strategy.rules.results.result import PartnerText, ResultState
from noaber.strategy.views.places import result_address
from noaber.strategy.words.claims import came_out_words, is_small, lacking_words, share_words
from noaber.strategy.words.periods import no_effect, result_status

ORGANISATION, BODY = "organisatie", "overleg"
"""In an address: what kind of partner it is."""
Spoken = Mapping[str, Sequence[SpokenRow]]


def partner_table(row: ResultRow, names: Mapping[str, str], spoken: Spoken, asof: AsOf) -> Table:
    """Everyone who stands with a result, in no order of weight (R21); the own words go before what was recorded."""
    rows: list[Row] = [
        {
            "name": names.get(each.key, each.organisation or each.body),
            "url": partner_address(each, asof),
            "role": each.role,
            **_sentence(each, spoken.get(each.key, ())),
        }
        for each in row.text.partners
    ]
    return plain_table(
        name="partners",
        caption=_("Wie eraan werkten"),
        columns=[
            Column("name", _("Partner"), "link"),
            Column("role", _("Rol")),
            Column("sentence", _("In eigen woorden")),
            Column("by", _("Wie dit zegt")),
        ],
        rows=rows,
        empty_text=_("Er zijn nog geen partners genoemd."),
        notes=[_("Dit resultaat is van hen samen. De volgorde zegt niets over wie het meeste deed.")],
    )


def _sentence(each: PartnerText, said: Sequence[SpokenRow]) -> dict[str, str]:
    """What the partner said last itself, or what was recorded for it; and which of both it is."""
    if said:
        by = _("zelf, op %(day)s") % {"day": long_date(said[-1].on)}
        return {"sentence": said[-1].sentence, "by": by}
    return {"sentence": each.sentence, "by": _("wie het resultaat vastlegde") if each.sentence else ""}


def partner_address(each: PartnerText, asof: AsOf) -> str:
    if each.organisation:
        return organisation_address(each.organisation, asof)
    return body_address(each.body, asof)


def ways_to_speak(actor: Actor, row: ResultRow, asof: AsOf) -> Iterator[Action]:
    """For each partner for whom this person speaks: the page where it says it."""
    if row.text.state is not ResultState.RECORDED or asof.is_asked or is_discharged(row.period, asof):
        return
    own = [each for each in row.text.partners if may_fill_in(may_say_partner_words(actor, each))]
    names = partner_names((row,), asof) if len(own) > 1 else {}
    for each in own:
        kind, code = (ORGANISATION, each.organisation) if each.organisation else (BODY, each.body)
        label = _("Zeg het in eigen woorden")
        if names:
            label = f"{label}: {names[each.key]}"
        yield Action(label, result_address(row.period, row.code, f"woorden/{kind}/{code}/"))


def evidence_table(row: ResultRow) -> Table:
    """What shows it; a document that was taken away is still named, and said to be gone (R20)."""
    rows: list[Row] = []
    for each in row.text.evidence:
        file = row.file(each.file)
        address = f"/bestanden/{each.file}/" if file else each.link
        lacking = _("weggehaald") if row.was_recorded else _("nog niet toegevoegd")
        kind = file.name if file else _("pagina") if each.link else lacking
        rows.append({"title": each.title, "url": address, "kind": kind})
    if row.text.claim:
        rows.append({"title": _("Het cijfer hieronder, nagerekend"), "url": "#cijfer", "kind": _("cijfer")})
    return plain_table(
        name="bewijs",
        caption=_("Waaruit het blijkt"),
        columns=[Column("title", _("Bewijs"), "link"), Column("kind", _("Soort"))],
        rows=rows,
        empty_text=_("Er is nog geen bewijs."),
    )


def history(said: Sequence[ResultVersion], names: Mapping[str, str], spoken: Spoken) -> Timeline:
    """What was recorded when, and what partners said themselves, the newest first."""
    told = [
        TimelineEvent(each.on, _("%(name)s zei") % {"name": names.get(key, key)}, each.sentence)
        for key, rows in spoken.items()
        for each in reversed(rows)
    ]
    events = [
        TimelineEvent(
            timezone.localtime(row.recorded_at).date(),
            row.title,
            row.reason,
            status=result_status(row.state),
        )
        for row in said
    ]
    ordered = sorted([*told, *events], key=lambda event: event.on, reverse=True)
    return Timeline(tuple(ordered), _("Wat er over dit resultaat is vastgelegd"))


def claim_notice(found: ClaimRow) -> Notice:
    """In a sentence whether the figure that was claimed comes out."""
    own, text = found.came_out.own, came_out_words(found)
    if own.share is None:
        return Notice(text, "warning", _("Niet na te rekenen"))
    if is_small(own):
        return Notice(text, "warning", _("Te weinig voor een percentage"))
    if own.agrees:
        return Notice(text, "ok", _("Klopt"))
    return Notice(text, "warning", _("Komt niet uit"), points=(_other_bases(found),))


def _other_bases(found: ClaimRow) -> str:
    """From which other years it would come out, or would be at least that."""
    came, claimed = found.came_out, claimed_words(found.claim.percentage)
    facts: dict[str, object] = {"claimed": claimed, "end": found.claim.end_year}
    if came.agreeing:
        facts["years"] = in_a_row(str(year) for year in came.agreeing)
        return _("Met %(years)s als eerste jaar komt %(claimed)s wel uit.") % facts
    if came.holding:
        facts["years"] = in_a_row(str(year) for year in came.holding)
        text = _(
            "Precies %(claimed)s komt met geen enkel eerste jaar uit; meer dan dat was het vanaf %(years)s."
        )
        return text % facts
    return _("%(claimed)s komt met geen enkel eerste jaar uit.") % facts


def claim_gaps(found: ClaimRow) -> Notice | None:
    """Of which years the count is not known of every area, and of which not; None when there are none."""
    points = tuple(lacking_words(each, found.missing_names) for each in found.counts if each.count is None)
    if not points or not found.areas:
        return None
    text = _("Een jaar waarin een gebied ontbreekt, heeft geen totaal.")
    return Notice(text, "info", _("Niet van elk jaar zijn er cijfers"), points=points)


def claim_facts(found: ClaimRow) -> DefinitionList:
    """The sum itself: base, end, difference, exact share, and where the counts come from."""
    own = found.came_out.own
    share = own.share
    exact = f"{format_number(share.numerator)} / {format_number(share.denominator)}" if share else ""
    items = [
        Definition(_("Wat is geteld"), f"{found.offence} ({found.claim.offence})"),
        Definition(_("Waar"), found.area, note=_areas(found)),
        Definition(_("Eerste jaar, %(year)s") % {"year": own.base.year}, _count(own.base), is_number=True),
        Definition(_("Laatste jaar, %(year)s") % {"year": own.end.year}, _count(own.end), is_number=True),
        Definition(_("Verschil"), _signed(own.difference), is_number=True),
        Definition(_("Aandeel"), share_words(own), note="" if is_small(own) else exact, is_number=True),
        *_formula(own),
        Definition(_("Geclaimd"), claimed_words(found.claim.percentage), is_number=True),
        Definition(_("Bron"), "; ".join(found.sources) or _("nog geen cijfers ingelezen")),
        _nation(found),
    ]
    return DefinitionList(tuple(items))


def _formula(own: Measured) -> list[Definition]:
    """How the share comes about; nothing where there is none."""
    if is_small(own) or own.share is None or own.base.count is None or own.end.count is None:
        return []
    told = {"base": format_number(own.base.count), "end": format_number(own.end.count)}
    return [Definition(_("Berekening"), _("(%(end)s − %(base)s) gedeeld door %(base)s") % told)]


def _nation(found: ClaimRow) -> Definition:
    """What the whole country did between the same years: beside it, and no cause of anything."""
    title, beside = _("Heel Nederland ter vergelijking"), found.nation
    if beside is None:
        return Definition(title, _("nog niet ingelezen"))
    if beside.difference is None:
        return Definition(title, _("niet van beide jaren bekend"))
    base, end = (format_number(each.count or 0) for each in (beside.base, beside.end))
    note = _("van %(base)s naar %(end)s") % {"base": base, "end": end}
    return Definition(title, percentage_words(beside.share), note=note, is_number=True)


def _areas(found: ClaimRow) -> str:
    text = ngettext("%(count)s gemeente", "%(count)s gemeenten samen", found.areas)
    return text % {"count": found.areas}


def _count(each: Counted) -> str:
    shown = _("onbekend") if each.count is None else format_number(each.count)
    return f"{shown} ({_('voorlopig')})" if each.is_provisional else shown


def _signed(difference: int | None) -> str:
    if difference is None:
        return _("onbekend")
    return f"+{format_number(difference)}" if difference > 0 else format_number(difference)


def counts_chart(found: ClaimRow) -> BarChart:
    """The counts of each year as bars; both years of the claim stand out."""
    ends = (found.claim.base_year, found.claim.end_year)
    bars = [
        Bar(
            f"{each.year}{'*' if each.is_provisional else ''}",
            each.count or 0,
            _count(each),
            is_highlighted=each.year in ends,
        )
        for each in found.counts
    ]
    facts = {"offence": found.offence, "area": found.area}
    return bar_chart(
        name="aantallen",
        title=_("%(offence)s per jaar, %(area)s") % facts,
        bars=bars,
        label_header=_("Jaar"),
        value_header=_("Aantal"),
        note=f"{no_effect()} {_provisional(found)}".strip(),
    )


def _provisional(found: ClaimRow) -> str:
    there = any(each.is_provisional for each in found.counts)
    return _("Een jaar met een ster is voorlopig.") if there else ""


def bases_table(found: ClaimRow) -> Table:
    """With every year before the last as the first one: what it comes to, and whether the claim would hold."""
    rows: list[Row] = [
        {
            "base": str(each.base.year),
            "count": each.base.count,
            "difference": _signed(each.difference),
            "share": share_words(each),
            "verdict": _verdict(each),
            "note": _note(each, found.missing_names),
        }
        for each in found.came_out.bases
    ]
    title = _("Hoe het uitkomt met een ander eerste jaar, tot %(year)s") % {"year": found.claim.end_year}
    return plain_table(
        name="eerste-jaren",
        caption=title,
        columns=[
            Column("base", _("Eerste jaar")),
            Column("count", _("Aantal"), "number"),
            Column("difference", _("Verschil"), "number"),
            Column("share", _("Aandeel"), "number"),
            Column(
                "verdict",
                _("Geclaimd was %(share)s") % {"share": claimed_words(found.claim.percentage)},
                "status",
            ),
            Column("note", _("Let op")),
        ],
        rows=rows,
        notes=[no_effect()],
    )


def _verdict(each: Measured) -> Status:
    if each.share is None:
        return Status(_("niet te berekenen"), "neutral")
    if is_small(each):
        return Status(_("te weinig voor een percentage"), "neutral")
    if each.agrees:
        return Status(_("komt uit"), "ok")
    return Status(_("was meer"), "info") if each.holds else Status(_("was minder"), "warning")


def _note(each: Measured, names: Mapping[str, str]) -> str:
    if each.base.count is None:
        return lacking_words(each.base, names)
    return _("voorlopig cijfer") if each.base.is_provisional or each.end.is_provisional else ""
