"""How often Python looks for garbage in a process of ours."""

import gc

THRESHOLD = (50_000, 20, 50)


def look_seldom() -> None:
    """Has it look after each 50,000 new objects.

    After each 700, as Python does by itself, it is a fifth of the work of a turn; so it is next to nothing,
    and what a turn makes goes without being looked for. A look at everything stops all else for a tenth of a
    second.
    """
    gc.set_threshold(*THRESHOLD)
