"""A Hugging Face cache, made by huggingface_hub's own code from a server on this machine.

`python -m tests.features.real_hub FOLDER` fills a cache; it prints what `scan_cache_dir` finds.
"""

import hashlib
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAME, COMMIT = "own/set", "a" * 40
FILES = {"train/x.jpg": b"one", "train/z.jpg": b"both", "val/y.jpg": b"two!", "val/z2.jpg": b"both"}


class Hub(BaseHTTPRequestHandler):
    """As much of huggingface.co as a download of one file needs."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self.wfile.write(self._answer())

    def _answer(self) -> bytes:
        name = self.path.partition("/resolve/main/")[2].partition("?")[0]
        data = FILES[name]
        self.send_response(200)
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return data

    def log_message(self, *_: object) -> None:
        return


def main(folder: str) -> None:
    os.environ |= {"HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "HF_HOME": folder}
    from huggingface_hub import hf_hub_download, scan_cache_dir

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    if not os.path.exists(folder):
        for name in FILES:
            hf_hub_download(NAME, name, repo_type="dataset", cache_dir=folder, endpoint=endpoint)
    found = scan_cache_dir(folder)
    files = [
        [str(file.file_path), file.blob_path.name, file.size_on_disk]
        for repo in found.repos
        for revision in repo.revisions
        for file in revision.files
    ]
    warnings = [str(warning) for warning in found.warnings]
    sys.stdout.write(json.dumps({"files": sorted(files), "warnings": warnings}))


if __name__ == "__main__":
    main(sys.argv[1])
