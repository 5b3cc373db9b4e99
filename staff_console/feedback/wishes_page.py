"""What customers would like: a month's suggestions and unmet needs."""

from flask import Blueprint, render_template, request

from storeops.quality.heard.wish import WISH_KINDS
from storeops.quality.heard.wishes_view import month_of_wishes
from storeops.web import request as web

pages = Blueprint("wishes", __name__, url_prefix="/wishes")


@pages.get("")
def page() -> str:
    """The month asked for, else the present one."""
    month = month_of_wishes(web.db(), web.clock().now(), request.args.get("month"))
    return render_template("wishes.html", month=month, kinds=WISH_KINDS)
