"""Can one comment, reply, change, hide, share and show photos by forms alone?"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from activities.engagement.commenting import add_comment, hide_comment
from activities.engagement.models import Comment, Share
from activities.tracking.photos.models import Photo

pytestmark = pytest.mark.django_db


def picture(colour: str = "#0b6e60") -> SimpleUploadedFile:
    """A photo as a form sends it."""
    written = BytesIO()
    Image.new("RGB", (60, 40), colour).save(written, "JPEG")
    return SimpleUploadedFile("hill.jpg", written.getvalue(), "image/jpeg")


def test_a_comment_and_a_reply_are_said_and_shown_as_a_thread(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    activity = run(alice)
    place = f"/social/activities/{activity.pk}/"
    answer = visit(bob).post(place + "comments/", {"content": "Well run, @alice!"})
    said = Comment.objects.get()
    assert answer["Location"] == f"{place}#comment-{said.pk}"
    client = visit(alice)
    assert "Replying to" in client.get(f"{place}?reply={said.pk}").content.decode()
    client.post(place + "comments/", {"content": "Thank you", "parent_id": said.pk})
    assert Comment.objects.get(user=alice).parent == said
    answer = client.get(place)
    assert [len(talk.replies) for talk in answer.context["thread"].talks] == [1]
    assert '<a href="/social/people/alice/">@alice</a>!' in answer.content.decode()


def test_a_comment_that_is_refused_stays_in_its_form(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    activity = run(alice)
    answer = visit(bob).post(f"/social/activities/{activity.pk}/comments/", {"content": "x" * 2001})
    assert answer.status_code == 400
    assert "At most 2000 characters." in answer.content.decode()
    assert "x" * 2001 in answer.content.decode()
    answer = visit(bob).post(f"/social/activities/{activity.pk}/comments/", {"content": " ", "parent_id": "99"})
    assert answer.status_code == 400
    assert not Comment.objects.exists()


def test_ones_own_comment_is_changed_and_deleted(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    activity, client = run(alice), visit(bob)
    said = add_comment(activity, bob, "Well run")
    place = f"/social/activities/{activity.pk}/comments/{said.pk}/"
    assert "Well run" in client.get(place + "edit/").content.decode()
    assert client.post(place + "edit/", {"content": " "}).status_code == 400
    client.post(place + "edit/", {"content": "Well done"})
    said.refresh_from_db()
    assert said.content == "Well done"
    assert visit(alice).get(place + "edit/").status_code == 403
    client.post(place, {"wish": "delete"})
    assert not Comment.objects.present().exists()


def test_the_owner_hides_and_its_author_still_sees_it(
    alice: Any, bob: Any, person: Any, befriend: Any, run: Any, visit: Any
) -> None:
    erin = person("erin")
    befriend(alice, erin)
    activity = run(alice)
    said = add_comment(activity, bob, "Something rude")
    place = f"/social/activities/{activity.pk}/"
    visit(bob).post(f"{place}comments/{said.pk}/", {"wish": "hide"})
    assert Comment.objects.present().exists()
    visit(alice).post(f"{place}comments/{said.pk}/", {"wish": "hide"})
    assert "Something rude" not in visit(erin).get(place).content.decode()
    assert "said dim" in visit(bob).get(place).content.decode()
    assert "said dim" in visit(alice).get(place).content.decode()
    visit(alice).post(f"{place}comments/{said.pk}/", {"wish": "unhide"})
    assert "Something rude" in visit(erin).get(place).content.decode()


def test_earlier_comments_follow_by_a_link_and_nothing_costs_more(
    alice: Any, bob: Any, run: Any, visit: Any, cost: Any
) -> None:
    activity, client = run(alice), visit(alice)
    place = f"/social/activities/{activity.pk}/"
    first = add_comment(activity, bob, "Number one, @alice")
    add_comment(activity, alice, "An answer", parent_id=first.pk)
    before = cost(client, place)
    more = [Comment(activity=activity, user=bob, content=f"Again {number} @alice") for number in range(51)]
    Comment.objects.bulk_create(more)
    assert cost(client, place) <= before + 2  # the comments that begin a thread, and their mentions
    answer = client.get(place)
    assert "Again 50" in answer.content.decode()
    assert "Number one" not in answer.content.decode()
    earlier = client.get(f"{place}?before={answer.context['thread'].earlier}").content.decode()
    assert "Number one" in earlier
    assert "Again 50" not in earlier


def test_a_reply_stands_alone_where_what_it_answers_is_hidden(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    activity = run(alice, visibility=0)
    said = add_comment(activity, bob, "Something rude")
    add_comment(activity, alice, "Please not so", parent_id=said.pk)
    hide_comment(activity, alice, said.pk)
    thread = visit(alice).get(f"/social/activities/{activity.pk}/").context["thread"]
    assert [talk.comment.content for talk in thread.talks] == ["Something rude", "Please not so"]


def test_an_activity_is_shared_with_a_note_and_taken_back(
    alice: Any, bob: Any, person: Any, befriend: Any, run: Any, visit: Any
) -> None:
    erin = person("erin")
    befriend(bob, erin)
    activity, client = run(alice, visibility=0), visit(bob)
    place = f"/social/activities/{activity.pk}/"
    assert client.post(place + "share/", {"wish": "share", "note": "n" * 501}).status_code == 400
    client.post(place + "share/", {"wish": "share", "note": "Look at this"})
    text = visit(erin).get("/social/").content.decode()
    assert "Look at this" in text
    assert f'data-share="{Share.objects.get().pk}"' in text
    client.post(place + "share/", {"wish": "unshare"})
    assert "Look at this" not in visit(erin).get("/social/").content.decode()


def test_photos_are_added_shown_and_removed_by_their_owner(
    alice: Any, bob: Any, run: Any, visit: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    activity, client = run(alice), visit(alice)
    place = f"/social/activities/{activity.pk}/"
    client.post(place + "photos/", {"photos": [picture(), picture("#ffffff")]})
    photo = Photo.objects.first()
    assert photo is not None
    assert f"/photos/{photo.pk}/small" in visit(bob).get("/social/").content.decode()
    assert visit(bob).post(f"{place}photos/{photo.pk}/").status_code == 403
    client.post(f"{place}photos/{photo.pk}/")
    assert Photo.objects.count() == 1
    refused = client.post(place + "photos/", {"photos": SimpleUploadedFile("a.jpg", b"no")}, follow=True)
    assert 'class="note error"' in refused.content.decode()
    assert "Choose a photo first." in client.post(place + "photos/", follow=True).content.decode()


@pytest.mark.parametrize("part", ["comments/", "share/", "photos/", "comments/1/"])
def test_what_one_may_not_see_takes_no_forms(part: str, charlie: Any, bob: Any, run: Any, visit: Any) -> None:
    answer = visit(charlie).post(f"/social/activities/{run(bob).pk}/{part}", {"content": "hello", "wish": "share"})
    assert answer.status_code == 404
    assert not Comment.objects.exists()
    assert not Share.objects.exists()


def test_comments_switched_off_are_neither_shown_nor_taken(
    alice: Any, bob: Any, run: Any, visit: Any, switched_off: Any
) -> None:
    activity = run(bob)
    add_comment(activity, alice, "Well run")
    switched_off("comments")
    client = visit(alice)
    assert "Well run" not in client.get(f"/social/activities/{activity.pk}/").content.decode()
    assert client.post(f"/social/activities/{activity.pk}/comments/", {"content": "Hm"}).status_code == 403
