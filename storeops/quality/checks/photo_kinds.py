"""Which images are taken as photos: told by their first bytes, whatever their name says. Pure."""

from storeops.quality.checks.refusals import PhotoRefused

LARGEST_PHOTO_BYTES = 2 * 1024 * 1024


def photo_kind(content: bytes) -> str | None:
    """The media type of a JPEG, PNG or WebP image; None for everything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None


def given_photo(field: str, content: bytes) -> str:
    """The media type of a photo that may be kept; PhotoRefused."""
    kind = photo_kind(content)
    if kind is None or len(content) > LARGEST_PHOTO_BYTES:
        raise PhotoRefused(field, limit=2)
    return kind
