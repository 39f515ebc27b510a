"""The darkroom takes whatever comes: photos come out clean and small, hostile files end in a word."""

import io
import subprocess
import sys
from datetime import datetime

import pytest
from PIL import Image, ImageDraw

from app.outside.darkroom import INSIDE, BadPhoto, Developed, develop
from app.views.photo_words import PHOTO
from tests.outside.hostile import OTHERS, SCRIPT, great, hostile, picture

MOST_CPU, MOST_MEMORY = 2.2, 120 * 1024 * 1024
SEED = 2026


def developed(*files):
    return develop([io.BytesIO(each) for each in files])


def written(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def scene(width=1200, height=900):
    """A lamp at the upper left on a dark wall."""
    image = Image.new("RGB", (width, height), (40, 50, 60))
    ImageDraw.Draw(image).ellipse((0, 0, width // 3, height // 3), fill=(250, 240, 200))
    return image


def differing(one, other):
    return bin((one ^ other) & (1 << 64) - 1).count("1")


@pytest.mark.parametrize(
    "options",
    [{"format": "JPEG"}, {"format": "JPEG", "progressive": True}, {"format": "PNG"}, {"format": "WEBP"}],
    ids=str,
)
def test_each_format_becomes_a_small_jpeg_and_a_thumbnail(options):
    [made] = developed(written(scene(2000, 1500), **options))
    assert isinstance(made, Developed), made
    photo, small = (Image.open(io.BytesIO(each)) for each in (made.body, made.thumbnail))
    assert (photo.format, photo.size, small.size) == ("JPEG", (1600, 1200), (320, 240))
    assert (made.width, made.height) == photo.size
    assert len(made.body) <= 300_000
    assert len(made.thumbnail) <= 20_000


def test_no_word_of_the_camera_is_left_but_its_time_is_told_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "CAMERA-SERIAL-4711", 6
    exif.get_ifd(0x8769)[0x9003] = "2026:03:15 08:30:00"
    exif.get_ifd(0x8825)[2] = (13.0, 46.0, 1.0)
    [made] = developed(written(scene(), format="JPEG", exif=exif, comment=b"ghi chu"))
    photo = Image.open(io.BytesIO(made.body))
    assert made.taken_at == datetime(2026, 3, 15, 8, 30)
    assert photo.size == (900, 1200)
    assert photo.convert("L").tobytes()[100 * 900 + 800] > 200, "the lamp is at the upper right now"
    for body in (made.body, made.thumbnail):
        kept = Image.open(io.BytesIO(body))
        assert dict(kept.getexif()) == {}
        assert not {"comment", "icc_profile", "exif", "photoshop"} & kept.info.keys()
        assert b"4711" not in body
        assert b"\xff\xe1" not in body[:700]


@pytest.mark.parametrize(
    "taken",
    ["", "2026:02:31 08:30:00x", "0000:00:00 00:00:00", "2026:13:15 08:30:00", "hôm qua", "1850:01:01 00:00:00"],
)
def test_a_time_that_no_clock_shows_is_left_out(taken):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken
    [made] = developed(written(scene(400, 300), format="JPEG", exif=exif))
    assert isinstance(made, Developed)
    assert made.taken_at is None


def test_a_copy_keeps_its_fingerprint_nearly_and_another_picture_does_not():
    plain = Image.open(io.BytesIO(picture("jpeg")))
    copies = [written(plain, format="JPEG", quality=40), written(plain.resize((180, 135)), format="PNG")]
    first, *near, far = developed(picture("jpeg"), *copies, picture("png"))
    assert -(1 << 63) <= first.fingerprint < 1 << 63
    assert all(differing(first.fingerprint, each.fingerprint) <= 4 for each in near)
    assert differing(first.fingerprint, far.fingerprint) > 12


def test_the_fingerprint_says_where_it_grows_lighter():
    right, left = Image.linear_gradient("L").rotate(90), Image.linear_gradient("L").rotate(270)
    assert {each.fingerprint for each in developed(*(written(each, format="PNG") for each in (right, left)))} == {-1, 0}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16", "CMYK"])
def test_every_way_to_write_colours_is_read(mode):
    image = (
        Image.new("I;16", (60, 40), 40_000) if mode == "I;16" else scene(60, 40).convert(mode if mode != "PA" else "P")
    )
    [made] = developed(written(image, format="JPEG" if mode == "CMYK" else "PNG"))
    assert isinstance(made, Developed), made
    assert (made.width, made.height) == (60, 40)


def test_what_shines_through_is_white():
    [made] = developed(written(Image.new("RGBA", (60, 40), (0, 0, 0, 0)), format="PNG"))
    assert Image.open(io.BytesIO(made.body)).getpixel((30, 20)) == (255, 255, 255)


def test_a_picture_of_noise_is_made_smaller_until_it_fits():
    noise = Image.effect_noise((1600, 1200), 120).convert("RGB")
    [made] = developed(written(noise, format="JPEG", quality=95))
    assert isinstance(made, Developed)
    assert len(made.body) <= 300_000
    assert len(made.thumbnail) <= 20_000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("svg", "format"),
        ("gif", "format"),
        ("pdf", "format"),
        ("nothing", "format"),
        ("heic", "heic"),
        ("avif", "heic"),
        ("too much", "size"),
    ],
)
def test_a_file_that_is_no_photo_is_called_what_it_is(name, code):
    [made] = developed(OTHERS[name])
    assert made.code == code


def test_what_would_take_the_machine_is_stopped_and_its_neighbours_are_developed():
    files = dict(great())
    found = dict(zip(files, developed(*files.values(), picture("jpeg")), strict=False))
    told = {name: getattr(made, "code", "developed") for name, made in found.items()}
    assert told["a PNG of 100 megapixels"] == told["a progressive JPEG of 64 megapixels"] == "pixels"
    assert told["a PNG as large as is allowed"] == told["a JPEG of 64 megapixels"] == "developed"
    assert told["a JPEG of thousands of scans"] == "slow"
    assert found["a PNG of 100 megapixels"].memory < 50 * 1024 * 1024
    assert [name for name, each in found.items() if each.cpu > MOST_CPU or each.memory > MOST_MEMORY] == []
    assert isinstance(developed(files["a JPEG of thousands of scans"][:9], picture("jpeg"))[1], Developed)


def test_behind_the_limits_there_is_no_memory_no_file_and_no_process():
    said = subprocess.run(
        [sys.executable, "-I", "-c", BEHIND, str(INSIDE)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={},
    )
    assert said.stdout.split() == ["room", "MemoryError", "OSError", "OSError"]


BEHIND = """
import os, runpy, sys
sys.path.insert(0, sys.argv[1])
limit = runpy.run_path(sys.argv[1] + "/__main__.py", run_name="inside")["limit"]
limit()
for use in (lambda: bytearray(60 << 20), lambda: bytearray(120 << 20), lambda: open("/etc/passwd"), os.pipe):
    try:
        use()
    except (MemoryError, OSError) as error:
        print(type(error).__name__, flush=True)
    else:
        print("room", flush=True)
"""


@pytest.mark.parametrize("number", [200, pytest.param(2000, marks=pytest.mark.soak)])
def test_hostile_files_end_in_a_clean_photo_or_a_word(number):
    files = list(hostile(SEED, number))
    for start in range(0, len(files), 50):
        some = files[start : start + 50]
        for (name, _), made in zip(some, developed(*(body for _, body in some)), strict=True):
            assert made.cpu <= MOST_CPU, name
            assert made.memory <= MOST_MEMORY, name
            if isinstance(made, BadPhoto):
                assert PHOTO[made.code]("ảnh.jpg"), name
            else:
                assert is_clean(made.body), name
                assert is_clean(made.thumbnail), name


def is_clean(body):
    with Image.open(io.BytesIO(body)) as photo:
        photo.load()
        return photo.format == "JPEG" and not dict(photo.getexif()) and SCRIPT not in body and b"4711" not in body
