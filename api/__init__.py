"""What the endpoints of every app share under /api/v1/: refusals, paging, who asks, how often, and the document.

How an app adds an endpoint:

1. `<app>/api/` (or `<app>/api.py`) holds serialisers and views, `<app>/api/urls.py` the `urlpatterns`; their addresses end in a
   slash. `site_config/api.py` includes them: `path("", include("<app>.api.urls"))`. Do not set an `app_name`.
2. A view reads its input with a serialiser, calls one rule, and answers. Views are DRF's generic views or view sets; every
   default (JSON only, authentication, scope, throttle, paging, schema) is in `site_config/settings/api.py`.
3. `required_scope = "orders:read"`, or by method `{"GET": "orders:read", "POST": "orders:write"}`: what a bearer token must
   hold; of several in a tuple, all. A view without it is closed to tokens. `permission_classes = [*OPEN_TO_ALL]`, `[*LOGGED_IN]` or, with
   `required_permission = {"POST": "products.add_product"}`, `[*BY_PERMISSION]` from `api.permissions`.
4. `rate_limit = "search"` or `{"POST": "orders"}` names a group of the setting RATE_LIMITS.
5. A rule's exception becomes a refusal: `raise conflict("out_of_stock", str(error), lines=[...])` from `api.refusals`; with
   `not_found()`, `unprocessable()`, `unavailable()` and `Refused` for the rest. Django's ValidationError becomes 400 by itself.
6. `refusals = {"POST": (409, 422)}` documents what the view refuses beyond 400 to 406, 415 and 429, which document themselves.
7. `@extend_schema(request=..., responses={201: ...})` above a method without `serializer_class` documents its bodies;
   `MoneyField` and `MomentField` of `api.fields` write amounts as "12000" and times as "2026-05-01T09:00:00Z".
8. Lists page themselves: `PageNumbers` by default, `pagination_class = NewestFirst` for orders and events.
9. Tests: `rest_framework.test.APIClient`; `tests/api/test_document.py` finds an endpoint that is not in the document.
"""
