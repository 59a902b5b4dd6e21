"""What councils said of the themes, and the way from there to the adoption of the strategy."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import body_address, proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, Notice
from noaber.decisions.api import Answer, ConsentRow, RemarkRow, Standing, consents, rejected, rejected_words
from noaber.strategy.access import may_prepare_round, may_record_period
from noaber.strategy.nota.decided import ended_sentence
from noaber.strategy.queries.consulting.adopted_instead import adopted_instead
from noaber.strategy.queries.consulting.after_adoption import since_adoption
from noaber.strategy.queries.consulting.asked_themes import saw_earlier, seen_otherwise, theme_consents
from noaber.strategy.queries.consulting.course import (
    as_put,
    councils_consent,
    councils_consented,
    period_course,
    put_to,
    settled_on,
    still_runs,
    weighed_in,
)
from noaber.strategy.queries.consulting.told_consent import said_earlier
from noaber.strategy.queries.periods.period import PeriodRow
from noaber.strategy.queries.selection.chosen import WeighedTheme, themes_chosen
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.views.places import period_address, round_address
from noaber.strategy.words.choices import saw_earlier_words


def councils_table(
    found: Standing | None, themes: Sequence[WeighedTheme], asof: AsOf, *, sees_remarks: bool
) -> Table | None:
    """What each council said of the themes, on which text; nothing where none is asked. Remarks are for the network,
    also those on other points of the same proposal."""
    rows = theme_consents(found, themes, asof) if found and found.is_sent else ()
    if found is None or not rows:
        return None
    gone, seen = ended_sentence(found), seen_otherwise(found, themes, asof)
    before = said_earlier(found, asof) if sees_remarks else {}
    remarked = {row.body_code: row for row in consents(found)} if sees_remarks else {}
    columns = [
        Column("name", _("Overleg"), "link"),
        Column("stand", _("Antwoord"), "status"),
        Column("decided_on", _("Gegeven op"), "date"),
        *([Column("remarks", _("Wat daarbij is opgemerkt"))] if sees_remarks else []),
    ]
    cells: list[Row] = [
        {
            "name": row.name,
            "url": body_address(row.body_code, asof),
            "stand": _status(row, seen.get(row.body_code, 0), is_withdrawn=found.withdrawn_at is not None),
            "decided_on": row.decided_on,
            "remarks": " ".join(
                [
                    *(_remarks(remarked[row.body_code]) if sees_remarks else ()),
                    *(_on_earlier(each) for each in before.get(f"body:{row.body_code}", ())),
                ]
            ),
        }
        for row in rows
    ]
    return plain_table(
        name="overleggen",
        caption=_("Wat de overleggen zeiden"),
        columns=columns,
        rows=cells,
        notes=[gone] if gone else [],
    )


def after_adoption_notices(actor: Actor, row: RoundRow, asof: AsOf) -> list[Notice]:
    """What happened to the proposal to the councils since the strategy was adopted on it, where it is of this round."""
    here, codes = row.choice.text.proposal if row.choice else "", {each.text.proposal for each in row.choices}
    told = since_adoption(actor, row.period, asof, of={here})
    if (
        not told
    ):  # other themes were chosen since: what the councils said of the former ones is not on top of the page
        told = since_adoption(actor, row.period, asof, of=codes, is_alone=True)
    return [Notice(told, "warning")] if told else []


def put_definitions(actor: Actor, row: RoundRow, asof: AsOf) -> list[Definition]:
    """The proposal that carries the themes, and how many councils consent; nothing for who may not read it."""
    found = put_to(row, actor, asof)
    if found is None:
        return []
    address = proposal_address(found.code)
    then, themes = as_put(row.period, found.code, asof), weighed_in(row)
    present = councils_consent(found, themes, then)
    given, asked = councils_consented(row.period, found, themes, asof)
    if not found.is_sent:
        note = _("nog niet verstuurd")
        return [Definition(_("Voorstel"), found.title, url=f"{address}schrijven/", note=note)]
    text = _("ingestemd: %(given)s van de %(asked)s overleggen") % {"given": given, "asked": asked}
    seen = saw_earlier(found, themes, then) if given == present[0] else 0
    if given != present[0]:
        text = _("ingestemd met een eerdere versie, over deze thema’s: %(given)s van de %(asked)s overleggen")
        text %= {"given": given, "asked": asked}
    text = ". ".join([text, *([saw_earlier_words(seen)] if seen else []), *_lost_words(found)])
    return [Definition(_("Voorstel"), found.title, url=address, note=text if asked else "")]


def _lost_words(found: Standing) -> list[str]:
    """That the proposal was rejected by who was to adopt it."""
    lost = None if found.withdrawn_at else rejected(found)
    return [rejected_words(lost)] if lost else []


def _remarks(row: ConsentRow) -> Iterator[str]:
    for label, said in row.remarks:
        text = _("Punt %(label)s: %(text)s")
        if label in row.objections:
            text = _("Bezwaar bij punt %(label)s: %(text)s")
        yield text % {"label": label, "text": said}


def _on_earlier(row: RemarkRow) -> str:
    """What a council said of an earlier text, which stays to be read beside what it answered since."""
    text = _("Punt %(label)s in versie %(number)s: %(text)s")
    if row.answer is Answer.OBJECTION:
        text = _("Bezwaar bij punt %(label)s in versie %(number)s: %(text)s")
    return text % {"label": row.label, "number": row.on_version, "text": row.text}


def _status(row: ConsentRow, earlier: int, *, is_withdrawn: bool) -> Status:
    """`earlier`: the version with which it agreed, where that asked something else."""
    if earlier:
        return Status(_("stemde in met versie %(number)s") % {"number": earlier}, "warning")
    if row.objects:
        return Status(_("bezwaar"), "danger")
    if row.is_given:
        text = _("stemt in, met kanttekening") if row.remarks else _("stemt in")
        return Status(text, "warning" if row.remarks else "ok")
    if row.answered:
        facts = {"answered": row.answered, "asked": row.asked}
        return Status(_("op %(answered)s van de %(asked)s punten") % facts, "info")
    return Status(_("niet gegeven") if is_withdrawn else _("nog niet"), "neutral")


def council_ways(actor: Actor, found: PeriodRow, asof: AsOf) -> list[Action]:
    """For who prepares the strategy: the way to the councils, once themes are chosen and not put to them yet."""
    is_time = found.terms.state is PeriodState.PREPARATION and not asof.is_asked
    chosen = themes_chosen(found.code, asof) if is_time and may_prepare_round(actor) else None
    if chosen and is_decided(found, asof):
        address = period_address(found.code, "wijzigen/")
        return [Action(_("Leg vast dat de strategie is vastgesteld"), address, "primary")]
    if chosen is None or still_runs(actor, chosen.proposal, asof):
        return []
    address = round_address(found.code, chosen.number, "voorleggen/")
    return [Action(_("Leg de gekozen thema’s voor aan de overleggen"), address, "primary")]


def is_decided(found: PeriodRow | None, asof: AsOf) -> bool:
    """Whether the proposal of a strategy that is prepared adopted what is chosen now: that only has to be recorded."""
    is_adopted = found is not None and settled_on(found.terms.decided_by, asof) is not None
    return is_adopted and adopted_instead(found, asof) is None


def adoption_ways(actor: Actor, found: PeriodRow, asof: AsOf) -> list[Action]:
    """For who prepares the strategy: the way to its adoption, once all councils consent and it is not put up yet."""
    is_time = found.terms.state is PeriodState.PREPARATION and not asof.is_asked
    if not (is_time and may_record_period(actor)):
        return []
    instead = adopted_instead(found, asof)
    if instead is None and still_runs(actor, found.terms.decided_by, asof):
        return []
    if not period_course(actor, found.code, found.terms, asof).is_consented:
        return []
    address = period_address(found.code, "vaststellen/")
    label = _("Leg de strategie voor ter vaststelling")
    if instead:
        label = _("Leg de strategie opnieuw voor ter vaststelling")
    return [Action(label, address, "secondary" if instead else "primary")]
