"""Drawn photos for reports: a hall, a table, volunteers and citizens as silhouettes. Nobody can be recognised."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 720
SHADES = (9, 8)  # as coarse as a fingerprint: two scenes are as unlike as two halls
FLOOR = 560
UNION_BLUE = (11, 79, 158)
WALLS = ((226, 232, 238), (238, 230, 214), (216, 230, 222), (232, 220, 226), (220, 226, 206))
SKINS = ((92, 72, 60), (110, 86, 70), (78, 64, 56))
CLOTHES = ((120, 60, 60), (70, 90, 70), (90, 80, 110), (150, 120, 70), (80, 80, 80), (160, 100, 90))


def scene(seed: int) -> bytes:
    """One photo as JPEG; the same seed draws the same photo."""
    dice = Random(seed)
    picture = Image.new("RGB", (WIDTH, HEIGHT), dice.choice(WALLS))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, FLOOR, WIDTH, HEIGHT), fill=(150, 128, 104))
    _window(pen, dice)
    _banner(pen, dice)
    for place in range(dice.randint(2, 4)):
        _person(pen, 150 + place * 200 + dice.randint(-40, 40), 330, UNION_BLUE, dice)
    left = dice.randint(60, 120)
    pen.rectangle((left, 470, WIDTH - left, 500), fill=(196, 160, 110))
    pen.rectangle((left + 10, 500, WIDTH - left - 10, 610), fill=(160, 40, 40))
    for _ in range(dice.randint(2, 4)):
        _screen(pen, dice)
    for _ in range(dice.randint(1, 4)):
        _person(pen, dice.randint(90, WIDTH - 90), 480, dice.choice(CLOTHES), dice)
    picture = Image.blend(picture, _light(dice), 0.3)
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _light(dice: Random) -> Image.Image:
    """How the light falls into the hall."""
    shades = Image.frombytes("L", SHADES, dice.randbytes(SHADES[0] * SHADES[1]))
    return shades.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC).convert("RGB")


def _window(pen: ImageDraw.ImageDraw, dice: Random) -> None:
    left = dice.randint(40, 700)
    pen.rectangle((left, 60, left + 170, 260), fill=(180, 214, 236), outline=(250, 250, 250), width=10)
    pen.line((left + 85, 60, left + 85, 260), fill=(250, 250, 250), width=8)


def _banner(pen: ImageDraw.ImageDraw, dice: Random) -> None:
    left = dice.randint(120, 380)
    pen.rectangle((left, 90, left + 420, 180), fill=(190, 30, 40))
    for row in (115, 145):
        pen.rectangle((left + 40, row, left + 380 - dice.randint(0, 120), row + 14), fill=(250, 220, 90))


def _person(pen: ImageDraw.ImageDraw, x: int, top: int, cloth: tuple[int, int, int], dice: Random) -> None:
    tall = dice.randint(-15, 15)
    pen.ellipse((x - 34, top - tall, x + 34, top + 72 - tall), fill=dice.choice(SKINS))
    pen.pieslice((x - 36, top - 6 - tall, x + 36, top + 66 - tall), 180, 360, fill=(30, 26, 24))
    pen.rounded_rectangle((x - 58, top + 70 - tall, x + 58, top + 260), radius=30, fill=cloth)


def _screen(pen: ImageDraw.ImageDraw, dice: Random) -> None:
    x = dice.randint(150, 780)
    pen.polygon(((x, 470), (x + 70, 470), (x + 62, 425), (x + 8, 425)), fill=(50, 54, 60))
