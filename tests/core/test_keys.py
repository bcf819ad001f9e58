"""Texts of links as dvc 3.67, git-annex 10.2026 and huggingface_hub made them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.keys import POINTER_LIMIT, ContentKey, content_key, pointer_key

HELLO = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
TAR = "ab929fcd5594037960792ea0b98caf5fdaf6b60645e4ef248c28db74260f393e"
BARE = "f6936912184481f5edd4c304ce27c5a1a827804fc7f329f43d273b8621870776"
BLAKE = "64de1b8e7eb96c75eb1bae2355cc2d245cff91169d54f82187ed48195c69c484"
ETAG = "403450e234d65943a7dcf7e05a771ce3c92faa84dd07db4ac20f592037a1e4bd"
SHA1 = "7cb18dc9bafbfcf74629a4b760af1b160957a83e"


def annexed(key: str, folders: str = ".git/annex/objects/15/ZQ") -> str:
    return f"{folders}/{key}/{key}"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "/srv/d/.dvc/cache/files/md5/60/b725f10c9c85c70d97880dfe8191b3",
            ContentKey("dvc", "md5", "60b725f10c9c85c70d97880dfe8191b3"),
        ),
        (
            "../../cache/files/md5/6e/a46d53348e675e87743182f72de908.dir",
            ContentKey("dvc", "md5", "6ea46d53348e675e87743182f72de908.dir"),
        ),
        (
            "files/md5/60/b725f10c9c85c70d97880dfe8191b3",
            ContentKey("dvc", "md5", "60b725f10c9c85c70d97880dfe8191b3"),
        ),
        (
            "/srv/d/.dvc/cache/d3/b07384d113edec49eaa6238ad5ff00",
            ContentKey("dvc", "md5-dos2unix", "d3b07384d113edec49eaa6238ad5ff00"),
        ),
        (
            "/mnt/shared/dvc/d3/b07384d113edec49eaa6238ad5ff00",
            ContentKey("dvc", "md5-dos2unix", "d3b07384d113edec49eaa6238ad5ff00"),
        ),
        (
            annexed("SHA1-s5--da7c7d4e7716962483bf984881f4de0fe8a108c5"),
            ContentKey("annex", "sha1", "da7c7d4e7716962483bf984881f4de0fe8a108c5", 5),
        ),
        (
            "../" + annexed(f"SHA256E-s5--{TAR}.tar.gz"),
            ContentKey("annex", "sha256", TAR, 5),
        ),
        (annexed(f"SHA256E-s6--{BARE}"), ContentKey("annex", "sha256", BARE, 6)),
        (
            annexed("MD5E-s5--2714b93b9e38e4934552c9e517fd9055.jpg"),
            ContentKey("annex", "md5", "2714b93b9e38e4934552c9e517fd9055", 5),
        ),
        (
            annexed(f"BLAKE2B256E-s12--{BLAKE}.jpg"),
            ContentKey("annex", "blake2b256", BLAKE, 12),
        ),
        (annexed("XXH3-s5--2714b93b9e38e493"), ContentKey("annex", "xxh3", "2714b93b9e38e493", 5)),
        (
            annexed("WORM-s6-m1795397141--w&c&s,38.jpg"),
            ContentKey("annex", "worm", "w:%,38.jpg", 6),
        ),
        (
            annexed("VURL--file&c%%%etc%hostname"),
            ContentKey("annex", "vurl", "file:///etc/hostname"),
        ),
        (annexed("XMINE-s1--a&ab--c"), ContentKey("annex", "xmine", "a&b--c", 1)),
        (
            annexed(f"SHA256E-s6--{HELLO}.jpg", "../.git/modules/data/annex/objects/abc/def"),
            ContentKey("annex", "sha256", HELLO, 6),
        ),
        (f"../../blobs/{ETAG}", ContentKey("huggingface", "sha256", ETAG)),
        (
            f"/root/.cache/huggingface/hub/models--a--b/blobs/{SHA1}",
            ContentKey("huggingface", "git-sha1", SHA1),
        ),
    ],
)
def test_the_text_of_a_link_into_a_store_names_its_content(text, key):
    assert content_key(text.encode()) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "../raw/a.jpg",
        "files/md5/60/b725f10c9c85c70d97880dfe8191b",
        "files/md5/60/B725F10C9C85C70D97880DFE8191B3",
        "files/md5/60/b725f10c9c85c70d97880dfe8191b3/x",
        "xfiles/md5/6/b725f10c9c85c70d97880dfe8191b3",
        ".git/objects/d3/b07384d113edec49eaa6238ad5ff00aabbccddee",
        f"SHA256E-s6--{HELLO}.jpg",
        f"objects/15/ZQ/SHA256E-s6--{HELLO}.jpg",
        annexed(f"SHA256E-s6-{HELLO}.jpg"),
        annexed(f"SHA256E-m1-s6--{HELLO}.jpg"),
        annexed(f"SHA256E-s6-S3-C1--{HELLO}.jpg"),
        annexed(f"sha256-s6--{HELLO}"),
        f"blobs/{ETAG}.incomplete",
        f"blobs/sha256/{ETAG}",
        f"blobs/{ETAG[:50]}",
        f"myblobs/{ETAG}",
    ],
)
def test_other_texts_name_no_content(text):
    assert content_key(text.encode()) is None


def test_an_unlocked_file_of_git_annex_names_its_content():
    key = ContentKey("annex", "sha256", HELLO, 6)
    line = f"/annex/objects/SHA256E-s6--{HELLO}.jpg".encode()
    assert pointer_key(line) == pointer_key(line + b"\n") == key
    assert pointer_key(line + b"\r\n") == key
    assert pointer_key(line + b"\n/annex/more\n") == key


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"/annex/objects/",
        b"/annex/objects/words\n",
        b"annex/objects/WORM-s1--x\n",
        b"/annex/objects/aa/bb/WORM-s1--x\n",
        b"/annex/objects/WORM-s1--x\nand other text\n",
        b"/annex/objects/WORM-s1--" + b"x" * POINTER_LIMIT,
    ],
)
def test_other_files_are_no_pointers(data):
    assert pointer_key(data) is None


def test_the_same_checksum_means_the_same_content_in_every_system():
    annex, hub = ContentKey("annex", "sha256", ETAG, 5), ContentKey("huggingface", "sha256", ETAG)
    assert annex.means_same(hub)
    assert annex.is_checksum
    assert str(hub) == f"sha256:{ETAG}"
    legacy = ContentKey("dvc", "md5-dos2unix", "d3")
    assert legacy.is_checksum
    assert not legacy.means_same(ContentKey("dvc", "md5", "d3"))


@pytest.mark.parametrize("algorithm", ["worm", "url", "vurl", "xmine"])
def test_a_name_somebody_gave_is_no_checksum(algorithm):
    assert not ContentKey("annex", algorithm, "x").is_checksum


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(data):
    for text in (data, b".git/annex/objects/" + data, b"/annex/objects/" + data):
        found = content_key(text), pointer_key(text)
        assert all(key is None or str(key) for key in found)
