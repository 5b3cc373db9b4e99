"""An address as a picture that phones read."""

from io import BytesIO

import segno
from werkzeug.wrappers import Response


def qr_code(address: str) -> Response:
    """The QR code of an address, as SVG."""
    image = BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="svg", border=0, omitsize=True)
    return Response(image.getvalue(), mimetype="image/svg+xml")
