"""Logo and house colour: the rows, their events, and what is taken out of a picture."""

import json
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from storeops.base.clock import FrozenClock
from storeops.hall import look_rows
from storeops.hall.clean_logo import clean_logo
from storeops.hall.look_actions import remove_logo, set_house_colour, set_logo
from storeops.hall.refusals import ColourTooLight, LogoRefused
from storeops.store.database import HallDatabase
from tests.factories import ADA, everything, last_event, rows


def a_logo(width: int = 60, height: int = 20, kind: str = "PNG") -> bytes:
    """A red picture with a secret in its comment, transparent at its left edge where the kind can be."""
    image = Image.new("RGBA", (width, height), "#c8102e")
    image.putpixel((0, 0), (0, 0, 0, 0))
    told, out = PngInfo(), BytesIO()
    told.add_text("Comment", "made at home by Ana")
    if kind == "PNG":
        image.save(out, kind, pnginfo=told)
    else:
        image.convert("RGB").save(out, kind)
    return out.getvalue()


def test_a_logo_is_written_anew_and_keeps_what_is_transparent(db: HallDatabase, clock: FrozenClock) -> None:
    set_logo(db, clock, ADA.actor, clean_logo("logo", a_logo() + b"<script>alert(1)</script>"))

    content = look_rows.logo(db)
    assert content is not None
    assert b"Ana" not in content
    assert b"script" not in content
    with Image.open(BytesIO(content)) as kept:
        assert (kept.format, kept.size, kept.getpixel((0, 0))) == ("PNG", (60, 20), (0, 0, 0, 0))
    [mark] = [row["logo_mark"] for row in rows(db, "SELECT logo_mark FROM hall")]
    assert (last_event(db)["kind"], json.loads(last_event(db)["data"])) == ("logo_set", {"logo": mark})


def test_a_large_logo_becomes_small(db: HallDatabase, clock: FrozenClock) -> None:
    set_logo(db, clock, ADA.actor, clean_logo("logo", a_logo(3000, 1000, "JPEG")))

    with Image.open(BytesIO(look_rows.logo(db) or b"")) as kept:
        assert kept.size == (512, 171)  # 512 * 1000 / 3000 = 170.67


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG" * 300_000]
)
def test_what_is_no_picture_is_refused(db: HallDatabase, clock: FrozenClock, content: bytes) -> None:
    before = everything(db)

    with pytest.raises(LogoRefused):
        set_logo(db, clock, ADA.actor, clean_logo("logo", content))

    assert everything(db) == before


def test_the_same_logo_again_is_no_news_and_a_removed_one_is_gone(db: HallDatabase, clock: FrozenClock) -> None:
    set_logo(db, clock, ADA.actor, clean_logo("logo", a_logo()))
    seq = last_event(db)["seq"]
    set_logo(db, clock, ADA.actor, clean_logo("logo", a_logo()))
    assert last_event(db)["seq"] == seq

    remove_logo(db, clock, ADA.actor)
    remove_logo(db, clock, ADA.actor)

    assert look_rows.logo(db) is None
    assert rows(db, "SELECT logo_mark FROM hall") == [{"logo_mark": None}]
    assert (last_event(db)["kind"], last_event(db)["seq"]) == ("logo_removed", seq + 1)


def test_the_house_colour_is_set_and_taken_back(db: HallDatabase, clock: FrozenClock) -> None:
    set_house_colour(db, clock, ADA.actor, "#C8102E")
    assert json.loads(last_event(db)["data"]) == {"changed": {"house_colour": [None, "#c8102e"]}}
    with pytest.raises(ColourTooLight):
        set_house_colour(db, clock, ADA.actor, "#ffff00")

    set_house_colour(db, clock, ADA.actor, "")

    assert rows(db, "SELECT house_colour FROM hall") == [{"house_colour": None}]
    assert last_event(db)["kind"] == "house_colour_set"
