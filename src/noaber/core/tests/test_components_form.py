"""Any form: errors that lead to their field, and inputs that a screen reader ties to their help."""

from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string

from noaber.core.components.form import FormField, FormPanel, form_panel
from noaber.core.components.form_fields import DutchDateField, EuroField


class MeetingForm(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals op de agenda")
    held_on = DutchDateField(label="Datum", required=False)
    amount = EuroField(label="Bedrag", required=False)
    kind = forms.ChoiceField(
        label="Vraag", choices=[("a", "Instemmen"), ("b", "Adviseren")], widget=forms.RadioSelect
    )
    partners = forms.MultipleChoiceField(
        label="Partners", choices=[("p", "Politie")], widget=forms.CheckboxSelectMultiple, required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        raise forms.ValidationError("Dit overleg bestaat al.")


def panel_for(**typed: str) -> FormPanel:
    return form_panel(MeetingForm(typed))


def field(panel: FormPanel, name: str) -> FormField:
    return next(item for group in panel.fieldsets for item in group.fields if item.name == name)


def test_the_summary_leads_to_each_field_and_to_the_first_of_a_group() -> None:
    panel = panel_for(held_on="30-2-2019", revision="1")

    assert [(error.text, error.target) for error in panel.errors] == [
        ("Dit overleg bestaat al.", ""),
        ("Naam: Dit veld is verplicht.", "id_name"),
        ("Datum: 30-2-2019 bestaat niet.", "id_held_on"),
        ("Vraag: Dit veld is verplicht.", "id_kind_0"),
    ]


def test_an_error_in_a_hidden_field_is_not_lost() -> None:
    assert "Revision: Dit veld is verplicht." in [error.text for error in panel_for().errors]


def test_a_field_names_its_help_and_its_errors() -> None:
    control = field(panel_for(), "name").control

    assert 'aria-describedby="id_name-hulp id_name-fout"' in control
    assert 'aria-invalid="true"' in control


def test_an_untouched_form_has_no_errors() -> None:
    panel = form_panel(MeetingForm())

    assert panel.errors == ()
    assert "aria-invalid" not in field(panel, "name").control


def test_groups_of_choices_are_drawn_as_what_they_are() -> None:
    panel = form_panel(MeetingForm())

    assert (
        'class="utrecht-radio-button utrecht-radio-button--html-input"'
        in field(panel, "kind").choices[0].control
    )
    assert 'type="checkbox" name="partners"' in field(panel, "partners").choices[0].control


def test_fields_stand_in_their_group_and_the_rest_comes_last() -> None:
    panel = form_panel(MeetingForm(), fieldsets=(("Wanneer", ("held_on",)), ("Leeg", ("bestaat-niet",))))

    assert [(group.legend, [item.name for item in group.fields]) for group in panel.fieldsets] == [
        ("Wanneer", ["held_on"]),
        ("", ["name", "amount", "kind", "partners"]),
    ]


def test_what_people_typed_is_shown_escaped() -> None:
    html = render_to_string(
        "core/components/form.html", {"panel": panel_for(name='"><b>'), "csrf_token": "x"}
    )

    assert "&quot;&gt;&lt;b&gt;" in html
    assert "<b>" not in html


def test_only_what_may_be_left_out_is_marked() -> None:
    html = render_to_string(
        "core/components/form.html", {"panel": form_panel(MeetingForm()), "csrf_token": "x"}
    )

    assert html.count("(optioneel)") == 3


class RemarkForm(forms.Form):
    title = forms.CharField(label="Titel", max_length=200)
    text = forms.CharField(label="Tekst", max_length=2000, widget=forms.Textarea, help_text="Kort.")
    more = forms.CharField(label="Meer", max_length=500, widget=forms.Textarea, required=False)


def test_no_browser_cuts_what_is_typed_and_a_long_text_says_how_long_it_may_be() -> None:
    panel = form_panel(RemarkForm())

    assert "maxlength" not in "".join(field(panel, name).control for name in ("title", "text", "more"))
    assert 'data-hoogstens="2000"' in field(panel, "text").control
    assert field(panel, "text").help_text == "Kort. Hoogstens 2.000 tekens."
    assert field(panel, "more").help_text == "Hoogstens 500 tekens."
    assert 'aria-describedby="id_more-hulp"' in field(panel, "more").control
    assert field(panel, "title").help_text == ""


def test_too_long_a_text_is_refused_with_its_length_and_kept() -> None:
    shown = field(form_panel(RemarkForm({"title": "T", "text": "a" * 2003})), "text")

    assert "2003" in shown.errors[0]
    assert "a" * 2003 in shown.control


def test_what_was_typed_and_refused_is_unsaved() -> None:
    assert form_panel(RemarkForm({"title": "T"})).is_unsaved
    assert not form_panel(RemarkForm({"title": "", "text": ""})).is_unsaved
    assert not form_panel(RemarkForm(initial={"title": "T"})).is_unsaved


class DayOfChange(DutchDateField):
    is_needed_at_times = True


def test_what_depends_on_another_answer_is_not_called_optional_nor_demanded() -> None:
    class ChangeForm(forms.Form):
        day = DayOfChange(label="Vanaf", required=False)

    panel = form_panel(ChangeForm())

    assert "(optioneel)" not in render_to_string(
        "core/components/form.html", {"panel": panel, "csrf_token": "x"}
    )
    assert " required" not in field(panel, "day").control
    assert not panel.has_optional


def test_a_raw_form_is_shown_without_a_prepared_panel() -> None:
    html = render_to_string(
        "core/form.html", {"form": MeetingForm(), "csrf_token": "x", "submit_label": "Verstuur"}
    )

    assert 'type="submit">Verstuur</button>' in html
    assert 'value="x"' in html


@pytest.mark.parametrize("typed", ["28-1-2019", "2019-01-28", "28 januari 2019"])
def test_a_date_is_read_as_people_type_it(typed: str) -> None:
    assert DutchDateField().clean(typed) == date(2019, 1, 28)


def test_a_date_is_shown_again_as_people_type_it() -> None:
    assert DutchDateField().prepare_value(date(2019, 1, 28)) == "28-1-2019"


def test_an_amount_is_cents_and_comes_back_as_typed() -> None:
    field = EuroField()

    assert field.clean("1.234,56") == 123_456
    assert field.prepare_value(123_456) == "1.234,56"
    assert field.clean("0") == 0


def test_a_wrong_amount_says_how_to_write_one() -> None:
    with pytest.raises(forms.ValidationError, match=r"1\.234,56"):
        EuroField().clean("zeven")


def test_only_choices_as_short_as_a_score_stand_in_a_row() -> None:
    class ScaleForm(forms.Form):
        score = forms.ChoiceField(choices=[("1", "1"), ("10", "10")], widget=forms.RadioSelect)
        words = forms.ChoiceField(choices=[("1", "1"), ("2", "veel")], widget=forms.RadioSelect)

    panel = form_panel(ScaleForm())

    assert [field(panel, name).is_scale for name in ("score", "words")] == [True, False]


def test_what_is_folded_waits_behind_more_and_opens_when_it_is_wrong() -> None:
    class RowForm(forms.Form):
        theme = forms.CharField(label="Thema")
        page = forms.CharField(label="Bladzijde", max_length=4, required=False)

        def __init__(self, data: dict[str, str]) -> None:
            super().__init__(data)
            self.fields["page"].is_folded = True  # type: ignore[attr-defined]

    def shown(page: str) -> str:
        panel = form_panel(
            RowForm({"theme": "a", "page": page}), fieldsets=[("Rij 1", ("theme", "page"))], adds="Rij"
        )
        return render_to_string("core/components/form.html", {"panel": panel})

    html = shown("12")
    assert html.index("Thema") < html.index("<details") < html.index("Bladzijde")
    assert 'aria-label="Meer: Rij 1"' in html
    assert html.index('type="submit">') < html.index('name="rij"')  # Enter saves, it does not add a row
    assert " open>" not in html
    assert " open>" in shown("12345")


@pytest.mark.parametrize("widget", [forms.TextInput, forms.RadioSelect])
def test_help_that_somebody_typed_is_no_markup(widget: type[forms.Widget]) -> None:
    class ScoreForm(forms.Form):
        score = forms.ChoiceField(
            choices=[("1", "1")], widget=widget, help_text="<button formaction=/weg/>Zo</button>"
        )

    html = render_to_string("core/components/form.html", {"panel": form_panel(ScoreForm())})
    assert "&lt;button formaction" in html
    assert "<button formaction" not in html
