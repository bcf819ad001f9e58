"""The menus and the toolbars of the window, made from the table of actions."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QToolBar

from cvlink_gui.gui.actions import ACTIONS, MENUS, TOOLBAR
from cvlink_gui.gui.reasons import tell_reasons
from cvlink_gui.gui.theme import ICON, UNIT
from cvlink_gui.gui.words import tr_core

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


class Bars:
    """Made once: in another language they are named anew, and the filter in them is another one.

    menus    by their names in the table
    actions  the toolbar with the actions; search: the one with the filter
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.menus = self._make_menus()
        self.actions, self.search = QToolBar(), QToolBar()
        self.actions.addActions([window.actions_by_id[id_] for id_ in TOOLBAR])
        undo = window.actions_by_id["undo"]
        self._profile = self.actions.insertWidget(undo, window.profile)
        self._lens = self.actions.insertWidget(undo, window.lens)
        self.take_filter()
        for bar in (self.actions, self.search):
            bar.setMovable(False)
            bar.setIconSize(QSize(ICON, ICON))
            bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
            window.addToolBar(bar)

    def _make_menus(self) -> dict[str, QMenu]:
        window, menus = self._window, {}
        for name in MENUS:
            menus[name] = menu = window.menuBar().addMenu("")
            tell_reasons(menu)
            menu.addActions([window.actions_by_id[a.id] for a in ACTIONS if a.menu == name])
        menus["File"].insertMenu(window.actions_by_id["sample"], window.recent)
        menus["File"].aboutToShow.connect(window.recent.name)
        return menus

    def take_filter(self) -> None:
        """Show the filter the window has now."""
        self.search.clear()
        self.search.addWidget(self._window.filter_bar)

    def name(self, actions: str, search: str) -> None:
        """Say them in the language of the window; given what the toolbars are called."""
        for name, menu in self.menus.items():
            menu.setTitle(tr_core(name))
        for action in self.actions.actions():
            if action.iconText():
                button = self.actions.widgetForAction(action)
                button.setAccessibleName(action.iconText().strip())
        self.actions.setWindowTitle(actions)
        self.search.setWindowTitle(search)

    def show_profile(self, *, on: bool) -> None:
        """Have room for the profiles, where there are some."""
        self._profile.setVisible(on)
        self.fit()

    def show_lens(self, *, on: bool) -> None:
        """Have room for the containers, where there are some to look through."""
        self._lens.setVisible(on)
        self.fit()

    def fit(self) -> None:
        """The filter has a row of its own where it does not fit beside the actions."""
        window = self._window
        wanted = self.actions.sizeHint().width() + window.filter_bar.minimumSizeHint().width()
        is_narrow = window.width() < wanted + 6 * UNIT
        if is_narrow is not window.toolBarBreak(self.search):
            if is_narrow:
                window.insertToolBarBreak(self.search)
            else:
                window.removeToolBarBreak(self.search)
