"""The addresses of signals and of annotations beside figures; for who is signed in."""

from django.urls import path

from noaber.figures.views.signals import annotations, card, changes, overview

app_name = "signals"

urlpatterns = [
    path("cijfers/signalen/", overview.signal_list, name="signals"),
    path("cijfers/signalen/lezen/", changes.read_page, name="read"),
    path("cijfers/signalen/<uuid:key>/", card.signal_page, name="signal"),
    path("cijfers/signalen/<uuid:key>/<slug:step>/", changes.step_page, name="step"),
    path("cijfers/aantekeningen/", annotations.annotation_list, name="annotations"),
    path("cijfers/aantekeningen/nieuw/", annotations.new_annotation_page, name="new_annotation"),
    path("cijfers/aantekeningen/<int:key>/intrekken/", annotations.withdraw_page, name="withdraw_annotation"),
]
