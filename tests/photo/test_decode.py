"""Files that come as photos: what is taken, what is refused, and in which words."""

import sys
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image

from app.forward_pass import InvalidInput
from app.photo.decode import decoded
from app.photo.ink import SIDE, find_ink
from app.photo.shapes import Mask
from app.photo.webp import small_webp
from tests.photo import files
from tests.photo.photos import Look, encoded, photo

PAGE = photo(3, Look(size=(640, 480)))[1]


def _mask(data: bytes) -> Mask:
    return find_ink(decoded(data)).mask


def _is_like(data: bytes, other: bytes) -> bool:
    """Whether the same ink is found."""
    one, two = _mask(data), _mask(other)
    return one.shape == two.shape and (one ^ two).sum() < 0.15 * two.sum()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_all_three_kinds_give_the_same_ink(kind: str) -> None:
    assert _is_like(encoded(PAGE, kind), encoded(PAGE, "PNG"))


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "PA", "I;16"])
def test_every_mode_of_png_gives_the_same_ink(mode: str) -> None:
    if mode == "I;16":
        deep = np.asarray(PAGE.convert("L"), np.uint16) * 257
        image = Image.fromarray(deep)
    elif mode == "PA":
        image = PAGE.convert("P")
        image.info["transparency"] = 255
    else:
        image = PAGE.convert(mode)
    assert _is_like(encoded(image, "PNG"), encoded(PAGE, "PNG"))


@pytest.mark.parametrize("options", [{"quality": 95}, {"lossless": True}])
def test_a_webp_has_the_colours_that_it_was_saved_with(options: dict[str, object]) -> None:
    page = Image.merge("RGB", [Image.linear_gradient("L").rotate(90 * k) for k in range(3)])
    found = small_webp(encoded(page, "WEBP", **options), 1)
    assert found is not None
    assert np.abs(np.asarray(found, int) - np.asarray(page, int)).mean() < 4


def test_a_webp_that_is_see_through_is_ink_on_white_paper() -> None:
    clear = PAGE.convert("RGBA")
    clear.putalpha(PAGE.convert("L").point(lambda grey: 255 * (grey < 128)))
    assert _is_like(encoded(clear, "WEBP", lossless=True), encoded(PAGE, "PNG"))
    with pytest.raises(InvalidInput, match="see-through"):
        decoded(encoded(clear.resize((4_000, 3_000)), "WEBP"))


def test_ink_on_nothing_is_ink_on_white_paper() -> None:
    clear = Image.new("RGBA", PAGE.size, (0, 0, 0, 0))
    ink = Image.new("RGBA", PAGE.size, (30, 30, 40, 255))
    mask = PAGE.convert("L").point(lambda grey: 255 * (grey < 128))
    assert _is_like(encoded(Image.composite(ink, clear, mask), "PNG"), encoded(PAGE, "PNG"))


def test_cmyk_of_a_printer_is_read() -> None:
    assert _is_like(encoded(PAGE.convert("CMYK"), "JPEG"), encoded(PAGE, "PNG"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_held_in_any_way_is_turned_upright(orientation: int) -> None:
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's numbers, which undo each
    turned = PAGE.transpose(Image.Transpose(back[orientation])) if orientation > 1 else PAGE
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert _is_like(encoded(turned, "JPEG", exif=exif), encoded(PAGE, "PNG"))


def test_nothing_of_the_metadata_survives() -> None:
    image = decoded(files.with_metadata(PAGE))
    assert not image.info
    assert not image.getexif()
    assert b"SECRET" not in image.tobytes()


def test_exif_that_is_rubbish_says_nothing() -> None:
    rubbish = b"Exif\0\0" + bytes(range(256)) * 4
    assert _is_like(encoded(PAGE, "JPEG", exif=rubbish), encoded(PAGE, "PNG"))


@pytest.mark.parametrize("size", [(16, 16), (28, 28), (3000, 200), (6000, 4000)])
def test_a_photo_of_any_size_is_as_large_as_is_looked_at(size: tuple[int, int]) -> None:
    assert max(decoded(encoded(Image.new("L", size), "JPEG")).size) == SIDE


@pytest.mark.parametrize("name", files.BAD)
def test_what_cannot_be_read_is_refused_with_the_reason(name: str) -> None:
    what, data = files.BAD[name]
    held = sys.getrefcount(data)
    with pytest.raises(InvalidInput) as refused:
        find_ink(decoded(data))
    assert (refused.value.code, refused.value.values["what"]) == ("photo", what)
    del refused
    assert sys.getrefcount(data) == held  # a photo that was refused is not kept


def test_a_file_cut_off_anywhere_is_refused_or_read() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        data = encoded(PAGE, kind)
        for n in range(0, len(data) - 30, len(data) // 17):
            with pytest.raises(InvalidInput):
                decoded(data[:n])


def test_a_file_with_bytes_changed_is_refused_or_read_never_a_fault() -> None:
    rng = np.random.default_rng(8)
    for kind in ("JPEG", "PNG", "WEBP"):
        data = encoded(PAGE.resize((160, 120)), kind)
        for _ in range(150):
            changed = bytearray(data)
            for at in rng.integers(0, len(data), 4):
                changed[at] = rng.integers(256)
            with suppress(InvalidInput):
                decoded(bytes(changed))
