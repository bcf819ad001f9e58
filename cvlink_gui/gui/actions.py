"""Every action of the window in one table; menus, toolbar, context menus and keys come from it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QIcon, QKeySequence

from cvlink_gui.core.links import Kind
from cvlink_gui.core.settings import LIVE
from cvlink_gui.features.experiments import has_several
from cvlink_gui.gui import experiments, gestures, icons, subsets, theme
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.staging import STAGE, UNSTAGE, Order
from cvlink_gui.gui.words import tr, tr_core

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `when` gives the reason why it is off now, or an empty text."""

    id: str
    text: str
    icon: str
    keys: tuple[str, ...]
    menu: str
    run: "Callable[[MainWindow], None]"
    when: "Callable[[MainWindow], str]" = lambda _window: ""
    context: bool = False
    is_on: "Callable[[MainWindow], bool] | None" = None  # for what is switched on and off
    short: str = ""  # what its button in the toolbar says, where the text is too long

    def picture(self) -> QIcon:
        """Its icon in the colours of the theme in use."""
        return icons.icon(self.icon)


def _needs_project(window: "MainWindow") -> str:
    return "" if window.workbench.project else tr("No project is open.")


def _needs_scan_end(window: "MainWindow") -> str:
    return "" if window.workbench.is_scanning else tr("No scan is under way.")


def _can_warm(window: "MainWindow") -> str:
    if window.workbench.warming.is_under_way:
        return tr("Warming up is under way.")
    return _needs_project(window)


def _can_warm_selected(window: "MainWindow") -> str:
    return _can_warm(window) or _needs_selection(window)


def _needs_warming(window: "MainWindow") -> str:
    return "" if window.workbench.warming.is_under_way else tr("Nothing is warmed up now.")


def _needs_run(window: "MainWindow") -> str:
    run = window.workbench.runner.under_way
    if run is None:
        return tr("No change is under way.")
    return "" if run.can_stop else tr("This cannot be stopped halfway.")


def _needs_selection(window: "MainWindow") -> str:
    return "" if window.selected_nodes() else tr("Nothing is selected.")


def _needs_links(window: "MainWindow") -> str:
    return "" if window.selected_links() else tr("No link is selected.")


def _needs_one_link(window: "MainWindow") -> str:
    return "" if len(window.selected_links()) == 1 else tr("Select exactly one link.")


def _needs_experiment(window: "MainWindow") -> str:
    if window.workbench.is_scanning:
        return tr("The scan is not at its end yet.")
    return "" if window.audits.experiment() else tr("Select an experiment, or something in it.")


def _needs_experiments(window: "MainWindow") -> str:
    project = window.workbench.project
    if project is None or window.workbench.is_scanning:
        return _needs_project(window) or tr("The scan is not at its end yet.")
    return "" if has_several(project) else tr("There are no two experiments to compare.")


def _can_stage(order: Order) -> "Callable[[MainWindow], str]":
    def when(window: "MainWindow") -> str:
        return _needs_links(window) or window.workbench.stager.refusal(
            order, window.selected_links()
        )

    return when


def _needs_data(window: "MainWindow") -> str:
    project, nodes = window.workbench.project, window.selected_nodes()
    is_data = project and len(nodes) == 1 and project.tree.kind(nodes[0]) in (Kind.DIR, Kind.FILE)
    return "" if is_data else tr("Select one file or folder, no link.")


def _needs_profiles(window: "MainWindow") -> str:
    none = tr("The settings of this project (cvlink.toml) name no profile.")
    return _needs_project(window) or ("" if window.workbench.profiles.found else none)


def _needs_maps(window: "MainWindow") -> str:
    none = tr("The settings of this project (cvlink.toml) name no map of mounts.")
    lens = window.workbench.lens
    return _needs_project(window) or ("" if lens.names or lens.wish else none)


def _needs_audit(window: "MainWindow") -> str:
    return "" if window.workbench.last_audit else tr("Nothing was audited yet.")


def _needs_notice(window: "MainWindow") -> str:
    return "" if window.notices.isVisible() else tr("There is no notice.")


def _can_undo(window: "MainWindow") -> str:
    can = window.workbench.runner.undo_stack.canUndo()
    return _can_walk(window, "" if can else tr("Nothing to undo."))


def _can_redo(window: "MainWindow") -> str:
    can = window.workbench.runner.undo_stack.canRedo()
    return _can_walk(window, "" if can else tr("Nothing to redo."))


def _can_walk(window: "MainWindow", reason: str) -> str:
    runner = window.workbench.runner
    if runner.takes_undo:
        return ""  # what there is to undo is known in a moment
    return tr("A change is under way.") if runner.is_running else reason


def _dialog(name: str, opens: str) -> "Callable[[MainWindow], None]":
    """What a module of `dialogs` does, which is imported when it is first wanted."""

    def run(window: "MainWindow") -> None:
        getattr(import_module(f"cvlink_gui.gui.dialogs.{name}"), opens)(window)

    return run


def _sort(column: int) -> "Callable[[MainWindow], None]":
    def run(window: "MainWindow") -> None:
        window.workspace.sort_by(column)

    return run


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "Open…", "folder-open", ("Ctrl+O",), "File",
               gestures.choose_folder),
    ActionSpec("sample", "Create a sample project…", "sparkles", (), "File",
               gestures.choose_sample),
    ActionSpec("new_experiment", "New experiment…", "flask-conical", ("Ctrl+N",), "File",
               experiments.create, _needs_project, context=True),
    ActionSpec("duplicate", "Duplicate experiment…", "copy", ("Ctrl+D",), "File",
               experiments.duplicate, _needs_experiment, context=True),
    ActionSpec("compare", "Compare experiments…", "layers", ("Ctrl+Shift+E",), "File",
               experiments.compare, _needs_experiments, context=True),
    ActionSpec("subset", "Make a subset…", "split", (), "File",
               subsets.choose, _needs_selection, context=True),
    ActionSpec("settings", "Settings…", "sliders-horizontal", ("Ctrl+,",), "File",
               _dialog("settings", "show")),
    ActionSpec("quit", "Quit", "x", ("Ctrl+Q",), "File", lambda w: w.close_window()),
    ActionSpec("undo", "Undo", "undo-2", ("Ctrl+Z",), "Edit",
               lambda w: w.workbench.runner.undo(), _can_undo),
    ActionSpec("redo", "Redo", "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit",
               lambda w: w.workbench.runner.redo(), _can_redo),
    ActionSpec("cancel_run", "Cancel the change…", "ban", ("Ctrl+.",), "Edit",
               lambda w: w.questions.ask_to_cancel(), _needs_run),
    ActionSpec("copy", "Copy", "copy", ("Ctrl+C",), "Edit",
               gestures.copy, _needs_selection, context=True),
    ActionSpec("paste", "Paste as link", "clipboard-paste", ("Ctrl+Shift+V",), "Edit",
               gestures.paste, _needs_project, context=True),
    ActionSpec("link_to", "Link to experiment…", "link", ("Ctrl+L",), "Edit",
               gestures.link_to, _needs_selection, context=True),
    ActionSpec("rename", "Rename link…", "pencil", ("F2",), "Edit",
               gestures.rename, _needs_one_link, context=True),
    ActionSpec("unlink", "Remove link (the target stays)", "unlink", ("Del",), "Edit",
               gestures.unlink, _needs_links, context=True),
    ActionSpec("retarget", "Retarget…", "target", ("Ctrl+T",), "Edit",
               gestures.retarget, _needs_links, context=True),
    ActionSpec("prefix", "Replace a prefix of targets…", "target", ("Ctrl+Shift+T",), "Edit",
               gestures.replace_prefix, _needs_project, context=True),
    ActionSpec("move", "Move link…", "folder-symlink", ("Ctrl+Shift+M",), "Edit",
               gestures.move, _needs_one_link, context=True),
    ActionSpec("relative", "Make links relative", "link", (), "Edit",
               lambda w: gestures.restyle(w, "relative"), _needs_project, context=True),
    ActionSpec("absolute", "Make links absolute", "external-link", (), "Edit",
               lambda w: gestures.restyle(w, "absolute"), _needs_project),
    ActionSpec("repair", "Find moved targets…", "search", ("Ctrl+M",), "Edit",
               gestures.repair, _needs_project, context=True),
    ActionSpec("profile", "Switch profile…", "layers", ("Ctrl+Alt+P",), "Edit",
               lambda w: w.profile.showMenu(), _needs_profiles),
    ActionSpec("stage", "Stage link in git", "git-branch", ("Ctrl+Alt+G",), "Edit",
               lambda w: w.workbench.stager.start(STAGE, w.selected_links()),
               _can_stage(STAGE), context=True),
    ActionSpec("unstage", "Unstage", "git-branch", ("Ctrl+Alt+U",), "Edit",
               lambda w: w.workbench.stager.start(UNSTAGE, w.selected_links()),
               _can_stage(UNSTAGE), context=True),
    ActionSpec("dvc", "Put under DVC…", "archive", ("Ctrl+Alt+D",), "Edit",
               _dialog("dvc", "ask"), _needs_data, context=True),
    ActionSpec("snapshots", "Snapshots…", "history", ("Ctrl+Alt+S",), "Edit",
               _dialog("snapshots", "browse"), _needs_project),
    ActionSpec("savings", "Savings…", "archive", ("Ctrl+Alt+V",), "View",
               _dialog("savings", "show"), _needs_project),
    ActionSpec("rescan", "Rescan", "refresh-cw", ("F5", "Ctrl+R"), "View",
               lambda w: w.workbench.rescan(), _needs_project),
    ActionSpec("cancel", "Cancel the scan", "ban", (), "View",
               lambda w: w.workbench.cancel_scan(), _needs_scan_end),
    ActionSpec("warm", "Warm up the project", "database", ("Ctrl+Shift+W",), "View",
               lambda w: w.workbench.warming.start(()), _can_warm),
    ActionSpec("warm_selected", "Warm up what is selected", "database", (), "View",
               lambda w: w.workbench.warming.start(w.selected_paths()), _can_warm_selected,
               context=True),
    ActionSpec("cancel_warming", "Cancel warming up", "ban", (), "View",
               lambda w: w.workbench.warming.cancel(), _needs_warming),
    ActionSpec("filter", "Filter", "search", ("Ctrl+F",), "View",
               lambda w: w.focus_filter(), _needs_project),
    ActionSpec("reveal", "Go to the target", "target", ("Ctrl+Return",), "View",
               gestures.go_to_target, _needs_one_link, context=True),
    ActionSpec("sort_name", "Sort by name", "arrow-up-down", (), "View",
               _sort(NAME), _needs_project),
    ActionSpec("sort_detail", "Sort by details", "arrow-up-down", (), "View",
               _sort(DETAIL), _needs_project),
    ActionSpec("sort_state", "Sort by state", "arrow-up-down", (), "View",
               _sort(STATE), _needs_project),
    ActionSpec("lens", "Look through a container…", "box", ("Ctrl+Alt+L",), "View",
               lambda w: w.lens.showMenu(), _needs_maps),
    ActionSpec("container", "Mounts for containers…", "box", ("Ctrl+Alt+C",), "View",
               _dialog("containers", "browse"), _needs_project),
    ActionSpec("lineage", "Show the lineage", "workflow", ("Ctrl+Shift+G",), "View",
               lambda w: w.workspace.show_tab(w.workspace.lineage), _needs_project),
    ActionSpec("dashboard", "Show the dashboard", "chart-line", ("Ctrl+Shift+B",), "View",
               lambda w: w.workspace.show_tab(w.workspace.dashboard), _needs_project),
    ActionSpec("serve", "Serve metrics", "chart-line", (), "View",
               lambda w: w.workbench.serving.switch(), _needs_project,
               is_on=lambda w: w.workbench.serving.is_on),
    ActionSpec("palette", "Command palette…", "search", ("Ctrl+Shift+P",), "View",
               lambda w: w.commands.switch()),
    ActionSpec("notice", "Go to the notice", "info", ("Ctrl+Alt+N",), "View",
               lambda w: w.notices.take_focus(), _needs_notice),
    ActionSpec("theme", "Light or dark", "moon", ("Ctrl+Shift+L",), "View",
               lambda w: w.appearance.switch_theme()),
    # It is named in the other language: who does not read this one has to find it.
    ActionSpec("language", "Turkish (Türkçe)", "languages", (), "View",
               lambda w: w.appearance.switch_language()),
    ActionSpec("live", "Follow changes made by others", "refresh-cw", (), "View",
               lambda w: w.workbench.set_user(LIVE, not w.workbench.live.is_on),
               is_on=lambda w: w.workbench.live.is_on),
    ActionSpec("preflight", "Audit before training", "shield-check", ("F7",), "Audit",
               lambda w: w.audits.preflight(), _needs_experiment, context=True,
               short="Audit"),
    ActionSpec("problems", "Go to the problems", "triangle-alert", ("Ctrl+P",), "Audit",
               lambda w: w.audits.go_to_problems(), _needs_audit),
    ActionSpec("report", "Save report…", "file", ("Ctrl+Shift+S",), "Audit",
               lambda w: w.audits.save_report(), _needs_audit),
    ActionSpec("handbook", "Handbook", "book-open", ("F1",), "Help", lambda w: w.help.open()),
    ActionSpec("keys", "Keyboard shortcuts", "keyboard", ("Ctrl+F1",), "Help",
               lambda w: w.help.keys()),
    ActionSpec("tour", "Take the tour", "route", (), "Help",
               lambda w: w.help.tour.begin(), _needs_project),
    ActionSpec("problem", "Report a problem…", "bug", (), "Help", lambda w: w.help.report()),
    ActionSpec("about", "About cvlink-gui", "info", (), "Help", lambda w: w.help.about()),
)  # fmt: skip
MENUS = ("File", "Edit", "View", "Audit", "Help")
TOOLBAR = ("open", "rescan", "preflight", "undo", "redo")


def make_actions(window: "MainWindow") -> dict[str, QAction]:
    """The table as QActions of a window."""
    actions = {}
    for spec in ACTIONS:
        action = QAction(spec.picture(), "", window)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.triggered.connect(lambda _on=False, spec=spec: spec.run(window))
        action.setCheckable(spec.is_on is not None)
        action.setIconVisibleInMenu(spec.is_on is None)  # else its box has no place
        actions[spec.id] = action
    name_actions(actions)
    return actions


def name_actions(actions: dict[str, QAction]) -> None:
    """Say all of them in the language of the window."""
    for spec in ACTIONS:
        action, text = actions[spec.id], tr_core(spec.text)
        action.setText(text)
        action.setIconText(theme.spaced(tr_core(spec.short or spec.text).rstrip("…")))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setData(f"{text}  ({keys})" if keys else text)


def update_actions(window: "MainWindow", actions: dict[str, QAction]) -> None:
    """Switch actions on and off; one that is off says why in its tip."""
    for spec in ACTIONS:
        action = actions[spec.id]
        explain(action, spec.when(window), action.data())
        if spec.is_on is not None:
            action.setChecked(spec.is_on(window))
