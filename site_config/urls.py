from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import Sitemap as PageSitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from accounts import second_factor_urls
from accounts.views import bot_check
from accounts.views.confirm_email import ConfirmEmailView
from accounts.views.new_password import FirstPasswordView, NewPasswordView
from accounts.views.sign_up import SignUpView
from site_config import machines, media
from site_config.sitemaps import ImpactSitemap, PostSitemap, ProductSitemap
from site_config.staff_door import StaffDoorView

# Not even staff who are logged in find another door that looks at passwords, uncounted.
admin.site.login = secure_admin_login(RedirectView.as_view(pattern_name="admin:index"))  # type: ignore[method-assign]
# Secrets, and where people were when they logged in, are nobody's to look at.
admin.site.unregister([Authenticator, UserSession])

handler400 = "site_config.errors.bad_request"
handler403 = "site_config.errors.permission_denied"
handler404 = "site_config.errors.page_not_found"
handler500 = "site_config.errors.server_error"

urlpatterns = [
    path("django-admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("django-admin/", admin.site.urls),
    path("admin/login/", StaffDoorView.as_view()),
    # Fails on purpose, for whoever tries Wagtail out.
    path("admin/failwhale/", machines.nothing),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("captcha/image/<slug:key>/", bot_check.picture, name="captcha-image"),
    path("captcha/audio/<slug:key>.wav", bot_check.sound, name="captcha-audio"),
    path("accounts/signup/", SignUpView.as_view(), name="account_signup"),
    path("accounts/confirm-email/<str:key>/", ConfirmEmailView.as_view(), name="account_confirm_email"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("accounts/password/set/", login_required(FirstPasswordView.as_view()), name="account_set_password"),
    path("accounts/email/", RedirectView.as_view(pattern_name="accounts:details"), name="account_email"),
    path("accounts/", include("accounts.social_urls")),
    path("accounts/", include(second_factor_urls)),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("site_config.api")),
    path(
        "sitemap.xml",
        require_safe(sitemap),
        {
            "sitemaps": {
                "pages": PageSitemap,
                "products": ProductSitemap,
                "impact": ImpactSitemap,
                "posts": PostSitemap,
            }
        },
    ),
    path("robots.txt", machines.robots),
    path(".well-known/security.txt", machines.security_contact),
    re_path(r"^media/(?P<folder>images|original_images|avatar_images)/(?P<path>.+)$", media.picture),
    path("", include("products.urls")),
    path("", include("posts.urls")),
    path("", include("search.urls")),
    path("", include("problems.urls")),
    path("", include("checkout.urls")),
    path("", include("mailings.urls")),
    path("", include("accounts.urls")),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("", include(wagtail_urls)),
]
