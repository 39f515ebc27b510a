"""Photos of the demonstration: each scene is drawn and developed once, many of them in one go."""

from collections.abc import Iterable, Mapping
from io import BytesIO

from app.demo.scenes import scene
from app.outside.darkroom import Developed, develop
from app.outside.photos import Kept, PhotoStore

AT_ONCE = 100


def keep_scenes(numbers: Iterable[int], store: PhotoStore) -> Mapping[int, Kept]:
    """Draw, develop and store these scenes."""
    wanted = sorted(set(numbers))
    found = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for number, made in zip(some, develop([BytesIO(scene(each)) for each in some]), strict=True):
            assert isinstance(made, Developed), f"scene {number}: {made.code}"
            found[number] = store.keep(made)
    return found
