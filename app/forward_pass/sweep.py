"""One number of a network, or of its input, moved through its values, and what every layer does.

Each value gets its own forward pass, on the network with that one number set, so a sweep never
differs from a single pass, not even in the last digit that decides a tie.
"""

from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.edit import Edit, edited
from app.forward_pass.errors import InvalidInput
from app.forward_pass.network import LayerPass, Network, stacked
from app.forward_pass.pieces import Between, go_on
from app.forward_pass.place import Place


def sweep(
    network: Network, a: Floats, place: Place, values: Floats, between: Between = go_on
) -> tuple[LayerPass, ...]:
    """z and a of every layer, (n, n_out), while the number at ``place`` takes ``values``, (n,).

    ``a``: the input, (n_in,); everything else in it stays as it is. For several inputs,
    (m, n_in), z and a are (n, m, n_out).

    Raises:
        InvalidInput: there is no such place, or ``a`` does not fit the network.
    """
    passes = []
    for value in values:
        passes.append(_with(network, a, place, float(value), between))
        between()
    layers = stacked(passes, between)
    return tuple(LayerPass(frozen(z), frozen(a)) for z, a in layers)


def _with(
    network: Network, a: Floats, place: Place, value: float, between: Between
) -> tuple[LayerPass, ...]:
    if place.kind != "input":
        return edited(network, [Edit(place, value)]).forward_each(a, between)
    n_in = a.shape[-1]
    if not 0 <= int(place.input) < n_in:
        raise InvalidInput("input", f"input 0 to {n_in - 1}", f"{place.input}")
    moved = a.copy()
    moved[..., place.input] = value
    return network.forward_each(moved, between)
