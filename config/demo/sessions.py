"""Which kinds of training are there, and how does one tell of them?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Session:
    """One way to train. `title` may name {part} (of the day), {water}, {park} and {hill}.

    `km` is the range of its length; 0 for what is measured in `minutes`. `effort` multiplies the easy pace, `heart` is
    beats a minute, `shape` that of its route ("" for none). `weekend`: only then.
    """

    title: str
    km: tuple[float, float] = (0, 0)
    effort: float = 1.0
    heart: int = 135
    shape: str = ""
    minutes: tuple[int, int] = (0, 0)
    weekend: bool = False
    notes: tuple[str, ...] = ()


SESSIONS = {
    "run": (
        Session("{part} run", (5, 7.5), 1.04, 139, "streets", notes=("Legs felt good.", "Nothing special, and nice.")),
        Session(
            "Easy along {water}",
            (6.5, 9.5),
            1.07,
            136,
            "water",
            notes=("Slow on purpose. It is harder than it sounds.", "Fog on the water, nobody around."),
        ),
        Session(
            "Tempo in {park}",
            (8, 10.5),
            0.92,
            161,
            "park",
            notes=("20 minutes at threshold, the rest easy.", "Started too fast, as ever. Held on."),
        ),
        Session(
            "Intervals: 6 × 800 m",
            (8.5, 10),
            0.95,
            163,
            "streets",
            notes=("Even splits for five. The sixth hurt.", "Wind on every back straight."),
        ),
        Session(
            "Hill repeats, {hill}",
            (7, 9.5),
            1.16,
            157,
            "hill",
            notes=("Eight times up. The eighth was a walk with ambition.", "Worth it for the view."),
        ),
        Session(
            "Long run, out along {water} and back",
            (14, 21),
            1.05,
            146,
            "water",
            weekend=True,
            notes=("Two gels, one bakery.", "Last three kilometres on willpower.", "Longest this year!"),
        ),
    ),
    "ride": (
        Session("Commute, the long way", (11, 17), 1.05, 122, "streets", notes=("Every light was green.",)),
        Session("{part} ride", (24, 38), 1.0, 134, "water", notes=("Headwind out, headwind back. How?",)),
        Session("Easy spin to {park}", (18, 27), 1.08, 124, "park", notes=("Legs said no to more.",)),
        Session(
            "Up {hill} and home",
            (32, 52),
            1.12,
            148,
            "hill",
            notes=("New best on the climb by 14 seconds.", "Brakes smelled of work on the way down."),
        ),
        Session(
            "Long ride with a coffee stop",
            (58, 92),
            0.98,
            136,
            "water",
            weekend=True,
            notes=("One puncture, two cakes.", "The group was kind and waited for me."),
        ),
    ),
    "swim": (
        Session("Lengths", (1.5, 2.4), 1.0, 128, notes=("Lane to myself for half an hour.",)),
        Session("Technique and 8 × 100 m", (1.8, 2.6), 0.93, 140, notes=("Elbows high, still drinking water.",)),
        Session("Open water", (1.0, 2.2), 1.12, 132, weekend=True, notes=("Cold, clear, wonderful.",)),
    ),
    "walk": (
        Session("{part} walk along {water}", (3.5, 6), 1.0, 98, "water", notes=("Phone stayed in the pocket.",)),
        Session("Round {park}", (2.5, 4.5), 1.05, 95, "park", notes=("With the dog, so with 40 stops.",)),
        Session("Home on foot", (3, 5.5), 0.97, 101, "streets", notes=("Got off four stops early.",)),
    ),
    "hike": (
        Session("{hill} before the others", (7, 11), 1.1, 124, "hill", notes=("Alone at the top, twice as high.",)),
        Session("{part} hike to {hill}", (6, 9.5), 1.05, 122, "hill", notes=("Mud up to the ankles. Happy.",)),
        Session("Along {water} to its end", (9, 14), 0.95, 112, "water", notes=("Counted eleven herons.",)),
        Session(
            "Over {hill}, the long way round",
            (12, 19),
            1.0,
            121,
            "hill",
            weekend=True,
            notes=("Sandwich with a view.", "Knees say hello. Legs say no more."),
        ),
    ),
    "strength": (
        Session("Gym: legs", heart=112, minutes=(40, 60), notes=("5 × 5 squats. Stairs will be interesting.",)),
        Session("Gym: back and shoulders", heart=108, minutes=(40, 55)),
        Session("Core, at home", heart=104, minutes=(20, 30), notes=("Plank: 3 minutes. Finally.",)),
    ),
    "yoga": (
        Session("{part} yoga", heart=84, minutes=(25, 45), notes=("Stiff hips, long breath.",)),
        Session("Stretching and a quiet half hour", heart=78, minutes=(30, 40)),
    ),
}

EASY_PACE = {"run": 1.0, "ride": 0.43, "swim": 4.0, "walk": 2.15, "hike": 2.6}  # times the pace of easy running
KCAL_AN_HOUR = {"run": 690, "ride": 540, "swim": 510, "walk": 250, "hike": 430, "strength": 330, "yoga": 170}
EVENING = ("strength",)

REMARKS = {
    "run": ("That pace!", "How are the legs today?", "Same route on Sunday?", "You make it look easy."),
    "ride": ("What a ride.", "Which tyres were those?", "I would still be on the climb.", "Cake counts as training."),
    "swim": ("Cold just reading this.", "Teach me to breathe like that.", "Strong!"),
    "walk": ("Lovely.", "The dog looks tired. Do you?"),
    "hike": ("Take me along next time!", "What a view that must be.", "Up there at that hour? Respect."),
    "strength": ("Stairs tomorrow: good luck.", "Beast."),
    "yoga": ("I should do this too.", "Namaste from a stiff cyclist."),
}
