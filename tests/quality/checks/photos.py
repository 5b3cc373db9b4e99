"""Photos as cameras and others make them, for tests."""

from io import BytesIO

from PIL import Image, PngImagePlugin

SHOP = "Nanjing Road 5"
"""What a camera wrote into the file, and nobody sees in the picture."""


def a_photo(kind: str = "JPEG", width: int = 40, height: int = 20) -> bytes:
    """A photo whose left half is red and whose right half is blue, with its place written into the file."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    out = BytesIO()
    if kind == "PNG":
        said = PngImagePlugin.PngInfo()
        said.add_text("Comment", SHOP)
        image.save(out, kind, pnginfo=said)
    else:
        exif = Image.Exif()
        exif[0x010E] = SHOP  # ImageDescription
        exif[0x0112] = 6  # Orientation: to be turned by a quarter, clockwise
        image.save(out, kind, exif=exif)
    return out.getvalue()
