"""In which words is a line told? They are made when it is read: names change, and groups grow."""

from __future__ import annotations

from collections.abc import Sequence

# {who}: those who did it; {what}: the name of what it is about.
WORDINGS = {
    "friend_request": "{who} wants to be your friend",
    "friend_accepted": "{who} accepted your friend request",
    "follow": "{who} follows you",
    "follow_request": "{who} asks to follow you",
    "like": "{who} {likes} {what}",
    "comment": "{who} commented on {what}",
    "reply": "{who} replied to you on {what}",
    "mention": "{who} mentioned you on {what}",
    "share": "{who} shared {what}",
    "message": "{who} sent you a message",
    "group_message": "{who} wrote in {what}",
    "invitation": "{who} invites you to {what}",
    "participant": "{who} takes part in {what}",
    "goal": "You have reached the goal of {what}",
    "result": "{what}",
    "achievement": "You have earned {what}",
    "webhook": "Your webhook to {what} is switched off",
    "moderation": "{what}",
    "report": "{what}",
}
SHOWN = 3  # people a line carries with it
LONGEST = 255


def sentence(wording: str, what: str, names: Sequence[str], people: int) -> str:
    """The line: `names` are of the newest of all `people` who did it. At most 255 characters."""
    words = {"who": who(names, people), "what": what, "likes": "likes" if people == 1 else "like"}
    return WORDINGS[wording].format(**words)[:LONGEST]


def who(names: Sequence[str], people: int) -> str:
    """`Ann`, `Ann and Ben`, `Ann and 4 others`."""
    if people <= 1:
        return names[0] if names else "Somebody"
    if people == 2 and len(names) > 1:
        return f"{names[0]} and {names[1]}"
    others = people - 1
    return f"{names[0]} and {others} other{'s' if others > 1 else ''}"
