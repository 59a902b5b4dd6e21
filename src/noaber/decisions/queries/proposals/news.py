"""What happened with proposals since a moment, for who may read them: for the Friday mail."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.models import Classification, Disposition, ProposalVersion
from noaber.decisions.queries.proposals.corrections import Correction, corrected_to, corrections
from noaber.decisions.queries.proposals.matrix import Cell, Party, StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import KEEPERS, proposals
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.route import Role

KEEPER: Final = "keeper"  # in `for_keys`: who keeps the proposals
MOVES: Final = ("decisions.move_deadline", "decisions.set_own_deadline")
Moved = Mapping[str, tuple[dt.datetime, str]]


@dataclass(frozen=True, slots=True)
class Progress:
    """That a party of a stage decided, or was only heard or advised, as number `done` of `total`."""

    stage: int
    is_decision: bool
    name: str
    is_organisation: bool
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened at a moment. `for_keys`: whom alone it is for, as scopes; empty for all who may read it.

    `progress`: it is told together with that of the others of its stage, `text` then says only what it is about.
    """

    at: dt.datetime
    code: str
    text: str
    path: str
    for_keys: frozenset[str] = frozenset()
    progress: Progress | None = None


def all_news(since: dt.datetime, today: dt.date) -> list[News]:
    """Of every proposal, the oldest first; some queries per proposal, for the worker."""
    found = [*_sent(since), *_answered_remarks(since)]
    running = ProposalVersion.objects.exclude(sent_at=None).filter(proposal__withdrawn_at=None)
    moved = _moved(since)
    for code in running.order_by("proposal__code").distinct().values_list("proposal__code", flat=True):
        stands = standing(code, AsOf(today))
        found += _of_proposal(stands, moved, since) if stands else []
    return sorted(found, key=lambda news: (news.at, news.code, news.text))


def news_for(actor: Actor, news: list[News], since: dt.datetime) -> list[News]:
    """What of it happened after a moment and is for this actor."""
    readable = {row.code for row in proposals(actor) if row.is_sent}
    scopes = {grant.scope for grant in actor.grants} | ({KEEPER} if actor.has(*KEEPERS) else set())
    return [
        each
        for each in news
        if each.at > since and each.code in readable and (not each.for_keys or each.for_keys & scopes)
    ]


def told_together(news: Iterable[News]) -> list[News]:
    """The same with one line for all that decided at a stage, and nothing said twice."""
    lines: dict[tuple[str, str], News] = {}
    steps: dict[tuple[str, int], list[News]] = defaultdict(list)
    for each in news:
        if each.progress:
            steps[each.code, each.progress.stage].append(each)
        else:
            lines[each.text, each.path] = each
    summed = [_sum_of(group) for group in steps.values()]
    return sorted([*lines.values(), *summed], key=lambda each: (each.at, each.code, each.text))


def _sum_of(group: list[News]) -> News:
    """ "12 organisaties besloten, nu 41 van 79", and of councils which."""
    last = max(group, key=lambda each: each.progress.done if each.progress else 0)
    steps = [each.progress for each in group if each.progress]
    names = sorted(step.name for step in steps)
    is_counted = steps[0].is_organisation
    facts = {
        "count": len(steps),
        "who": in_a_row(names),
        "done": last.progress.done if last.progress else 0,
        "total": steps[0].total,
        "title": last.text,
    }
    if is_counted:
        facts["who"] = ngettext("%(count)s organisatie", "%(count)s organisaties", len(steps)) % facts
    decided = ngettext(
        "%(who)s besloot, nu %(done)s van %(total)s, over %(title)s",
        "%(who)s besloten, nu %(done)s van %(total)s, over %(title)s",
        len(steps),
    )
    answered = ngettext(
        "%(who)s antwoordde, nu %(done)s van %(total)s, over %(title)s",
        "%(who)s antwoordden, nu %(done)s van %(total)s, over %(title)s",
        len(steps),
    )
    return replace(last, text=(decided if steps[0].is_decision else answered) % facts, progress=None)


def _sent(since: dt.datetime) -> Iterator[News]:
    rows = ProposalVersion.objects.filter(sent_at__gt=since, proposal__withdrawn_at=None)
    first, later = _("Nieuw voorstel: %(title)s"), _("Nieuwe versie van een voorstel: %(title)s")
    for at, code, number, title in rows.values_list("sent_at", "proposal__code", "number", "title"):
        text = (first if number == 1 else later) % {"title": title}
        if at:  # which it is, by the filter
            yield News(at, code, text, f"/voorstellen/{code}/")


def _of_proposal(found: Standing, moved: Moved, since: dt.datetime) -> Iterator[News]:
    """What happened with one proposal; of what is restricted only the title and the link leave the house."""
    corrected = corrections(found.recorded)
    said = _as_first_said(found, corrected)
    happened = [*_passed(said), *_answers(said), *_taken_back(found, corrected), *_deadlines(found, moved)]
    is_restricted = found.classification == Classification.RESTRICTED
    veiled = _("Er is iets gebeurd met: %(title)s") % {"title": found.title}
    for each in happened:
        if each.at > since:
            yield replace(each, text=veiled, progress=None) if is_restricted else each


def _passed(found: Standing) -> Iterator[News]:
    """A stage passed at the answer that made it pass: its last one."""
    for stage in found.stages:
        if stage.cells and stage.is_passed:
            at = max(cell.recorded_at for cell in stage.cells.values())
            text = _("Akkoord: %(stage)s, over %(title)s") % {"stage": stage.title, "title": found.title}
            yield _news(found, at, text)


def _answers(found: Standing) -> Iterator[News]:
    """An answer for whom it was recorded, and for who follows the whole how many have decided."""
    for stage in found.stages:
        given = {party.key: at for party in stage.parties if (at := _decided_at(stage, party))}
        order = sorted(given, key=lambda key: (given[key], key))
        for party in stage.parties:
            cells = [cell for (key, _label), cell in stage.cells.items() if key == party.key]
            if cells:
                text = _("Vastgelegd: het antwoord van %(name)s, over %(title)s")
                facts = {"name": party.name_now, "title": found.title}
                at = max(cell.recorded_at for cell in cells)
                yield _news(found, at, text % facts, party.voice_keys)
            if party.key in given and len(stage.parties) > 1:
                done = order.index(party.key) + 1
                is_organisation = bool(party.organisation_code)
                is_decision = stage.role not in (Role.HEAR, Role.ADVISE)
                step = Progress(
                    stage.number, is_decision, party.name, is_organisation, done, len(stage.parties)
                )
                yield replace(_news(found, given[party.key], found.title, _followers(found)), progress=step)


def _decided_at(stage: StageStanding, party: Party) -> dt.datetime | None:
    """When it had answered on every point that it is asked; None before."""
    cells = [stage.cells.get((party.key, label)) for label in party.labels]
    moments = [cell.recorded_at for cell in cells if cell and cell.answer in FINAL]
    return max(moments) if moments and len(moments) == len(cells) else None


def _as_first_said(found: Standing, corrected: Iterable[Correction]) -> Standing:
    """With the moments at which it was said first: nothing was decided anew by putting right what was recorded."""
    first = {key: each.recorded_at for key, each in corrected_to(corrected).items()}
    if not first:
        return found

    def as_first(cell: Cell) -> Cell:
        return replace(cell, recorded_at=first.get(cell.position_id, cell.recorded_at))

    stages = [
        replace(stage, cells={at: as_first(cell) for at, cell in stage.cells.items()})
        for stage in found.stages
    ]
    return replace(found, stages=tuple(stages))


def _taken_back(found: Standing, corrected: Iterable[Correction]) -> Iterator[News]:
    """For whom it was recorded and who follows the whole; another day of adoption for everyone."""
    parties = {party.consultation_id: (stage, party) for stage in found.stages for party in stage.parties}
    days = {back.position_id: again.decided_on for _was, back, again in corrected}
    for each in found.recorded:
        if each.answer is not Answer.RETRACTED or each.consultation_id not in parties:
            continue
        stage, party = parties[each.consultation_id]
        facts = {"name": party.name_now, "title": found.title, "was": long_date(each.decided_on)}
        day = days.get(each.position_id)
        if day and stage.role is Role.ADOPT:
            text = _("Gerectificeerd: %(name)s stelde vast op %(day)s, niet op %(was)s, over %(title)s")
            yield _news(found, each.recorded_at, text % {**facts, "day": long_date(day)})
            continue
        text = _("Ingetrokken: het antwoord van %(name)s, over %(title)s")
        if day:
            text = _("Gerectificeerd: wat is vastgelegd van %(name)s, over %(title)s")
        yield _news(found, each.recorded_at, text % facts, _followers(found) | set(party.voice_keys))


def _moved(since: dt.datetime) -> Moved:
    """The last deadline that was set since, by the key of its stage or consultation; the log knows when."""
    rows = AuditEntry.objects.filter(verb__in=MOVES, at__gt=since).order_by("sequence")
    found: dict[str, tuple[dt.datetime, str]] = {}
    for entry in rows:
        until = entry.facts.get("until", entry.facts.get("due_on", ""))
        found[f"{entry.verb} {entry.object_id}"] = (entry.at, until)
    return found


def _deadlines(found: Standing, moved: Moved) -> Iterator[News]:
    """Of a stage for all who are asked there, of one organisation for itself; for who follows the whole both."""
    for stage in found.stages:
        parties = {key for party in stage.parties for key in party.voice_keys}
        places = [(MOVES[0], str(stage.id), stage.title, parties)]
        places += [
            (MOVES[1], str(party.consultation_id), party.name_now, set(party.voice_keys))
            for party in stage.parties
        ]
        for verb, key, name, keys in places:
            at, until = moved.get(f"{verb} {key}", (None, ""))
            if at is not None:
                day = long_date(dt.date.fromisoformat(until)) if until else _("die van iedereen")
                text = _("De termijn van %(name)s is nu %(day)s, over %(title)s")
                facts = {"name": name, "day": day, "title": found.title}
                yield _news(found, at, text % facts, keys | _followers(found))


def _followers(found: Standing) -> set[str]:
    """Who keeps the proposal, and the members of the bodies on its route."""
    bodies = {party.key for stage in found.stages for party in stage.parties if party.body_code}
    return bodies | {KEEPER}


def _news(found: Standing, at: dt.datetime, text: str, keys: Collection[str] = ()) -> News:
    return News(at, found.code, text, f"/voorstellen/{found.code}/", frozenset(keys))


def _answered_remarks(since: dt.datetime) -> Iterator[News]:
    """A remark that was answered, for the body or organisation that made it; the last answer only."""
    rows = Disposition.objects.filter(recorded_at__gt=since).select_related(
        "position__point",
        "position__consultation__body",
        "position__consultation__organisation",
        "position__consultation__stage__proposal",
    )
    last: dict[int, Disposition] = {row.position_id: row for row in rows}
    for row in last.values():
        asked = row.position.consultation
        party = (
            f"body:{asked.body.code}"
            if asked.body
            else f"organisation:{asked.organisation.code if asked.organisation else ''}"
        )
        code = asked.stage.proposal.code
        text = _("Uw kanttekening bij punt %(label)s is beantwoord") % {"label": row.position.point.label}
        yield News(row.recorded_at, code, text, f"/voorstellen/{code}/", frozenset({party}))
