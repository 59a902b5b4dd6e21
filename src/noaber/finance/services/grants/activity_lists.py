"""A list of activities from Excel or CSV: looked at first, then all of it or nothing; a second time changes nothing."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.documents.cells import Cell, fold, shown
from noaber.core.documents.sheets import SheetError, SheetTable, read_sheet
from noaber.core.errors import DomainError
from noaber.core.files import FileRefused, Upload, read_file, remove_file, store_file
from noaber.core.files.kinds import CSV, TEXT, XLSX
from noaber.core.history import recorded_by
from noaber.core.models import StoredFile
from noaber.core.rules.dutch import short_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_grants
from noaber.finance.models import ACTIVITY_STATUSES
from noaber.finance.queries.grants import FundedActivityRow, funded_activities, grants
from noaber.finance.rules.grants.funded_activities import (
    RESERVED,
    ActivityStatus,
    FundedActivityText,
    activity_faults,
    share_fault,
)
from noaber.finance.services.grants.funded_activities import Known, hold_grants, put_activities
from noaber.finance.services.grants.grant import free_code, known_funder
from noaber.network.api import (
    EXAMPLE,
    Difference,
    Fate,
    Line,
    ListColumn,
    Preview,
    Problem,
    last_theme_names,
    organisations,
)

OWNER_KIND: Final = "finance.activity_list"
KEPT_FOR: Final = dt.timedelta(days=30)
COLUMNS: Final = (
    ListColumn(
        "title", "titel", gettext_lazy("Hoe de activiteit heet."), "VOORBEELD Buurtteam", ("naam",), True
    ),
    ListColumn(
        "lead",
        "trekker",
        gettext_lazy("De code of de naam van de organisatie; zie het blad Organisaties."),
        "GM0150",
        ("partner", "organisatie"),
        True,
    ),
    ListColumn("funder", "financier", gettext_lazy("Wie betaalt."), "ZonMw", ("fonds",), True),
    ListColumn("theme", "thema", gettext_lazy("De code of de naam van een thema."), "kwetsbare-personen"),
    ListColumn(
        "status", "stand", gettext_lazy("gepland, loopt, afgerond of gestopt."), "afgerond", ("status",), True
    ),
    ListColumn("status_on", "sinds", gettext_lazy("Sinds welke dag."), "1-5-2018", ("datum",), True, True),
    ListColumn("grant", "subsidie", gettext_lazy("De code van de subsidie; zie het blad Subsidies."), ""),
    ListColumn("amount", "bedrag", gettext_lazy("Wat uit die subsidie komt, in euro."), ""),
    ListColumn(
        "code",
        "code",
        gettext_lazy("Laat staan wat er staat. Leeg: dezelfde titel en trekker is dezelfde activiteit."),
        "",
    ),
)
FIELDS: Final = {column.key: column.label for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class ActivityList:
    """The preview for people, and by code what to write when they agree."""

    preview: Preview
    texts: Mapping[str, FundedActivityText]


def keep_list(upload: Upload, *, actor: Actor, now: dt.datetime, today: dt.date) -> StoredFile:
    """Take in a list to be looked at. DomainError at `file`: it cannot be read, and is not kept."""
    require(may_keep_grants(actor))
    _forget_old(actor, now)
    read_list(b"".join(upload.chunks()), upload.name or "", today=today)
    try:
        return store_file(
            upload,
            actor=actor,
            owner_kind=OWNER_KIND,
            owner_key=str(actor.user_id),
            now=now,
            allowed=(XLSX, CSV, TEXT),
        )
    except FileRefused as error:
        raise DomainError(error.message, field="file") from error


def kept_list(key: uuid.UUID, *, actor: Actor) -> StoredFile | None:
    """A list that this actor handed in and that was not settled yet."""
    found = StoredFile.objects.filter(pk=key, owner_kind=OWNER_KIND, owner_key=str(actor.user_id))
    return found.filter(is_removed=False).first()


def look_at(kept: StoredFile, *, today: dt.date) -> ActivityList:
    """What a kept list changes by now."""
    return read_list(read_file(kept), kept.name, today=today)


def import_activities(
    data: bytes, filename: str, *, actor: Actor, now: dt.datetime, today: dt.date, seen: str = ""
) -> int:
    """Record every activity of a list that is new or changed, or nothing; answers how many.

    `seen`: the fingerprint of the preview that somebody agreed to; empty for a command.
    """
    require(may_keep_grants(actor))
    with verb("finance.import_funded_activities", actor=actor) as trail:
        hold_grants([row.code for row in grants()])
        found = read_list(data, filename, today=today)
        if found.preview.problems:
            raise DomainError(_("Er staan nog fouten in de lijst; er is niets gewijzigd."))
        if seen and found.preview.fingerprint() != seen:
            raise DomainError(_("Intussen is er iets veranderd. Kijk opnieuw wat deze lijst doet."))
        changing = [line.key for line in found.preview.lines if line.fate is not Fate.UNCHANGED]
        said = {code: found.texts[code] for code in changing}
        return put_activities(trail, said, known=Known(today), by=recorded_by(actor, now))


def settle_list(kept: StoredFile, *, actor: Actor, now: dt.datetime, today: dt.date, seen: str) -> int:
    """Bring in a kept list, and let its file go."""
    with verb("finance.import_funded_activities", actor=actor):
        count = import_activities(
            read_file(kept), kept.name, actor=actor, now=now, today=today, seen=seen or "-"
        )
        remove_file(kept, actor=actor, now=now)
    return count


def discard_list(kept: StoredFile, *, actor: Actor, now: dt.datetime) -> None:
    """Throw a kept list away."""
    require(may_keep_grants(actor))
    remove_file(kept, actor=actor, now=now)


def _forget_old(actor: Actor, now: dt.datetime) -> None:
    old = StoredFile.objects.filter(owner_kind=OWNER_KIND, is_removed=False, uploaded_at__lt=now - KEPT_FOR)
    for kept in old:
        remove_file(kept, actor=actor, now=now)


def read_list(data: bytes, filename: str, *, today: dt.date) -> ActivityList:
    """What a list would bring in; `DomainError` at `file` where it cannot be read at all."""
    try:
        sheet = read_sheet(data, filename, takes_formulas=False)
        table = sheet.match([column.for_sheet for column in COLUMNS])
    except SheetError as error:
        raise DomainError(str(error), field="file") from error
    planner = _Planner(table, today)
    for row in table.rows():
        if not shown(row["title"].value).lower().startswith(EXAMPLE):
            planner.take(row)
    planner.check_shares()
    if not planner.texts and not table.errors:
        raise DomainError(_("Er staat geen enkele activiteit in de lijst."), field="file")
    problems = tuple(sorted(map(Problem.of, table.errors), key=lambda problem: problem.row))
    lines = () if problems else tuple(planner.lines())
    return ActivityList(Preview(lines, problems), planner.texts)


class _Planner:
    """Goes through the rows; problems go to the cells they are about."""

    def __init__(self, table: SheetTable, today: dt.date) -> None:
        asof = AsOf(today)
        self.table, self.today = table, today
        self.leads = _by_word({row.code: row.name for row in organisations(COMMAND, asof)})
        self.themes = _by_word(last_theme_names(asof))
        self.grants = {row.code: row for row in grants()}
        self.grant_words = _by_word({code: row.text.title for code, row in self.grants.items()})
        self.statuses = {str(text): status for status, text in ACTIVITY_STATUSES.items()}
        self.known = {row.code: row for row in funded_activities()}
        self.marks = {_mark(row.text): code for code, row in self.known.items()}
        self.funders: dict[str, str] = {}
        self.texts: dict[str, FundedActivityText] = {}
        self.rows: dict[str, Mapping[str, Cell]] = {}

    def take(self, row: Mapping[str, Cell]) -> None:
        """Keep what one row says, or tell of every cell what is wrong with it."""
        wrong = len(self.table.errors)
        said = FundedActivityText(
            title=" ".join(row["title"].text(is_required=True).split()),
            lead=self._word(row["lead"], self.leads, _("organisatie"), is_required=True),
            funder=self._funder(row["funder"].text(is_required=True)),
            theme=self._word(row["theme"], self.themes, _("thema")),
            status=row["status"].choice(self.statuses, is_required=True) or ActivityStatus.PLANNED,
            status_on=row["status_on"].date(is_required=True) or self.today,
            grant=self._word(row["grant"], self.grant_words, _("subsidie")),
            amount_cents=row["amount"].cents(),
        )
        if len(self.table.errors) == wrong:
            for fault in activity_faults(said, self.today):
                row[fault.field].fail(_as_cell_message(fault.message))
        if len(self.table.errors) == wrong:
            self._keep(said, row)

    def _keep(self, said: FundedActivityText, row: Mapping[str, Cell]) -> None:
        code = row["code"].text(max_length=60) or self.marks.get(_mark(said), "")
        if code and code not in self.known:
            row["code"].fail(_("deze code is er niet; laat haar leeg voor een nieuwe activiteit"))
            return
        code = code or free_code(said.title, {*self.known, *self.texts})
        double = code in self.texts or any(_mark(other) == _mark(said) for other in self.texts.values())
        if not code or code in RESERVED:
            row["title"].fail(_("een titel heeft letters of cijfers"))
        elif double:
            row["title"].fail(_("deze activiteit van deze trekker staat al in de lijst"))
        else:
            self.texts[code], self.rows[code] = said, row

    def _funder(self, typed: str) -> str:
        """As it was spelled before, also in this list."""
        return self.funders.setdefault(fold(typed), known_funder(typed)) if typed else ""

    def _word(self, cell: Cell, words: Mapping[str, str], what: str, *, is_required: bool = False) -> str:
        typed = cell.text(is_required=is_required)
        if typed and fold(typed) not in words:
            facts = {"typed": typed[:40], "what": what}
            cell.fail(_("‘%(typed)s’ is niet bekend als %(what)s; vul de code in") % facts)
        return words.get(fold(typed), "") if typed else ""

    def check_shares(self) -> None:
        """All that the list and what is there ask of a grant is no more than its award."""
        after = {**{code: row.text for code, row in self.known.items()}, **self.texts}
        for code, said in self.texts.items():
            if not said.amount_cents:
                continue
            others = sum(
                each.amount_cents or 0
                for other, each in after.items()
                if each.grant == said.grant and other != code
            )
            if fault := share_fault(self.grants[said.grant].sums.awarded, others, said.amount_cents):
                self.rows[code]["amount"].fail(_as_cell_message(fault.message))

    def lines(self) -> list[Line]:
        return [self._line(code, said) for code, said in self.texts.items()]

    def _line(self, code: str, said: FundedActivityText) -> Line:
        known = self.known.get(code)
        changes = tuple(_differences(known, said))
        fate = Fate.NEW if known is None else Fate.CHANGED if changes else Fate.UNCHANGED
        return Line(self.rows[code]["title"].row, fate, code, said.title, changes)


def _by_word(names: Mapping[str, str]) -> dict[str, str]:
    """A code by itself and by its name; a name that two have is none."""
    words: dict[str, str] = {}
    double = set[str]()
    for code, name in names.items():
        double |= {fold(name)} & words.keys()
        words[fold(name)] = code
    found = {word: code for word, code in words.items() if word not in double}
    return found | {fold(code): code for code in names}


def _mark(said: FundedActivityText) -> tuple[str, str]:
    return fold(said.title), said.lead


def _differences(known: FundedActivityRow | None, said: FundedActivityText) -> list[Difference]:
    before = _words(known.text) if known else {}
    after = _words(said)
    return [
        Difference(FIELDS[key], before.get(key, ""), value)
        for key, value in after.items()
        if before.get(key, "") != value
    ]


def _words(said: FundedActivityText) -> dict[str, str]:
    amount: Any = "" if said.amount_cents is None else format_euro(said.amount_cents)
    return {
        "title": said.title,
        "lead": said.lead,
        "funder": said.funder,
        "theme": said.theme,
        "status": str(ACTIVITY_STATUSES[said.status]),
        "status_on": short_date(said.status_on),
        "grant": said.grant,
        "amount": amount,
    }


def _as_cell_message(sentence: str) -> str:
    text = sentence.strip().removesuffix(".")
    return text[:1].lower() + text[1:]
