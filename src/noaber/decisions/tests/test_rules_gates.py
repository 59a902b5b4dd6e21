"""Whatever the route: an adopting stage that may begin has the agreement of everyone before it, or a decision (R14)."""

from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st

from noaber.decisions.rules.forwarding import SendingPoint
from noaber.decisions.rules.gates import Gate, Step, gates
from tests.depth import examples

POINTS = (
    SendingPoint("1"),
    SendingPoint("3", "", frozenset({"municipality"})),
    SendingPoint("3a", "3"),
)
LABELS = tuple(point.label for point in POINTS)
EVERYTHING = {(number, label): frozenset[str]() for number in range(1, 6) for label in LABELS}
PARTIES = st.frozensets(st.sampled_from("abc"))
SOME = st.lists(st.sampled_from(LABELS), unique=True).map(lambda found: tuple(sorted(found)))


@st.composite
def routes(draw: st.DrawFn) -> list[Step]:
    """Mostly a chain, of which nearly all has passed."""
    steps = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        labels = draw(SOME.filter(bool))
        missing = draw(st.sampled_from([(), (), labels[:1], labels[-1:]]))
        steps.append(
            Step(
                number,
                labels,
                draw(st.sampled_from([number - 1, number - 1, *range(number)])),
                is_adopting=draw(st.booleans()),
                is_follow_up=draw(st.booleans()),
                passed=frozenset(labels) - set(missing),
                waived=EVERYTHING if draw(st.integers(0, 5)) == 0 else None,
            )
        )
    return steps


def before(step: Step, steps: list[Step]) -> list[Step]:
    by_number = {each.number: each for each in steps}
    found = []
    while step.after:
        step = by_number[step.after]
        found.append(step)
    return found


@given(routes())
@settings(max_examples=examples(400))
def test_an_open_gate_of_an_adopting_stage_has_everything_behind_it_or_a_decision(steps: list[Step]) -> None:
    found = gates(steps, POINTS, {})
    for step in steps:
        if not step.is_adopting or not found[step.number].is_open:
            continue
        is_excused = bool(step.waived)
        for each in before(step, steps):
            missing = (set(step.labels) & set(each.labels)) - each.passed
            if missing:
                event("by decision" if is_excused else "past a closed gate")
            assert is_excused or not missing
            is_excused = is_excused or bool(each.waived)


@given(routes())
@settings(max_examples=examples(200))
def test_whether_it_is_called_a_follow_up_makes_no_difference_to_who_adopts(steps: list[Step]) -> None:
    def with_flag(*, is_follow_up: bool) -> dict[int, Gate]:
        changed = [
            Step(
                each.number,
                each.labels,
                each.after,
                is_adopting=each.is_adopting,
                is_follow_up=is_follow_up if each.is_adopting else each.is_follow_up,
                passed=each.passed,
                waived=each.waived,
            )
            for each in steps
        ]
        return gates(changed, POINTS, {})

    assert with_flag(is_follow_up=True) == with_flag(is_follow_up=False)


@given(routes())
@settings(max_examples=examples(200))
def test_a_gate_is_no_opener_than_the_one_before_it_and_excuses_only_what_was_decided(
    steps: list[Step],
) -> None:
    found = gates(steps, POINTS, {})
    for step in steps:
        earlier = before(step, steps)
        if found[step.number].is_open and not step.waived and earlier:
            assert found[earlier[0].number].is_open
        decided = {pair for each in earlier if each.waived for pair in found[each.number].waiting}
        assert set(found[step.number].excused) == decided


@given(routes(), st.data())
@settings(max_examples=examples(200))
def test_what_passes_never_closes_a_gate(steps: list[Step], data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(steps))
    more = [
        Step(
            each.number,
            each.labels,
            each.after,
            is_adopting=each.is_adopting,
            is_follow_up=each.is_follow_up,
            passed=frozenset(each.labels) if each is step else each.passed,
            waived=each.waived,
        )
        for each in steps
    ]
    before_it, after_it = gates(steps, POINTS, {}), gates(more, POINTS, {})
    assert all(after_it[number].is_open for number, gate in before_it.items() if gate.is_open)


@given(routes(), st.fixed_dictionaries(dict.fromkeys(EVERYTHING, PARTIES)), st.data())
@settings(max_examples=examples(300))
def test_a_decision_not_to_wait_is_about_who_was_lacking_then_and_about_nobody_else(
    steps: list[Step], lacking: dict[tuple[int, str], frozenset[str]], data: st.DataObject
) -> None:
    last = replace(steps[-1], waived=lacking)
    route = [*(replace(each, waived=None) for each in steps[:-1]), last]
    gate = gates(route, POINTS, lacking)[last.number]
    assert gate.is_open
    if gate.waiting:
        pair = data.draw(st.sampled_from(gate.waiting))
        changed = lacking | {pair: lacking[pair] | {"who goes back"}}
        assert not gates(route, POINTS, changed)[last.number].is_open
        assert gates(route, POINTS, lacking | {pair: frozenset()})[last.number].is_open
        not_decided = replace(last, waived={each: who for each, who in lacking.items() if each != pair})
        assert not gates([*route[:-1], not_decided], POINTS, lacking)[last.number].is_open
