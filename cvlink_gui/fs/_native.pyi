State = object
Crew = object
_Columns = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]
_Verdicts = tuple[bytes, bytes, bytes, bytes]

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
) -> _Verdicts: ...
def stats(folder: bytes, names: bytes, /) -> bytes: ...
def crew(root: bytes, room: int, threads: int, /) -> Crew: ...
def wait_for(
    crew: Crew, milliseconds: int, /
) -> tuple[tuple[_Columns, _Verdicts] | None, int, int]: ...
