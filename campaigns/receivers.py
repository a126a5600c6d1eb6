"""What this app hears of, and what it hangs up in the apps below."""

from campaigns.importing import coupon_section
from products.importing.sections import register_section

register_section(coupon_section)
