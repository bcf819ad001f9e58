import pytest

from cvlink_gui.core.foreign import folded, written_elsewhere

WINDOWS = (
    rb"C:\data\v1",
    rb"d:/data/v1",
    rb"C:",
    rb"\\server\share\data",
    rb"\\?\C:\data",
    rb"\\?\UNC\server\share",
    rb"\??\C:\data",
)


@pytest.mark.parametrize("text", WINDOWS)
def test_absolute_paths_of_windows_are_told(text):
    assert written_elsewhere(text) == "an absolute path of Windows"


@pytest.mark.parametrize("text", [rb"..\..\data\v1", rb"data\v1", rb"\data"])
def test_separators_of_windows_are_told(text):
    assert written_elsewhere(text) == "a path with the separators of Windows"


@pytest.mark.parametrize(
    "text", [b"../data", b"/data", b"a:b", rb"odd\name/x", b"ab:/c", b"", b"//s/x"]
)
def test_texts_of_this_system_are_left_alone(text):
    assert written_elsewhere(text) == ""


def test_names_that_windows_or_macos_take_for_one_are_folded_alike():
    assert folded(b"Train") == folded(b"TRAIN")
    assert folded("Äpfel".encode()) == folded("a\u0308pfel".encode())
    assert folded(b"a\xff") != folded(b"a\xfe")
