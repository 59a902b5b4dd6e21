"""A list of organisations against the register: the preview, and the statements that it comes to."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from noaber.core.documents.sheets import Cell, SheetTable
from noaber.core.errors import DomainError
from noaber.core.rules.history import Statement, value_on
from noaber.core.rules.period import Period
from noaber.core.staging import Restated, Value, work_out
from noaber.network.imports.columns import CLEARED, EXAMPLE, ORGANISATIONS, as_cell_message
from noaber.network.imports.plans import Plan, Watch, Writing
from noaber.network.imports.preview import Difference, Fate, Line, Preview, Problem
from noaber.network.imports.recognising import unused_columns
from noaber.network.models import District, Organisation, OrganisationKind, OrganisationVersion
from noaber.network.services.stating import cleaned

FIELDS: Final = OrganisationVersion.stated_fields
LABELS: Final = {column.key: column.label for column in ORGANISATIONS}
SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:noaber:import")


@dataclass(frozen=True, slots=True)
class _Known:
    """An organisation that is in the register."""

    key: uuid.UUID
    kind: str
    timeline: Sequence[Statement[Value]]


def plan_organisation_list(table: SheetTable, on: dt.date, *, run: str) -> Plan:
    """What the list changes in the register from the day `on`."""
    planner = _Planner(table, on, run)
    for row in table.rows():
        if not row["code"].text().lower().startswith(EXAMPLE):
            planner.take(row)
    problems = tuple(sorted(map(Problem.of, table.errors), key=lambda problem: problem.row))
    if problems:
        return Plan(Preview((), problems, unused_columns(table)), row_count=len(table))
    preview = Preview(tuple(planner.lines), (), unused_columns(table))
    watch = Watch(has_organisations=True)
    return Plan(preview, (Writing(OrganisationVersion, planner.restated),), watch, len(table))


class _Planner:
    """Goes through the rows; problems go to the cells they are about."""

    def __init__(self, table: SheetTable, on: dt.date, run: str) -> None:
        self.table = table
        self.on = on
        self.space = uuid.uuid5(SPACE, run)
        self.known = _known_organisations()
        self.kinds = {str(kind.label): kind.value for kind in OrganisationKind}
        self.districts = {name: code for code, name in District.objects.values_list("code", "name")}
        self.district_names = {code: name for name, code in self.districts.items()}
        self.row_of: dict[str, int] = {}
        self.lines: list[Line] = []
        self.restated: list[Restated] = []

    def take(self, row: Mapping[str, Cell]) -> None:
        """Plan one row, or tell of every cell what is wrong with it."""
        wrong = len(self.table.errors)
        code = row["code"].text(is_required=True, max_length=20).upper()
        known = self.known.get(code)
        kind = row["kind"].choice({**self.kinds, **{value: value for value in self.kinds.values()}})
        words = {name: self._word(row[name], name) for name in FIELDS}
        if code:
            self._check_identity(row, code, known, kind)
        self._check_values(row, words)
        if len(self.table.errors) == wrong:
            self._plan(row["code"].row, code, known, kind or "", words)

    def _word(self, cell: Cell, name: str) -> str | None:
        """What the cell says; None leaves the word as it is."""
        if cell.is_empty:
            return None
        if cell.value == CLEARED and name != "name":
            return ""
        if name == "district":
            return cell.choice({**self.districts, **{code: code for code in self.district_names}})
        return cell.mail_address() if name == "email" else cell.text()

    def _check_identity(
        self, row: Mapping[str, Cell], code: str, known: _Known | None, kind: str | None
    ) -> None:
        earlier = self.row_of.setdefault(code, row["code"].row)
        if earlier != row["code"].row:
            row["code"].fail(
                _("‘%(code)s’ staat ook al in rij %(row)s; haal een van beide weg")
                % {"code": code, "row": earlier}
            )
        elif known is None:
            self._check_new(row, code, kind)
        elif kind and kind != known.kind:
            label = OrganisationKind(known.kind).label
            row["kind"].fail(
                _("%(code)s is %(kind)s; de soort van een organisatie kan niet veranderen")
                % {"code": code, "kind": label}
            )

    def _check_new(self, row: Mapping[str, Cell], code: str, kind: str | None) -> None:
        if row["name"].is_empty:
            row["name"].fail(_("is leeg, maar %(code)s is nieuw; vul de naam in") % {"code": code})
        if row["kind"].is_empty:
            row["kind"].fail(_("is leeg, maar %(code)s is nieuw; vul de soort in") % {"code": code})
        if not kind:  # empty, or a word that is no kind: the cell has heard so
            return
        if kind == OrganisationKind.MUNICIPALITY and row["district"].is_empty:
            row["district"].fail(_("is leeg, maar elke gemeente hoort bij een district"))
        try:
            Organisation(code=code, kind=kind).full_clean(validate_unique=False)
        except ValidationError as error:
            row["code"].fail(as_cell_message(" ".join(error.messages)))

    def _check_values(self, row: Mapping[str, Cell], words: Mapping[str, str | None]) -> None:
        """Let the fields of the register judge each value: a postcode, an OIN, a web address."""
        for name, value in words.items():
            if value:
                try:
                    cleaned(OrganisationVersion, {"name": "-", name: value})
                except DomainError as error:
                    row[name].fail(as_cell_message(error.message))

    def _plan(
        self, row: int, code: str, known: _Known | None, kind: str, words: Mapping[str, str | None]
    ) -> None:
        if known is None:
            value = tuple(_stored(name, words[name] or "") for name in FIELDS)
            key, before, after = uuid.uuid5(self.space, code), None, value
            work = work_out(key, (), [(Period(self.on), value)], identity={"code": code, "kind": kind})
        else:
            key = known.key
            work = work_out(key, known.timeline, _sayings(known.timeline, words, self.on))
            before = _first_value(known.timeline, self.on)
            after = _with(before, words) if work and before else before or ()
        self.restated += [work] if work else []
        self.lines.append(self._line(row, code, before, after))

    def _line(self, row: int, code: str, before: Value | None, after: Value) -> Line:
        old = before or ("",) * len(FIELDS)
        differences = tuple(
            Difference(LABELS[name], self._shown(name, was), self._shown(name, will))
            for name, was, will in zip(FIELDS, old, after, strict=True)
            if (was or "") != (will or "")
        )
        fate = Fate.NEW if before is None else Fate.CHANGED if differences else Fate.UNCHANGED
        return Line(row, fate, code, str(after[0]), differences)

    def _shown(self, name: str, value: Any) -> str:
        return self.district_names.get(value, "") if name == "district" else str(value or "")


def _known_organisations() -> dict[str, _Known]:
    timelines: dict[uuid.UUID, list[Statement[Value]]] = defaultdict(list)
    columns = ("pk", "organisation_id", "valid_from", "valid_until", *FIELDS)
    for pk, key, start, until, *words in (
        OrganisationVersion.objects.known(None).order_by("valid_from").values_list(*columns)
    ):
        timelines[key].append(Statement(Period(start, until), tuple(words), pk))
    rows = Organisation.objects.values_list("pk", "code", "kind")
    return {code: _Known(key, kind, timelines[key]) for key, code, kind in rows if timelines[key]}


def _sayings(
    timeline: Sequence[Statement[Value]], words: Mapping[str, str | None], on: dt.date
) -> list[tuple[Period, Value]]:
    pieces = [(said.valid.intersect(Period(on)), said.value) for said in timeline]
    return [(piece, _with(value, words)) for piece, value in pieces if piece and _with(value, words) != value]


def _with(value: Value, words: Mapping[str, str | None]) -> Value:
    """What is known, with the words of the list in it."""
    return tuple(
        old if words[name] is None else _stored(name, words[name] or "")
        for name, old in zip(FIELDS, value, strict=True)
    )


def _stored(name: str, text: str) -> str | None:
    return text or None if name == "district" else text


def _first_value(timeline: Sequence[Statement[Value]], on: dt.date) -> Value | None:
    """What is said on the day, or else the first or last thing ever said."""
    ahead = [said for said in timeline if said.valid.until is None or said.valid.until > on]
    nearest = ahead[0] if ahead else timeline[-1]
    return value_on(timeline, on) or nearest.value
