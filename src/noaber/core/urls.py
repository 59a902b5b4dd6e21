"""The addresses of core."""

from django.urls import URLPattern, path

from noaber.core.views import audit_log, office, outbox
from noaber.core.views.files import stored_file
from noaber.core.views.gallery import gallery

app_name = "core"

urlpatterns: list[URLPattern] = [
    path("bestanden/<uuid:file_id>/", stored_file, name="file"),
    path("stijl/", gallery, name="gallery"),
    path("beheer/", office.office, name="office"),
    path("beheer/planning/", office.schedule, name="schedule"),
    path("beheer/verwerkingen/", office.privacy_register, name="privacy_register"),
    path("beheer/logboek/", audit_log.audit_log, name="audit_log"),
    path("beheer/post/", outbox.outbox, name="outbox"),
    path("beheer/post/<uuid:mail_id>/", outbox.outbox_mail, name="outbox_mail"),
    path("beheer/post/<uuid:mail_id>/opnieuw/", outbox.resend_outbox_mail, name="outbox_resend"),
]
