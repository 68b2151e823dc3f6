"""Every neuron adds up in front of the viewer: what is summed here is the text that the page shows.

No number is asked of the server: rows + bias = z and f(z) = a must hold for somebody who has
nothing but the page, a pencil and the figures on it.
"""

import json
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator

from app.forward_pass.arrays import Floats
from tests.browser.beside import choose, open_tool
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.figures import exactly
from tests.browser.page import Visualizer
from tests.serving import ROOT

HALF = Decimal("0.005")  # of the last place that is shown
MOST_ROWS = 10
LAYER, NEURON = ".chooser-layer", ".chooser select:not(.chooser-layer)"
PER_LAYER = 3  # neurons whose every term is read

# Goes through a layer with the chooser's own button, and reads the table that is in sight once
# the page has opened the neuron.
READ_LAYER = """async () => {
  const inspector = document.querySelector("#inspector");
  const heading = inspector.querySelector("h2");
  const neuron = inspector.querySelector(".chooser select:not(.chooser-layer)");
  const next = inspector.querySelector("[aria-label='Next neuron']");
  const busy = () => inspector.querySelector("[aria-busy=true]") !== null;
  const texts = ({ cells }) => [...cells].map((cell) => cell.textContent);
  const opened = [];
  for (let k = 0, before = ""; k < neuron.options.length; k += 1) {
    if (k > 0) next.click();
    do await new Promise(requestAnimationFrame);
    while (busy() || heading.textContent === before);
    before = heading.textContent;
    const tables = [...inspector.querySelectorAll("table.sums, table.ledger")];
    const [body] = tables.find((table) => table.checkVisibility()).tBodies;
    opened.push([...body.rows].map(texts));
  }
  return opened;
}"""

Table = list[list[str]]  # the texts of a table's cells, row by row


def sigmoid(z: Floats) -> Floats:
    """1 / (1 + e^−z), element by element."""
    return np.asarray(1 / (1 + np.exp(-z)))


def relu(z: Floats) -> Floats:
    """The positive part, element by element."""
    return np.maximum(z, 0)


def softmax(z: Floats) -> Floats:
    """e^z over the sum of all e^z."""
    powers = np.exp(z - z.max())
    return np.asarray(powers / powers.sum())


FUNCTIONS: dict[str, Callable[[Floats], Floats]] = {
    "sigmoid": sigmoid,
    "relu": relu,
    "softmax": softmax,
}


def layers_of(network: str) -> list[dict[str, Any]]:
    """Each layer's card: its inputs, its outputs, its activation function."""
    layers: list[dict[str, Any]] = json.loads(
        (ROOT / "models" / network / "network.json").read_text()
    )["layers"]
    return layers


def open_layer(visualizer: Visualizer, layer: int, panel: str) -> list[Table]:
    """A panel of the inspector, for every neuron of a layer."""
    inspector = visualizer.inspector
    inspector.locator(LAYER).select_option(index=layer)  # and its first neuron
    inspector.get_by_role("button", name=panel, exact=True).click()
    opened: list[Table] = visualizer.settle().page.evaluate(READ_LAYER)
    return opened


@pytest.mark.parametrize(("network", "label"), [("classic", 3), ("deep", 8), ("one-hidden", 5)])
def test_every_neuron_adds_up_as_it_is_displayed(
    open_page: OpenPage, network: str, label: int
) -> None:
    visualizer = open_page().draw_anew(digit(label).sketch).choose_network(network)
    for k, layer in enumerate(layers_of(network)):
        function = FUNCTIONS[layer["activation"]]
        by_sign = [dict(table) for table in open_layer(visualizer, k, "Sum")]
        by_row = open_layer(visualizer, k, "Terms")
        assert len(by_sign) == len(by_row) == layer["outputs"]
        for signs, rows in zip(by_sign, by_row, strict=True):
            z = exactly(signs["weighted sum z"])
            parts = ("positive terms", "negative terms", "bias")
            assert sum(exactly(signs[part]) for part in parts) == z
            adds_up_by_rows(rows, z)
        bends(
            function,
            [exactly(signs["weighted sum z"]) for signs in by_sign],
            [exactly(signs["activation a"]) for signs in by_sign],
        )
        for neuron in np.linspace(0, layer["outputs"] - 1, PER_LAYER).round().astype(int):
            visualizer.inspector.locator(NEURON).select_option(index=int(neuron))
            n_terms = every_term_adds_up(visualizer.settle(), by_sign[neuron], function)
            assert n_terms == layer["inputs"]


def test_what_is_written_beside_a_term_multiplies_to_it(open_page: OpenPage) -> None:
    visualizer = open_page().draw_anew(digit(3).sketch)
    open_tool(visualizer, "path")
    visualizer.settle()
    links = visualizer.page.locator("ol.path > li").all()
    assert len(links) == 3, "from the output to a pixel"
    for link in links:
        weight, term = link.locator(".path-product"), link.locator(".path-term")
        multiplies(weight.inner_text().removeprefix("weight "), term.inner_text())
    open_tool(visualizer, "neuron")
    visualizer.inspector.locator(LAYER).select_option(index=0)
    visualizer.button("Terms").click()
    visualizer.button("Step through them").click()
    for _ in range(12):
        visualizer.settle().press("n")
        said = re.search(r": (\S+ × \S+) adds (\S+),", visualizer.settle().sentence.inner_text())
        assert said, visualizer.sentence.inner_text()
        multiplies(said[1], said[2])


def test_sums_too_large_for_hundredths_add_up_too(open_page: OpenPage) -> None:
    visualizer = open_page().draw_anew(digit(3).strokes)
    for neuron, activation in ((2, "3e20"), (3, "-1.7e19"), (4, "2e18")):
        choose(open_tool(visualizer, "edit"), 0, neuron)
        held = visualizer.page.get_by_role("textbox", name="activation")
        held.fill(activation)
        held.press("Enter")
    open_tool(visualizer, "neuron")
    by_sign = [dict(table) for table in open_layer(visualizer, 1, "Sum")]
    for signs, rows in zip(by_sign, open_layer(visualizer, 1, "Terms"), strict=True):
        z = exactly(signs["weighted sum z"])
        assert abs(z) > 10**15
        parts = ("positive terms", "negative terms", "bias")
        assert sum(exactly(signs[part]) for part in parts) == z
        adds_up_by_rows(rows, z)
    visualizer.button("All terms").click()
    *terms, bias, total, _ = cells(visualizer.page.get_by_role("dialog"))
    so_far = Decimal(0)
    for *_, term, after, _ in terms:
        if term:
            so_far += exactly(term)
        if after:
            assert exactly(after) == so_far
    assert so_far + exactly(bias[3]) == exactly(total[3])


def adds_up_by_rows(rows: Table, z: Decimal) -> None:
    """The largest terms, the others, the zeros and the bias make z."""
    *terms, total, activation = rows
    assert total[0] == "weighted sum z"
    assert activation[0].startswith("activation a")
    assert exactly(total[-1]) == z
    assert sum(exactly(row[-1]) for row in terms) == z
    named = [row for row in terms if len(row) == 3]
    assert len(named) <= MOST_ROWS
    sizes = [abs(exactly(row[-1])) for row in named]
    assert sizes == sorted(sizes, reverse=True)
    for _, factors, term in named:
        multiplies(factors, term, z)


def multiplies(factors: str, term: str, last: Decimal | None = None) -> None:
    """A pocket calculator makes the term of its factors: 0.94 × +0.69 = +0.65.

    ``last``: a number with the term's last place, where a term of 0 does not tell it.
    """
    one, other = (exactly(factor) for factor in factors.split(" × "))
    unit = Decimal(1).scaleb(int((last or exactly(term)).as_tuple().exponent))
    assert (one * other / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit == exactly(term), factors


def bends(function: Callable[[Floats], Floats], z: Sequence[Decimal], a: Sequence[Decimal]) -> None:
    """f(z) = a, to the precision that is shown: some z that rounds to this one has that a."""
    shown = np.array(z, np.float64)
    for neuron, activation in enumerate(a):
        # Softmax falls with the others' z, and the other functions do not look at them.
        off = np.full(len(shown), float(HALF))
        off[neuron] *= -1
        low, high = function(shown + off)[neuron], function(shown - off)[neuron]
        assert low - float(HALF) <= float(activation) <= high + float(HALF)


def every_term_adds_up(
    visualizer: Visualizer, signs: dict[str, str], function: Callable[[Floats], Floats]
) -> int:
    """The full list: each sum so far is the one before plus the term, and the last one makes z.

    Returns how many terms it accounts for.
    """
    visualizer.button("All terms").click()
    dialog = visualizer.page.get_by_role("dialog")
    *rows, bias, z, a = cells(dialog)
    dialog.get_by_role("button", name="Close").click()
    so_far = Decimal(0)
    full = np.float32(0)
    n_terms = 0
    for name, value, weight, term, after, exact in rows:
        if name == "left over by rounding":
            so_far += exactly(term)
        if not weight:  # the zeros together, and the sums of each sign
            continue
        n_terms += 1
        so_far += exactly(term)
        assert exactly(after) == so_far, name
        product = np.float32(exactly(value)) * np.float32(exactly(weight))
        assert product == np.float32(exactly(exact)), name
        full += product
    assert so_far + exactly(bias[3]) == exactly(z[3])
    assert exactly(z[3]) == pytest.approx(exactly(z[5]), abs=Decimal("0.00005"))
    assert exactly(z[5]).quantize(Decimal("0.01")) == exactly(signs["weighted sum z"])
    assert float(full) + float(exactly(bias[5])) == pytest.approx(float(exactly(z[5])), abs=1e-4)
    if function is not softmax:  # which needs the other neurons' full values, too
        assert function(np.array([exactly(z[5])], np.float64))[0] == pytest.approx(
            float(exactly(a[5])), abs=1e-6
        )
    zeros = sum(int(row[0].split()[0].replace(",", "")) for row in rows if row[0][0].isdigit())
    return n_terms + zeros


def cells(dialog: Locator) -> Table:
    """The rows of the dialog's table."""
    table: Table = dialog.locator("tbody").evaluate(
        "(body) => [...body.rows].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return table
