"""Metrics served from the window, by a process that ends with it: started, seen, stopped."""

import os
import socket
import subprocess
import sys

from PySide6.QtWidgets import QApplication

from tests.metrics.running import free_port, get, samples


def served(ui) -> str:
    """Start it by its action; gives the address once the project is known."""
    ui.bench.serving.port, ui.bench.serving.interval = free_port(), 0.3
    ui.run("serve")
    ui.until(lambda: ui.bench.serving.url)
    url = ui.bench.serving.url
    ui.until(lambda: samples(get(url)).get(("cvlink_up",)) == 1)
    return url


def test_the_project_is_served_and_the_address_is_in_the_status_bar(ui):
    button = ui.window.status.serving
    assert not button.isVisible()
    url = served(ui)
    action = ui.window.actions_by_id["serve"]
    found = samples(get(url))
    links = ui.bench.project.tree.totals(0)
    assert sum(n for key, n in found.items() if key[0] == "cvlink_links") == links.links
    assert found["cvlink_links_broken",] == links.broken
    assert button.isVisible()
    assert url.split("/")[2] in button.text()
    assert button.accessibleName() == button.text()
    assert url in button.toolTip()
    assert action.isChecked()
    button.click()
    assert QApplication.clipboard().text() == url
    assert url in ui.window.notices.text


def test_it_is_stopped_by_the_same_action_and_by_another_project(ui, root):
    url = served(ui)
    ui.run("serve")
    assert refused(url)
    assert not ui.window.status.serving.isVisible()
    assert not ui.window.actions_by_id["serve"].isChecked()
    url = served(ui)
    ui.open(ui.root)
    assert get(url)  # the same project, opened again
    ui.open(root)
    assert refused(url)


def refused(url: str) -> bool:
    host, port = url.split("/")[2].split(":")
    with socket.socket() as client:
        return client.connect_ex((host, int(port))) != 0


def test_it_ends_with_the_window_however_that_ends(ui):
    url = served(ui)
    process = ui.bench.serving._process
    process.stdin.close()  # all that is left of a window that was killed
    ui.until(lambda: process.poll() is not None)
    assert refused(url)
    ui.until(lambda: "has ended" in ui.window.notices.text)
    ui.until(lambda: not ui.window.status.serving.isVisible())


def test_closing_the_window_stops_it(ui):
    url = served(ui)
    ui.close()
    assert refused(url)


def test_a_port_in_use_is_said_and_a_free_one_offered(ui):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ui.bench.serving.port = taken.getsockname()[1]
        ui.run("serve")
        ui.until(lambda: "another program listens there" in ui.window.notices.text)
    assert not ui.bench.serving.is_on
    ui.window.notices._action.click()
    ui.until(lambda: ui.bench.serving.url)
    assert get(ui.bench.serving.url)


def test_a_project_that_is_gone_is_marked_where_the_address_is(ui):
    served(ui)
    button = ui.window.status.serving
    before = button.icon().cacheKey()
    os.rename(ui.root, ui.root + b".away")
    ui.until(lambda: "Nothing is known now" in button.toolTip())
    assert button.icon().cacheKey() != before
    assert button.text() == button.accessibleName() == "Metrics: nothing is known"
    os.rename(ui.root + b".away", ui.root)


def test_nothing_is_served_and_nothing_of_it_loaded_before_somebody_asks(ui):
    assert not ui.bench.serving.is_on
    code = (
        "import sys, cvlink_gui.gui.window;"
        "print([m for m in sys.modules if m.startswith(('prometheus', 'cvlink_gui.features.met'))])"
    )
    said = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert said.strip() == "[]"
