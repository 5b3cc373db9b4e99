"""A logo as it is kept: decoded and written anew, small, with what is transparent left so. Pure."""

from io import BytesIO

from PIL import Image, ImageOps

from storeops.hall.refusals import LogoRefused
from storeops.hall.sent_logo import LARGEST_LOGO_BYTES, CleanLogo

MOST_PIXELS = 16_000_000
LONGEST_SIDE = 512
"""Of a logo as it is kept."""
_FORMATS = ("JPEG", "PNG", "WEBP")


def clean_logo(field: str, content: bytes) -> CleanLogo:
    """A PNG that holds nothing but what is to be seen of a JPEG, PNG or WebP picture. LogoRefused."""
    refused = LogoRefused(field, limit=LARGEST_LOGO_BYTES // 1024**2)
    if not content or len(content) > LARGEST_LOGO_BYTES:
        raise refused
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise refused
            seen = ImageOps.exif_transpose(image).convert("RGBA")
            seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            # A new image knows nothing of what else stood in the file.
            kept = Image.new("RGBA", seen.size)
            kept.paste(seen)
            out = BytesIO()
            kept.save(out, "PNG", optimize=True)
            return CleanLogo(out.getvalue())
    except Exception as error:  # on bytes that are no image each decoder raises what it likes
        raise refused from error
