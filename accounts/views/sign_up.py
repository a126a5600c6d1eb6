from allauth.account.views import SignupView
from django.core.exceptions import ValidationError


class SignUpView(SignupView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as quicker:  # between the checks and the writing
            form.add_error(None, quicker)
            return self.form_invalid(form)
