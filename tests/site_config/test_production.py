import pytest

from tests.site_config.production import read_settings, run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL"])
def test_it_does_not_start_without(name):
    result = run("", without=name)
    assert result.returncode == 1
    assert result.stderr.strip().splitlines()[-1] == (
        f"django.core.exceptions.ImproperlyConfigured: Set {name}: production does not start without."
    )


def test_it_names_everything_that_is_missing_at_once():
    result = run("", without="SECRET_KEY", ALLOWED_HOSTS="")
    assert "Set SECRET_KEY, ALLOWED_HOSTS: production" in result.stderr


def test_it_does_not_start_with_debug():
    result = run("", DEBUG="1")
    assert result.returncode == 1
    assert "DEBUG=1" in result.stderr.strip().splitlines()[-1]


def test_it_does_not_start_with_a_site_url_without_scheme():
    assert run("", SITE_URL="museum.example").returncode == 1


def test_a_site_on_https_keeps_its_cookies_and_itself_there():
    assert read_settings(
        "DEBUG",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_SAMESITE",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_SSL_REDIRECT",
    ) == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_SSL_REDIRECT": False,
    }


def test_a_site_on_plain_http_can_still_log_in():
    assert read_settings(
        "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS", SITE_URL="http://museum.example"
    ) == {
        "SESSION_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
    }


def test_behind_a_trusted_proxy_plain_http_is_sent_to_https():
    assert read_settings("SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", TRUSTED_PROXY_COUNT="1") == {
        "SECURE_SSL_REDIRECT": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
    }


def test_redis_brings_the_cache_and_its_next_database_the_broker():
    assert read_settings(
        "CELERY_BROKER_URL", "CELERY_TASK_ALWAYS_EAGER", "TASKS", REDIS_URL="redis://redis:6379/3"
    ) == {
        "CELERY_BROKER_URL": "redis://redis:6379/4",
        "CELERY_TASK_ALWAYS_EAGER": False,
        "TASKS": {"default": {"BACKEND": "site_config.celery_tasks.CeleryBackend"}},
    }


def test_without_redis_everything_runs_in_the_process():
    assert read_settings("CELERY_BROKER_URL", "CELERY_TASK_ALWAYS_EAGER") == {
        "CELERY_BROKER_URL": "memory://",
        "CELERY_TASK_ALWAYS_EAGER": True,
    }


def test_a_way_to_pay_that_nobody_knows_stops_the_web_process():
    result = run("import site_config.wsgi", PAYMENT_PROVIDERS="cash_on_delivery,barter")
    assert result.returncode == 1
    assert "PAYMENT_PROVIDERS names barter." in result.stderr


def test_complete_settings_start_the_web_process():
    assert run("import site_config.wsgi").returncode == 0


SANDBOX = {
    "PAYMENT_PROVIDERS": "cash_on_delivery,sandbox",
    "SANDBOX_API_URL": "https://provider.example",
    "SANDBOX_API_KEY": "key",
    "SANDBOX_WEBHOOK_SECRET": "secret",
}


def test_payments_that_move_no_money_are_refused():
    result = run("", **SANDBOX)
    assert result.returncode == 1
    assert "PAYMENT_PROVIDERS names sandbox" in result.stderr.strip().splitlines()[-1]


def test_a_trial_machine_may_allow_them():
    assert read_settings("PAYMENT_PROVIDERS", ALLOW_SANDBOX_PAYMENTS="1", **SANDBOX) == {
        "PAYMENT_PROVIDERS": ["cash_on_delivery", "sandbox"]
    }


def test_a_way_of_paying_names_the_secrets_it_lacks():
    variables = {**SANDBOX, "PAYMENT_PROVIDERS": "stripe,sandbox", "STRIPE_API_KEY": "key"}
    result = run("", without="SANDBOX_WEBHOOK_SECRET", ALLOW_SANDBOX_PAYMENTS="1", **variables)
    assert result.stderr.strip().splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: Set STRIPE_WEBHOOK_SECRET, SANDBOX_WEBHOOK_SECRET:"
        " production does not start without."
    )
