"""Makes fixtures/computed.json: what Keras computes of the nets of lessons 2 and 3, whose every number stands in the lesson file.

usage: python make_computed.py
States are those of keras.layers.LSTM, run step by step. Keras keeps its gates to itself; they follow from what it returns: f is what one more of
the old c adds to the new one, g is the new c where nothing was kept and the bias of i is large, o is h over tanh c. Gradients are TensorFlow's,
training is model.fit. Keras 3.15.1 on tensorflow-cpu 2.21.0, TF_ENABLE_ONEDNN_OPTS=0, PyYAML 6.
"""
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np
import tensorflow as tf
import yaml

keras.config.set_floatx("float64")
LESSONS = pathlib.Path(__file__).parents[2] / "lessons" / "content" / "en"
ONNX = [0, 2, 3, 1]  # where i, f, g, o stand in i, o, f, c


def choices(name):
    return yaml.safe_load((LESSONS / name).read_text().split("---\n")[1])["data"]["choices"]


def rows(values):
    return np.atleast_2d(np.array(values, "float64"))


def weights_of(layer, order=None):
    arrays = [rows(layer["kernel"]), rows(layer["recurrent_kernel"]), np.array(layer["bias"], "float64")]
    if order is None:
        return arrays
    return [np.concatenate([np.split(array, 4, -1)[k] for k in order], -1) for array in arrays]


def step(weights, x, h, c):
    """The new h and c of one step, as Keras's layer returns them."""
    layer = keras.layers.LSTM(weights[1].shape[0], return_state=True)
    layer.build((1, 1, len(x)))
    layer.set_weights(weights)
    _, new_h, new_c = layer(x[None, None], initial_state=[h[None], c[None]])
    return new_h[0], new_c[0]


def states(weights, xs, h=None, c=None):
    """h, c and the gates, a row a step."""
    units = weights[1].shape[0]
    h = np.zeros(units) if h is None else np.array(h, "float64")
    c = np.zeros(units) if c is None else np.array(c, "float64")
    writing = [weights[0], weights[1], weights[2] + np.repeat([60, 0, 0, 0], units)]
    found = {name: [] for name in "figoch"}
    for x in rows(xs):
        nothing, one = np.zeros(units), np.ones(units)
        written = step(weights, x, h, nothing)[1].numpy()
        found["f"].append(step(weights, x, h, one)[1].numpy() - written)
        found["g"].append(step(writing, x, h, nothing)[1].numpy())
        with np.errstate(all="ignore"):
            found["i"].append(np.where(found["g"][-1] == 0, np.nan, written / found["g"][-1]))
        new_h, new_c = step(weights, x, h, c)
        h, c = new_h.numpy(), new_c.numpy()
        found["o"].append(h / np.tanh(c))
        found["c"].append(c)
        found["h"].append(h)
    return {name: [[None if np.isnan(v) else float(f"{v:.12g}") for v in row] for row in values] for name, values in found.items()}


def backward(data):
    """The loss, its gradients by h, c and the weights, and twenty epochs of fit."""
    weights = weights_of(data["weights"]["lstm"])
    xs, target = rows(data["inputs"]), np.array(data["targets"], "float64")
    c, h, states_seen = tf.zeros(1, tf.float64), tf.zeros(1, tf.float64), []
    with tf.GradientTape() as tape:
        for x in xs:
            h, c = step(weights, x, h, c)
            tape.watch([h, c])
            states_seen.append((h, c))
        # h and c of step 1 reach the loss only through step 2, which reads them.
        loss = tf.reduce_mean((h - target) ** 2)
    by = tape.gradient(loss, [state for pair in states_seen for state in pair])
    model = keras.Sequential([keras.Input((len(xs), 1)), keras.layers.LSTM(1)])
    model.layers[0].set_weights(weights)
    with tf.GradientTape() as tape:
        whole = tf.reduce_mean((model(xs[None]) - target) ** 2)
    by_weights = tape.gradient(whole, model.trainable_weights)
    model.compile(keras.optimizers.SGD(1.0), "mse")
    logs = model.fit(xs[None], target[None], epochs=20, batch_size=1, shuffle=False, verbose=0).history["loss"]
    return {"loss": float(whole), "h2": float(by[2][0]), "c1": float(by[1][0]),
            "weights": [array.numpy().tolist() for array in by_weights], "logs": logs,
            "bias": model.layers[0].get_weights()[2].tolist(), "after": float(model.evaluate(xs[None], target[None], verbose=0))}


def main():
    cell, forward = choices("02-cell.md"), choices("03-forward.md")
    result = {"keras": keras.__version__, "cell": {}, "forward": {}}
    hand = cell["hand"]["data"]
    result["cell"]["hand"] = states(weights_of(hand["weights"]["lstm"]), hand["inputs"]["x"], hand["inputs"]["h"], hand["inputs"]["c"])
    for name in ("gates", "memory"):
        result["cell"][name] = states(weights_of(cell[name]["data"]["weights"]["lstm"]), cell[name]["data"]["inputs"])
    sequence = forward["sequence"]["data"]
    result["forward"]["sequence"] = states(weights_of(sequence["weights"]["lstm"]), sequence["inputs"])
    result["forward"]["backward"] = backward(forward["backward"]["data"])
    orders = forward["orders"]["data"]
    result["forward"]["right"] = states(weights_of(orders["weights"]["right"], ONNX), orders["inputs"])
    result["forward"]["wrong"] = states(weights_of(orders["weights"]["wrong"]), orders["inputs"])
    path = pathlib.Path(__file__).parent / "fixtures" / "computed.json"
    path.write_text(json.dumps(result, indent=1) + "\n")


main()
