"""A list of priorities against what was handed in before: the preview, and the plans that it comes to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.documents.cells import Cell, shown
from noaber.core.documents.sheets import SheetError, SheetTable, read_sheet
from noaber.network.api import (
    EXAMPLE,
    Fate,
    Line,
    OrganisationRow,
    Preview,
    Problem,
    safety_fields,
)
from noaber.strategy.access import may_hand_in_plan
from noaber.strategy.imports.columns import COLUMNS, OF_PERIOD, PLAN_COLUMNS
from noaber.strategy.imports.differences import differences
from noaber.strategy.imports.theme_words import ThemeWords
from noaber.strategy.queries.inventory.coverage import may_give
from noaber.strategy.queries.inventory.plans import named, plans
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.queries.themes import namings
from noaber.strategy.rules.inventory import (
    LONGEST,
    LONGEST_PART,
    MOST_PRIORITIES,
    PlanText,
    PriorityText,
    council_day_fault,
    faults,
    page_fault,
    term_fault,
)

DATES: Final = ("starts_on", "ends_on", "council_on")


@dataclass(frozen=True, slots=True)
class PriorityList:
    """The preview for people, and by organisation the plan to write when they agree."""

    preview: Preview
    texts: Mapping[str, PlanText]


def plan_list(data: bytes, filename: str, *, period: str, actor: Actor, asof: AsOf) -> PriorityList:
    """What a file changes; `SheetError` when it cannot be read at all."""
    known = [column.for_sheet for column in (*COLUMNS, OF_PERIOD)]
    table = read_sheet(data, filename, takes_formulas=False).match(known)
    planner = _Planner(table, period, actor, asof)
    for row in table.rows():
        if not shown(row["organisation"].value).lower().startswith(EXAMPLE):
            planner.take(row)
    texts = planner.texts()
    if not planner.found and not table.errors:
        raise SheetError(
            _("Er staat geen enkele prioriteit in de lijst. Vul de lijst en probeer het opnieuw.")
        )
    problems = tuple(sorted(map(Problem.of, table.errors), key=lambda problem: problem.row))
    if problems:
        return PriorityList(Preview((), problems), {})
    return PriorityList(Preview(tuple(planner.lines(texts))), texts)


@dataclass(slots=True)
class _Found:
    """What the rows so far say of one organisation; per value of the plan the cell that said it."""

    row: Cell
    priorities: list[PriorityText] = field(default_factory=list)
    rank_rows: dict[int, int] = field(default_factory=dict)
    said: dict[str, tuple[Any, Cell]] = field(default_factory=dict)


class _Planner:
    """Goes through the rows; problems go to the cells they are about."""

    def __init__(self, table: SheetTable, period: str, actor: Actor, asof: AsOf) -> None:
        self.table, self.period, self.actor = table, period, actor
        found = titled(period, asof)
        self.today = asof.valid_on
        self.asked = may_give(found, asof) if found else {}
        self.term = (found.starts_on, found.ends_on) if found else None
        self.known = {row.organisation: row.text for row in plans(period, asof)}
        self.themes = ThemeWords(safety_fields(), namings(asof), named(asof))
        self.names = self.themes.names
        self.found: dict[str, _Found] = {}

    def take(self, row: Mapping[str, Cell]) -> None:
        """Keep what one row says, or tell of every cell what is wrong with it."""
        wrong = len(self.table.errors)
        self._check_period(row["period"])
        owner = self._owner(row["organisation"])
        said = PriorityText(
            row["rank"].integer(minimum=1, maximum=MOST_PRIORITIES, is_required=True) or 0,
            self._theme(row["field"], owner.code if owner else ""),
            **{part: row[part].text(max_length=longest) for part, longest in LONGEST_PART.items()},
        )
        if fault := page_fault(said.page):
            row["page"].fail(_as_cell_message(fault))
        plan = {name: self._of_plan(row[name], name) for name in PLAN_COLUMNS}
        if owner is None:
            return
        found = self.found.setdefault(owner.code, _Found(row["organisation"]))
        for name, value in plan.items():
            self._keep(found, name, value, row[name])
        if len(self.table.errors) == wrong:
            self._rank(found, said, row["rank"])

    def _check_period(self, cell: Cell) -> None:
        """What was given for another period is not taken for this one; a list without the column is of this one."""
        said = cell.text()
        if said not in ("", self.period):
            text = _("Rij %(row)s is van de periode ‘%(said)s’; u leest in voor %(period)s.")
            raise SheetError(text % {"row": cell.row, "said": said[:40], "period": self.period})

    def _owner(self, cell: Cell) -> OrganisationRow | None:
        code = cell.text(is_required=True).upper()
        owner = self.asked.get(code)
        if code and owner is None:
            cell.fail(_("‘%(code)s’ is geen gemeente of partner van het netwerk") % {"code": code[:40]})
        elif owner and not may_hand_in_plan(self.actor, owner.code):
            cell.fail(_("u mag de prioriteiten van %(name)s niet vastleggen") % {"name": owner.name})
        return owner

    def _theme(self, cell: Cell, owner: str) -> str:
        """The code of the theme that is meant; where that is not sure, what there is to choose from."""
        typed = cell.text(is_required=True)
        meant = self.themes.meant(typed, owner) if typed else ()
        if len(meant) == 1:
            return meant[0]
        if meant:
            text = _("‘%(typed)s’ kan meer dan één thema zijn; vul de code in van %(choices)s")
            cell.fail(text % {"typed": typed[:40], "choices": self._choices(meant)})
        elif typed:
            text = _(
                "‘%(typed)s’ staat niet in de lijst van veiligheidsthema’s; vul de code in van %(choices)s"
            )
            near = self._choices(self.themes.near(typed)) or _("een thema op het blad Thema’s")
            cell.fail(text % {"typed": typed[:40], "choices": near})
        return ""

    def _choices(self, codes: Sequence[str]) -> str:
        return _(" of ").join(self.themes.named(codes))

    def _of_plan(self, cell: Cell, name: str) -> str | dt.date | None:
        return cell.date() if name in DATES else cell.text(max_length=LONGEST[name])

    def _keep(self, found: _Found, name: str, value: str | dt.date | None, cell: Cell) -> None:
        """Of a plan each row says the same, or nothing."""
        if not value:
            return
        earlier, where = found.said.setdefault(name, (value, cell))
        if earlier != value:
            facts = {"row": where.row, "value": shown(where.value)[:60]}
            cell.fail(_("is anders dan in rij %(row)s, waar ‘%(value)s’ staat") % facts)

    def _rank(self, found: _Found, said: PriorityText, cell: Cell) -> None:
        earlier = found.rank_rows.setdefault(said.rank, cell.row)
        if earlier != cell.row:
            facts = {"rank": said.rank, "row": earlier}
            cell.fail(
                _("rang %(rank)s staat ook al in rij %(row)s; geef elke prioriteit een eigen rang") % facts
            )
        found.priorities.append(said)

    def texts(self) -> dict[str, PlanText]:
        """By organisation its whole plan; what the list does not say of a plan, stays as it is."""
        whole = {code: self._text(code, found) for code, found in self.found.items()}
        return {code: text for code, text in whole.items() if text}

    def _text(self, code: str, found: _Found) -> PlanText | None:
        known = self.known.get(code)
        values: dict[str, Any] = {
            name: found.said[name][0] if name in found.said else getattr(known, name, None)
            for name in PLAN_COLUMNS
        }
        missing = [str(self.table.labels[name]) for name in PLAN_COLUMNS[:3] if not values[name]]
        if missing:
            facts = {"columns": ", ".join(missing)}
            complaint = ngettext(
                "van dit plan ontbreekt nog: %(columns)s; vul het in op deze rij",
                "van dit plan ontbreken nog: %(columns)s; vul ze in op deze rij",
                len(missing),
            )
            found.row.fail(complaint % facts)
            return None
        text = PlanText(
            priorities=tuple(sorted(found.priorities, key=lambda each: each.rank)),
            **{**values, "link": values["link"] or "", "file": known.file if known else ""},
        )
        apart = term_fault(text, *self.term) if self.term else None
        also = (apart, council_day_fault(text, self.today))
        for fault in (*faults(text, self.names), *(each for each in also if each)):
            if fault.field in found.said:
                found.said[fault.field][1].fail(_as_cell_message(fault.message))
            elif not self.table.errors:
                found.row.fail(_as_cell_message(fault.message))
        return text

    def lines(self, texts: Mapping[str, PlanText]) -> list[Line]:
        return [self._line(code, text) for code, text in texts.items()]

    def _line(self, code: str, text: PlanText) -> Line:
        known = self.known.get(code)
        changes = differences(known, text, self.names)
        fate = Fate.NEW if known is None else Fate.CHANGED if changes else Fate.UNCHANGED
        return Line(self.found[code].row.row, fate, code, self.asked[code].name, changes)


def _as_cell_message(sentence: str) -> str:
    text = sentence.strip().removesuffix(".")
    return text[:1].lower() + text[1:]
