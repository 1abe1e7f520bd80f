"""Who stands how to the owner of everything, and what is there to ask for? One world, made once."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from string import Template
from typing import Any
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from rest_framework.test import APIClient

from activities.exports.links import link_to
from activities.exports.models import ExportFile
from activities.exports.services import PDF, keep_file
from activities.tasks.services import start_task
from config.tests.cast import PASSWORD
from notifications.models import Endpoint, Notification, WebhookDelivery
from social.models import Decision, Follow, Friendship, LogIn, User

PROJECT = Path(__file__).resolve().parents[3]
ACTORS = ["owner", "friend", "follower", "stranger", "blocked", "blocker", "moderator", "suspended", "anonymous"]
STRANGERS = ["asker", "asked", "rejected", "former", "muter", "muted", "applicant"]  # strangers, all of them
SECRET = "Canaryseed"  # in everything that is the owner's alone


class World:
    """People, a client for each, and the ids of things by their names in the table."""

    def __init__(self) -> None:
        self.people: dict[str, Any] = {}
        self.ids: dict[str, Any] = {}
        names = {*ACTORS, *STRANGERS, "member", "chief", "other"} - {"anonymous"}
        for name in sorted(names):
            self.people[name] = person(name)
        self.clients = {name: client_of(one) for name, one in self.people.items()} | {"anonymous": APIClient()}
        self.ids |= {name: one.pk for name, one in self.people.items()}
        self._ties()
        self._activities()
        self._talks()
        self._challenges()
        self._own()
        self._part()
        for name, days in (("tomorrow", 1), ("later", 9)):
            self.ids[name] = (timezone.now() + timedelta(days)).strftime("%Y-%m-%dT%H:%M")

    def filled(self, text: str, **more: Any) -> str:
        """`text` with the ids of the world in place of $names."""
        return Template(text).substitute(self.ids | more)

    def ask(self, name: str, verb: str, path: str, body: Any = None, **options: Any) -> Any:
        """What the API answers to a person; it has to go well."""
        answer = getattr(self.clients[name], verb)(f"/api/v1/{path}", body, **options)
        assert answer.status_code < 300, (name, path, answer.content)
        return answer.json() if answer.content else None

    def _ties(self) -> None:
        owner, people = self.people["owner"], self.people
        for name in ("friend", "blocked", "blocker", "suspended", "member"):
            befriend(owner, people[name])
        befriend(people["friend"], people["member"])
        Follow.objects.create(follower=people["follower"], followed=owner)
        Follow.objects.create(follower=people["applicant"], followed=owner, status="pending")
        Friendship.objects.create(user=people["asker"], friend=owner, status="pending")
        Friendship.objects.create(user=owner, friend=people["asked"], status="pending")
        Friendship.objects.create(user=people["rejected"], friend=owner, status="rejected")
        befriend(owner, people["former"])
        self.ask("owner", "delete", f"friends/{people['former'].pk}")
        self.ask("muter", "post", f"users/{owner.pk}/mute")
        self.ask("owner", "post", f"users/{people['muted'].pk}/mute")

    def _activities(self) -> None:
        for level in ("public", "friends", "private"):
            self.ids[f"{level}_run"] = self._run("owner", level)
        self.ids["other_run"] = self._run("stranger", "public")
        run, theirs = self.ids["friends_run"], self.ids["other_run"]
        self.ids["comment"] = self._say("friend", run)
        self.ids["own_comment"] = self._say("owner", run)
        self.ids["other_comment"] = self._say("stranger", theirs)
        made = self.ask("owner", "post", f"activities/{run}/photos", {"photos": [picture()]}, format="multipart")
        self.ids["photo"] = made["photos"][0]["id"]
        self.ask("friend", "post", f"activities/{run}/like")
        recording = (PROJECT / "activities/tests/samples/lake_run.gpx").read_bytes()
        upload = SimpleUploadedFile("lake.gpx", recording, "application/gpx+xml")
        self.ids["imported"] = self.ask(
            "owner", "post", "activities/import", {"file": upload, "visibility": "friends"}, format="multipart"
        )["id"]

    def _run(self, by: str, level: str) -> int:
        title = f"{SECRET} run" if level == "private" else f"The {level} run of {by}"
        body = {"activity_type": "run", "title": title, "distance_km": 5, "duration_minutes": 30, "visibility": level}
        return int(self.ask(by, "post", "activities", body)["id"])

    def _say(self, by: str, run: int) -> int:
        return int(self.ask(by, "post", f"activities/{run}/comment", {"content": f"{by} was here"})["id"])

    def _talks(self) -> None:
        def start(key: str, *with_: str, **more: Any) -> None:
            body = {"members": [self.people[name].pk for name in with_], **more}
            self.ids[key] = self.ask("owner", "post", "conversations", body)["id"]

        start("talk", "member", title=f"{SECRET} talk")
        start("pair", "friend")
        start("pair_blocked", "blocked")
        start("group", "friend", "blocked", "blocker", title="The four")
        said = {"content": f"{SECRET} says", "client_id": "c1"}
        self.ids["message"] = self.ask("owner", "post", f"conversations/{self.ids['talk']}/messages", said)["id"]

    def _challenges(self) -> None:
        now = timezone.now()
        for circle in ("public", "friends", "invited"):
            body = {"title": f"{circle} challenge", "metric": "distance", "goal": 1000, "visibility": circle}
            body |= {"starts_at": (now + timedelta(days=1)).isoformat(), "ends_at": (now + timedelta(9)).isoformat()}
            self.ids[f"{circle}_challenge"] = self.ask("owner", "post", "challenges", body)["id"]
        invited = f"challenges/{self.ids['invited_challenge']}/invitations"
        self.ask("owner", "post", invited, {"user_ids": [self.people["friend"].pk]})

    def _own(self) -> None:
        owner = self.people["owner"]
        zone = {"latitude": 47.0, "longitude": 8.0, "radius_m": 300}
        self.ids["zone"] = self.ask("owner", "post", "users/me/privacy-zones", zone)["id"]
        hook = Endpoint.objects.create(owner=owner, url=f"https://203.0.113.7/{SECRET}", events=["activity_created"])
        delivery = WebhookDelivery.objects.create(endpoint=hook, type="activity_created", event_id=uuid4())
        self.ids |= {"hook": hook.pk, "delivery": delivery.pk}
        self.ids["note"] = Notification.objects.filter(user=owner).latest("pk").pk
        task = start_task(owner, PDF, total=1)
        with tempfile.NamedTemporaryFile(suffix=".pdf") as made:
            made.write(b"%PDF-1.4 " + SECRET.encode())
            made.flush()
            keep_file(task.pk, Path(made.name), name="activities.pdf", content_type="application/pdf")
        file = ExportFile.objects.get(task=task)
        self.ids |= {"job": str(task.pk), "ticket": link_to(file).partition("ticket=")[2]}
        self.ids["decision"] = Decision.objects.create(
            person=owner, action="warn", kind="person", object_id=owner.pk, rule="other", reason="Mind the others."
        ).pk
        session = client_of(owner).session
        row = Session.objects.get(pk=session.session_key)
        known, _ = LogIn.objects.get_or_create(session=row, person=owner, defaults={"device": "A phone"})
        self.ids["log_in"] = known.pk
        self.ask("owner", "put", "users/me/avatar", {"avatar": picture()}, format="multipart")
        upload = {"files": [SimpleUploadedFile("bad.gpx", b"<gpx/>", "application/gpx+xml")]}
        self.ids["import"] = self.ask("owner", "post", "activities/import/batch", upload, format="multipart")["id"]

    def _part(self) -> None:
        """Now that all of it has been shared, the two block, and one is suspended."""
        self.ask("owner", "post", f"users/{self.people['blocked'].pk}/block")
        self.ask("blocker", "post", f"users/{self.people['owner'].pk}/block")
        suspended = self.people["suspended"]
        suspended.is_active = False
        suspended.save()


def person(name: str) -> User:
    """Somebody; the moderator has every right that staff can have."""
    rights = {"is_staff": True, "is_superuser": True} if name in ("moderator", "chief") else {}
    return User.objects.create_user(
        username=name, name=name.title(), email=f"{name}@example.org", password=PASSWORD, **rights
    )


def client_of(one: User) -> APIClient:
    """A client with a cookie, as a browser has."""
    client = APIClient(raise_request_exception=False)
    client.force_login(one)
    return client


def befriend(one: User, other: User) -> None:
    """Friends, as the services would leave them: a row each way."""
    for user, friend in ((one, other), (other, one)):
        Friendship.objects.create(user=user, friend=friend, status="accepted")


def picture() -> SimpleUploadedFile:
    """A photo to send."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    return SimpleUploadedFile("photo.jpg", file.getvalue(), "image/jpeg")
