"""Dutch forms for the screens, and the few things that templates must ask for themselves."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django import template
from django.forms import BaseForm
from django.utils import timezone

from noaber.core import clock
from noaber.core.checks import has_packed_styles
from noaber.core.components.form import FormPanel, form_panel
from noaber.core.rules.dutch import format_number, long_date, short_date
from noaber.core.rules.money import format_euro

register = template.Library()


@register.filter
def euro(cents: object) -> str:
    """An amount in cents: ``123456|euro`` is "€ 1.234,56". Nothing stays nothing."""
    return format_euro(cents) if isinstance(cents, int) else ""


@register.filter
def getal(number: object, decimals: int = 0) -> str:
    """A number: ``3228403|getal`` is "3.228.403"; ``|getal:2`` gives two decimals."""
    if isinstance(number, float):
        number = Decimal(str(number))
    return format_number(number, decimals) if isinstance(number, int | Decimal) else ""


@register.filter
def percentage(fraction: object, decimals: int = 0) -> str:
    """A fraction: ``0.61|percentage`` is "61%"."""
    if isinstance(fraction, float):
        fraction = Decimal(str(fraction))
    return f"{format_number(fraction * 100, decimals)}%" if isinstance(fraction, int | Decimal) else ""


@register.filter
def datum(day: object) -> str:
    """A date for running text: "28 januari 2019". Of a moment, its date in the Netherlands."""
    return long_date(_local_date(day)) if isinstance(day, date) else ""


@register.filter
def datumkort(day: object) -> str:
    """A date for a table: "28-1-2019"."""
    return short_date(_local_date(day)) if isinstance(day, date) else ""


@register.filter
def moment(value: object) -> str:
    """A moment: "28 januari 2019, 14:05 uur"."""
    if not isinstance(value, datetime):
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{long_date(local.date())}, {local:%H:%M} uur"


def _local_date(day: date) -> date:
    if isinstance(day, datetime):
        return (timezone.localtime(day) if timezone.is_aware(day) else day).date()
    return day


@register.simple_tag(takes_context=True)
def prepared_form(context: template.Context, form: BaseForm) -> FormPanel:
    """For pages whose view is not ours (sign-in): the form as a ``FormPanel``, with the options in the context."""
    options = {name: context.get(name) for name in ("submit_label", "submit_tone", "action", "cancel_url")}
    given: dict[str, Any] = {name: value for name, value in options.items() if value}
    return form_panel(form, **given)


@register.simple_tag
@cache
def has_vendor_styles() -> bool:
    """Whether ``tools/build_assets.py`` has packed the components.

    Without them the plain sheet takes over.
    """
    return has_packed_styles()


@register.simple_tag
@cache
def noaber_version() -> str:
    """The version of this installation."""
    try:
        return version("noaber")
    except PackageNotFoundError:
        return ""


@register.simple_tag
def today_in_words() -> str:
    """The calendar's date, for the head of a printed page."""
    return long_date(timezone.localdate(clock.now()))
