"""What a strategy means for one municipality, in sections: for its page and its paper."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock
from noaber.core.addresses import organisation_address, with_dates
from noaber.core.components.frame import Action
from noaber.core.documents.paper import Block, Bullets, DataTable, Note, Paragraph, Span
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import in_a_row, long_date, short_date
from noaber.decisions.api import Role
from noaber.strategy.models import PARTICIPATION_KINDS
from noaber.strategy.nota.chapters import CONTRIBUTIONS
from noaber.strategy.nota.choice import changed
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.decided import after_adoption, answer_of, put_right, titled_as_it_stands
from noaber.strategy.nota.figures import counted_section
from noaber.strategy.nota.local import Asked, Given, Local, Named, SinceWeighed
from noaber.strategy.nota.sections import Section
from noaber.strategy.queries.consulting.own_day import other_day
from noaber.strategy.queries.goals.participation import ParticipationRow
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.goals.goal import GoalStatus
from noaber.strategy.rules.goals.participation import ParticipationKind
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.selection.round import OptionText
from noaber.strategy.views.places import (
    goals_address,
    nota_address,
    participation_address,
    plan_address,
    round_address,
)
from noaber.strategy.words.dropped import dropped_sentence, dropped_with_goals
from noaber.strategy.words.periods import other_day_words

SINCE: Final = {
    SinceWeighed.CHANGED: gettext_lazy(
        "Zo was het toen de thema’s werden gewogen. Later gaf %(name)s andere prioriteiten."
    ),
    SinceWeighed.FIRST: gettext_lazy(
        "%(name)s gaf dit toen de thema’s al werden gewogen. Bij de keuze telde het niet mee."
    ),
}


def local_sections(row: Local) -> list[Section]:
    """What it put first, what was asked, where it takes part, who speaks for it, figures and costs."""
    return [
        _priorities(row),
        *_decided(row),
        *_participation(row),
        *_voices(row),
        *counted_section(row),
        _costs(row),
    ]


def _priorities(row: Local) -> Section:
    blocks: list[Block] = []
    if clock.reached_on() is not None:
        text = _("De prioriteiten van de gemeenten in deze demonstratie zijn verzonnen.")
        blocks.append(Note(_("Voorbeeldgegevens"), text))
    for given in row.given:
        blocks += _given(row, given)
    if not row.given:
        text = _("%(name)s gaf voor deze periode geen prioriteiten.")
        blocks.append(Paragraph(text % {"name": row.name}))
    blocks += [*_missed(row), *changed(row.nota)]
    code, asof = row.nota.period.code, row.nota.asof
    links = [
        Action(
            _("Alles over de prioriteiten van %(name)s") % {"name": given.owner.name},
            plan_address(code, given.owner.code, asof=asof),
        )
        for given in row.given
    ]
    if row.nota.choice:
        address = round_address(code, row.nota.choice.number, asof=asof)
        links.append(Action(_("Hoe de thema’s zijn gekozen"), address))
    title = _("Wat %(name)s voorop zet, en wat ermee gebeurde") % {"name": row.name}
    return Section("prioriteiten", title, tuple(blocks), tuple(links))


def _given(row: Local, given: Given) -> Iterator[Block]:
    facts = {"name": given.owner.name, "plan": given.plan.text.title}
    if given.plan.text.council_on:
        text = _("%(name)s zegt dit in: %(plan)s. De gemeenteraad stelde dat vast op %(day)s.")
        yield Paragraph(text % {**facts, "day": long_date(given.plan.text.council_on)})
    else:
        yield Paragraph(_("%(name)s zegt dit in: %(plan)s.") % facts)
    if given.since in SINCE:
        yield Paragraph(SINCE[given.since] % facts)
    columns = [
        TableColumn("rank", _("Rang"), "number"),
        TableColumn("name", _("Onderwerp")),
        TableColumn("by", _("Genoemd door"), "number"),
        TableColumn("became", _("Wat ermee gebeurde")),
    ]
    rows = [
        {
            "rank": named.text.rank,
            "name": _shown(named),
            "by": named.named_by,
            "became": _became(row, named),
        }
        for named in given.priorities
    ]
    yield DataTable(_("Prioriteiten van %(name)s") % {"name": given.owner.name}, columns, rows)


def _shown(named: Named) -> str:
    own = named.text.wording
    return f"{named.name} (“{own}”)" if own and own.casefold() != named.name.casefold() else named.name


def _became(row: Local, named: Named) -> str:
    """In a sentence: the theme that it became part of, or why it was not chosen."""
    if row.nota.choice is None:
        if row.nota.period.terms.state is PeriodState.PREPARATION:
            return _("Er is nog niet gekozen. De strategie wordt voorbereid.")
        return _("Hoe is gekozen, is niet vastgelegd.")
    if not named.options and not named.former:
        return _("Dit lag niet in de keuze. De gemeente pakt het zelf op.")
    parts = [_former(row.nota, row.nota.choice, option) for option in named.former]
    for option, verdict in named.options:
        text = _("Gekozen als thema: %(name)s.") if verdict.is_chosen else _("Niet gekozen: %(name)s.")
        parts.append(f"{text % {'name': row.nota.option_name(option)}} {verdict.reason}".strip())
    return " ".join(parts)


def _former(found: Nota, last: RoundRow, option: OptionText) -> str:
    """Since which choice a theme is not chosen any more, and why: the first of the round that did not weigh it."""
    said = last.choices[0].text
    text = _("Eerst gekozen als thema: %(name)s. Sinds de keuze van %(day)s niet meer.")
    text %= {"name": found.option_name(option), "day": long_date(said.decided_on)}
    return f"{text} {_('Waarom: %(reason)s') % {'reason': said.reason}}" if said.reason else text


def _missed(row: Local) -> Iterator[Block]:
    """What was chosen beside the own priorities; who gave none, reads all that was chosen."""
    if row.missed:
        without = _("De strategie geldt ook voor %(name)s. Dit zijn de gekozen thema’s:")
        text = _("Ook gekozen, al noemde %(name)s het niet:") if row.given else without
        yield Paragraph(text % {"name": row.name})
        yield Bullets(
            [
                [
                    Span(row.nota.option_name(option), is_strong=True),
                    f": {verdict.reason}" if verdict.reason else "",
                ]
                for option, verdict in row.missed
            ]
        )


def _decided(row: Local) -> Iterator[Section]:
    if not row.asked:
        return
    columns = [
        TableColumn("who", _("Wie")),
        TableColumn("answer", _("Antwoord")),
        TableColumn("on", _("Op"), "date"),
    ]
    blocks: list[Block] = []
    for of in {each.proposal.code: each.proposal for each in row.asked}.values():
        own = [each for each in row.asked if each.proposal.code == of.code]
        cells = [{"who": _who(each), **_answered(each)} for each in own]
        blocks.append(DataTable(titled_as_it_stands(of), columns, cells))
        blocks += after_adoption(row.nota, of.code)
        blocks += put_right(row.nota, of, [each.party.consultation_id for each in own])
    if moved := other_day(row.nota.period, row.nota.asof):
        blocks.append(Note(_("Vaststelling"), other_day_words(moved)))
    if not any([*after_adoption(row.nota, each.proposal.code)] for each in row.asked):
        blocks += after_adoption(row.nota, is_alone=True)  # of a proposal that is not in a table here
    links = tuple(dict.fromkeys(link for each in row.asked for link in _links(row, each)))
    yield Section("besluiten", _("Wat is gevraagd en besloten"), tuple(blocks), links)


def _who(each: Asked) -> str:
    if not each.party.organisation_code:
        return each.party.name_now
    if each.stage.role is Role.HEAR and each.party.organ == "council":
        return _("De gemeenteraad van %(name)s, gehoord door de burgemeester") % {"name": each.party.name}
    return _("%(name)s zelf") % {"name": each.party.name_now}


def _answered(each: Asked) -> dict[str, object]:
    found, is_gone = answer_of(each.proposal, each.stage, each.party), each.proposal.withdrawn_at
    if found["on"] is None and each.party.due_on and each.stage.open_labels(each.party) and not is_gone:
        return {
            **found,
            "answer": _("nog niet; gevraagd voor %(day)s") % {"day": short_date(each.party.due_on)},
        }
    return found


def _links(row: Local, each: Asked) -> Iterator[Action]:
    """The way to the proposal; of an own decision to its pack, which is for the network."""
    address = f"/voorstellen/{each.proposal.code}/"
    yield Action(titled_as_it_stands(each.proposal), with_dates(address, row.nota.asof))
    if each.stage.is_follow_up:
        label = _("Wat %(name)s zelf besluit, met de stukken") % {"name": each.party.name}
        yield Action(label, f"{address}vervolg/{each.party.organisation_code}/")


def _participation(row: Local) -> Iterator[Section]:
    """Per theme whether it takes part, how it deviates, and the goals that it works on."""
    found = row.nota
    if not found.sees_goals or not found.goals:
        return
    said = found.said.get(row.owner.code, {})
    columns = [
        TableColumn("theme", _("Thema")),
        TableColumn("kind", _("Deelname")),
        TableColumn("sentence", _("Afwijking")),
        TableColumn("goals", _("Doelen")),
    ]
    rows = [
        {
            "theme": theme.name,
            **_said(said.get(theme.code)),
            "goals": "" if _is_out(said.get(theme.code)) else _titles(found.goals_of(theme.code)),
        }
        for theme in found.themes
    ]
    blocks: list[Block] = [DataTable(_("Deelname van %(name)s") % {"name": row.name}, columns, rows)]
    dropped = dropped_with_goals(found.dropped, found.goals)
    blocks += [Paragraph(dropped_sentence(each, goals)) for each, goals in dropped]
    if own := [*_own_activities(row)]:
        blocks += [Paragraph(_("%(name)s doet zelf:") % {"name": row.name}), Bullets(own)]
    code = found.period.code
    links = (
        Action(_("Alle doelen"), goals_address(code, asof=found.asof)),
        Action(
            _("De deelname van %(name)s") % {"name": row.name},
            participation_address(code, f"{row.owner.code}/", found.asof),
        ),
    )
    title = _("Waar %(name)s aan meedoet") % {"name": row.name}
    yield Section("deelname", title, tuple(blocks), () if row.gone else links)


def _titles(rows: Sequence[GoalRow]) -> str:
    return "; ".join(map(_called, rows))


def _called(row: GoalRow) -> str:
    """What a goal is called; that it stopped is said."""
    is_stopped = row.last and row.last.text.status is GoalStatus.STOPPED
    return _("%(title)s (gestopt)") % {"title": row.text.title} if is_stopped else row.text.title


def _is_out(row: ParticipationRow | None) -> bool:
    """Whether it said that it does not take part."""
    return row is not None and row.text.kind is ParticipationKind.NOT


def _said(row: ParticipationRow | None) -> dict[str, object]:
    if row is None:
        return {"kind": _("nog niet gezegd"), "sentence": ""}
    return {"kind": str(PARTICIPATION_KINDS[row.text.kind]), "sentence": row.text.sentence}


def _own_activities(row: Local) -> Iterator[str]:
    for goal in row.nota.goals:
        for each in goal.activities:
            if row.owner.code in each.text.organisations:
                yield f"{each.text.title} ({_called(goal)})"


def _voices(row: Local) -> Iterator[Section]:
    """By function who speaks for it, and for its district in the steering group."""
    lines = []
    if row.of_district:
        names = in_a_row(seat.holder.job_title for seat in row.of_district if seat.holder)
        facts = {"district": row.owner.district_name, "names": names}
        lines.append(
            _("Voor het district %(district)s zit in het bestuur van het netwerk: %(names)s.") % facts
        )
    if row.seats:
        held = in_a_row(dict.fromkeys(seat.body_name for seat in row.seats))
        lines.append(_("%(name)s zit zelf in: %(bodies)s.") % {"name": row.name, "bodies": held})
    if lines:
        title = _("Wie voor %(name)s spreekt") % {"name": row.name}
        yield Section("zetels", title, (Paragraph(" ".join(lines)),))


def _costs(row: Local) -> Section:
    text = _("Wat %(name)s bijdraagt, staat niet hier maar bij de bijdragen, met de berekening.")
    asof = row.nota.asof
    links = [Action(_("Bekijk de bijdragen"), with_dates(CONTRIBUTIONS, asof))]
    if not row.gone:
        links.append(Action(row.name, organisation_address(row.owner.code, asof)))
    if row.nota.sees_goals:
        links.append(Action(_("Lees de hele strategie"), nota_address(row.nota.period.code, asof=asof)))
    title = _("Wat het kost, en meer lezen")
    return Section("kosten", title, (Paragraph(text % {"name": row.name}),), tuple(links))
