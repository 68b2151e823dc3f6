"""Photos that are made: our own digits on paper, as a phone would see them."""

import io
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from app.forward_pass import Drawing
from app.lessons.digits import drawings

Colour = tuple[int, int, int]

N_DIGITS = 70


@dataclass(frozen=True)
class Look:
    """How a photo was taken, and of what."""

    size: tuple[int, int] = (1200, 900)
    digit: float = 0.45  # of the shorter side
    pen: float = 0.07  # of the digit's height
    ink: Colour = (35, 40, 60)
    paper: Colour = (232, 230, 222)
    texture: float = 4.0  # of 255: a standard deviation, of grains three pixels wide
    noise: float = 0.0  # the same, of single pixels
    shadow: float = 0.0  # of the light, that is lost from one side to the other
    finger: float = 0.0  # of the light, under a round shadow that comes in from the edge
    tilt: float = 0.0  # degrees
    blur: float = 0.0  # pixels of the photo
    lines: float = 0.0  # between two of them, of the shorter side; 0 for plain paper
    is_grid: bool = True
    line: Colour = (170, 190, 215)
    perspective: float = 0.0  # by which the far side is shorter
    at: tuple[float, float] = (0.5, 0.5)
    table: float = 0.0  # of the photo's sides, on each side of the sheet
    wood: Colour = (110, 80, 55)
    beside: int | None = None  # a second digit, to the right of the first
    quality: int = 60
    seed: int = 0


def photo(k: int, look: Look) -> tuple[int, Image.Image]:
    """Digit number ``k`` of ours, photographed; and which digit it is."""
    sample = drawings()[k % N_DIGITS]
    rng = np.random.default_rng((look.seed, k))
    width, height = look.size
    shorter = min(look.size)
    page = Image.new("RGB", look.size, look.paper)
    pen = ImageDraw.Draw(page)
    _rule(pen, look, rng)
    _write(pen, sample.drawing, look)
    if look.beside is not None:
        right = replace(look, at=(look.at[0] + look.digit * shorter / width, look.at[1]))
        _write(pen, drawings()[look.beside].drawing, right)
    if look.perspective:
        inset = look.perspective * width / 2
        corners = (-inset, 0, 0, height, width, height, width + inset, 0)
        page = page.transform(look.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR)
    if look.tilt:
        page = page.rotate(look.tilt, Image.Resampling.BILINEAR, fillcolor=look.paper)
    if look.table:
        page = _on_table(page, look)
    light = _light(look, rng)
    seen = np.asarray(page, np.float32) * light[..., None]
    grains = Image.fromarray(rng.normal(0, 1, (height // 3 + 1, width // 3 + 1)).astype(np.float32))
    seen += look.texture * np.asarray(grains.resize(look.size), np.float32)[..., None]
    image = Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))
    if look.blur:
        image = image.filter(ImageFilter.GaussianBlur(look.blur))
    if look.noise:
        noisy = np.asarray(image, np.float32) + rng.normal(0, look.noise, (height, width, 3))
        image = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    return sample.label, image


def jpeg(image: Image.Image, quality: int = 60, **more: object) -> bytes:
    """An image as a phone sends it."""
    return encoded(image, "JPEG", quality=quality, **more)


def encoded(image: Image.Image, kind: str, **more: object) -> bytes:
    """The bytes of an image's file."""
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def _rule(pen: ImageDraw.ImageDraw, look: Look, rng: np.random.Generator) -> None:
    (width, height), shorter = look.size, min(look.size)
    if look.lines:
        gap, thick = look.lines * shorter, max(1, round(shorter / 500))
        for y in np.arange(rng.uniform(0, gap), height, gap):
            pen.line([(0, y), (width, y)], fill=look.line, width=thick)
        if look.is_grid:
            for x in np.arange(rng.uniform(0, gap), width, gap):
                pen.line([(x, 0), (x, height)], fill=look.line, width=thick)


def _write(pen: ImageDraw.ImageDraw, drawing: Drawing, look: Look) -> None:
    points, starts = drawing.points, drawing.starts
    low, high = points.min(axis=0), points.max(axis=0)
    tall = look.digit * min(look.size)
    scaled = (points - (low + high) / 2) * (tall / (high - low).max())
    scaled += np.array(look.at) * look.size
    width = look.pen * tall
    for start, end in zip(starts, (*starts[1:], len(points)), strict=True):
        stroke = [tuple(point) for point in scaled[start:end].tolist()]
        pen.line(stroke, fill=look.ink, width=max(1, round(width)))
        for x, y in stroke:
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), look.ink)


def _on_table(page: Image.Image, look: Look) -> Image.Image:
    """A sheet that lies askew on something darker."""
    width, height = look.size
    sheet = page.resize([round(side * (1 - 2 * look.table)) for side in look.size])
    mask = Image.new("L", sheet.size, 255).rotate(4, expand=True)
    sheet = sheet.rotate(4, Image.Resampling.BILINEAR, expand=True)
    table = Image.new("RGB", look.size, look.wood)
    table.paste(sheet, ((width - sheet.width) // 2, (height - sheet.height) // 2), mask)
    return table


def _light(look: Look, rng: np.random.Generator) -> NDArray[np.float32]:
    width, height = look.size
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
    light = 1 - look.shadow * (along - along.min()) / (along.max() - along.min())
    if look.finger:
        far = np.hypot((x - 1.0) / 0.55, (y - 0.3) / 0.25)
        light *= 1 - look.finger / (1 + np.exp((far - 1) * 25))
    shaded: NDArray[np.float32] = light.astype(np.float32)
    return shaded
