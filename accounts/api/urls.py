from django.urls import path

from accounts.api import areas, privacy, views

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
    path("areas/", areas.AreasView.as_view(), name="api_areas"),
    path("areas/<int:area_id>/", areas.AreaView.as_view(), name="api_area"),
]
