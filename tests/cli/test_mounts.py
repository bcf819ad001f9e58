"""`cvlink mounts`, as it is typed."""

import base64
import os

import pytest

from tests.conftest import build, seen


@pytest.fixture
def shared(root, tmp_path):
    """The sound project with two links to data beside it; gives the path of that data."""
    data = build(tmp_path / "nas", "coco/train/a.jpg", "coco/val/b.jpg")
    os.makedirs(root + b"/experiments/far")
    for name in (b"train", b"val"):
        os.symlink(data + b"/coco/" + name, root + b"/experiments/far/" + name)
    return os.fsdecode(data)


def test_a_check_as_json_has_every_link_with_its_verdict(told, root, shared):
    code, found = told("mounts", "check", "--mount", f"{os.fsdecode(root)}:/work")
    assert code == 1
    assert found.keys() == {"schema", "mounts", "at", "links", "counts"}
    assert found["schema"] == "cvlink.mounts/1"
    assert found["mounts"] == [{"host": os.fsdecode(root), "container": "/work", "read_only": True}]
    assert found["counts"] == {
        **dict.fromkeys(("different", "broken", "loop", "image", "denied"), 0),
        "same": 8,
        "needs_mount": 2,
    }
    links = {link["path"]: link for link in found["links"]}
    assert links["experiments/far/train"] == {
        "path": "experiments/far/train",
        "container_path": "/work/experiments/far/train",
        "verdict": "needs_mount",
        "missing": "/" + shared.split("/")[1],
        "reaches": None,
        "read_only": False,
        "outside_roots": False,
    }
    alive = links["experiments/baseline/train"]
    assert (alive["verdict"], alive["missing"], alive["read_only"]) == ("same", None, True)
    assert alive["reaches"].endswith("/data/processed/v1/train")


def test_mounts_may_follow_one_option_or_several(told, root, shared):
    here = os.fsdecode(root)
    for words in (
        ("--mount", f"{here}:/work", f"{shared}:{shared}"),
        ("--mount", f"{here}:/work", "--mount", f"{shared}:{shared}"),
        ("--at", "/work", "--mount", f"{shared}/coco:{shared}/coco"),
        ("--mount", f"{shared}:{shared}"),
    ):
        code, found = told("mounts", "check", *words)
        assert (code, found["counts"]["same"], len(found["mounts"])) == (0, 10, 2)


def test_a_check_as_text_names_a_missing_mount_once(cvlink, root, shared):
    code, out, err = cvlink("mounts", "check", "--at", "/work")
    assert (code, err) == (1, "")
    assert "  8 alive\n" in out
    assert "  2 dead: needs a mount\n" in out
    assert out.count("is not there") == 1
    assert f"    experiments/far/train -> {shared}/coco/train" in out


def test_only_the_links_below_a_path_are_checked(told, root, shared):
    code, found = told("mounts", "check", "experiments/baseline", "--at", "/work")
    assert (code, [link["path"] for link in found["links"]]) == (
        0,
        ["experiments/baseline/train", "experiments/baseline/val"],
    )


def test_a_plan_names_the_smallest_mounts_in_three_ways(told, root, shared):
    here = os.fsdecode(root)
    coco = {"host": f"{shared}/coco", "container": f"{shared}/coco", "read_only": True}
    code, same = told("mounts", "plan")
    assert (code, same["way"], same["left"], same["plan"]) == (0, "same", [], None)
    assert same["mounts"] == [{"host": here, "container": here, "read_only": True}, coco]
    code, moved = told("mounts", "plan", "--mount", f"{here}:/work:rw")
    assert (code, moved["way"], moved["at"]) == (0, "remap", "/work")
    assert moved["mounts"] == [{"host": here, "container": "/work", "read_only": False}, coco]
    os.symlink(root + b"/data/raw", root + b"/experiments/far/raw")
    code, rewritten = told("mounts", "plan", "--at", "/work", "--way", "relative")
    assert (code, rewritten["way"], len(rewritten["mounts"])) == (0, "relative", 2)
    (step,) = rewritten["plan"]["steps"]
    assert (step["path"], step["action"]) == ("experiments/far/raw", "retarget")


def test_what_is_emitted_is_all_of_the_output(cvlink, told, root, shared):
    code, out, err = cvlink("mounts", "plan", "--at", "/work", "--emit", "docker")
    assert (code, err) == (0, "")
    assert out == (
        f"docker run --rm --mount type=bind,src={os.fsdecode(root)},dst=/work,readonly"
        f" --mount type=bind,src={shared}/coco,dst={shared}/coco,readonly IMAGE\n"
    )
    found = told("mounts", "plan", "--at", "/work", "--emit", "docker")[1]
    assert (found["emit"], found["output"]) == ("docker", out)


def test_a_link_no_mount_can_help_is_said_and_is_exit_code_1(cvlink, root):
    os.symlink(b"/home", root + b"/experiments/baseline/homes")
    code, out, _ = cvlink("mounts", "plan", "--at", "/work")
    assert code == 1
    assert "experiments/baseline/homes -> /home" in out
    code, out, err = cvlink("mounts", "plan", "--at", "/work", "--emit", "compose")
    assert (code, out.splitlines()[0]) == (1, "services:")
    assert "experiments/baseline/homes -> /home" in err


def test_links_are_rewritten_by_a_plan_like_any_other(told, root, shared):
    os.symlink(root + b"/data/raw", root + b"/experiments/far/raw")
    before = seen(root)
    code, plan = told("mounts", "rewrite", "--at", "/work", "--dry-run")
    assert (code, len(plan["steps"]), seen(root)) == (0, 1, before)
    assert told("mounts", "rewrite", "--at", "/work", "--yes")[1]["done"]
    assert os.readlink(root + b"/experiments/far/raw") == b"../../data/raw"
    assert told("undo", "--yes")[1]["done"]
    assert seen(root) == before


def test_a_named_map_is_used_and_added_to(told, root, shared):
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write('[mounts.gpu]\n"." = "/workspace:rw"\n')
    code, found = told("mounts", "check", "--map", "gpu")
    assert (code, found["at"], found["counts"]["needs_mount"]) == (1, "/workspace", 2)
    words = ("--map", "gpu", "--mount", f"{shared}:{shared}")
    assert told("mounts", "check", *words)[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--map", "none"),
        ("check", "--mount", "nonsense"),
        ("check", "--mount", "/none/at/all:/data"),
        ("check", "--at", "work"),
        ("check", "--emit", "docker"),
        ("plan", "--emit", "podman"),
        ("check", "none"),
    ],
)
def test_wrong_words_are_exit_code_2(cvlink, words):
    code, out, err = cvlink("mounts", *words)
    assert (code, out) == (2, "")
    assert err


def test_names_that_are_odd_have_their_bytes(told, root):
    build(root, "experiments/odd\udcff/l -> ../../data/raw")
    found = told("mounts", "check", "--at", "/work")[1]
    (odd,) = [link for link in found["links"] if "path_bytes" in link]
    assert base64.b64decode(odd["container_path_bytes"]) == b"/work/experiments/odd\xff/l"
