"""A conflict says what was chosen as the box says it, whatever its label is made of."""

from collections.abc import Iterator

import pytest
from django.forms import ChoiceField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from noaber.network.forms import bodies, endings, organisations, people, seats  # noqa: F401
from noaber.network.forms.choices import in_words
from noaber.network.forms.stating import RegisterForm, _in_words


def forms_of(parent: type[RegisterForm]) -> Iterator[type[RegisterForm]]:
    for each in parent.__subclasses__():
        yield each
        yield from forms_of(each)


def flat(field: ChoiceField) -> Iterator[tuple[object, object]]:
    for key, label in list(field.choices):  # type: ignore[arg-type]
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


SELECTS = {
    f"{form.__name__}.{name}": field
    for form in forms_of(RegisterForm)
    for name, field in form.base_fields.items()
    if isinstance(field, ChoiceField)
}


@pytest.mark.parametrize("field", SELECTS.values(), ids=SELECTS)
def test_every_choice_of_the_register_reads_as_its_label(field: ChoiceField) -> None:
    for value, label in flat(field):
        assert _in_words(field, value) == ("" if value == "" else str(label))


def test_there_are_boxes_with_labels_that_are_translated_late() -> None:
    labels = [label for each in SELECTS.values() for _value, label in flat(each)]
    assert sum(isinstance(label, Promise) for label in labels) > 10


def test_a_group_may_have_such_labels_too() -> None:
    choices = [("Soorten", (("a", gettext_lazy("gemeente")),)), ("b", gettext_lazy("politie"))]
    assert [in_words(choices, value) for value in ("a", "b", "c")] == ["gemeente", "politie", "c"]  # type: ignore[arg-type]
