"""Photos as they are kept: decoded and written anew, so that nothing comes along but what is to be seen. Pure.

Place, time and owner of a camera stand in the file that it writes; and what calls itself a photo may be another file
behind an image's first bytes, or an image that fills the memory.
"""

from io import BytesIO

from PIL import Image, ImageOps

from storeops.quality.checks.refusals import PhotoRefused, PhotoTooWide, PhotoUnreadable
from storeops.quality.checks.sent_photo import LARGEST_PHOTO_BYTES, CleanPhoto

MOST_PIXELS = 25_000_000
"""Of a photo as it comes: decoded, one of so many takes 75 MB."""
LONGEST_SIDE = 1600
"""Of a photo as it is kept."""
KIND = "image/jpeg"
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 85


def clean_photo(field: str, content: bytes) -> CleanPhoto:
    """A JPEG, PNG or WebP photo as it may be kept: upright, on white, the first one of several that move.

    PhotoRefused, PhotoTooWide, PhotoUnreadable.
    """
    if not content or len(content) > LARGEST_PHOTO_BYTES:
        raise PhotoRefused(field, limit=LARGEST_PHOTO_BYTES // 1024**2)
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            return CleanPhoto(_written(image), KIND)
    except Image.DecompressionBombError as error:
        raise PhotoTooWide(field, limit=MOST_PIXELS // 1_000_000) from error
    except Exception as error:  # on bytes that are no image each decoder raises what it likes
        raise PhotoUnreadable(field) from error


def _written(image: Image.Image) -> bytes:
    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError(image.size)
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded to no more than is needed
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    seen = ImageOps.exif_transpose(image).convert("RGBA")
    # A new image knows nothing of what else stood in the file.
    kept = Image.new("RGB", seen.size, "white")
    kept.paste(seen, mask=seen.getchannel("A"))
    out = BytesIO()
    kept.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
