# Writes fixtures/training.json: what model.fit and the gradient tape give for whole small models: logs of every epoch with a
# smaller last batch, validation, regularizers, weights and masks, and cross-entropies on saturated outputs.
# Made with keras 3.15.1, tensorflow-cpu 2.21.0: KERAS_BACKEND=tensorflow TF_ENABLE_ONEDNN_OPTS=0 python make_training.py
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
import keras
import numpy as np
import tensorflow as tf
from keras import layers

random = np.random.default_rng(5)


def numbers(array):
    return json.loads(json.dumps(np.asarray(array, "float32").tolist()), parse_float=lambda text: float(f"{float(text):.9g}"))


def weights_of(model):
    return [{"shape": list(w.shape), "values": numbers(np.ravel(w))} for w in model.weights]


def fit_case(activation, units, loss, metrics, y, optimizer, regularized=False, weights=None, split=0.0, own_loss=None, own_optimizer=None):
    keras.utils.set_random_seed(4)
    x = random.normal(size=(11, 3)).astype("float32")
    penalty = keras.regularizers.L1L2(0.01, 0.02) if regularized else None
    model = keras.Sequential([keras.Input((3,)), layers.Dense(4, activation="tanh", kernel_regularizer=penalty),
                              layers.Dense(units, activation=activation)])
    start = weights_of(model)
    model.compile(loss=own_loss or loss, optimizer=own_optimizer or optimizer, metrics=metrics)
    history = model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0, sample_weight=weights, validation_split=split)
    case = {"activation": activation, "units": units, "loss": loss, "metrics": metrics, "optimizer": optimizer,
            "regularized": regularized, "split": split, "x": numbers(x), "y": numbers(y), "start": start,
            "history": {k: [float(f"{v:.9g}") for v in values] for k, values in history.history.items()}, "end": weights_of(model)}
    if weights is not None:
        case["weights"] = numbers(weights)
    return case


def saturated_case(activation, loss, text, y, as_layer=False, mask=None):
    """One Dense layer with large weights: some probabilities round to 0 or 1."""
    x = random.normal(size=(4, 2)).astype("float32")
    dense = layers.Dense(3, activation=None if as_layer else activation)
    model = keras.Sequential([keras.Input((2,)), dense] + ([layers.Activation(activation)] if as_layer else []))
    model.set_weights([random.normal(size=(2, 3)) * 60, random.normal(size=3)])
    with tf.GradientTape() as tape:
        value = loss(tf.constant(y), model(tf.constant(x), training=True))
    gradients = tape.gradient(value, model.trainable_weights)
    return {"activation": activation, "as_layer": as_layer, "loss": text, "x": numbers(x), "y": numbers(y), "weights": weights_of(model),
            "value": float(f"{float(value):.9g}"), "gradients": [numbers(np.ravel(g)) for g in gradients]}


values = random.normal(size=(11, 2)).astype("float32")
bits = random.integers(0, 2, (11, 1)).astype("float32")
labels = random.integers(0, 3, (11, 1)).astype("float32")
one_hot = np.eye(3, dtype="float32")[labels[:, 0].astype(int)]
sample = random.uniform(0.0, 2.0, 11).astype("float32")
L, O = keras.losses, keras.optimizers
fits = [
    fit_case("linear", 2, "mse", ["mae", "root_mean_squared_error"], values, "adam", regularized=True, split=0.3),
    fit_case("linear", 2, "mse", ["mae"], values, "rmsprop", weights=sample),
    fit_case("sigmoid", 1, "binary_crossentropy", ["accuracy"], bits, "sgd", split=0.3),
    fit_case("softmax", 3, "categorical_crossentropy", ["accuracy"], one_hot, "adam", split=0.2, weights=sample),
    fit_case("softmax", 3, "sparse_categorical_crossentropy", ["acc"], labels, "sgd(learning_rate=0.5,clipnorm=0.1)",
             own_optimizer=O.SGD(0.5, clipnorm=0.1), regularized=True),
    fit_case("linear", 3, "sparse_categorical_crossentropy(from_logits=true)", ["accuracy"], labels, "adam",
             own_loss=L.SparseCategoricalCrossentropy(from_logits=True)),
]
kinds = [("softmax", L.CategoricalCrossentropy(), "categorical_crossentropy", np.eye(3)[[0, 1, 2, 1]]),
         ("softmax", L.CategoricalCrossentropy(label_smoothing=0.1), "categorical_crossentropy(label_smoothing=0.1)", np.eye(3)[[0, 1, 2, 1]]),
         ("softmax", L.SparseCategoricalCrossentropy(), "sparse_categorical_crossentropy", np.array([[0], [1], [2], [1]])),
         ("sigmoid", L.BinaryCrossentropy(), "binary_crossentropy", random.integers(0, 2, (4, 3))),
         ("softmax", L.BinaryCrossentropy(), "binary_crossentropy", random.integers(0, 2, (4, 3))),
         ("softmax", L.MeanSquaredError(), "mse", random.normal(size=(4, 3)))]
saturated = [saturated_case(activation, loss, text, y.astype("float32"), as_layer) for activation, loss, text, y in kinds for as_layer in (False, True)]
path = pathlib.Path(__file__).parent / "fixtures" / "training.json"
path.write_text(json.dumps({"fits": fits, "saturated": saturated}, separators=(",", ":")) + "\n")
