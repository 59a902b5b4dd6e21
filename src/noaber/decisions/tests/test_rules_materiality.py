"""What the suggestion about a change promises: what is asked and what goes with it count, its explanation does not."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.materiality import AskedPoint, Content, Reason, Why, suggest_material
from noaber.decisions.rules.obligations import ObligationKind, Terms
from noaber.decisions.rules.points import PointKind

FIRST = AskedPoint("1", PointKind.ADOPT, "De strategie vaststellen.")
SECOND = AskedPoint("3a", PointKind.DECIDE, "Draag 7 cent bij.", addressed_to=frozenset({"municipality"}))
MEMO = Content((FIRST, SECOND), {"background": "Waarom."}, {"Strategie": "ab"}, {"bijdragen": "7"}, ("raad",))
names = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y", ""]))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": PointKind.CONSENT}, Why.KIND),
        ({"text": "Draag 8 cent bij."}, Why.POINT_TEXT),
        ({"addressed_to": frozenset({"police"})}, Why.ADDRESSEES),
        ({"forwarded_to": frozenset({"municipality"})}, Why.FORWARDING),
        ({"advice": "een positief advies"}, Why.FORWARDING),
        ({"terms": Terms(ObligationKind.CONTRIBUTION, 2020, 2023)}, Why.TERMS),
        ({"parent": "1"}, Why.PARENT),
    ],
)
def test_another_question_is_material(change: dict[str, Any], why: Why) -> None:
    found = suggest_material(MEMO, replace(MEMO, points=(FIRST, replace(SECOND, **change))))

    assert found.is_material
    assert found.reasons == (Reason(why, "3a"),)


def test_a_point_that_came_or_went_is_material() -> None:
    shorter = replace(MEMO, points=(FIRST,))

    assert suggest_material(MEMO, shorter).reasons == (Reason(Why.POINT_REMOVED, "3a"),)
    assert suggest_material(shorter, MEMO).reasons == (Reason(Why.POINT_ADDED, "3a"),)


def test_another_route_is_material() -> None:
    assert suggest_material(MEMO, replace(MEMO, route=("college",))).is_material


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"attachments": {"Strategie": "cd"}}, Reason(Why.ATTACHMENT, "Strategie")),
        ({"attachments": {}}, Reason(Why.ATTACHMENT, "Strategie")),
        ({"attachments": {"Strategie": "ab", "Terugblik": "cd"}}, Reason(Why.ATTACHMENT, "Terugblik")),
        ({"inserts": {}}, Reason(Why.INSERT, "bijdragen")),
        ({"inserts": {"bijdragen": "8"}}, Reason(Why.INSERT, "bijdragen")),
    ],
)
def test_another_file_or_other_figures_are_material(change: dict[str, Any], reason: Reason) -> None:
    found = suggest_material(MEMO, replace(MEMO, texts={"background": "Daarom."}, **change))

    assert found.is_material
    assert found.reasons == (reason, Reason(Why.TEXT, "background"))


def test_another_explanation_is_probably_not() -> None:
    found = suggest_material(MEMO, replace(MEMO, texts={"background": "Daarom."}))

    assert not found.is_material
    assert found.reasons == (Reason(Why.TEXT, "background"),)


def test_white_space_and_order_are_no_change() -> None:
    spaced = replace(SECOND, text=" Draag  7 cent\nbij. ")

    assert suggest_material(MEMO, replace(MEMO, points=(spaced, FIRST))).reasons == ()


@given(names, names)
def test_texts_alone_are_never_material_and_each_change_is_named(
    old: dict[str, str], new: dict[str, str]
) -> None:
    found = suggest_material(Content(texts=old), Content(texts=new))

    assert not found.is_material
    changed = {name for name in {*old, *new} if old.get(name, "") != new.get(name, "")}
    assert {reason.about for reason in found.reasons} == changed
