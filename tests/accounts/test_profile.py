import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.known_people import ensure_user
from accounts.models import Profile, User
from accounts.profile import (
    change_details,
    change_profile,
    choose_interest,
    give_profiles,
    nickname_of,
    taken,
)
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW
from tests.factories.problems import ProblemPageFactory

pytestmark = pytest.mark.django_db


def nicknames() -> list[str]:
    return list(Profile.objects.order_by("user").values_list("nickname", flat=True))


class TestEverybodyHasOne:
    def test_whichever_way_they_came(self):
        UserFactory(username="haneul", first_name="하늘")
        User.objects.create_superuser("root", "root@example.org", "a long and quiet sentence")
        ensure_user(email="mina@example.org")
        call_command("createsuperuser", interactive=False, username="boss", email="boss@example.org")
        assert nicknames() == ["하늘", "root", "mina", "boss"]
        assert Profile.objects.count() == User.objects.count() == 4

    def test_saving_again_makes_no_second_one(self):
        user = UserFactory(username="haneul")
        user.first_name = "Other"
        user.save()
        assert nicknames() == ["haneul"]

    def test_a_taken_nickname_gets_a_tail_and_a_number_is_none(self):
        for username in ("one", "two"):
            UserFactory(username=username, first_name="Mina" if username == "one" else "MINA")
        UserFactory(username="01012345678")
        first, second, third = nicknames()
        assert first == "Mina"
        assert re.fullmatch("MINA-[0-9a-f]{6}", second)
        assert third == "reader"

    def test_the_chosen_one_is_kept_or_nobody_is_made(self):
        UserFactory(username="one", chosen_nickname="Sky")
        with pytest.raises(IntegrityError), transaction.atomic():
            UserFactory(username="two", chosen_nickname="SKY")
        assert (nicknames(), User.objects.count()) == (["Sky"], 1)

    def test_those_written_many_at_once(self):
        users = User.objects.bulk_create([User(username="one"), User(username="two")])
        assert nicknames() == []
        give_profiles(users=users[:1])
        assert (nicknames(), nickname_of(users[1]), nicknames()) == (["one"], "two", ["one", "two"])

    def test_those_from_before_there_were_profiles(self):
        UserFactory(username="kept", chosen_nickname="mina")
        User.objects.bulk_create(
            User(username=name, first_name=first)
            for name, first in (
                ("one", "Mina"),
                ("two", "하늘"),
                ("01012345678", ""),
                ("a@b", ""),
                ("three", ""),
            )
        )
        import_module("accounts.migrations.0004_profile_for_everybody").give_profiles(apps, None)
        kept, mina, sky, number, email, three = nicknames()
        assert (kept, sky, three) == ("mina", "하늘", "three")
        assert re.fullmatch("Mina-[0-9a-f]{6}", mina)
        assert all(re.fullmatch("reader-[0-9a-f]{6}", name) for name in (number, email))


def test_what_others_have_in_any_case():
    user = UserFactory(username="haneul", chosen_nickname="Sky", phone="+821012345678", phone_verified_at=NOW)
    wanted = {
        "username": "HANEUL",
        "nickname": "sKY",
        "email": "Haneul@Example.org",
        "phone": "+821012345678",
    }
    assert taken(**wanted) == {
        "username": "This user name is already in use.",
        "nickname": "This nickname is already in use.",
        "email": "This e-mail is already in use.",
        "phone": "This number is already in use.",
    }
    assert taken(user=user, **wanted) == {}
    assert taken(username="", nickname=None, email="other@example.org") == {}


def test_a_change_is_whole_or_nothing():
    UserFactory(username="other", chosen_nickname="Sky")
    user = UserFactory(username="haneul")
    water = ProblemPageFactory()
    sent = {"username": "newname", "phone": "010-1234-5678", "interest": water}
    with pytest.raises(ValidationError) as refused:
        change_details(user=User.objects.get(pk=user.pk), nickname="SKY", **sent)
    assert refused.value.message_dict == {"nickname": ["This nickname is already in use."]}
    user = User.objects.get(pk=user.pk)
    assert (user.username, user.phone, user.profile.nickname, user.profile.interest) == (
        "haneul",
        None,
        "haneul",
        None,
    )
    change_details(user=user, nickname="Cloud", **sent)
    user = User.objects.get(pk=user.pk)
    assert (user.username, user.phone) == ("newname", "+821012345678")
    assert (user.profile.nickname, user.profile.interest) == ("Cloud", water)


def test_no_landline_whichever_way_it_comes():
    with pytest.raises(ValidationError) as refused:
        change_profile(user=UserFactory(), phone="02-555-7777")
    assert refused.value.message_dict == {"phone": ["This is no mobile number. Type one like 010-1234-5678."]}


def test_a_user_name_lost_to_somebody_quicker():
    UserFactory(username="taken")
    with pytest.raises(ValidationError) as refused:
        change_profile(user=UserFactory(), username="TAKEN")
    assert refused.value.message_dict == {"username": ["This user name is already in use."]}


def test_what_was_refused_is_not_left_on_the_account_in_hand():
    UserFactory(username="other")
    user = UserFactory(username="haneul", phone="+821012345678")
    with pytest.raises(ValidationError):
        change_profile(user=user, username="other", phone="010-9999-9999")
    assert (user.username, user.phone) == ("haneul", "+821012345678")


def test_a_room_that_goes_takes_no_profile_along():
    user, water = UserFactory(), ProblemPageFactory()
    choose_interest(user=user, problem=water)
    water.delete()
    assert Profile.objects.get(user=user).interest is None
