"""A quick share of `python -m tests.mounts`: the simulation agrees with the kernel."""

import pytest

from tests.mounts.comparing import Compared, compare, why_not
from tests.mounts.planning import compare_plans

_REASON = why_not()


@pytest.mark.skipif(bool(_REASON), reason=f"no mount namespace can be made: {_REASON}")
def test_random_scenarios_are_told_as_the_kernel_tells_them():
    whole = Compared()
    for found in compare(range(24)):
        whole.outcomes += found.outcomes
        whole.faults += found.faults
    assert whole.faults == []
    assert whole.outcomes["mount: made"] > 50
    for outcome in ("DIR", "FILE", "loop", "missing", "not a folder"):
        assert whole.outcomes[f"path: {outcome}"] > 10


@pytest.mark.skipif(bool(_REASON), reason=f"no mount namespace can be made: {_REASON}")
def test_the_kernel_reaches_what_the_smallest_mounts_promise_and_none_of_them_is_spare():
    whole = Compared()
    for found in compare_plans(range(12)):
        whole.outcomes += found.outcomes
        whole.faults += found.faults
    assert whole.faults == []
    assert whole.outcomes["link: same"] > 200
    assert whole.outcomes["plan: mounts added"] > 30
