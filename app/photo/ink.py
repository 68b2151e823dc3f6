"""From a photo to the ink on it: grey, evened, thresholded, and of all ink the digit's.

Everything is done at ``SIDE`` pixels of the longer side: fine enough for a pencil's line on a page
that fills the photo, and done in a fraction of a second.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from app.forward_pass.arrays import Floats, Grey
from app.forward_pass.errors import InvalidInput
from app.photo.shapes import Blob, Mask, blobs, closed, opened, shrunk

SIDE = 900  # pixels of the longer side, in which ink is looked for
COARSE = 6  # times smaller, for what changes slowly: the light
STROKE = 0.2  # of the longer side: no stroke is wider, and what is wider is paper or shadow
FAINTEST = 0.06  # of the paper's light, by which ink must differ from it
ABOVE_NOISE = 4.5  # times the paper's own usual contrast

SHEET = 0.12  # of the photo: a sheet that lies on something darker takes this at least
CONVEX = 0.93  # of a sheet's rows and columns, from end to end, that are both
HOLES = 0.35  # of a sheet: no digit covers more of it
BORDER = 0.45  # of the photo's edge: a sheet that takes more of it fills the photo
SHARP = (
    0.6  # of what sheet and table differ by: as much it is at the sheet's edge; shadows are soft
)
TABLE = 20  # of 255: what they differ by at least
EDGE = 3  # coarse pixels on each side of the sheet's edge

SPECK = 12  # pixels: what is smaller is none of the digit
PART = 0.08  # of the largest mark: another one that is as large, and near, is a part of the digit
NEAR = 0.15  # of the digit's longer side
REACH = 0.3  # of the photo's sides, from its middle, in which the digit is looked for
CUT = 0.02  # the weight of what the photo's edge cuts off: a finger, a table, a line
ALIKE = 0.6  # of the digit's height: as high, and beside it, is another digit
BESIDE = 0.8  # of the digit's height, between it and another one


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """What was found on a photo. ``grey``, ``even``: uint8; ``mask``: the digit's ink alone."""

    grey: Grey
    even: Grey
    mask: Mask


def find_ink(photo: Image.Image) -> Ink:
    """The digit's ink on a photo, an RGB image of at most ``SIDE`` pixels a side.

    Raises:
        InvalidInput: nothing on it differs from the paper as ink does.
    """
    grey = _grey(photo)
    contrast = _evened(_on_sheet(grey))  # 0 paper … 1
    mask = _digit(_marks(contrast))
    even = np.clip(contrast * (255 / max(float(contrast[mask].mean()), FAINTEST)), 0, 255)
    return Ink(grey, even.astype(np.uint8), mask)


def _grey(photo: Image.Image) -> Grey:
    """How light each pixel is; of a coloured pen on coloured paper, the colour that tells best."""
    bands = [np.asarray(photo.convert("L")), *(np.asarray(band) for band in photo.split())]
    clarity = [_clarity(band) for band in bands]
    best = int(np.argmax(clarity))
    return bands[best] if clarity[best] > 1.5 * clarity[0] else bands[0]


def _clarity(band: Grey) -> float:
    small = _coarse(band)
    spread = np.abs(small - _blurred(small, small.shape[1] / 12))
    return float(np.percentile(spread, 99)) / (float(np.median(spread)) + 4)


def _coarse(grey: Grey) -> Floats:
    image = Image.fromarray(grey).reduce(COARSE)
    return np.asarray(image, np.float32)


def _blurred(values: Floats, radius: float) -> Floats:
    image = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.BoxBlur(radius)), np.float32)


def _on_sheet(grey: Grey) -> Grey:
    """The same where all is paper; else what is around a sheet is given the sheet's grey."""
    small = _blurred(_coarse(grey), 1)
    sheet = _sheet(small)
    if sheet is None:
        return grey
    size = (grey.shape[1], grey.shape[0])
    is_sheet = np.asarray(Image.fromarray(shrunk(sheet, EDGE)).resize(size))
    return np.where(is_sheet, grey, np.uint8(np.median(grey[is_sheet])))


def _sheet(small: Floats) -> Mask | None:
    """Where a light sheet of paper lies on something darker, ink and all; None where none does."""
    found = blobs(small > _threshold(small), round(SHEET * small.size))
    if not found:
        return None
    light = np.zeros(small.shape, np.bool_)
    largest = max(found, key=lambda blob: blob.area)
    light[largest.rows, largest.columns] = True
    across, down = _spanned(light), _spanned(light.T).T
    sheet = across & down
    if (
        sheet.sum() < 0.93 * max(across.sum(), down.sum())
        or light.sum() < (1 - HOLES) * sheet.sum()
    ):
        return None  # no sheet has such a shape
    rim = np.concatenate([sheet[0], sheet[-1], sheet[:, 0], sheet[:, -1]])
    if rim.mean() > BORDER:
        return None
    inside, outside = sheet & ~shrunk(sheet, EDGE), ~sheet & ~shrunk(~sheet, EDGE)
    step = float(small[inside].mean() - small[outside].mean())
    least = max(TABLE, SHARP * float(small[sheet].mean() - small[~sheet].mean()))
    return sheet if step > least else None


def _spanned(mask: Mask) -> Mask:
    """Each row from its first to its last pixel."""
    return np.logical_or.accumulate(mask, 1) & np.logical_or.accumulate(mask[:, ::-1], 1)[:, ::-1]


def _evened(grey: Grey) -> Floats:
    """By how much each pixel differs from the paper around it, in the direction of the ink: 0 to 1.

    The paper's light is what is left when everything narrower than a stroke may be is filled up.
    """
    small = _coarse(grey)
    reach = max(2, round(STROKE * max(small.shape) / 2))
    around = small - _blurred(small, reach)
    is_dark = float((around**3).mean()) < 0
    paper = closed(small, reach) if is_dark else opened(small, reach)
    paper = _blurred(paper, reach / 3)
    size = (grey.shape[1], grey.shape[0])
    light = np.asarray(
        Image.fromarray(paper.astype(np.uint8)).resize(size, Image.Resampling.BICUBIC), np.float32
    )
    seen = grey.astype(np.float32)
    contrast = (light - seen) / (light + 8) if is_dark else (seen - light) / (263 - light)
    inked: Floats = np.clip(contrast, 0, 1).astype(np.float32)
    return inked


def _marks(contrast: Floats) -> Mask:
    """What differs clearly from the paper."""
    least = max(FAINTEST, ABOVE_NOISE * float(np.median(contrast)))
    strong = contrast[contrast > least]
    if strong.size < SPECK:
        raise InvalidInput(
            "photo", "a digit in ink on paper", "none that differs from the paper", what="ink"
        )
    return contrast > max(least, _threshold(strong))


def _threshold(values: Floats) -> float:
    """Between the two groups that differ most (Otsu 1979), low enough to keep a line's edges."""
    counts, edges = np.histogram(values, 64)
    weight = counts.cumsum()
    total = (counts * edges[:-1]).cumsum()
    left, right = weight[:-1], weight[-1] - weight[:-1]
    gap = total[:-1] / np.maximum(left, 1) - (total[-1] - total[:-1]) / np.maximum(right, 1)
    return float(edges[1 + int(np.argmax(left * right * gap**2))])


def _digit(marks: Mask) -> Mask:
    """Of all marks the digit's: what is large and near the middle, and its parts."""
    found = blobs(marks, SPECK)
    if not found:
        raise InvalidInput("photo", "a digit in ink on paper", "specks only", what="ink")
    height, width = marks.shape
    main = max(found, key=lambda blob: _weight(blob, width, height))
    mask = np.zeros_like(marks)
    for blob in found:
        if blob is main or _is_part(blob, main) or _is_beside(blob, main, width, height):
            mask[blob.rows, blob.columns] = True
    return mask


def _is_part(blob: Blob, main: Blob) -> bool:
    return blob.area > PART * main.area and main.gap(blob) < NEAR * main.extent


def _is_beside(blob: Blob, main: Blob, width: int, height: int) -> bool:
    """Whether it is another digit: two are kept, so that nobody is told they were one."""
    tall, other = main.box[3] - main.box[1], blob.box[3] - blob.box[1]
    shared = min(main.box[3], blob.box[3]) - max(main.box[1], blob.box[1])
    return (
        not _is_cut(blob, width, height)
        and ALIKE * tall < other < tall / ALIKE
        and shared > ALIKE * min(tall, other)
        and main.gap(blob) < BESIDE * tall
    )


def _weight(blob: Blob, width: int, height: int) -> float:
    left, top, right, bottom = blob.box
    off = np.hypot((left + right) / 2 / width - 0.5, (top + bottom) / 2 / height - 0.5)
    cut = CUT if _is_cut(blob, width, height) else 1
    return float(blob.extent**1.5 * np.exp(-((off / REACH) ** 2)) * cut)


def _is_cut(blob: Blob, width: int, height: int) -> bool:
    left, top, right, bottom = blob.box
    return left == 0 or top == 0 or right == width or bottom == height
