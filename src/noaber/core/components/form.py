"""Any Django form, with an error summary, labels, help and errors that a screen reader ties to the field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.forms import BaseForm, BoundField, CharField, Widget, widgets
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from noaber.core.rules.dutch import format_number

Shape = Literal["field", "check", "choices"]
LIMIT = "data-hoogstens"
SHORT = 2  # characters


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or check box of a group."""

    control: SafeString
    label: str
    id: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One field as it is shown. ``control`` is the finished input, with its ``aria-describedby``.

    A form field with ``is_needed_at_times`` depends on another answer: its help says when, and it is not
    called optional. One with ``is_folded`` waits behind "Meer": most people leave it as it is.
    """

    id: str
    name: str
    label: str
    help_text: str
    help_id: str
    errors: tuple[str, ...]
    error_id: str
    described_by: str
    is_required: bool
    is_optional: bool
    shape: Shape
    control: SafeString
    choices: tuple[Choice, ...] = ()
    is_folded: bool = False

    @property
    def is_scale(self) -> bool:
        """Whether the choices are so short that they stand in a row, such as 1 to 5."""
        return bool(self.choices) and all(len(choice.label) <= SHORT for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Fieldset:
    """Fields that belong together; without ``legend`` they simply follow."""

    fields: tuple[FormField, ...]
    legend: str = ""
    text: str = ""
    is_rows: bool = False

    @property
    def shown(self) -> tuple[FormField, ...]:
        return tuple(field for field in self.fields if not (self.legend and field.is_folded))

    @property
    def folded(self) -> tuple[FormField, ...]:
        """Those behind "Meer"."""
        return tuple(field for field in self.fields if self.legend and field.is_folded)

    @property
    def is_unfolded(self) -> bool:
        """Whether something in there is not right yet."""
        return any(field.errors for field in self.folded)


@dataclass(frozen=True, slots=True)
class FormError:
    """A line of the error summary.

    ``target`` is the id of the field to go to, empty for the form as a whole.
    """

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class FormPanel:
    """A prepared form for ``core/components/form.html``, which also needs ``csrf_token``.

    ``is_unsaved``: the page shows what was typed and not kept, as after a refusal; it is nowhere else.
    ``id`` is for what sends the form from elsewhere on the page. ``adds``: the button that asks for one more row of
    the same, sent as ``rij``; what was typed comes back with it.
    """

    fieldsets: tuple[Fieldset, ...]
    hidden: tuple[SafeString, ...]
    errors: tuple[FormError, ...]
    submit_label: str
    submit_tone: Literal["primary", "danger"] = "primary"
    action: str = ""
    cancel_url: str = ""
    has_files: bool = False
    has_optional: bool = False
    is_unsaved: bool = False
    id: str = ""
    adds: str = ""


def form_panel(
    form: BaseForm,
    *,
    submit_label: str = "",
    submit_tone: Literal["primary", "danger"] = "primary",
    action: str = "",
    cancel_url: str = "",
    form_id: str = "",
    fieldsets: Sequence[tuple[str, Sequence[str]]] = (),
    adds: str = "",
) -> FormPanel:
    """Prepare ``form``. ``fieldsets`` are (legend, field names); fields that none of them names come last."""
    shown = {bound.name: _field_of(bound) for bound in form.visible_fields()}
    groups = [
        Fieldset(
            tuple(shown.pop(name) for name in names if name in shown),
            legend,
            is_rows=bool(legend) and getattr(form, "is_in_rows", False),
        )
        for legend, names in fieldsets
    ]
    groups += [Fieldset(tuple(shown.values()))] if shown else []
    return FormPanel(
        fieldsets=tuple(group for group in groups if group.fields),
        hidden=tuple(bound.as_widget() for bound in form.hidden_fields()),
        errors=tuple(_errors_of(form, groups)),
        submit_label=submit_label or _("Opslaan"),
        submit_tone=submit_tone,
        action=action,
        cancel_url=cancel_url,
        has_files=form.is_multipart(),
        has_optional=any(field.is_optional for group in groups for field in group.fields),
        is_unsaved=(form.is_bound and form.has_changed()) or getattr(form, "is_retyped", False),
        id=form_id,
        adds=adds,
    )


def _errors_of(form: BaseForm, groups: Sequence[Fieldset]) -> Iterator[FormError]:
    """The form's own errors first, then those of the fields in the order of the screen, then of hidden fields."""
    yield from (FormError(str(text)) for text in form.non_field_errors())
    for group in groups:
        for field in group.fields:
            target = field.choices[0].id if field.choices else field.id
            yield from (FormError(_named(field.label, text), target) for text in field.errors)
    for bound in form.hidden_fields():
        yield from (FormError(_named(str(bound.label), str(text))) for text in bound.errors)


def _named(label: str, text: str) -> str:
    """The error behind the label of its field; a question or a sentence needs no colon."""
    return f"{label} {text}" if label.endswith((".", "?")) else f"{label}: {text}"


def _field_of(bound: BoundField) -> FormField:
    widget = bound.field.widget
    shape = _shape_of(widget)
    field_id = bound.id_for_label or str(
        bound.auto_id
    )  # a group of choices has no one input to be the label of
    help_id, error_id = f"{field_id}-hulp", f"{field_id}-fout"
    limit = _limit_of(bound)
    help_text = _help_of(bound, limit)
    described = [help_id] if help_text else []
    attributes = _attributes(bound, [*described, error_id] if bound.errors else described, limit)
    is_group = shape == "choices"
    return FormField(
        id=field_id,
        name=bound.name,
        label=str(bound.label),
        help_text=help_text,
        help_id=help_id,
        errors=tuple(str(text) for text in bound.errors),
        error_id=error_id,
        described_by=str(attributes.get("aria-describedby", "")),
        is_required=bound.field.required,
        is_optional=not (bound.field.required or getattr(bound.field, "is_needed_at_times", False)),
        shape=shape,
        control=SafeString("") if is_group else bound.as_widget(attrs=attributes),
        choices=tuple(_choice_of(part, bound) for part in bound.subwidgets) if is_group else (),
        is_folded=getattr(bound.field, "is_folded", False),
    )


def _limit_of(bound: BoundField) -> int:
    """How many characters fit, 0 for any number. A browser cuts at ``maxlength`` without a word, so it goes.

    Whoever types or pastes more keeps it all, and the form refuses it with its length.
    """
    field = bound.field
    asked = field.max_length if isinstance(field, CharField) else None
    found = field.widget.attrs.pop("maxlength", None) or asked
    return int(found) if found else 0


def _help_of(bound: BoundField, limit: int) -> str:
    """The help of the field; that of a long text also says how long it may be."""
    help_text = str(bound.help_text)
    if not limit or not isinstance(bound.field.widget, widgets.Textarea):
        return help_text
    return f"{help_text} {_('Hoogstens %(count)s tekens.') % {'count': format_number(limit)}}".strip()


def _attributes(bound: BoundField, described: Sequence[str], limit: int) -> dict[str, str | bool]:
    """Class, the ids of help and errors, and the limit for the counter of ``core/forms.js``."""
    attributes: dict[str, str | bool] = {"class": _css_class(bound.field.widget)}
    if limit:
        attributes[LIMIT] = str(limit)
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return attributes


def _choice_of(part: BoundWidget, bound: BoundField) -> Choice:
    # A group of check boxes is, to Django, a kind of radio group.
    is_radio = not isinstance(bound.field.widget, widgets.CheckboxSelectMultiple)
    css_class = (
        "utrecht-radio-button utrecht-radio-button--html-input"
        if is_radio
        else "utrecht-checkbox utrecht-checkbox--html-input"
    )
    part.data["attrs"]["class"] = css_class
    part.data["attrs"].pop("required", None)
    return Choice(part.tag(), str(part.choice_label), str(part.id_for_label))


def _shape_of(widget: Widget) -> Shape:
    if isinstance(widget, widgets.RadioSelect):
        return "choices"
    return "check" if isinstance(widget, widgets.CheckboxInput) else "field"


def _css_class(widget: Widget) -> str:
    """The Utrecht component that draws this widget."""
    if isinstance(widget, widgets.CheckboxInput):
        return "utrecht-checkbox utrecht-checkbox--html-input"
    if isinstance(widget, widgets.Select):
        return "utrecht-select utrecht-select--html-select"
    if isinstance(widget, widgets.Textarea):
        return "utrecht-textarea utrecht-textarea--html-textarea"
    if isinstance(widget, widgets.FileInput):
        return "noaber-file"
    is_number = isinstance(widget, widgets.NumberInput)
    return "utrecht-textbox utrecht-textbox--html-input" + (" noaber-number-input" if is_number else "")
