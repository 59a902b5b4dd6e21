"""The choices that stood before in a round, each with what the councils said of it, and why another came."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import COMMAND, Actor
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.table import Table, plain_table
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import Standing
from noaber.strategy.nota.decided import ended_sentence, titled_as_it_stands
from noaber.strategy.queries.consulting.course import asking, councils_consented, first_sent, weighed_in
from noaber.strategy.queries.periods.period import statements
from noaber.strategy.queries.selection.choices import ChoiceRow
from noaber.strategy.queries.selection.chosen import put_ever
from noaber.strategy.queries.selection.round import RoundRow, rounds
from noaber.strategy.views.places import round_address
from noaber.strategy.words.choices import differences, is_correction, mended, named_of, reworded


def earlier_table(request: Request, row: RoundRow, asof: AsOf) -> Table | None:
    """The latest first; None where no other themes were chosen, nothing was told otherwise, and no other proposal came
    for one that was sent."""
    sent = put_ever(row.period, asof) if len(row.choices) > 1 else frozenset[str]()
    pairs = [
        (each, after)
        for each, after in zip(row.choices, row.choices[1:], strict=False)
        if not is_correction(each.text, after.text)
        and (
            after.text.reason
            or not replace(after.text, proposal=each.text.proposal).is_same(each.text)
            or (each.text.proposal in sent and after.text.proposal != each.text.proposal)
        )
    ]
    if not pairs:
        return None
    rows = [_cells(request, row, each, after, asof) for each, after in reversed(pairs)]
    consent = _("De overleggen stemden in met de thema’s die in dezelfde rij staan.")
    return plain_table(
        name="eerder",
        caption=_("Eerdere keuzes"),
        columns=_columns(rows),
        rows=rows,
        notes=[consent] if any(each["consent"] for each in rows) else [],
    )


def corrected_table(row: RoundRow) -> Table | None:
    """Of the same choice what was put right, such as its day, the latest first; None for nothing."""
    rows: list[Row] = [
        {
            "on": clock.day_of(after.recorded_at),
            "change": "; ".join(mended(row, each.text, after.text, titles={})),
            "reason": after.text.reason,
        }
        for each, after in reversed([*zip(row.choices, row.choices[1:], strict=False)])
        if is_correction(each.text, after.text)
    ]
    if not rows:
        return None
    return plain_table(
        name="rechtgezet",
        caption=_("Wat van een keuze is rechtgezet"),
        columns=[
            Column("on", _("Rechtgezet op"), "date"),
            Column("change", _("Wat is er anders?")),
            Column("reason", _("Waarom?")),
        ],
        rows=rows,
    )


def _columns(rows: Sequence[Row]) -> list[Column]:
    """What was withdrawn, and other words at the themes, only where there are any."""
    gone, said = Column("gone", _("Ingetrokken")), Column("said", _("Wat er toen bij de thema’s stond"))
    return [
        Column("on", _("Gekozen op"), "date"),
        Column("themes", _("Thema’s")),
        Column("source", _("Bron")),
        Column("proposal", _("Voorstel"), url_key="proposal_url"),
        *([gone] if any(each["gone"] for each in rows) else []),
        Column("consent", _("Overleggen")),
        *([said] if any(each["said"] for each in rows) else []),
        Column("reason", _("Waarom daarna anders?")),
    ]


def _cells(request: Request, row: RoundRow, each: ChoiceRow, after: ChoiceRow, asof: AsOf) -> Row:
    """Of a draft that was never sent nothing is told: the councils were asked nothing. Who may not read a proposal that
    was sent, reads how many consented."""
    code, themes = each.text.proposal, weighed_in(row, each.text)
    sent = asking(COMMAND, row.period, code, asof)
    found = asking(request.actor, row.period, code, asof)
    if sent is None or not _was_sent_for(sent, row, each):
        sent = found = None
    given, asked = councils_consented(row.period, sent, themes, asof) if sent else (0, 0)
    words = _("%(given)s van de %(asked)s stemden in") % {"given": given, "asked": asked}
    was = ((name, then) for name, then, _now in reworded(row, each.text, after.text))
    is_same = not after.text.is_another_set(each.text)
    return {
        "on": each.text.decided_on,
        "themes": in_a_row(row.option_names[theme] for theme in each.text.chosen),
        "source": each.text.source,
        "proposal": titled_as_it_stands(found) if found else _("niet openbaar") if sent else "",
        "proposal_url": proposal_address(code) if found else "",
        "gone": ended_sentence(found) if found else "",
        "consent": words if asked else "",
        "said": "; ".join(f"{name}: {then or '–'}" for name, then in was),
        "reason": after.text.reason or (_same_words(row, each, after, asof) if is_same else ""),
    }


def _was_sent_for(sent: Standing, row: RoundRow, each: ChoiceRow) -> bool:
    """Whether it was sent while these themes stood: sent when others were chosen, it asked nobody about these."""
    later = row.choices[row.choices.index(each) :]
    until = next((one.recorded_at for one in later if one.text.is_another_set(each.text)), None)
    at = first_sent(sent)
    return at is not None and (until is None or at < until)


def _same_words(row: RoundRow, each: ChoiceRow, after: ChoiceRow, asof: AsOf) -> str:
    """Why the same themes were recorded once more, where nobody had to say why; a draft was put to nobody yet."""
    if replace(after.text, proposal=each.text.proposal).is_same(each.text):
        if after.text.proposal not in put_ever(row.period, asof):
            return _("Dezelfde thema’s, nog niet opnieuw voorgelegd.")
        return _("Dezelfde thema’s, opnieuw voorgelegd.")
    day = clock.day_of(after.recorded_at)
    return _("Dezelfde thema’s, op %(day)s anders verwoord.") % {"day": long_date(day)}


def choice_changes(actor: Actor, code: str, asof: AsOf) -> Iterator[dict[str, object]]:
    """What changed in the choice after the adoption, for the list of changes (R49)."""
    said, then, before = statements(code, asof), dict[str, str](), None
    since = said[0].adopted_at if said else None
    for row in rounds(code, asof.known_at, asof.valid_on):
        for each in row.choices:
            now = named_of(row, each)
            if each.text.reason and since and each.recorded_at > since:
                change = differences(then, now)
                yield {
                    "on": each.text.decided_on if change else clock.day_of(each.recorded_at),
                    "at": each.recorded_at,
                    "theme": "",
                    "goal": row.text.title,
                    "url": round_address(code, row.number, asof=asof),
                    "what": _("Andere thema’s gekozen") if change else _("Keuze verbeterd"),
                    "change": change or _mended(actor, row, before, each, asof),
                    "reason": each.text.reason,
                    "innovation": _("nee"),
                }
            then, before = now, each


def _mended(actor: Actor, row: RoundRow, before: ChoiceRow | None, now: ChoiceRow, asof: AsOf) -> str:
    """What of a choice of the same themes is told otherwise than before; the proposals as this reader may read them."""
    if before is None:
        return ""
    codes = {before.text.proposal, now.text.proposal}
    found = {code: asking(actor, row.period, code, asof) for code in codes} if len(codes) > 1 else {}
    titles = {code: each.title for code, each in found.items() if each}
    return "; ".join(mended(row, before.text, now.text, titles=titles))
