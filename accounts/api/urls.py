from django.urls import path

from accounts.api import privacy, views

urlpatterns = [
    path("account/", views.AccountView.as_view(), name="api_account"),
    path("account/export/", privacy.ExportView.as_view(), name="api_export"),
    path("account/addresses/", views.AddressListView.as_view(), name="api_addresses"),
    path("account/addresses/<int:address_id>/", views.AddressView.as_view(), name="api_address"),
    path(
        "account/addresses/<int:address_id>/default/",
        views.DefaultAddressView.as_view(),
        name="api_address_default",
    ),
]
