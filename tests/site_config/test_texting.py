import pytest
from django.core.exceptions import ImproperlyConfigured

from site_config.settings.texting import check_sms_url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "console:",
        "solapi://NCSKEY:secret@api.solapi.com?from=0215880000",
        "solapi://NCSKEY:secret@api.solapi.com/?from=0215880000",
        "solapi+http://key:secret@127.0.0.1:8002?from=0215880000",
    ],
)
def test_what_can_be_read(url):
    check_sms_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "console",
        "twilio://key:hidden@api.example.org?from=0215880000",
        "solapi://key:hidden@api.solapi.com",
        "solapi://hidden@api.solapi.com?from=0215880000",
        "solapi://key:hidden@api.solapi.com?from=museum",
        "https://key:hidden@api.solapi.com?from=0215880000",
    ],
)
def test_what_cannot_stops_the_start_and_tells_no_secret(url):
    with pytest.raises(ImproperlyConfigured, match="SMS_URL") as refused:
        check_sms_url(url)
    assert "hidden" not in str(refused.value)
