"""The areas, with the figures they are to reach and those of the quick share."""

from tests.faults.areas import (
    command,
    copies,
    errnos,
    hung,
    kills,
    malformed,
    moved,
    names,
    planted,
    power,
    profiles,
    races,
    traversal,
)
from tests.faults.program import Area

AREAS = (
    Area("kill points", "lost", 20_000, 160, kills.kill_points, 1000),
    Area("double kills", "lost", 2_000, 24, kills.double_kills, 100),
    Area("moved and killed", "untold or lost", 2_000, 60, moved.moved_and_killed, 100),
    Area("copies and kills", "lost", 4_000, 80, copies.killed, 250),
    Area("copies and changes", "lost or replaced", 20_000, 800, copies.changed),
    Area("power cuts on ext4", "lost", 1_000, 26, power.ext4, 250),
    Area("power cuts on xfs", "lost", 1_000, 26, power.xfs, 250),
    Area("errno matrix", "untrue or lost", 9_000, 240, errnos.matrix),
    Area("traversal", "outside", 3_000, 100, traversal.traversal, 250),
    Area("swaps", "real files deleted", 100_000, 4_000, races.swaps, 5_000),
    Area("readers", "missing", 50_000, 5_000, races.readers, 10_000),
    Area("profile switches", "mixed or lost", 2_000, 60, profiles.switches, 250),
    Area("profile flips", "missing", 1_000, 60, profiles.flips, 0),
    Area("random byte names", "wrong", 10_000, 500, names.names),
    Area("malformed files", "tracebacks or changed files", 5_000, 500, malformed.malformed),
    Area("killed commands", "not exact", 160, 4, command.killed_commands, 20),
    Area("planted faults", "not caught", 40, 40, planted.planted, 0),
    Area("hung mounts", "stood still", 12, 2, hung.hung_mounts, 0),
)
