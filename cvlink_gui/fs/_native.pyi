State = object
_Columns = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]

def begin(root: bytes, /) -> State: ...
def below(state: State, folders: list[bytes], room: int, /) -> tuple[_Columns, list[bytes]]: ...
def verdicts(
    state: State,
    folders: bytes,
    sizes: bytes,
    names: bytes,
    kinds: bytes,
    targets: bytes,
    /,
) -> tuple[bytes, bytes, bytes, bytes]: ...
def stats(folder: bytes, names: bytes, /) -> bytes: ...
