from django.urls import path

from accounts.views import addresses, details, news, phone, privacy, social
from accounts.views.name_check import NameCheckView

app_name = "accounts"

urlpatterns = [
    path("account/check", NameCheckView.as_view(), name="name_check"),
    path("account/details/", details.show, name="details"),
    path("account/email/", social.first_email, name="first_email"),
    path("account/details/email/", details.ask_again, name="email_again"),
    path("account/details/email/drop/", details.drop, name="email_drop"),
    path("account/details/phone/", phone.show, name="phone"),
    path("account/details/phone/code/", phone.send_code, name="phone_code"),
    path("account/addresses/", addresses.show, name="addresses"),
    path("account/addresses/add/", addresses.add, name="address_add"),
    path("account/addresses/<int:address_id>/", addresses.change, name="address"),
    path("account/addresses/<int:address_id>/title/", addresses.rename, name="address_title"),
    path("account/addresses/<int:address_id>/default/", addresses.make_default, name="address_default"),
    path("account/addresses/<int:address_id>/remove/", addresses.remove, name="address_remove"),
    path("account/addresses/<int:address_id>/restore/", addresses.restore, name="address_restore"),
    path("account/news/stop/<str:token>/", news.stop, name="news_stop"),
    path("account/privacy/", privacy.show, name="privacy"),
    path("account/privacy/news/", privacy.give, name="consent_give"),
    path("account/privacy/no-news/", privacy.withdraw, name="consent_withdraw"),
    path("account/privacy/my-data.json", privacy.download, name="my_data"),
    path("account/privacy/close/", privacy.close, name="close_account"),
]
