from django.urls import path

from accounts.views import addresses

app_name = "accounts"

urlpatterns = [
    path("account/addresses/", addresses.show, name="addresses"),
    path("account/addresses/add/", addresses.add, name="address_add"),
    path("account/addresses/<int:address_id>/", addresses.change, name="address"),
    path("account/addresses/<int:address_id>/title/", addresses.rename, name="address_title"),
    path("account/addresses/<int:address_id>/default/", addresses.make_default, name="address_default"),
    path("account/addresses/<int:address_id>/remove/", addresses.remove, name="address_remove"),
    path("account/addresses/<int:address_id>/restore/", addresses.restore, name="address_restore"),
]
