"""How much may one imported file cost?"""

from __future__ import annotations

FILE_BYTES = 10_000_000
POINTS = 200_000
BATCH_FILES = 100
BATCH_BYTES = 200_000_000  # unpacked
ELEMENT_DEPTH = 64  # a recording nests about eight deep
TITLE_CHARACTERS = 100

# What the reading process may use. Measured: the densest real file takes 2 s and 95 MB; some systems map a
# locale archive of 220 MB into every process.
WALL_SECONDS = 5.0
CPU_SECONDS = 6  # stops a child whose parent is gone; the parent's WALL_SECONDS comes first
MEMORY_BYTES = 512_000_000
PROCESSES = 4  # at once, for each server process

# What one workout can be, by hand or from a file; a recording beyond is refused.
DURATION_SECONDS = 14 * 86_400
DISTANCE_METRES = 5_000_000
GAIN_METRES = 100_000
CALORIES = 100_000

# What one sample can be.
LOWEST_METRES = -500.0
HIGHEST_METRES = 9_000.0
SLOWEST_HEART, FASTEST_HEART = 25, 250  # beats a minute
BACKWARD_SECONDS = 300.0  # a clock may be set right under way
CLOCK_AHEAD_SECONDS = 86_400.0
