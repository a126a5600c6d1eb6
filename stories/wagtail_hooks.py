from wagtail import hooks

from stories.views import RefusingDeleteBulkAction, refuse_deletion


@hooks.register("before_delete_page")
def keep_page_that_carries(request, page):
    return refuse_deletion(request, [page])


@hooks.register("before_delete_snippet")
def keep_snippet_that_carries(request, instances):
    return refuse_deletion(request, list(instances))


@hooks.register("before_bulk_action")
def keep_chosen_that_carry(request, action_type, objects, action_class_instance):
    return refuse_deletion(request, list(objects)) if action_type == "delete" else None


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", RefusingDeleteBulkAction, order=1)
