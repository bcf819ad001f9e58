"""The document of the programme's results, as `--write` makes it."""

import pytest

from tests.faults import __main__ as programme
from tests.faults import program
from tests.faults.areas.planted import PLANTS
from tests.faults.program import Area, Result, Tally, carry_out
from tests.faults.table import AREAS


def results(areas, **_options):
    return (Result(area, Tally(cases=area.full), 1.0) for area in areas)


def test_the_document_has_a_row_for_every_area_and_every_planted_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(programme, "measure", results)
    path = tmp_path / "reliability.md"
    assert programme.main(["--write", str(path)]) == 0
    text = path.read_text("utf-8")
    for area in AREAS:
        assert f"| {area.name} | {area.full:,} | 0 {area.wrong} |" in text
        assert f"- **{area.name}**: " in text
    assert "| killed commands | 160 | 0 not exact |" in text
    assert all(f"| {plant.name} | " in text for plant in PLANTS)


def test_all_planted_faults_are_run():
    (area,) = (area for area in AREAS if area.name == "planted faults")
    assert area.full == area.quick == len(PLANTS)


def test_a_run_of_some_areas_does_not_write_over_the_document_of_all(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        programme.main(["killed", "--write", str(tmp_path / "reliability.md")])
    assert ended.value.code == 2
    assert "all areas" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_area_that_breaks_is_a_fault_and_the_others_are_run(monkeypatch):
    monkeypatch.setattr(program, "get_context", lambda _kind: _here)
    tally = carry_out(Area("a", "b", 2, 2, lambda _cases, _seed: 1 // 0), 2, 1, 1)
    assert tally.wrong == 1
    assert "ZeroDivisionError" in tally.faults[0]


class _here:  # noqa: N801 (stands for a module)
    """A pool that does the work on the spot."""

    class Pool:
        def __init__(self, _jobs):
            self.imap_unordered = map

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            return None
