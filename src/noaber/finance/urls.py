"""The addresses of finance."""

from django.urls import path

from noaber.finance.views import contributions, what_if

app_name = "finance"

urlpatterns = [
    path("bijdragen/", contributions.contribution_page, name="contributions"),
    path("bijdragen/wat-als/", what_if.what_if_page, name="what_if"),
]
