"""What we write of a field is what Django writes of it."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from noaber.core.components.controls import Controls

WOUNDING = "<b>\"&'é"
GROUPED = [
    ("", "—"),
    ("Noord", [("a", WOUNDING), ("b", gettext_lazy("Opslaan"))]),
    (7, mark_safe("&euro; 7")),
]
ATTRIBUTES: dict[str, Any] = {
    "class": "x y",
    "required": True,
    "disabled": False,
    "data-hoogstens": 1200,
    "aria-describedby": WOUNDING,
    "title": mark_safe("&lt;"),
}
FIELDS = {
    "text": (forms.CharField(max_length=20), (None, "", WOUNDING, 12000)),
    "email": (forms.EmailField(), ("a@b.invalid",)),
    "number": (forms.IntegerField(min_value=1), (None, 0, 12000)),
    "rate": (forms.DecimalField(localize=True), ("0.07",)),
    "link": (forms.URLField(assume_scheme="https"), ("https://noaber.invalid/?a=1&b=2",)),
    "secret": (forms.CharField(widget=forms.PasswordInput), ("x",)),
    "hidden": (forms.CharField(widget=forms.HiddenInput), (None, WOUNDING)),
    "date": (forms.DateField(widget=forms.DateInput({"type": "date"})), (None, dt.date(2020, 1, 2))),
    "file": (forms.FileField(), (None,)),
    "check": (forms.BooleanField(), (True, False)),
    "long": (forms.CharField(widget=forms.Textarea), (None, "", f"\n{WOUNDING}\n")),
    "one": (forms.ChoiceField(choices=GROUPED), (None, "a", 7)),
    "several": (forms.MultipleChoiceField(choices=GROUPED), ([], ["a", "b"])),
    "unknown": (forms.NullBooleanField(), (None, True)),
    "group": (forms.ChoiceField(choices=GROUPED, widget=forms.RadioSelect), ("a",)),
    "moment": (forms.SplitDateTimeField(), (dt.datetime(2020, 1, 2, 3, 4),)),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_written_as_django_writes_it(name: str) -> None:
    field, values = FIELDS[name]
    for value in values:
        ours, theirs = (
            field.widget.render("naam", value, ATTRIBUTES, renderer)
            for renderer in (Controls(), DjangoTemplates())
        )
        assert ours == theirs


def test_one_of_a_group_is_written_by_itself() -> None:
    both: tuple[Any, ...] = (
        forms.RadioSelect(choices=GROUPED),
        forms.CheckboxSelectMultiple(choices=GROUPED),
    )
    for widget in both:
        for part in widget.subwidgets("naam", ["a"], ATTRIBUTES):
            ours, theirs = (
                widget._render(part["template_name"], {"widget": {**part, "wrap_label": False}}, renderer)
                for renderer in (Controls(), DjangoTemplates())
            )
            assert ours == theirs
