"""Photos of sessions as small grey pictures, and what becomes of them when somebody uses one again.

Each place has a background, each Sunday its light, its people and a slightly other point of view. A copy is a copy as
phones and chats make them: sent again, smaller, brighter, trimmed. Fingerprints are the difference hash of 8 by 8.
"""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageEnhance

SIZE = (192, 144)
MARGIN = 24


class Place:
    """A background, larger than a photo so that the camera can stand elsewhere."""

    def __init__(self, dice: Random) -> None:
        coarse = Image.new("L", (10, 8))
        coarse.putdata([dice.randrange(40, 230) for _ in range(80)])
        self.wall = coarse.resize((SIZE[0] + 2 * MARGIN, SIZE[1] + 2 * MARGIN), Image.Resampling.BICUBIC)

    def photo(self, dice: Random, steady: bool) -> Image.Image:
        """A photo of today; a `steady` photographer always stands at the same spot."""
        sway = 4 if steady else MARGIN
        left, top = MARGIN + dice.randint(-sway, sway), MARGIN + dice.randint(-sway, sway)
        found = self.wall.crop((left, top, left + SIZE[0], top + SIZE[1]))
        pen = ImageDraw.Draw(found)
        for _ in range(dice.randint(5, 10)):
            x, y, tall = dice.randrange(SIZE[0]), dice.randrange(60, SIZE[1]), dice.randint(24, 60)
            shade = dice.randrange(20, 240)
            pen.ellipse((x, y - tall // 3, x + tall // 3, y), fill=shade)
            pen.rectangle((x - tall // 6, y, x + tall // 2, y + tall), fill=dice.randrange(20, 240))
        return ImageEnhance.Brightness(found).enhance(dice.uniform(0.75, 1.25))


def used_again(photo: Image.Image, dice: Random) -> Image.Image:
    """Half are only sent again, a third also made smaller or brighter, the others trimmed at the edges."""
    way = dice.random()
    if way >= 0.85:
        edges = [dice.uniform(0.0, 0.05) for _ in range(4)]
        width, height = photo.size
        left, top, right, bottom = (round(part * side) for part, side in zip(edges, (width, height) * 2, strict=True))
        photo = photo.crop((left, top, width - right, height - bottom))
    elif way >= 0.5:
        photo = photo.resize((photo.width * 2 // 3, photo.height * 2 // 3))
        photo = ImageEnhance.Brightness(photo).enhance(dice.uniform(0.85, 1.2))
    return _through_a_chat(photo, dice)


def _through_a_chat(photo: Image.Image, dice: Random) -> Image.Image:
    out = BytesIO()
    photo.save(out, "JPEG", quality=dice.randint(35, 85))
    return Image.open(BytesIO(out.getvalue()))


def fingerprint(photo: Image.Image) -> int:
    """64 bits, signed: whether each of 8 by 8 spots is brighter than its neighbour."""
    spots = photo.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (spots[at] > spots[at + 1])
    return bits - (1 << 64) if bits >> 63 else bits
