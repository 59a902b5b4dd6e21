"""What was reached: the results of a period as they were last recorded."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.files import warnings_of
from noaber.core.history import text_of as text_of_field
from noaber.core.reading import read_once
from noaber.network.api import bodies, last_names, last_theme_names, organisations
from noaber.strategy.models import FigureClaim, Result, ResultEvidence, ResultPartner, ResultStatement
from noaber.strategy.rules.results.claims import ClaimText
from noaber.strategy.rules.results.result import EvidenceText, PartnerText, ResultState, ResultText


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The document behind a piece of evidence: its key, what it is called, and what seems to stand in it."""

    key: str
    name: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result as it was last recorded; `number` counts its versions, `theme` is the code of one or empty."""

    period: str
    code: str
    theme: str
    number: int
    revision: int
    recorded_at: dt.datetime
    text: ResultText
    files: tuple[EvidenceFile, ...] = ()
    was_recorded: bool = False  # whether it ever stood there for everyone

    def file(self, key: str) -> EvidenceFile | None:
        return next((each for each in self.files if each.key == key), None)


@dataclass(frozen=True, slots=True)
class ResultVersion:
    """What a result was called once, in which state, and why it was changed."""

    recorded_at: dt.datetime
    title: str
    state: ResultState
    reason: str
    was_recorded: bool


@read_once
def versions(period: str, code: str, asof: AsOf) -> tuple[ResultVersion, ...]:
    """All that was said of a result until a moment, the newest first; one query."""
    held = _known(asof.known_at).filter(result__period__code=period, result__code=code)
    found = held.annotate(was_recorded=_was_recorded()).order_by("-number")
    columns = ("recorded_at", "title", "state", "reason", "was_recorded")
    return tuple(
        ResultVersion(at, title, ResultState(state), reason, is_public)
        for at, title, state, reason, is_public in found.values_list(*columns)
    )


def results(period: str, asof: AsOf) -> tuple[ResultRow, ...]:
    """Of a period, drafts too, that were reached by the day, the newest first."""
    return tuple(row for row in _all(asof) if row.period == period)


@read_once
def _all(asof: AsOf) -> tuple[ResultRow, ...]:
    """Of all periods, for a strategy tells of the one before it as well; three queries."""
    return tuple(_row(each) for each in _whole(newest_results(asof)).order_by("-since_on", "title"))


@dataclass(frozen=True, slots=True)
class ResultTitle:
    """A result by what it says, for shared pages, which need no more of it."""

    period: str
    code: str
    theme: str
    title: str
    reached: str
    state: str
    was_recorded: bool
    has_claim: bool


@read_once
def result_titles(asof: AsOf) -> tuple[ResultTitle, ...]:
    """The results of all periods, drafts too, in one query."""
    theme = text_of_field("result__theme__code")
    columns = ("result__period__code", "result__code", theme, "title", "reached", "state")
    has_claim = Exists(FigureClaim.objects.filter(statement=OuterRef("pk")))
    found = newest_results(asof).annotate(was_recorded=_was_recorded(), has_claim=has_claim)
    ordered = found.order_by("-since_on", "title")
    return tuple(ResultTitle(*row) for row in ordered.values_list(*columns, "was_recorded", "has_claim"))


def newest_results(asof: AsOf) -> QuerySet[ResultStatement]:
    """What was last said of each result that was reached by the day."""
    known = _known(asof.known_at)
    later = known.filter(result=OuterRef("result"), number__gt=OuterRef("number"))
    return known.filter(~Exists(later), since_on__lte=asof.valid_on)


def _was_recorded() -> Exists:
    """Whether a result ever stood there for everyone, by this statement."""
    public = ResultStatement.objects.filter(
        result=OuterRef("result"), state=ResultState.RECORDED.value, number__lte=OuterRef("number")
    )
    return Exists(public)


def result_with_key(key: str, asof: AsOf) -> ResultRow | None:
    """One result by its identity, whatever its period."""
    found = Result.objects.filter(pk=key).values_list("period__code", "code").first()
    return next((row for row in results(found[0], asof) if row.code == found[1]), None) if found else None


def text_of(statement: ResultStatement) -> ResultText:
    """The stored result as the rules know it; a document that was taken away is not there any more."""
    partners = (
        PartnerText(
            each.organisation.code if each.organisation else "",
            each.body.code if each.body else "",
            each.role,
            each.sentence,
        )
        for each in statement.partners.all()
    )
    evidence = (
        EvidenceText(
            each.title, each.link, str(each.file_id) if each.file and not each.file.is_removed else ""
        )
        for each in statement.evidence.all()
    )
    return ResultText(
        title=statement.title,
        reached=statement.reached,
        since_on=statement.since_on,
        state=ResultState(statement.state),
        partners=tuple(partners),
        evidence=tuple(evidence),
        claim=_claim(statement),
        reason=statement.reason,
    )


def _claim(statement: ResultStatement) -> ClaimText | None:
    said = getattr(statement, "claim", None)
    if said is None:
        return None
    return ClaimText(
        said.offence, said.base_year, said.end_year, Decimal(said.percentage), tuple(said.area.split())
    )


def _known(known_at: dt.datetime | None) -> QuerySet[ResultStatement]:
    return ResultStatement.objects.filter(Q() if known_at is None else Q(recorded_at__lt=known_at))


def _whole(found: QuerySet[ResultStatement]) -> QuerySet[ResultStatement]:
    partners = ResultPartner.objects.select_related("organisation", "body").order_by("position")
    evidence = ResultEvidence.objects.select_related("file").order_by("position")
    return (
        found.annotate(was_recorded=_was_recorded())
        .select_related("result__period", "result__theme", "claim")
        .prefetch_related(Prefetch("partners", queryset=partners), Prefetch("evidence", queryset=evidence))
    )


def _row(statement: ResultStatement) -> ResultRow:
    kept = statement.result
    files = (
        EvidenceFile(str(each.file.pk), each.file.name, tuple(warnings_of(each.file)))
        for each in statement.evidence.all()
        if each.file and not each.file.is_removed
    )
    return ResultRow(
        kept.period.code,
        kept.code,
        kept.theme.code if kept.theme else "",
        statement.number,
        kept.revision,
        statement.recorded_at,
        text_of(statement),
        tuple(files),
        statement.was_recorded,  # type: ignore[attr-defined]
    )


def partner_names(rows: tuple[ResultRow, ...], asof: AsOf) -> Mapping[str, str]:
    """By the key of a partner what it is called: on the day, else as it was called last."""
    known = {f"organisation:{row.code}": row.name for row in organisations(ANONYMOUS, asof)}
    known |= {f"body:{row.code}": row.called for row in bodies(ANONYMOUS, asof)}
    named = {each for row in rows for each in row.text.partners}
    gone = {each.organisation for each in named if each.organisation and each.key not in known}
    last = last_names(gone) if gone else {}
    return {**known, **{f"organisation:{code}": name for code, name in last.items()}}


def theme_titles(asof: AsOf) -> dict[str, str]:
    """By code what the themes of the network are called, or were called last."""
    return last_theme_names(asof)
