"""Every address of Noaber, by room."""

from django.urls import include, path

handler400 = "noaber.core.views.errors.bad_request"
handler403 = "noaber.core.views.errors.forbidden"
handler404 = "noaber.core.views.errors.not_found"
handler500 = "noaber.core.views.errors.server_error"

urlpatterns = [
    path("", include("noaber.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("noaber.core.urls")),
    path("", include("noaber.network.urls")),
    path("", include("noaber.figures.urls")),
    path("", include("noaber.figures.signal_urls")),
    path("", include("noaber.figures.report_urls")),
    path("", include("noaber.figures.effect_urls")),
    path("", include("noaber.decisions.urls")),
    path("", include("noaber.meetings.urls")),
    path("", include("noaber.finance.urls")),
    path("", include("noaber.strategy.urls")),
    path("", include("noaber.site.own_urls")),
]
