"""Where moderation stands under /admin/."""

from django.urls import path

from posts.desk import moderation

urlpatterns = [
    path("readers/", moderation.show_list, name="reader_texts"),
    path("readers/approve/", moderation.approve_many, name="reader_texts_approve"),
    path("readers/<slug:kind>/<int:item_id>/", moderation.show_text, name="reader_text"),
    path("readers/<slug:kind>/<int:item_id>/approve/", moderation.approve_text, name="reader_text_approve"),
    path("readers/<slug:kind>/<int:item_id>/refuse/", moderation.refuse_text, name="reader_text_refuse"),
    path(
        "readers/<slug:kind>/<int:item_id>/put-back/", moderation.put_text_back, name="reader_text_put_back"
    ),
    path("readers/<slug:kind>/<int:item_id>/answer/", moderation.answer_text, name="reader_text_answer"),
]
