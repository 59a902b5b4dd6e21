"""Between the stages of a proposal: which may begin, and what nobody is asked any more because it went on without."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from noaber.decisions.models import DecisionPoint
from noaber.decisions.queries.proposals.asked import sending_points
from noaber.decisions.queries.proposals.matrix import GateState, StageStanding, Standing
from noaber.decisions.queries.proposals.stage_rows import Overridden, StageRows
from noaber.decisions.rules.gates import Gate, Lacking, Pair, Step, gates
from noaber.decisions.rules.outcomes import Verdict, in_favour_answers
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.route import Role


def with_gates(
    rows: StageRows, found: Sequence[StageStanding], points: Sequence[DecisionPoint]
) -> list[StageStanding]:
    """The stages with their gates: each follows from all stages before it (R14)."""
    overrides = {stage.number: rows.overrides.get(stage.id) for stage in found}
    lacking = (
        lacking_of(found, {each.label: PointKind(each.kind) for each in points}) if rows.overrides else {}
    )
    steps = [
        Step(
            stage.number,
            stage.labels,
            stage.after,
            is_adopting=stage.role is Role.ADOPT,
            is_follow_up=stage.is_follow_up,
            passed=frozenset(
                label for label, each in stage.outcomes.items() if each.verdict is Verdict.PASSED
            ),
            waived=_waived(overrides[stage.number], lacking),
        )
        for stage in found
    ]
    by_number = gates(steps, sending_points(points), lacking)
    done: dict[int, StageStanding] = {}
    for stage in sorted(found, key=lambda each: each.number):
        gate = _gate(by_number[stage.number], overrides[stage.number], done.get(stage.after), done)
        done[stage.number] = replace(stage, gate=gate)
    return [done[stage.number] for stage in found]


def lacking_of(stages: Sequence[StageStanding], kinds: Mapping[str, PointKind]) -> dict[Pair, frozenset[str]]:
    """Per stage and point who is asked and is not in favour; where parties are only heard, who was not heard."""
    found: dict[Pair, frozenset[str]] = {}
    for stage in stages:
        for label in stage.labels:
            good = FINAL if stage.outcomes[label].is_hearing else in_favour_answers(kinds[label])
            cells = {
                each.key: stage.cells.get((each.key, label)) for each in stage.parties if label in each.labels
            }
            found[stage.number, label] = frozenset(
                key for key, cell in cells.items() if cell is None or cell.answer not in good
            )
    return found


def _waived(override: Overridden | None, lacking: Lacking) -> Lacking | None:
    """Whom it was decided not to wait for; nobody any more when the text was materially changed since."""
    if override is None or not override.is_of_text:
        return None
    return lacking if override.waived is None else override.waived


def _gate(
    gate: Gate,
    override: Overridden | None,
    before: StageStanding | None,
    stages: Mapping[int, StageStanding],
) -> GateState:
    days = [
        cell.decided_on
        for number, label in gate.looked_at
        for (_who, on), cell in (stages[number].cells if number in stages else {}).items()
        if on == label
    ]
    if gate.excused and before and before.gate.since:
        days.append(before.gate.since)
    return GateState(
        is_open=gate.is_open,
        labels=tuple(dict.fromkeys(label for _number, label in gate.waiting)),
        motive=override.motive if override and gate.is_overridden else "",
        former_motive=override.motive if override and not gate.is_overridden else "",
        since=override.decided_on if override and gate.is_overridden else max(days, default=None),
        waits=gate.waiting,
        excused=gate.excused,
    )


def with_lapsed(found: Standing, stage: StageStanding) -> StageStanding:
    """The stage with the points on which who has not answered is not asked any more.

    Those are the points for which a later stage did not wait, by decision, once something was decided there; and all
    points of the stages up to the adoption, once that has passed. What another stage still waits for stays asked. Of
    what a room went on with (`is_overtaken`), and of what was rejected, nothing is asked any more.
    """
    if not found.is_sent:
        return stage
    is_over = found.is_adopted and found.leads_to_adoption(stage)
    needed, passed_over = set[str](), set[str]()
    for each in found.stages:
        own = {label for number, label in each.gate.waits if number == stage.number}
        if not each.gate.is_open and not (found.is_adopted and found.leads_to_adoption(each)):
            needed |= own
        if each.gate.motive and (each.has_decided() or found.is_built_upon(each)):
            passed_over |= own
    lapsed = frozenset(stage.labels if is_over else passed_over) - needed
    if found.is_overtaken or found.is_rejected:
        lapsed = frozenset(stage.labels)
    if not lapsed:
        return stage
    outcomes = {
        label: replace(each, is_lapsed=True) if label in lapsed else each
        for label, each in stage.outcomes.items()
    }
    return replace(stage, lapsed=lapsed, outcomes=outcomes)
