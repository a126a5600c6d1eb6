from django import template

from mailings.results import figures_of

register = template.Library()


@register.inclusion_tag("mailings/admin/campaign_results.html", takes_context=True)
def mailing_results(context, campaign):
    """What the mailings of a campaign came to, for its page in the admin."""
    return {"figures": figures_of(campaign=campaign), "perms": context.get("perms")}
