"""A list of people against the register: the preview, and the statements that it comes to."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from noaber.core.documents.sheets import SheetTable
from noaber.core.rules.dutch import fold_name, short_date
from noaber.core.rules.history import Statement
from noaber.core.rules.period import Period
from noaber.core.staging import Restated, work_out
from noaber.network.imports.people_lists import Codes, read_people
from noaber.network.imports.people_notes import notes_on_people, notes_on_seats
from noaber.network.imports.plans import Plan, Watch, Writing
from noaber.network.imports.preview import Difference, Fate, Line, Preview, Problem
from noaber.network.imports.recognising import unused_columns
from noaber.network.models import (
    Membership,
    MembershipVersion,
    Organisation,
    OrganisationVersion,
    PersonVersion,
    Post,
    PostVersion,
)
from noaber.network.rules.appointments import Asked, Sent
from noaber.network.rules.people_import import Fault, PeoplePlan, PersonPlan, PersonRow, Words, plan_people
from noaber.network.rules.people_import_seats import PostOnDays, SeatPlan, SeatRegister, plan_seats

LABELS: Final = ("naam", "functie", "organisatie", "e-mailadres", "telefoon")
SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:noaber:import")


@dataclass(frozen=True, slots=True)
class _Ids:
    """From codes to the identities behind them and back."""

    organisations: Mapping[str, uuid.UUID]
    posts: Mapping[str, uuid.UUID]
    memberships: Mapping[tuple[uuid.UUID, uuid.UUID], uuid.UUID]

    @property
    def codes(self) -> dict[uuid.UUID, str]:
        return {key: code for code, key in self.organisations.items()}


def plan_people_list(table: SheetTable, on: dt.date, *, run: str) -> Plan:
    """What the list changes in the register from the day `on`. `run` makes the numbers of newcomers its own."""
    ids = _ids()
    rows = read_people(table, Codes.of(ids.organisations, ids.posts))
    known = _known_people(ids)
    plan = plan_people(rows, known, on)
    seats = _seat_plans(rows, plan, ids, on)
    problems = _problems(table, plan.faults)
    if problems:
        return Plan(Preview((), tuple(problems), unused_columns(table)), row_count=len(table))
    return _whole_plan(plan, seats, known, ids, run, on, table)


def _problems(table: SheetTable, faults: Iterable[Fault]) -> list[Problem]:
    """All problems by row. What follows from a cell that could not be read is not a problem of its own."""
    unread = {error.row for error in table.errors}
    found = [Problem.of(error) for error in table.errors]
    found += [
        Problem(fault.row, *table.place(fault.row, fault.column), fault.message)
        for fault in faults
        if fault.row not in unread
    ]
    return sorted(found, key=lambda problem: problem.row)


def _seat_plans(
    rows: Sequence[PersonRow], plan: PeoplePlan, ids: _Ids, on: dt.date
) -> tuple[list[SeatPlan], SeatRegister]:
    """The seats that change; the register is only asked about seats when the list has any."""
    if not any(row.seat for row in rows):
        return [], SeatRegister({}, {}, {})
    register = _seat_register(ids, plan)
    seats, faults = plan_seats(plan.people, register, on)
    plan.faults += faults
    return seats, register


# --- the register as the rules see it ---


def _ids() -> _Ids:
    memberships = Membership.objects.values_list("person_id", "post_id", "pk")
    return _Ids(
        dict(Organisation.objects.values_list("code", "pk")),
        dict(Post.objects.values_list("code", "pk")),
        {(person, post): key for person, post, key in memberships},
    )


def _known_people(ids: _Ids) -> dict[str, list[Statement[Words]]]:
    """Everything known of everyone, except of those whose data was erased."""
    codes = ids.codes
    known: dict[str, list[Statement[Words]]] = defaultdict(list)
    rows = PersonVersion.objects.known(None).filter(person__erased_at__isnull=True).order_by("valid_from")
    columns = (
        "pk",
        "person_id",
        "valid_from",
        "valid_until",
        "name",
        "job_title",
        "employer_id",
        "email",
        "phone",
    )
    for pk, person, start, until, name, title, employer, email, phone in rows.values_list(*columns):
        words = (name, title, codes.get(employer, ""), email, phone)
        known[str(person)].append(Statement(Period(start, until), words, pk))
    return known


def _seat_register(ids: _Ids, plan: PeoplePlan) -> SeatRegister:
    names = {person.mark: person.after[0] for person in plan.people}
    return SeatRegister(_posts(), _terms(ids), _organisations(), {**_names(), **names})


def _names() -> dict[str, str]:
    rows = PersonVersion.objects.known(None).order_by("valid_from").values_list("person_id", "name")
    return {str(person): name for person, name in rows}


def _posts() -> dict[str, list[PostOnDays]]:
    posts: dict[str, list[PostOnDays]] = defaultdict(list)
    columns = (
        "post__code",
        "valid_from",
        "valid_until",
        "required_kind",
        "required_organisation__code",
        "required_district_id",
        "follows__code",
        "term_months",
    )
    for code, start, until, kind, organisation, district, follows, months in PostVersion.objects.known(
        None
    ).values_list(*columns):
        asked = Asked(kind, organisation or "", district or "")
        posts[code].append(PostOnDays(Period(start, until), asked, follows or "", months))
    return posts


def _terms(ids: _Ids) -> dict[str, dict[str, list[Statement[tuple[str, bool]]]]]:
    codes = ids.codes
    terms: dict[str, dict[str, list[Statement[tuple[str, bool]]]]] = defaultdict(lambda: defaultdict(list))
    columns = (
        "pk",
        "membership__post__code",
        "membership__person_id",
        "valid_from",
        "valid_until",
        "on_behalf_of_id",
        "is_substitute",
    )
    rows = MembershipVersion.objects.known(None).order_by("valid_from").values_list(*columns)
    for pk, post, person, start, until, behalf, stands_in in rows:
        held = Statement(Period(start, until), (codes.get(behalf, ""), stands_in), pk)
        terms[post][str(person)].append(held)
    return terms


def _organisations() -> dict[str, list[Statement[Sent]]]:
    found: dict[str, list[Statement[Sent]]] = defaultdict(list)
    columns = ("organisation__code", "organisation__kind", "district_id", "valid_from", "valid_until")
    for code, kind, district, start, until in OrganisationVersion.objects.known(None).values_list(*columns):
        found[code].append(Statement(Period(start, until), Sent(code, kind, district or "")))
    return found


# --- what it comes to ---


def _whole_plan(
    plan: PeoplePlan,
    seats: tuple[list[SeatPlan], SeatRegister],
    known: Mapping[str, Sequence[Statement[Words]]],
    ids: _Ids,
    run: str,
    on: dt.date,
    table: SheetTable,
) -> Plan:
    space = uuid.uuid5(SPACE, run)
    keys = {one.mark: uuid.UUID(one.key) if one.key else uuid.uuid5(space, one.mark) for one in plan.people}
    changes, register = seats
    seats_of: dict[str, list[SeatPlan]] = defaultdict(list)
    for seat in changes:
        seats_of[seat.person].append(seat)
    lines = tuple(_line(one, seats_of.get(one.mark, ()), keys[one.mark]) for one in plan.people)
    words = _person_writing(plan.people, known, keys, ids)
    held, posts = _membership_writing(changes, register, keys, ids, space)
    watch = _watch(plan.people, keys, register, ids, posts)
    notes = (
        *unused_columns(table),
        *notes_on_people(plan.people, known, on),
        *notes_on_seats(changes, register, plan.people),
    )
    return Plan(Preview(lines, (), notes), (words, held), watch, len(table))


def _watch(
    people: Sequence[PersonPlan],
    keys: Mapping[str, uuid.UUID],
    register: SeatRegister,
    ids: _Ids,
    touched: tuple[uuid.UUID, ...],
) -> Watch:
    """What else the outcome depends on: namesakes, shared mail addresses, and the seats that rows name."""
    rows = [row for person in people for row in person.rows]
    named = {row.seat.post for row in rows if row.seat}
    followed = {asked.follows for post in named for asked in register.posts.get(post, ()) if asked.follows}
    return Watch(
        people=frozenset(keys[person.mark] for person in people if person.key),
        names=frozenset(fold_name(row.words["name"] or "") for row in rows),
        emails=frozenset(email.casefold() for row in rows if (email := row.words.get("email"))),
        posts=frozenset(ids.posts[post] for post in named | followed),
        touched_posts=touched,
        has_organisations=bool(named),
    )


def _line(person: PersonPlan, seats: Sequence[SeatPlan], key: uuid.UUID) -> Line:
    before = person.before or ("",) * len(LABELS)
    words = [
        Difference(label, old, new)
        for label, old, new in zip(LABELS, before, person.after, strict=True)
        if old != new
    ]
    differences = (*words, *map(_seat_difference, seats))
    fate = Fate.NEW if person.is_new else Fate.CHANGED if differences else Fate.UNCHANGED
    return Line(person.rows[0].row, fate, str(key), person.after[0], differences)


def _seat_difference(seat: SeatPlan) -> Difference:
    old = _term_words(seat.before) if seat.before else ""
    return Difference(_("zetel %(code)s") % {"code": seat.post}, old, _term_words(seat.after))


def _term_words(term: Statement[tuple[str, bool]]) -> str:
    last = term.valid.last_day
    behalf, stands_in = term.value
    parts = [
        _("%(first)s t/m %(last)s") % {"first": short_date(term.valid.start), "last": short_date(last)}
        if last
        else _("vanaf %(first)s") % {"first": short_date(term.valid.start)},
        _("namens %(code)s") % {"code": behalf} if behalf else "",
        _("als plaatsvervanger") if stands_in else "",
    ]
    return ", ".join(part for part in parts if part)


def _person_writing(
    people: Iterable[PersonPlan],
    known: Mapping[str, Sequence[Statement[Words]]],
    keys: Mapping[str, uuid.UUID],
    ids: _Ids,
) -> Writing:
    def stored(statement: Statement[Words]) -> tuple[Period, tuple[Any, ...]]:
        name, title, organisation, email, phone = statement.value
        return statement.valid, (name, title, ids.organisations.get(organisation), email, phone)

    restated = []
    for person in people:
        before = known.get(person.key, ()) if person.key else ()
        after = [said for said in person.timeline if said not in before]
        if after:
            kept = {(said.valid, said.value) for said in person.timeline}
            close = tuple(int(str(said.key)) for said in before if (said.valid, said.value) not in kept)
            identity: Mapping[str, Any] | None = None if person.key else {}
            restated.append(Restated(keys[person.mark], close, tuple(map(stored, after)), identity))
    return Writing(PersonVersion, restated)


def _membership_writing(
    seats: Iterable[SeatPlan],
    register: SeatRegister,
    keys: Mapping[str, uuid.UUID],
    ids: _Ids,
    space: uuid.UUID,
) -> tuple[Writing, tuple[uuid.UUID, ...]]:
    wanted: dict[tuple[str, str], list[SeatPlan]] = defaultdict(list)
    for seat in seats:
        wanted[seat.person, seat.post].append(seat)
    restated: list[Restated] = []
    for (person, post), plans in wanted.items():
        pair = keys[person], ids.posts[post]
        there = ids.memberships.get(pair)
        identity = None if there else {"person_id": pair[0], "post_id": pair[1]}
        known = register.terms.get(post, {}).get(person, ())
        work = work_out(
            there or uuid.uuid5(space, f"{pair[0]}:{pair[1]}"),
            known,
            [saying for plan in plans for saying in plan.sayings],
            identity=identity,
        )
        restated += [_with_ids(work, ids)] if work else []
    posts = tuple(sorted({ids.posts[post] for _person, post in wanted}))
    return Writing(MembershipVersion, restated), posts


def _with_ids(work: Restated, ids: _Ids) -> Restated:
    insert = tuple(
        (period, (ids.organisations.get(behalf), stands_in)) for period, (behalf, stands_in) in work.insert
    )
    return Restated(work.subject, work.close, insert, work.identity)
