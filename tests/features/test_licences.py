import pytest

from cvlink_gui import __version__
from cvlink_gui.features import licences
from cvlink_gui.resources import resource


@pytest.fixture(scope="module")
def known():
    return {component.name: component for component in licences.components()}


def test_we_come_first_with_our_own_licence():
    first = licences.components()[0]
    assert (first.name, first.version, first.licence) == ("cvlink-gui", __version__, "MIT")
    assert first.text.startswith("MIT License")
    assert "Lucide" not in first.text


def test_what_is_shipped_has_the_text_that_lies_beside_it(known):
    for name, folder in (("Lucide (icons)", "icons"), ("Inter (typeface)", "fonts")):
        text = resource(folder, "LICENSE").read_text(encoding="utf-8").strip()
        assert known[name].text == text
    shipped = {path.parent.name for path in resource().glob("*/LICENSE")}
    assert shipped == {file[0] for _, _, file in licences._SHIPPED}


@pytest.mark.parametrize("name", ["PySide6_Essentials", "pyqtgraph", "numpy", "Python"])
def test_what_is_installed_for_it_is_named_with_its_licence(known, name):
    assert known[name].version
    assert known[name].licence not in ("", "not said")


def test_what_is_only_for_tests_is_no_part_of_it(known):
    assert not {"pytest", "ruff", "mypy"} & set(known)


@pytest.mark.parametrize(
    ("line", "name"),
    [("numpy>=1.25", "numpy"), ("a.b-c (>1) ; python_version > '3'", "a.b-c"), ("x[y]", "x")],
)
def test_the_name_of_a_package_is_read_from_what_asks_for_it(line, name):
    assert licences._name(line) == name
