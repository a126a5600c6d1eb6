"""Forms on pages that are equal for everybody, and so carry no token of one visitor."""


def same_origin_form(view):
    """Marks a view whose forms need no CSRF token when the browser's Origin says that they come from this site."""
    view.accepts_same_origin_form = True
    return view
