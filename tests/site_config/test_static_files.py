import json

import pytest

from tests.site_config.production import run

pytestmark = pytest.mark.slow

# Our own files only: the admin's are as many megabytes, and go the same way.
COLLECT_AND_ASK = """
from django.conf import settings
settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
import django
django.setup()
from django.core.management import call_command
from django.contrib.staticfiles.storage import staticfiles_storage
call_command("collectstatic", interactive=False, verbosity=0)
import json
from django.test import Client
address = staticfiles_storage.url("css/museum.css")
client = Client(headers={"host": "museum.example"})
answer = client.get(address, secure=True, headers={"accept-encoding": "gzip"})
print(json.dumps({"address": address, "status": answer.status_code, **{k.lower(): v for k, v in answer.items()}}))
"""


def test_a_style_sheet_is_hashed_compressed_and_kept_for_years(tmp_path):
    result = run(COLLECT_AND_ASK, STATIC_ROOT=str(tmp_path))
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout.splitlines()[-1])
    assert answer["status"] == 200
    name, _, digest = answer["address"].removesuffix(".css").rpartition(".")
    assert (name, len(digest)) == ("/static/css/museum", 12)
    assert answer["content-encoding"] == "gzip"
    assert answer["cache-control"] == "max-age=315360000, public, immutable"
