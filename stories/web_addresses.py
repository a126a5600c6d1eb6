"""What may be typed where an address is asked for: a whole one, or a path on this site."""

import re

from django.core.validators import URLValidator

web_address = URLValidator(schemes=["http", "https"])
# Browsers read a backslash as a slash and drop control characters, so "/\\evil.example" would leave the site.
path_on_this_site = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")
