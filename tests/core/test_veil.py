import pytest

from cvlink_gui.core.veil import Veil

HOME = (("/home/ada", "~"), ("ada", "<user>"), ("/home/ada/work/acme", "<project>"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/home/ada/notes.txt", "~/notes.txt"),
        ("/home/ada/work/acme/raw/1.jpg: gone", "<project>/raw/1.jpg: gone"),
        ("owned by ada", "owned by <user>"),
        ("metadata of canada", "metadata of canada"),
        ("/mnt/nas/secret/x.jpg is not there", "<path 1> is not there"),
        ('File "/mnt/nas/x.py", line 3', 'File "<path 1>", line 3'),
        ("nas:/export/secret on /mnt/x/y", "nas:<path 1> on <path 2>"),
        ("/a/b and /c/d and /a/b", "<path 1> and <path 2> and <path 1>"),
        ("https://docs.dask.org/en/stable", "https://docs.dask.org/en/stable"),
        ("/usr/lib/x and /etc/fstab", "/usr/lib/x and /etc/fstab"),
        ("3/4 of it, and/or 1 / 2", "3/4 of it, and/or 1 / 2"),
    ],
    ids=str,
)
def test_private_names_are_hidden_and_others_stay(text, told):
    assert Veil(HOME).over(text) == told


def test_a_traceback_can_still_be_read():
    line = 'File "/srv/x/lib/python3.12/site-packages/cvlink_gui/gui/app.py", line 7, in main'
    told = Veil(()).over(line)
    assert told == 'File "…/lib/python3.12/site-packages/cvlink_gui/gui/app.py", line 7, in main'


def test_a_path_has_the_same_word_in_all_texts():
    veil = Veil(())
    assert veil.over("/x/one /x/two") == "<path 1> <path 2>"
    assert veil.over("/x/two") == "<path 2>"
