"""How a picture is developed: opened by its content, turned upright, made small, stripped, told by its fingerprint."""

import io
import re
from typing import Any

from PIL import ExifTags, Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

FORMATS = ("JPEG", "PNG", "WEBP")
PLUGINS = (JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)  # nothing is imported behind the limits
MOST_DECODED = 64 * 1024 * 1024  # bytes; Pillow keeps a pixel in four
MOST_COEFFICIENTS = 72 * 1024 * 1024  # bytes, before the first pixel of a progressive JPEG
MOST_WEBP = 80 * 1024 * 1024  # bytes, all copies together
WEBP_COPIES = 4  # the library's two canvases, its answer, and the picture
LONGEST, KEPT = 1600, 300_000
SMALL, SMALL_KEPT = 320, 20_000
STRIP = 64  # rows of the result that are made at once
QUALITIES = (82, 74, 66, 58, 50)
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
TAKEN = re.compile(r"((?:19|20)\d\d):(0[1-9]|1[0-2]):(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)")
OTHERS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}


class Bad(Exception):
    """Why the file cannot be developed, as a code."""


def only_these_formats() -> None:
    """No format beyond those above is ever looked for."""
    Image.MAX_IMAGE_PIXELS = None  # what is too large is told apart below
    Image._initialized = 2


def develop(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """What is known of the picture, and its two bodies: the photo and its thumbnail."""
    picture = opened(data)
    orientation, taken_at = told_by_camera(picture)
    clean = reduced(picture)
    picture.close()
    if orientation in TURNS:
        clean = clean.transpose(TURNS[orientation])
    clean.thumbnail((LONGEST, LONGEST))
    small = clean.copy()
    small.thumbnail((SMALL, SMALL))
    about = {"width": clean.width, "height": clean.height, "fingerprint": dhash(small), "taken_at": taken_at}
    return about, [encoded(clean, KEPT), encoded(small, SMALL_KEPT)]


def opened(data: bytes) -> Image.Image:
    """The picture behind its header, ready to be decoded at the size that is needed."""
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except MemoryError:
        raise
    except Exception as error:
        known = data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[8:12] == b"WEBP"
        raise Bad("heic" if data[8:12] in OTHERS else "broken" if known else "format") from error
    longest = max(picture.size)
    scale = max(1, longest // LONGEST)
    if picture.format == "JPEG":
        if coefficients(picture) > MOST_COEFFICIENTS:
            raise Bad("pixels")
        picture.draft(None, (max(1, picture.width // scale), max(1, picture.height // scale)))
    decoded = picture.width * picture.height * 4
    if decoded > MOST_DECODED or (picture.format == "WEBP" and decoded * WEBP_COPIES > MOST_WEBP):
        raise Bad("pixels")
    return picture


def coefficients(picture: Image.Image) -> int:
    """How many bytes a progressive JPEG needs before its first pixel; 0 for one that is read row by row."""
    if not picture.info.get("progressive"):
        return 0
    layers = getattr(picture, "layer", [])
    most = max((each[1] * each[2] for each in layers), default=1)
    return sum(picture.width * picture.height * each[1] * each[2] * 2 // max(most, 1) for each in layers)


def told_by_camera(picture: Image.Image) -> tuple[int, str | None]:
    """Which way up the picture is, and when it was taken by the camera's clock; what cannot be read is left out."""
    try:
        exif = picture.getexif()
        orientation = exif.get(ExifTags.Base.Orientation, 1)
        taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, "")
    except MemoryError:
        raise
    except Exception:  # broken EXIF is no reason to refuse a photo
        return 1, None
    found = TAKEN.fullmatch(taken.strip("\0 ")) if isinstance(taken, str) else None
    clock = "{}-{}-{}T{}:{}:{}".format(*found.groups()) if found else None
    return orientation if isinstance(orientation, int) else 1, clock


def reduced(picture: Image.Image) -> Image.Image:
    """The picture in plain colours on white, at most twice as large as needed; made in strips to spare memory."""
    try:
        picture.load()
    except MemoryError:
        raise
    except Exception as error:
        raise Bad("broken") from error
    factor = max(1, max(picture.size) // LONGEST)
    clean = Image.new("RGB", (-(-picture.width // factor), -(-picture.height // factor)), "white")
    for top in range(0, clean.height, STRIP):
        rows = (0, top * factor, picture.width, min(picture.height, (top + STRIP) * factor))
        strip = in_colours(picture.crop(rows)).reduce(factor)
        clean.paste(strip, (0, top), strip if strip.mode == "RGBA" else None)
    return clean


def in_colours(strip: Image.Image) -> Image.Image:
    """The strip in RGB, or RGBA where something may shine through; 16 bits of grey become 8."""
    if strip.mode.startswith("I"):
        strip = strip.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return strip.convert("RGB" if strip.mode in ("RGB", "L", "CMYK", "YCbCr", "1") else "RGBA")


def dhash(picture: Image.Image) -> int:
    """64 bits, one for each of 8 × 8 places: whether it grows lighter to the right; signed, as databases keep it."""
    grey = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (grey[row * 9 + column + 1] > grey[row * 9 + column])
    return bits - (1 << 64) if bits >> 63 else bits


def encoded(picture: Image.Image, most: int) -> bytes:
    """A JPEG without any metadata, of at most that many bytes: coarser first, then smaller."""
    while True:
        for quality in QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= most:
                return out.getvalue()
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))
