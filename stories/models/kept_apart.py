from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations


class KeepsColumnsApart(models.Model):
    """Saving leaves the columns of `written_elsewhere` alone: whoever read the row a while ago undoes nothing by it.

    Named in `update_fields` they are written, and a new row is written whole.
    """

    written_elsewhere: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None and not self._state.adding and not kwargs.get("force_insert"):
            update_fields = self._columns_to_save()
        super().save(*args, update_fields=update_fields, **kwargs)

    def _columns_to_save(self) -> list[str]:
        left_alone = {*self.written_elsewhere, *self.get_deferred_fields()}
        columns = [field for field in self._meta.concrete_fields if not field.primary_key]
        names = [column.name for column in columns if not {column.name, column.attname} & left_alone]
        if isinstance(self, ClusterableModel):
            names += [relation.get_accessor_name() for relation in get_all_child_relations(type(self))]
        return names
