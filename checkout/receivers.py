"""What follows from others' deeds: a shopper logs in, somebody else's mail enters the queue."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from post_office.signals import email_queued

from checkout.cart import merge_carts
from checkout.outbox import SEND
from checkout.views.shopper import token_of
from stories.waking import wake_after_commit


@receiver(user_logged_in)
def take_the_cart_along(request, user, **kwargs):
    """At every kind of log-in, signing up among them; the middleware then drops the cookie."""
    token = token_of(request) if request is not None else None
    if token is not None:
        merge_carts(token=token, user=user)
        request.cart_is_merged = True


@receiver(email_queued)
def send_what_was_queued(emails, **kwargs):
    for email in emails:
        wake_after_commit(SEND, email.pk)
