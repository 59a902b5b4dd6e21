"""A grant file, a need and a step as people type them. An amount is warned of: money is kept with finance."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.core.files import Upload
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.forms.withdrawing import WithdrawForm
from noaber.strategy.models import STEP_KINDS
from noaber.strategy.rules.grants.amounts import amounts_in
from noaber.strategy.rules.grants.grant import (
    LONGEST,
    LONGEST_NEED,
    LONGEST_STEP,
    GrantText,
    StepKind,
    StepText,
)

Choices = Sequence[tuple[str, str]]


class WithoutAmounts(RefusingForm):
    """A form that stops once at what looks like an amount; who ticks that it belongs there goes on."""

    watched: ClassVar[tuple[str, ...]] = ()
    watched_addresses: ClassVar[tuple[str, ...]] = ()
    is_no_amount = forms.BooleanField(
        label=gettext_lazy("Dit is geen bedrag van deze subsidie; leg het zo vast"), required=False
    )

    def __init__(self, data: Any, files: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        if not any(map(amounts_in, self._texts(data or {}).values())):
            del self.fields["is_no_amount"]

    def _texts(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """By field what may hold an amount; of an address and of the name of a file the words."""
        found = {name: str(typed.get(name) or "") for name in self.watched}
        addresses = {name: str(typed.get(name) or "") for name in self.watched_addresses}
        found |= {name: re.sub(r"[-_+/]|%20", " ", address) for name, address in addresses.items()}
        return found | self._file_names()

    def _file_names(self) -> dict[str, str]:
        """By field what the name of its file says, which everyone reads."""
        found = {name: str(getattr(self.files.get(name), "name", "")) for name in self.files}
        return {
            name: PurePath(named).stem.replace("_", " ").replace("-", " ") for name, named in found.items()
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, said in self._texts(values).items():
            found = amounts_in(said)
            if found and not values.get("is_no_amount"):
                text = _(
                    "Hier lijkt een bedrag te staan: %(found)s. Bedragen horen niet in dit dossier, "
                    "maar bij de financiën."
                )
                self.add_error(name, text % {"found": in_a_row(found)})
        return values


class WithdrawFromGrantForm(WithoutAmounts, WithdrawForm):
    """Why a step or a need is taken back: that is read with the file, and holds no amounts either (R23)."""

    watched = ("reason",)


class GrantForm(WithoutAmounts):
    """What a file is about."""

    watched = ("title", "fund", "about")
    title = forms.CharField(label=gettext_lazy("Naam"), max_length=LONGEST["title"])
    fund = forms.CharField(
        label=gettext_lazy("Uit welk fonds?"),
        max_length=LONGEST["fund"],
        help_text=gettext_lazy("Het fonds of de regeling van het Rijk, zonder bedrag."),
    )
    about = forms.CharField(
        label=gettext_lazy("Waar is het voor?"),
        required=False,
        max_length=LONGEST["about"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any,
        *,
        themes: Choices = (),
        known: GrantText | None = None,
        revision: int = 0,
    ) -> None:
        said = {name: getattr(known, name) for name in self.watched} if known else {}
        super().__init__(data, initial={**said, "revision": revision})
        field = self.fields["theme"]
        if isinstance(field, forms.ChoiceField):
            field.choices = themes
        if known:
            del self.fields["theme"]  # what it is about, does not change

    @property
    def text(self) -> GrantText:
        return GrantText(*(self.cleaned_data[name] for name in self.watched))


class NeedForm(WithoutAmounts):
    """What an organisation needs."""

    watched = ("text",)
    text = forms.CharField(
        label=gettext_lazy("Wat heeft uw organisatie nodig?"),
        max_length=LONGEST_NEED,
        help_text=gettext_lazy("Wat u ermee wilt doen, niet hoeveel het kost."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class StepForm(WithoutAmounts):
    """One dated step."""

    watched, watched_addresses = ("text",), ("link",)
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat gebeurde er?"),
        choices=[(kind.value, text) for kind, text in STEP_KINDS.items()],
    )
    on = DutchDateField(label=gettext_lazy("Wanneer"))
    text = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=LONGEST_STEP["text"],
        help_text=gettext_lazy("Zonder bedragen: die staan bij de financiën."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    link = forms.CharField(
        label=gettext_lazy("Waar staat het?"),
        required=False,
        max_length=LONGEST_STEP["link"],
        widget=forms.URLInput,
    )
    file = forms.FileField(
        label=gettext_lazy("Of het document zelf"),
        required=False,
        help_text=gettext_lazy("PDF of een ander document, hoogstens 25 MB. Iedereen kan het lezen."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, files: Any = None, *, revision: int, takes_file: bool = True) -> None:
        super().__init__(data, files, initial={"revision": revision})
        if not takes_file:
            del self.fields["file"]

    @property
    def step(self) -> StepText:
        typed = self.cleaned_data
        return StepText(StepKind(typed["kind"]), typed["on"], typed["text"], typed["link"])

    @property
    def upload(self) -> Upload | None:
        return self.cleaned_data.get("file")
