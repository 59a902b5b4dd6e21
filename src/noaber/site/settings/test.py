"""Settings of the test suite: the real thing, quicker hashing, tasks run at once, nothing in ./data.

`NOABER_TEST_SERVER` is the address of a throw-away PostgreSQL server (``make test DB=postgres``); no other
``NOABER_`` variable of whoever runs the tests reaches them.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SERVER = os.environ.get("NOABER_TEST_SERVER", "")
for _name in [name for name in os.environ if name.startswith("NOABER_") and name != "NOABER_TEST_SERVER"]:
    del os.environ[_name]
os.environ["NOABER_DATA"] = tempfile.mkdtemp(prefix="noaber-test-")
os.environ["NOABER_DATABASE"] = SERVER
atexit.register(shutil.rmtree, os.environ["NOABER_DATA"], ignore_errors=True)

from noaber.site.settings.base import *  # noqa: E402, F403
from noaber.site.settings.base import DATA, INSTALLED_APPS, MIDDLEWARE, TEMPLATES  # noqa: E402

INSTALLED_APPS += [
    "allauth.socialaccount.providers.openid_connect"
]  # tests configure the provider themselves

SECRET_KEY = "only-for-the-test-suite-not-a-secret-anywhere"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise scans the static folder for every client; the live server serves static files itself.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "ONBEKENDE-VARIABELE(%s)"
Path(DATA).mkdir(exist_ok=True)
