"""What the two admins log: a log keeps what was done and by which account, and forgets whom it was about."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ModelLogEntry

from accounts.privacy.redaction import ERASED


def quiet_logs(*, model: type[Model], ids: Iterable[int]) -> Counter[str]:
    """Takes names and details out of the lines about these rows; returns how many by table."""
    about = {
        "content_type": ContentType.objects.get_for_model(model),
        "object_id__in": [str(pk) for pk in ids],
    }
    if not about["object_id__in"]:
        return Counter()
    return +Counter(
        {
            ModelLogEntry._meta.db_table: ModelLogEntry.objects.filter(**about).update(label=ERASED, data={}),
            LogEntry._meta.db_table: LogEntry.objects.filter(**about).update(
                object_repr=ERASED, change_message=""
            ),
        }
    )
