"""A cookie that no database can look up is as good as none."""


class SoundCookiesMiddleware:
    """Drops cookies with NUL in them: PostgreSQL refuses the character, and nobody of ours has written it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\x00" not in value}
        return self.get_response(request)
