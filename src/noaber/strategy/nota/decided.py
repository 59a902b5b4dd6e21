"""Who agreed to a strategy, who was heard, and how it was adopted: from the proposals (R09, R14, R15)."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core import clock
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Note, Paragraph
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import (
    Party,
    RemarkRow,
    Role,
    StageStanding,
    Standing,
    adopters,
    answer_words,
    any_sent,
    hearing_words,
    proposal,
    rejected,
    rejected_words,
    righted_words,
    without_marks,
)
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.sections import Section
from noaber.strategy.queries.consulting.after_adoption import righted_of, since_adoption
from noaber.strategy.queries.consulting.asked_themes import points_seen
from noaber.strategy.queries.consulting.course import adopted_apart, was_ever_put
from noaber.strategy.queries.consulting.own_day import other_day, own_day
from noaber.strategy.queries.consulting.rejected_beneath import rejected_under
from noaber.strategy.queries.consulting.told_consent import said_earlier
from noaber.strategy.queries.periods.period import as_adopted
from noaber.strategy.queries.selection.chosen import asked_with
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.words.periods import other_day_words

BODIES = (Role.CONSENT, Role.ADOPT)


def proposal_address(code: str, found: Nota) -> str:
    return with_dates(f"/voorstellen/{code}/", found.asof)


def decided_section(found: Nota) -> Iterator[Section]:
    """Of every proposal what each body answered; of those who are heard how many were."""
    blocks = [
        *_adopted_with(found),
        *(
            block
            for each in found.proposals
            for block in _proposal(each, found.asof, after_adoption(found, each.code), put_right(found, each))
        ),
    ]
    if _lacks_some(found):
        blocks.append(
            Paragraph(_("Niet elk voorstel over deze strategie is openbaar. Dat staat hier niet bij."))
        )
    if blocks:
        links = tuple(
            Action(titled_as_it_stands(each), proposal_address(each.code, found)) for each in found.proposals
        )
        yield Section("vaststelling", _("Instemming en vaststelling"), tuple(blocks), links)


def _lacks_some(found: Nota) -> bool:
    """Whether a proposal about it was sent that this reader may not read."""
    code = found.period.code
    named = {*asked_with(code, as_adopted(code, found.asof), found.asof), *found.period.decided_with} - {""}
    hidden = named - {each.code for each in found.proposals}
    return bool(hidden) and any_sent(tuple(sorted(hidden)), found.asof)


def _adopted_with(found: Nota) -> Iterator[Block]:
    """What was said when the adoption was recorded, such as why it went another way; and that nobody was asked here."""
    is_adopted = found.period.adopted_on is not None
    then = as_adopted(found.period.code, found.asof)
    if is_adopted and not was_ever_put(found.period.code, then):
        yield Paragraph(_("Dat de overleggen met de thema’s instemden, is hier niet vastgelegd."))
    yield from rejected_all_the_same(found)
    if is_adopted:
        for apart in adopted_apart(found.period.terms, own_day(found.period, found.asof), found.asof):
            yield Paragraph(apart)
    if not any([*after_adoption(found, each.code)] for each in found.proposals):
        yield from after_adoption(found, is_alone=True)  # of a proposal that this reader may not read
    if found.period.adopted_note:
        yield Paragraph(_("Bij de vaststelling is gezegd: %(note)s") % {"note": found.period.adopted_note})


def adopted_sentence(found: Nota) -> str:
    """When a strategy was adopted and by whom, as far as this reader may know, else where that stands; empty before.

    With the day that its proposal tells now, where that was corrected since, and that it was.
    """
    moved = other_day(found.period, found.asof)
    righted = [
        row
        for row in righted_of(found.reader, found.period.adopted_by, found.period.code, found.asof)
        if row.role is Role.ADOPT
    ]
    told = [_adopted_sentence(found), other_day_words(moved) if moved else "", righted_words(righted)]
    return " ".join(filter(None, told))


def _adopted_sentence(found: Nota) -> str:
    on, terms = found.period.adopted_on, found.period.terms
    if on is None:
        return ""
    code = found.period.adopted_by
    row = proposal(found.reader, code, found.asof) if code else None
    if names := in_a_row(party.name_now for party in adopters(row)) if row else "":
        text = _("Zij is op %(day)s vastgesteld door: %(names)s.")
        return text % {"day": long_date(on), "names": names}
    text = _("Zij is vastgesteld op %(day)s.") % {"day": long_date(on)}
    if terms.state is PeriodState.ADOPTED and terms.source:
        text += " " + _("Waar dat staat: %(source)s.") % {"source": terms.source.rstrip(".")}
    return text


def rejected_all_the_same(found: Nota) -> Iterator[Block]:
    """That the themes of a strategy were rejected, before it is adopted or though it was (R14)."""
    lost = rejected_under(found.period.code, found.asof)
    if lost:
        yield Paragraph(lost.told(is_named=proposal(found.reader, lost.asked, found.asof) is not None))


def after_adoption(found: Nota, code: str = "", *, is_alone: bool = False) -> Iterator[Block]:
    """What happened to the proposal to the councils since the strategy was adopted on it; `code`: if it is this one."""
    period, of = found.period.code, [code] if code else None
    if told := since_adoption(found.reader, period, found.asof, of=of, is_alone=is_alone):
        yield Note(_("Na de vaststelling"), told)


def put_right(found: Nota, row: Standing, parties: Collection[uuid.UUID] | None = None) -> Iterator[Block]:
    """What of a proposal was put right after it was adopted, of these parties only; with what is heard the same way as
    with what is decided. What the councils said of the themes, `after_adoption` tells."""
    of = None if parties is None else frozenset(parties)
    told = [
        each
        for each in righted_of(found.reader, row.code, found.period.code, found.asof)
        if of is None or each.party.consultation_id in of
    ]
    if told:
        yield Note(_("Later rechtgezet"), righted_words(told))


def _proposal(
    row: Standing, asof: AsOf, later: Iterable[Block] = (), put_right: Iterable[Block] = ()
) -> Iterator[Block]:
    """What was asked and answered; `later`: what happened since the strategy was adopted on it; `put_right`: what was
    put right of it."""
    yield Heading(titled_as_it_stands(row), 2)
    if gone := ended_sentence(row):
        yield Paragraph(gone)
    yield from later
    yield Paragraph(_put_on(row))
    yield Paragraph(_("Gevraagd is:"))
    yield Bullets([f"{point.label}. {without_marks(point.text)}" for point in row.points])
    if earlier := [*_read_otherwise(row)]:
        yield Paragraph(_("Wie eerder antwoordde, las een andere tekst:"))
        yield Bullets(earlier)
    before = said_earlier(row, asof)
    rows = [cells for stage in row.stages if stage.role in BODIES for cells in _answers(row, stage, before)]
    if rows:
        columns = [
            TableColumn("party", _("Overleg")),
            TableColumn("role", _("Stap")),
            TableColumn("answer", _("Antwoord")),
            TableColumn("on", _("Op"), "date"),
        ]
        yield DataTable(_("Wat de overleggen antwoordden"), columns, rows)
    for stage in row.stages:
        if stage.gate.motive:
            yield Paragraph(_("Er is niet op iedereen gewacht. Waarom: %(why)s") % {"why": stage.gate.motive})
        if stage.role is Role.HEAR:
            yield Paragraph(" ".join([heard_sentence(stage), hearing_words(stage)]))
    yield from put_right


def _put_on(row: Standing) -> str:
    """By whom and when it was put, also each later text: answers of before that day were given on an earlier one."""
    sent = [each for each in row.versions if each.is_sent]
    first_on = sent[0].dated_on if sent else row.dated_on
    told = _("Voorgelegd door %(sender)s op %(day)s.") % {"sender": row.sender, "day": long_date(first_on)}
    text = _("Versie %(number)s is van %(day)s.")
    return " ".join(
        [told, *(text % {"number": each.number, "day": long_date(each.dated_on)} for each in sent[1:])]
    )


def _read_otherwise(row: Standing) -> Iterator[str]:
    """The points as those read them whose answers were given on an earlier text and stand."""
    cells = [cell for stage in row.stages for cell in stage.cells.values()]
    now = {point.label: point.text for point in row.points}
    text = _("Punt %(label)s in versie %(number)s: %(text)s")
    for number in sorted({cell.on_version for cell in cells} - {row.number}):
        for point in points_seen(row, number):
            if now.get(point.label) != point.text:
                yield text % {"label": point.label, "number": number, "text": without_marks(point.text)}


def titled_as_it_stands(row: Standing) -> str:
    """A proposal that was taken back is not read as one that runs, beside the one that came for it."""
    return _("%(title)s (ingetrokken)") % {"title": row.title} if row.withdrawn_at else row.title


def ended_sentence(row: Standing) -> str:
    """That a proposal came to nothing: taken back, or rejected by who was to adopt it; empty for one that did not."""
    lost = None if row.withdrawn_at else rejected(row)
    return rejected_words(lost) if lost else withdrawn_sentence(row)


def withdrawn_sentence(row: Standing) -> str:
    """When a proposal was taken back and why; empty for one that was not."""
    if row.withdrawn_at is None:
        return ""
    day = long_date(clock.day_of(row.withdrawn_at))
    text = _("Dit voorstel is op %(day)s ingetrokken. Waarom: %(why)s")
    return text % {"day": day, "why": row.withdrawal_reason}


def _answers(
    row: Standing, stage: StageStanding, before: Mapping[str, Sequence[RemarkRow]]
) -> Iterator[dict[str, object]]:
    """Of each what it answered last; who objected to an earlier text, or remarked on it, did so too (`before`)."""
    for party in stage.parties:
        cells = answer_of(row, stage, party)
        said = [each for each in before.get(party.key, ()) if each.stage == stage.number]
        for words, number in dict.fromkeys(
            (answer_words(each.answer, stage.role), each.on_version) for each in said
        ):
            text = _("%(answer)s; eerder, bij versie %(number)s: %(words)s")
            cells["answer"] = text % {"answer": cells["answer"], "number": number, "words": words}
        yield {"party": party.name_now, "role": stage.title, **cells}


def answer_of(row: Standing, stage: StageStanding, party: Party) -> dict[str, object]:
    """What one party answered in words, when it did so last, and on which text where another was sent since; the points
    are told apart where the answer differs.

    Of a proposal that was taken back, or decided without it, no answer is waited for.
    """
    cells = {label: stage.cells.get((party.key, label)) for label in party.labels}
    given = {label: answer_words(cell.answer, stage.role) for label, cell in cells.items() if cell}
    if not given:
        return {"answer": _not_given(row, stage, party), "on": None}
    by_answer: dict[str, list[str]] = {}
    for label, words in given.items():
        by_answer.setdefault(words, []).append(label)
    last = max(cell.decided_on for cell in cells.values() if cell)
    is_one = len(by_answer) == 1 and len(given) == len(party.labels)
    said = next(iter(by_answer)) if is_one else "; ".join(_on_points(by_answer))
    earlier = sorted({cell.on_version for cell in cells.values() if cell and row.is_changed_since(cell)})
    if earlier:
        text = _("%(answer)s (zag versie %(numbers)s)")
        said = text % {"answer": said, "numbers": in_a_row(map(str, earlier))}
    return {"answer": said, "on": last}


def _not_given(row: Standing, stage: StageStanding, party: Party) -> str:
    if not row.withdrawn_at and (stage.open_labels(party) or not party.labels):
        return _("nog niet")
    is_heard = stage.role is Role.HEAR and party.organ == "council" and not row.withdrawn_at
    return _("niet vastgelegd dat de raad is gehoord") if is_heard else _("niet gegeven")


def _on_points(by_answer: dict[str, list[str]]) -> Iterator[str]:
    for words, labels in by_answer.items():
        yield _("%(answer)s (punt %(labels)s)") % {"answer": words, "labels": in_a_row(labels)}


def heard_sentence(stage: StageStanding) -> str:
    """n of all who are heard (R15)."""
    count = stage.decided(stage.parties)
    organs = Counter(party.organ for party in stage.parties)
    text = ngettext("Gehoord is %(count)s van de %(all)s.", "Gehoord zijn %(count)s van de %(all)s.", count)
    if organs.get("council") == len(stage.parties):
        text = ngettext(
            "Gehoord is %(count)s van de %(all)s gemeenteraden.",
            "Gehoord zijn %(count)s van de %(all)s gemeenteraden.",
            count,
        )
    return text % {"count": count, "all": len(stage.parties)}


def stages_of(rows: Sequence[Standing], role: Role) -> Iterator[tuple[Standing, StageStanding]]:
    for row in rows:
        for stage in row.stages:
            if stage.role is role:
                yield row, stage
