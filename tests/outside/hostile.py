"""Files that mean harm, made from a seed: bombs, pieces, polyglots, other formats, broken words of the camera."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from PIL import Image

SCRIPT = b"<script>alert(1)</script><?php system('id'); ?>"
OTHERS = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "svg with a doctype": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>",
    "html": b"<!doctype html>" + SCRIPT,
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF",
    "gif": b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200),
    "heif": b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(200),
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(200),
    "bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 70, 0, 0, 54, 40, 30000, 30000, 1, 24, 0, 0, 0, 0, 0, 0),
    "tiff": b"II*\0\x08\0\0\0" + bytes(100),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
    "ico": b"\0\0\x01\0\x01\0" + bytes(60),
    "psd": b"8BPS\0\x01" + bytes(100),
    "zip": b"PK\x03\x04" + bytes(100),
    "elf": b"\x7fELF" + bytes(100),
    "text": "Ảnh này là chữ.".encode(),
    "nothing": b"",
    "one byte": b"\xff",
    "zeros": bytes(5000),
    "too much": b"\xff\xd8\xff" + bytes(12 * 1024 * 1024),
}


def hostile(seed: int, number: int) -> Iterator[tuple[str, bytes]]:
    """That many small files with their names; the same seed gives the same files."""
    dice = Random(seed)
    made = 0
    for name, body in OTHERS.items():
        made += 1
        yield name, body
    makers: tuple[Callable[[Random], tuple[str, bytes]], ...] = (
        truncated, truncated, flipped, polyglot, lying, camera, magic, chunks
    )  # fmt: skip
    while made < number:
        made += 1
        yield dice.choice(makers)(dice)


@cache
def picture(kind: str) -> bytes:
    """A small honest photo in one of the ways it may be written."""
    dice = Random(kind)
    drawn = Image.frombytes("RGB", (40, 30), dice.randbytes(3600)).resize((240, 180), Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "CAMERA-SERIAL-4711", 6
    exif.get_ifd(0x8769)[0x9003] = "2026:03:15 08:30:00"
    options: dict[str, object] = {
        "jpeg": {},
        "progressive": {"progressive": True},
        "exif": {"exif": exif},
        "png": {},
        "webp": {},
        "lossless": {"lossless": True},
    }[kind]  # type: ignore[assignment]
    out = io.BytesIO()
    drawn.save(out, {"png": "PNG", "webp": "WEBP", "lossless": "WEBP"}.get(kind, "JPEG"), **options)
    return out.getvalue()


KINDS = ("jpeg", "progressive", "exif", "png", "webp", "lossless")


def great() -> Iterator[tuple[str, bytes]]:
    """Files that would take the whole machine if it let them."""
    yield "a PNG of 100 megapixels", png(10_000, 10_000, bytes(1251) * 10_000, depth=1, colour=0)
    yield "a PNG as large as is allowed", png(4096, 4096, bytes(1 + 4 * 4096) * 4096, depth=8, colour=6)
    yield "a PNG that claims to be endless", png(2**31 - 1, 2**31 - 1, b"\0")
    yield "a PNG with ten times too much data", png(100, 100, bytes(100_000_000))
    yield "a PNG with a text of 100 MB", png(9, 9, bytes(252), ((b"zTXt", b"a\0\0" + zlib.compress(bytes(10**8), 1)),))
    yield "a PNG with colours of 100 MB", png(9, 9, bytes(252), ((b"iCCP", b"a\0\0" + zlib.compress(bytes(10**8), 1)),))
    yield "a JPEG of thousands of scans", scans(4000)
    yield "a progressive JPEG of 64 megapixels", flat(8000, 8000, progressive=True)
    yield "a JPEG of 64 megapixels", flat(8000, 8000)
    yield "a ribbon", flat(60_000, 100)


@cache
def flat(width: int, height: int, progressive: bool = False) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 128).save(out, "JPEG", progressive=progressive)
    return out.getvalue()


@cache
def scans(number: int) -> bytes:
    """A progressive JPEG whose last scan is there again and again, for the decoder to go through each time."""
    out = io.BytesIO()
    Image.new("L", (4000, 4000), 128).save(out, "JPEG", progressive=True)
    whole = out.getvalue()
    last = whole.rindex(b"\xff\xda")
    table = whole.rindex(b"\xff\xc4", 0, last)
    return whole[:-2] + whole[table:-2] * number + b"\xff\xd9"


def png(
    width: int, height: int, raw: bytes, more: tuple[tuple[bytes, bytes], ...] = (), depth: int = 8, colour: int = 2
) -> bytes:
    """A PNG with that header and those rows."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = [(b"IHDR", header), *more, (b"IDAT", zlib.compress(raw, 1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in body)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def truncated(dice: Random) -> tuple[str, bytes]:
    kind = dice.choice(KINDS)
    whole = picture(kind)
    end = dice.randrange(len(whole))
    return f"{kind} cut at {end}", whole[:end]


def flipped(dice: Random) -> tuple[str, bytes]:
    kind = dice.choice(KINDS)
    body = bytearray(picture(kind))
    for _ in range(dice.choice((1, 3, 30))):
        body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
    return f"{kind} with bits turned", bytes(body)


def polyglot(dice: Random) -> tuple[str, bytes]:
    kind, (other, body) = dice.choice(KINDS), dice.choice([*OTHERS.items()][:-1])
    whole = picture(kind)
    return dice.choice(
        (
            (f"{kind}, then {other}", whole + body + SCRIPT),
            (f"{other}, then {kind}", body + whole),
            (f"{kind} with a script inside", whole[:2] + b"\xff\xfe\0\x31" + SCRIPT + whole[2:]),
        )
    )


def lying(dice: Random) -> tuple[str, bytes]:
    """A header that names other sides than the picture has."""
    sides = dice.choice((0, 1, 65_535)), dice.choice((0, 1, 65_535))
    jpeg = bytearray(picture("jpeg"))
    start = jpeg.index(b"\xff\xc0") + 5
    jpeg[start : start + 4] = struct.pack(">HH", *sides)
    webp = bytearray(picture("webp"))
    webp[26:30] = struct.pack("<HH", *(each & 0x3FFF for each in sides))
    named = {"jpeg": bytes(jpeg), "webp": bytes(webp), "png": png(*sides, bytes(1000))}
    kind = dice.choice(sorted(named))
    return f"{kind} that says {sides}", named[kind]


def camera(dice: Random) -> tuple[str, bytes]:
    """Broken EXIF: loops, lengths beyond the end, words where numbers belong."""
    count = dice.choice((1, 3, 65_535))
    entries = b"".join(
        struct.pack("<HHII", dice.choice((0x0112, 0x8769, 0x9003, 0x8825)), dice.randrange(14), dice.getrandbits(32), 8)
        for _ in range(min(count, 20))
    )
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", count) + entries + struct.pack("<I", dice.choice((0, 8)))
    whole = picture("jpeg")
    return "a JPEG with broken EXIF", whole[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + whole[2:]


def magic(dice: Random) -> tuple[str, bytes]:
    start = dice.choice(
        (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\xff\xff\x7fWEBPVP8 ", b"RIFF\0\0\0\0WEBPVP8X")
    )
    return "noise behind the right first bytes", start + dice.randbytes(dice.randrange(2000))


def chunks(dice: Random) -> tuple[str, bytes]:
    """A PNG whose chunks are missing, doubled, empty or of the wrong length."""
    body = bytearray(png(9, 9, bytes(252), ((dice.choice((b"PLTE", b"tRNS", b"eXIf", b"acTL")), dice.randbytes(9)),)))
    at = dice.randrange(8, len(body))
    body[at:at] = chunk(dice.choice((b"IHDR", b"IDAT", b"fcTL", b"IEND")), dice.randbytes(dice.randrange(30)))
    return "a PNG with chunks out of order", bytes(body)
