"""The settings of the tests: the site's own, with a data folder made for the run and no slow passwords."""

from __future__ import annotations

import os
import tempfile

os.environ["KB_MODE"] = "test"
os.environ["KB_DATA"] = tempfile.mkdtemp(prefix="tverrsnitt-test-")
os.environ.pop("KB_SECRET_KEY", None)

from kb.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# WhiteNoise warns of a folder that is not there yet.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
