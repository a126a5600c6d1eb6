from django.urls import path

from accounts.api import account, addresses, areas, privacy

urlpatterns = [
    path("account/", account.AccountView.as_view(), name="api_account"),
    path("account/export/", privacy.ExportView.as_view(), name="api_export"),
    path("account/addresses/", addresses.AddressListView.as_view(), name="api_addresses"),
    path("account/addresses/<int:address_id>/", addresses.AddressView.as_view(), name="api_address"),
    path(
        "account/addresses/<int:address_id>/default/",
        addresses.DefaultAddressView.as_view(),
        name="api_address_default",
    ),
    path(
        "account/addresses/<int:address_id>/title/",
        addresses.AddressTitleView.as_view(),
        name="api_address_title",
    ),
    path("areas/", areas.AreasView.as_view(), name="api_areas"),
    path("areas/<int:area_id>/", areas.AreaView.as_view(), name="api_area"),
]
