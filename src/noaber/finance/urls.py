"""The addresses of finance."""

from django.urls import path

from noaber.finance.views import agreement, agreement_changes, contributions, what_if

app_name = "finance"

urlpatterns = [
    path("bijdragen/", contributions.contribution_page, name="contributions"),
    path("bijdragen/wat-als/", what_if.what_if_page, name="what_if"),
    path("bijdragen/afspraak/", agreement.agreement_page, name="agreement"),
    path("bijdragen/afspraak/nieuw/", agreement_changes.new_page, name="new_agreement"),
    path("bijdragen/afspraak/<slug:code>/wijzigen/", agreement_changes.change_page, name="change_agreement"),
    path(
        "bijdragen/afspraak/<slug:code>/intrekken/",
        agreement_changes.withdraw_page,
        name="withdraw_agreement",
    ),
]
