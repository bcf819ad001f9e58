from collections.abc import Mapping

import pytest

from cvlink_gui.core.layout import Layout, Role, detect


def of(*folders: str, **chosen: Role) -> dict[bytes, Role]:
    names = {b"": [f.encode() for f in folders if "/" not in f]}
    names[b"data"] = [f.encode()[5:] for f in folders if f.startswith("data/")]
    return dict(detect(names.get, {k.encode(): v for k, v in chosen.items()}).roles)


@pytest.mark.parametrize("base", ["", "data/"])
def test_the_four_folders_are_known_at_the_root_and_below_data(base):
    found = of(*(base + role.value for role in Role))
    assert found == {(base + role.value).encode(): role for role in Role}


def test_experiments_may_lie_beside_data():
    assert of("data", "data/raw", "experiments") == {
        b"data/raw": Role.RAW,
        b"experiments": Role.EXPERIMENTS,
    }


def test_cookiecutter_data_science_is_known():
    assert of("data/raw", "data/interim", "data/processed", "data/external") == {
        b"data/raw": Role.RAW,
        b"data/external": Role.RAW,
        b"data/interim": Role.PROCESSED,
        b"data/processed": Role.PROCESSED,
    }


def test_kedro_is_known():
    found = of("data/01_raw", "data/02_intermediate", "data/05_model_input", "data/08_reporting")
    assert found == {
        b"data/01_raw": Role.RAW,
        b"data/02_intermediate": Role.PROCESSED,
        b"data/05_model_input": Role.SPLITS,
    }


def test_where_the_user_names_a_role_nothing_is_guessed_for_it():
    assert of("raw", "splits", originals=Role.RAW) == {
        b"originals": Role.RAW,
        b"splits": Role.SPLITS,
    }


def test_a_folder_of_any_other_name_has_no_role():
    assert not Layout(of("src", "docs", "rawish")).is_project


def test_the_innermost_folder_decides_the_role_of_a_path():
    layout = Layout({b"data": Role.RAW, b"data/splits": Role.SPLITS})
    assert layout.role_of(b"data/splits/v1/train") is Role.SPLITS
    assert layout.role_of(b"data/splits-old") is Role.RAW
    assert layout.role_of(b"other") is None


def test_a_role_of_the_root_is_that_of_everything():
    assert Layout({b"": Role.RAW}).role_of(b"a/b") is Role.RAW


def test_the_experiment_of_a_path_is_the_folder_below_experiments():
    layout = Layout({b"experiments": Role.EXPERIMENTS})
    assert layout.experiment_of(b"experiments/a/models/x") == b"experiments/a"
    assert layout.experiment_of(b"experiments/a") == b"experiments/a"
    assert layout.experiment_of(b"experiments") is None
    assert layout.experiment_of(b"experiments-old/a") is None


def test_new_experiments_go_where_the_others_are():
    assert Layout({b"data/experiments": Role.EXPERIMENTS}).experiments_folder == b"data/experiments"
    assert Layout().experiments_folder == b"experiments"


def test_links_in_data_lead_to_data_sets_where_nothing_in_it_has_a_role():
    folders = {b"": [b"configs", b"data"], b"data": [b"coco", b"cityscapes"]}.get

    def detected(linked: list[bytes], **chosen: Role) -> Mapping[bytes, Role]:
        roles = {name.encode(): role for name, role in chosen.items()}
        return detect(
            lambda path: folders(path, []), roles, lambda path: linked if path == b"data" else []
        ).roles

    assert detected([b"coco"]) == {b"data": Role.PROCESSED}
    assert detected([]) == {}
    assert detected([b"coco"], data=Role.RAW) == {b"data": Role.RAW}
    folders = {b"data": [b"raw", b"coco"]}.get
    assert detected([b"coco"]) == {b"data/raw": Role.RAW}
