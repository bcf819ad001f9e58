"""The profile the links are in, as a button of the toolbar; its menu switches to another one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from cvlink_gui.core.profiles import Profile, State
from cvlink_gui.gui import icons
from cvlink_gui.gui.profiles import Profiles
from cvlink_gui.gui.running import number
from cvlink_gui.gui.theme import ICON, UNIT, spaced

_NAME_WIDTH = 28 * UNIT  # of a long name only this much is shown: the window has to stay narrow


class ProfileSwitch(QToolButton):
    """Says the name of the profile, "mixed" or "no profile"; `wanted` carries a Profile."""

    wanted = Signal(object)

    def __init__(self, profiles: Profiles) -> None:
        super().__init__()
        self._profiles = profiles
        self._group: QActionGroup | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(ICON, ICON))
        self.setMenu(QMenu(self))
        self.menu().setToolTipsVisible(True)
        self.menu().aboutToShow.connect(self._fill)
        self.restyle()
        self.follow()

    def restyle(self) -> None:
        """Draw the icon in the colours of the theme in use."""
        self.setIcon(icons.icon("layers"))

    def follow(self) -> None:
        """Say which profile the links are in now."""
        word = self._word(self._profiles.state)
        short = self.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, _NAME_WIDTH)
        self.setText(spaced(short))
        self.setAccessibleName(self.tr("Profile: {0}").format(word))
        self.setToolTip(self.tr("Profile: {0}").format(word))

    def _word(self, state: State | None) -> str:
        if state is None:
            return self.tr("no profile")
        return state.active or (self.tr("mixed") if state.mixed else self.tr("no profile"))

    def _fill(self) -> None:
        """One row a profile, with how many of its links lead where it says."""
        menu = self.menu()
        menu.clear()
        if self._group is not None:
            self._group.deleteLater()
        self._group = QActionGroup(self)
        for profile in self._profiles.found:
            menu.addAction(self._action(profile, self._group))

    def _action(self, profile: Profile, group: QActionGroup) -> QAction:
        state = self._profiles.state
        matching = state.matching.get(profile.name, 0) if state is not None else 0
        links = self.tr("{0} of {1} links").format(number(matching), number(len(profile.claims)))
        action = QAction(f"{profile.name.replace('&', '&&')}   {links}", group)
        action.setCheckable(True)
        action.setChecked(state is not None and state.active == profile.name)
        action.triggered.connect(lambda _on=False: self.wanted.emit(profile))
        return action
