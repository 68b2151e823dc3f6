/**
 * The words of the page as types. Layers, neurons and inputs count from 0 here, from 1 in words.
 *
 * @typedef {readonly [x: number, y: number]} Point  pad units: 0 to 1, y downwards
 * @typedef {readonly Point[]} Stroke
 * @typedef {readonly Stroke[]} Drawing
 *
 * @typedef {object} Score
 * @property {number} accuracy  0 to 1
 * @property {number} correct
 * @property {number} n
 * @property {string} dataset
 *
 * @typedef {object} LayerCard
 * @property {"dense" | "conv2d" | "max-pool2d" | "avg-pool2d"} [type]  dense where it is left out
 * @property {number} inputs
 * @property {number} outputs
 * @property {readonly [maps: number, height: number, width: number]} [image]  what is read, where it stands in maps
 * @property {number} [maps]  of a convolution, one for each of its kernels
 * @property {readonly [height: number, width: number]} [kernel]
 * @property {number} [stride]
 * @property {number} [padding]
 * @property {number} [side]  of a pool's squares
 * @property {string | {name: string}} activation
 * @property {string} [weights]  address of float32: (outputs, inputs), of kernels (maps, channels, height, width);
 *   a pool has none
 * @property {string} [biases]  address of (outputs,) float32, of kernels (maps,)
 *
 * @typedef {object} Card  a network, without its numbers
 * @property {string} name
 * @property {string} title
 * @property {string} summary
 * @property {"networks" | "experiments" | "doubt" | "own"} group
 * @property {"scores" | "probabilities"} outputs
 * @property {readonly LayerCard[]} layers
 * @property {readonly number[]} sizes  inputs, then neurons of each layer
 * @property {number} n_parameters
 * @property {Record<string, Score>} accuracy
 * @property {readonly string[] | null} [labels]  what the outputs stand for, where that is not the ten digits
 * @property {number | null} [threshold]  of the network that is asked whether something is a digit at all
 * @property {readonly {n: number, right: number}[] | null} [margins]  how often an answer was right, by how
 *   far its output was ahead of the next: 0 to 0.1, 0.1 to 0.2 …
 * @property {{data?: readonly {name: string, n?: number, of?: string, writers?: number}[]}} training
 *
 * @typedef {object} Weights  of one layer
 * @property {Float32Array} W  (n_out, n_in), row by row; of kernels (maps, channels, height, width)
 * @property {Float32Array} b  (n_out,), of kernels (maps,)
 *
 * @typedef {object} LayerPass
 * @property {Float32Array} z  weighted sums; empty where the layer came as maps
 * @property {Float32Array} a  activations
 * @property {Float32Array} [scale]  of each map, where the layer came as maps: `a` is then to look at, to a
 *   half of this; `figuresOf` has the numbers to write
 *
 * @typedef {object} Digit  the stages of normalisation
 * @property {readonly [left: number, top: number, right: number, bottom: number]} box  pad units
 * @property {number} scale  digit pixels per pad unit
 * @property {readonly [right: number, down: number]} shift  whole pixels
 * @property {Float32Array} fitted  20×20, 0 black to 1 white
 *
 * @typedef {object} ImageInput  a digit image that is read as it is, instead of a drawing
 * @property {Uint8Array} grey  28×28, 0 black to 255 white
 * @property {Photo | null} photo  that it was made of; a link holds the image alone
 *
 * @typedef {object} Photo  how a photo became a digit image
 * @property {Readonly<Record<PhotoStage, Picture>>} stages
 * @property {Digit} digit  its `box` in units of the picture's longer side
 *
 * @typedef {"photo" | "grey" | "even" | "ink"} PhotoStage
 *
 * @typedef {object} Picture
 * @property {number} width
 * @property {number} height
 * @property {Uint8ClampedArray<ArrayBuffer>} rgba  width × height × 4
 *
 * @typedef {object} Trace  one forward pass, as the server computed it
 * @property {number} seq
 * @property {string | null} network
 * @property {Digit | null} digit
 * @property {Float32Array} input  what the network read; of an image 0 black to 1 white
 * @property {readonly number[]} shape  of the input: [28, 28] of an image, row by row, else its length
 * @property {readonly LayerPass[]} layers
 * @property {number} prediction
 * @property {number | null} runnerUp
 * @property {Doubt | null} [doubt]
 *
 * @typedef {object} Doubt  what a second network says of the same digit image
 * @property {number} says  0: a digit, 1: two digits, 2: no digit
 * @property {Float32Array} a  its outputs, in that order
 *
 * @typedef {object} Unit  a neuron
 * @property {number} layer
 * @property {number} neuron
 *
 * @typedef {object} Row  one line of a sum, as displayed
 * @property {number} input
 * @property {number} term
 *
 * @typedef {object} Shown  figures that add up exactly as displayed
 * @property {number} decimals  of all but `a`, which is part of no sum; negative: whole multiples
 *   of 10^−decimals
 * @property {number} positive
 * @property {number} negative
 * @property {number} bias
 * @property {number} z
 * @property {number} a
 * @property {number} decimals_for_a  that z takes for f(z), as `a` is displayed, to be `a`
 * @property {readonly Row[]} rows
 * @property {{n: number, term: number}} rest
 * @property {number} rounding  what rounding left over, where there is no rest to take it
 * @property {number} zeros
 *
 * @typedef {object} Running  a sum that grows term by term, exactly as displayed
 * @property {number} decimals  as in `Shown`
 * @property {Float64Array} term  those that are not 0, in the chosen order
 * @property {Float64Array} sum  after each term; the last one plus `rounding` and `bias` is `z`
 * @property {number} rounding  what rounding the terms left over
 * @property {number} bias
 * @property {number} z
 *
 * @typedef {object} Explanation  one neuron of one trace, opened
 * @property {number} seq
 * @property {string} network
 * @property {number} trace  seq of the trace
 * @property {"size" | "index"} ordered  what `order` goes by
 * @property {boolean} [held]  an edit holds the activation, whatever z is
 * @property {number} layer
 * @property {number} neuron
 * @property {Float32Array} weights
 * @property {Float32Array} inputs
 * @property {Float32Array} terms
 * @property {Uint32Array | null} [reads]  which input each term multiplies, where they are not all inputs in order
 * @property {LayerPass | null} [map]  z and a of the map that the neuron is a place of, exact
 * @property {Uint16Array} order
 * @property {number} positive
 * @property {number} negative
 * @property {number} n_zero
 * @property {number} bias
 * @property {number} z
 * @property {number} a
 * @property {number} slope
 * @property {Float32Array} gradient  of z, one for each of the network's inputs
 * @property {Float32Array} pushes  gradient × input
 * @property {{low: number, high: number, a: Float32Array}} curve
 * @property {LayerPass | null} [softmax]  of the whole layer, where that is its function
 * @property {Shown} shown
 * @property {Running} running
 *
 * @typedef {object} Frame  what the main page's parts draw
 * @property {import("./state/state.js").State} state
 * @property {import("./scene/colour.js").Palette} palette
 * @property {import("./scene/stage.js").Scene | null} scene  that the stage shows
 *
 * @typedef {{sync: (frame: Frame) => void}} Part  draws what changed, once a frame
 */

export {};
