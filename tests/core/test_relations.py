from cvlink_gui.core.relations import Relations


def chained() -> Relations:
    relations = Relations()
    relations.put(b"experiments/base", (b"splits/v1/train",))
    relations.put(b"splits/v1", (b"processed/v1/train",))
    relations.put(b"processed/v1/train", (b"raw",))
    return relations


def test_users_are_found_through_any_number_of_links():
    assert chained().users(b"raw") == {b"processed/v1/train", b"splits/v1", b"experiments/base"}


def test_an_experiment_uses_all_that_its_links_reach():
    links = {b"splits/v1/train": b"processed/v1/train"}
    used = chained().uses(b"experiments/base", links.get)
    assert used == {b"splits/v1/train", b"processed/v1/train", b"raw"}


def test_a_folder_is_no_user_of_itself():
    relations = Relations()
    relations.put(b"a/x", (b"a/y",))
    assert relations.users(b"a") == set()


def test_a_folder_that_reaches_something_else_now_is_no_user_any_more():
    relations = chained()
    relations.put(b"processed/v1/train", ())
    assert relations.users(b"raw") == set()


def test_a_folder_that_is_gone_takes_all_below_it_along():
    relations = chained()
    relations.put(b"splits-old", (b"raw",))
    relations.forget(b"splits")
    assert relations.users(b"processed/v1/train") == set()
    assert b"splits-old" in relations.users(b"raw")


def test_folders_that_reach_each_other_do_not_hold_a_search_for_ever():
    relations = Relations()
    relations.put(b"a", (b"b",))
    relations.put(b"b", (b"a",))
    assert relations.uses(b"a") == {b"a", b"b"}
    assert relations.users(b"a") == {b"b"}
