from posts.models.moderated import Moderated, Status
from posts.models.post import Post
from posts.models.question import Question
from posts.models.review import Review

__all__ = ["Moderated", "Post", "Question", "Review", "Status"]
