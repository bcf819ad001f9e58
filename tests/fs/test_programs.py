import os
import sys
import time

import pytest

from cvlink_gui.core.errors import CvlinkError, NotAnswering
from cvlink_gui.fs.programs import Patience, output


def python(folder, code: str, **more) -> bytes:
    return output([sys.executable, "-c", code], os.fsencode(folder), {}, **more)


def test_what_a_program_reads_and_says_are_bytes(tmp_path):
    code = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read() + b'\\xff')"
    assert python(tmp_path, code, feed=b"\0\n") == b"\0\n\xff"


def test_a_program_that_fails_is_an_error_with_its_first_words(tmp_path):
    with pytest.raises(CvlinkError, match="no such luck"):
        python(tmp_path, "import sys; sys.exit('no such luck\\nmore')")
    assert python(tmp_path, "raise SystemExit(1)", well=(0, 1)) == b""


def test_a_program_that_does_not_end_is_left_behind(tmp_path):
    begin = time.monotonic()
    with pytest.raises(NotAnswering):
        python(tmp_path, "import time; time.sleep(60)", seconds=0.3)
    assert time.monotonic() - begin < 30


def test_a_folder_that_is_gone_is_not_taken_for_a_program_that_is(tmp_path):
    with pytest.raises(CvlinkError, match="not there"):
        python(tmp_path / "gone", "")
    with pytest.raises(CvlinkError, match="not installed"):
        output(["no-such-program"], os.fsencode(tmp_path), {})


def test_questions_that_share_their_time_are_asked_no_more_when_it_is_used_up(tmp_path):
    patience, folder = Patience(0.3), os.fsencode(tmp_path)
    with pytest.raises(NotAnswering, match="did not answer"), patience.asking("x", folder) as left:
        python(tmp_path, "import time; time.sleep(60)", seconds=left)
    with (
        pytest.raises(NotAnswering, match=r"had 0[.]3 s to answer in and is not asked any more"),
        patience.asking("x", folder),
    ):
        pytest.fail("asked all the same")


def test_time_between_questions_is_not_theirs(tmp_path):
    patience, folder = Patience(0.3), os.fsencode(tmp_path)
    time.sleep(0.4)
    with patience.asking("x", folder) as left:
        assert left == 0.3
