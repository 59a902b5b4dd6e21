"""The fields of forms, written as Django's own templates write them, several times as fast.

Django renders a template for every option of every list; a form of ours names all organisations more than once.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape as escaped

_WIDGETS: Final = "django/forms/widgets"
_INPUTS: Final = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "file")
Widget = Mapping[str, Any]


class Controls(DjangoTemplates):
    """The setting ``FORM_RENDERER``; what it does not know, Django writes."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        write = _WRITERS.get(template_name)
        if write is None or context["widget"].get("wrap_label"):
            return super().render(template_name, context, request)
        return write(context["widget"])


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: object) -> str:
    return escaped(value if isinstance(value, str) else str(value))


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escaped(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    lines = []
    for group, options, _index in widget["optgroups"]:
        written = "".join(f"\n  {_option(option)}" for option in options)
        if group:
            written = f'\n  <optgroup label="{_text(group)}">{written}\n  </optgroup>'
        lines.append(written)
    return f'<select name="{escaped(widget["name"])}"{_attributes(widget)}>{"".join(lines)}\n</select>'


def _option(option: Widget) -> str:
    value = _text(option["value"])
    return f'<option value="{value}"{_attributes(option)}>{_text(option["label"])}</option>\n'


_WRITERS: Final[Mapping[str, Callable[[Widget], str]]] = {
    **{
        f"{_WIDGETS}/{kind}.html": _input
        for kind in (*_INPUTS, "checkbox", "radio_option", "checkbox_option")
    },
    f"{_WIDGETS}/textarea.html": _textarea,
    f"{_WIDGETS}/select.html": _select,
}
