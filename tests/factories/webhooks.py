from webhooks.models import WebhookEndpoint


def endpoint(url: str, *, events: tuple[str, ...] = ("order.placed",), **fields) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(name="Partner", url=url, events=list(events), **fields)
