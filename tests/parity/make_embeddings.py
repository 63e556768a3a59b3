# Writes fixtures/embeddings.json: ten steps of model.fit for models that read rows of an Embedding several times in a batch, with every
# optimizer and clipping, masked and not, with and without a regularizer, and with one embedding read in two places.
# Made with keras 3.15.1, tensorflow-cpu 2.21.0: KERAS_BACKEND=tensorflow TF_ENABLE_ONEDNN_OPTS=0 python make_embeddings.py
# TensorFlow matters: there each read is a slice of the gradient, squared and clipped on its own.
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
import keras
import numpy as np
from keras import layers as L

O = keras.optimizers
OPTIMIZERS = {
    "sgd(learning_rate=0.1": lambda **clip: O.SGD(0.1, **clip),
    "sgd(learning_rate=0.1,momentum=0.9": lambda **clip: O.SGD(0.1, 0.9, **clip),
    "rmsprop(learning_rate=0.01": lambda **clip: O.RMSprop(0.01, **clip),
    "rmsprop(learning_rate=0.01,momentum=0.9,centered=true": lambda **clip: O.RMSprop(0.01, momentum=0.9, centered=True, **clip),
    "adam(learning_rate=0.01": lambda **clip: O.Adam(0.01, **clip),
    "adam(learning_rate=0.01,amsgrad=true": lambda **clip: O.Adam(0.01, amsgrad=True, **clip),
    "adamw(learning_rate=0.01": lambda **clip: O.AdamW(0.01, **clip),
    "nadam(learning_rate=0.01": lambda **clip: O.Nadam(0.01, **clip),
    "adagrad(learning_rate=0.1": lambda **clip: O.Adagrad(0.1, **clip),
}
CLIPS = [{}, {"clipnorm": 0.05}, {"global_clipnorm": 0.05}, {"clipvalue": 0.002}]
ADAM = "adam(learning_rate=0.01"


def numbers(array):
    return json.loads(json.dumps(np.asarray(array, "float32").tolist()), parse_float=lambda text: float(f"{float(text):.9g}"))


def plain(masked, regularizer):
    return keras.Sequential([keras.Input((4,)), L.Embedding(6, 3, mask_zero=masked, embeddings_regularizer=regularizer), L.LSTM(2), L.Dense(2)])


def shared():
    first, second, embedding = keras.Input((4,)), keras.Input((4,)), L.Embedding(6, 3)
    states = [L.LSTM(2)(embedding(first)), L.GRU(2)(embedding(second))]
    return keras.Model([first, second], L.Dense(2)(L.Concatenate()(states)))


def case(name, model, optimizer, clip, batch_size=20):
    """Two batches an epoch. 20 samples are more than one of our shards."""
    rng = np.random.default_rng(0)
    x = [rng.integers(0, 5, (2 * batch_size, 4)).astype("float32") for _ in model.inputs]
    y = rng.normal(size=(2 * batch_size, 2)).astype("float32")
    rng = np.random.default_rng(1)
    model.set_weights([rng.normal(0, 0.5, w.shape) for w in model.get_weights()])
    start = [{"shape": list(w.shape), "values": numbers(np.ravel(w))} for w in model.weights]
    model.compile(optimizer=OPTIMIZERS[optimizer](**clip), loss="mse")
    model.fit(x, y, batch_size=batch_size, epochs=5, shuffle=False, verbose=0)
    assert all(np.isfinite(w).all() for w in model.get_weights()), name
    text = ",".join([optimizer, *(f"{key}={value}" for key, value in clip.items())]) + ")"
    print(name, text, flush=True)
    return {"name": f"{name}, {text}", "config": json.loads(model.to_json()), "optimizer": text, "batch_size": batch_size,
            "x": [numbers(v) for v in x], "y": numbers(y), "start": start, "end": [numbers(np.ravel(w)) for w in model.weights]}


cases = []
for optimizer in OPTIMIZERS:
    # Keras divides by the root of sum g^2 - mean(g)^2 of different sums: many reads make that negative, and it stops.
    size = {"batch_size": 4} if "centered" in optimizer else {}
    for clip in CLIPS:
        if not ("centered" in optimizer and "clipvalue" in clip):
            cases.append(case("masked", plain(True, None), optimizer, clip, **size))
    cases.append(case("unmasked", plain(False, None), optimizer, {}, **size))
    cases.append(case("regularized", plain(True, "l2"), optimizer, {}, **size))
for clip in CLIPS[1:]:
    cases.append(case("unmasked", plain(False, None), ADAM, clip))
    cases.append(case("regularized", plain(False, "l2"), ADAM, clip))
for clip in CLIPS:
    cases.append(case("shared", shared(), ADAM, clip))
path = pathlib.Path(__file__).parent / "fixtures" / "embeddings.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
