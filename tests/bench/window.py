"""How smooth the window is while it scans: `python tests/bench/window.py [FOLDER...]`.

For each folder: seconds from the window's first show to its first rows, seconds of the whole
scan, and how late a 5 ms timer is during it (p50, p99, worst, in milliseconds).
"""

import os
import sys
import tempfile
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="cvlink-bench-")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cvlink_gui.gui import theme
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench

TICK_MS = 5


def measure(app: QApplication, folder: bytes) -> str:
    """One row of the table for one folder."""
    workbench = Workbench()
    window = MainWindow(workbench, remember=False)
    window.show()
    app.processEvents()
    begin = time.perf_counter()
    seen = {"rows": 0.0, "scan": 0.0}
    late: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        late.append(max(0.0, (now - last[0]) * 1000 - TICK_MS))
        last[0] = now
        if not seen["rows"] and window.workspace.dataset_model.rowCount():
            seen["rows"] = now - begin

    def scanning(on: bool) -> None:
        if not on:
            seen["scan"] = time.perf_counter() - begin
            app.quit()

    timer = QTimer()
    timer.setInterval(TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    workbench.scanning.connect(scanning)
    workbench.open(folder)
    app.exec()
    timer.stop()
    workbench.scanning.disconnect(scanning)
    entries = workbench.project.tree.totals(0).entries if workbench.project else 0
    window.close()
    late.sort()
    p50, p99, worst = late[len(late) // 2], late[int(len(late) * 0.99)], late[-1]
    return (
        f"| {os.fsdecode(folder)} | {entries:,} | {seen['rows']:.3f} | {seen['scan']:.2f} "
        f"| {p50:.1f} | {p99:.1f} | {worst:.1f} |"
    )


def main() -> None:
    """Print a Markdown table."""
    app = QApplication([])
    theme.choose(app, "light")
    print("| folder | entries | first rows s | scan s | late p50 ms | p99 ms | worst ms |")
    print("|---|---|---|---|---|---|---|")
    for name in sys.argv[1:] or ["/usr/share/icons", "/usr"]:
        print(measure(app, os.fsencode(name)), flush=True)


if __name__ == "__main__":
    main()
