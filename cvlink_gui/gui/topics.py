"""Which page of the handbook fits which panel or dialog: a table by class."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

TOPIC = "topic"  # a property of a widget: for classes that are used twice
# By the name of a class, so that this knows none of them; a test knows them all.
TOPICS: Mapping[str, str] = {
    "StartPage": "window.md#start-page",
    "DropZone": "window.md#drag-and-drop",
    "Inspector": "window.md#inspector",
    "ProblemsPanel": "window.md#problems",
    "FindingsView": "window.md#problems",
    "HistoryPanel": "window.md#undo-and-history",
    "LineagePanel": "window.md#lineage",
    "Dashboard": "window.md#dashboard",
    "PaletteView": "window.md#command-palette",
    "FilterBar": "window.md#filter",
    "ProfileSwitch": "window.md#profiles",
    "LensSwitch": "window.md#links-in-containers",
    "StatusBar": "window.md#status-bar",
    "NoticeBar": "window.md#notices",
    "TourBubble": "window.md#the-tour",
    "LinkDialog": "window.md#drag-and-drop",
    "PlanDialog": "window.md#plans",
    "PreviewDialog": "window.md#plans",
    "MoveDialog": "window.md#plans",
    "PrefixDialog": "window.md#plans",
    "NamingDialog": "window.md#new-experiments",
    "DuplicateDialog": "window.md#new-experiments",
    "ExperimentDialog": "window.md#new-experiments",
    "ComparisonDialog": "window.md#compare-experiments",
    "PreflightDialog": "window.md#audit-before-training",
    "LeakDialog": "window.md#leaked-images",
    "SnapshotDialog": "window.md#snapshots",
    "SavingsDialog": "window.md#savings",
    "SubsetDialog": "window.md#subsets",
    "ContainerDialog": "containers.md",
    "DvcDialog": "window.md#git-and-dvc",
    "WarmthDialog": "window.md#warm-up",
    "Question": "window.md",
    "CancelQuestion": "window.md#undo-and-history",
    "PictureDialog": "window.md#inspector",
    "SettingsDialog": "window.md#settings",
    "KeysDialog": "window.md#keys",
    "AboutDialog": "dependencies.md",
    "ProblemReportDialog": "window.md#when-something-goes-wrong",
    "TroubleDialog": "window.md#when-something-goes-wrong",
}


def topic_of(widget: QWidget | None) -> tuple[str, str]:
    """Page and anchor that fit a widget: its own, or those of what it is in."""
    while widget is not None:
        if found := _own(widget):
            page, _, anchor = found.partition("#")
            return page, anchor
        if widget.isWindow():
            break
        widget = widget.parentWidget()
    from cvlink_gui.features.handbook import INDEX

    return INDEX, ""


def _own(widget: QWidget) -> str:
    told = widget.property(TOPIC)
    if isinstance(told, str):
        return told
    names = (kind.__name__ for kind in type(widget).__mro__)
    return next((TOPICS[name] for name in names if name in TOPICS), "")
