"""Next changes what the stage shows: it neither jumps nor vanishes for a frame."""

from tests.browser.conftest import Watch
from tests.browser.page import Visualizer

# What each of the next frames paints: it can be read once a frame's callbacks and layout are done.
_PAINTED = """async (n) => {
  const canvas = document.querySelector(".stage-canvas");
  const inked = () => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, at) => at % 4 === 3 && value > 0);
  };
  const painted = [];
  for (let k = 0; k < n; k += 1) {
    await new Promise(requestAnimationFrame);
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
    painted.push([canvas.clientHeight, inked()]);
  }
  return painted;
}"""


def test_the_stage_keeps_its_height_and_its_picture_through_a_whole_pass(
    visualizer: Visualizer, watch: Watch
) -> None:
    watch.allow("willReadFrequently")  # a hint to whoever reads a canvas back, as only we do
    visualizer.press("Home").settle()
    frames = []
    while not visualizer.at_end():
        visualizer.page.keyboard.press("n")
        frames += visualizer.page.evaluate(_PAINTED, 6)
    heights, inked = zip(*frames, strict=True)
    assert len(set(heights)) == 1
    assert all(inked)


def test_a_window_that_is_resized_never_shows_an_empty_stage(
    visualizer: Visualizer, watch: Watch
) -> None:
    watch.allow("willReadFrequently")
    for width in (1300, 1100, 1366):
        visualizer.page.set_viewport_size({"width": width, "height": 768})
        assert all(inked for _, inked in visualizer.page.evaluate(_PAINTED, 6))
