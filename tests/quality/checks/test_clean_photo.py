"""Photos are decoded and written anew: what was to be seen stays, and nothing else."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from storeops.base.errors import FieldRefused
from storeops.quality.checks.clean_photo import LONGEST_SIDE, clean_photo
from storeops.quality.checks.refusals import PhotoRefused, PhotoTooWide, PhotoUnreadable
from storeops.quality.checks.sent_photo import LARGEST_PHOTO_BYTES
from tests.quality.checks.photos import SHOP, a_photo


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def a_bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 30,000 pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_written_anew_without_what_else_stood_in_its_file(kind: str) -> None:
    sent = a_photo(kind)
    assert SHOP.encode() in sent

    kept = clean_photo("photo", sent)

    assert kept.kind == "image/jpeg"
    assert SHOP.encode() not in kept.content
    image = opened(kept.content)
    assert (image.format, dict(image.getexif()), "comment" in image.info) == ("JPEG", {}, False)


def test_a_photo_that_was_taken_sideways_stands_upright() -> None:
    image = opened(clean_photo("photo", a_photo("JPEG", 40, 20)).content)

    assert image.size == (20, 40)
    top, bottom = image.getpixel((10, 5)), image.getpixel((10, 35))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > 50 > top[2], "what was left is up after a quarter turn clockwise"
    assert bottom[2] > 200 > 50 > bottom[0]


def test_a_large_photo_is_kept_no_larger_than_a_screen() -> None:
    image = opened(clean_photo("photo", a_photo("PNG", 4000, 3000)).content)

    # 4000 x 3000 fits into 1600 x 1600 as 1600 x 1200.
    assert image.size == (LONGEST_SIDE, 1200)


def test_what_is_transparent_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(clean_photo("photo", out.getvalue()).content).getpixel((4, 4)) == (255, 255, 255)


def test_a_file_behind_an_image_does_not_come_along() -> None:
    kept = clean_photo("photo", a_photo() + b"<script>alert(1)</script>")

    assert b"<script>" not in kept.content


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", PhotoRefused),
        (b"\0" * (LARGEST_PHOTO_BYTES + 1), PhotoRefused),
        (b"<svg onload='alert(1)'/>", PhotoUnreadable),
        (b"GIF89a\x01\x00\x01\x00\x00\xff\x00,", PhotoUnreadable),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, PhotoUnreadable),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 20, PhotoUnreadable),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", PhotoUnreadable),
        (a_photo()[:300], PhotoUnreadable),
        (a_bomb(), PhotoTooWide),
    ],
    ids=["empty", "large", "svg", "gif", "no png", "no jpeg", "no webp", "cut off", "bomb"],
)
def test_what_is_no_photo_is_refused_in_a_sentence(content: bytes, refusal: type[FieldRefused]) -> None:
    with pytest.raises(refusal) as caught:
        clean_photo("photo", content)

    assert caught.value.field == "photo"
    assert caught.value.in_language("zh") != caught.value.in_language("en")
