"""Writes .keras files whose settings beside the layers matter, and what Keras makes of them, into fixtures/keras/.

Keras 3.15.1 on tensorflow-cpu 2.21.0. Stateful models that are fixed to a batch size; metrics with names of their own; a file
of Keras 2, whose hard_sigmoid was another function (the numbers are those of a layer that is given that function).
"""
import json
import os
import pathlib
import zipfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np
from keras import layers as L

HERE = pathlib.Path(__file__).parent / "fixtures" / "keras"
RNG = np.random.default_rng(8)


def normal(*shape):
    return RNG.normal(0, 1, shape).astype("float32")


def spread(model):
    model.set_weights([w + 0.3 * normal(*w.shape) for w in model.get_weights()])


def write(name, facts):
    (HERE / f"{name}.json").write_text(json.dumps(facts) + "\n")


def stateful(name, batch, samples, layers):
    model = keras.Sequential([L.Input(batch_shape=(batch, 4, 2)), *layers])
    spread(model)
    model.save(HERE / f"{name}.keras")
    x = normal(samples, 4, 2)
    write(name, {"batch_size": batch, "inputs": [x.tolist()],
                 "outputs": [model.predict(x, batch_size=batch, verbose=0).tolist()]})


def metric_names():
    m = keras.metrics
    model = keras.Sequential([L.Input((3, 2)), L.SimpleRNN(3), L.Dense(1, activation="sigmoid")])
    spread(model)
    model.compile(keras.optimizers.SGD(0.5), "binary_crossentropy", metrics=[
        m.MeanSquaredError(name="my_mse"), "AUC", "MeanAbsoluteError", "mse", m.AUC(), m.AUC(curve="PR", name="pr (all)"),
        m.Precision(thresholds=0.4), m.MeanSquaredError(name="my_mse"), m.mean_absolute_error, "Accuracy", m.BinaryAccuracy(name="it's")])
    model.save(HERE / "metric_names.keras")
    x, y = normal(12, 3, 2), RNG.integers(0, 2, (12, 1)).astype("float32")
    history = model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history
    write("metric_names", {"inputs": [x.tolist()], "targets": [y.tolist()], "batch_size": 4, "history": history})


def keras2():
    # Registered under a name of its own: Bidirectional makes its layers from their configs, where "hard_sigmoid" is Keras 3's.
    @keras.saving.register_keras_serializable("older")
    def clipped(x):
        return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)

    def layers(recurrent, dense):
        return [L.Input((5, 3)), L.LSTM(3, recurrent_activation=recurrent, return_sequences=True),
                L.Bidirectional(L.GRU(2, recurrent_activation=recurrent, reset_after=False)),
                L.Dense(2, activation=dense), L.Activation(dense)]

    ours = keras.Sequential(layers("hard_sigmoid", "hard_sigmoid"))
    ours.set_weights([3 * w + normal(*w.shape) for w in ours.get_weights()])
    path = HERE / "keras2_hard_sigmoid.keras"
    ours.save(path)
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members["metadata.json"] = json.dumps({"keras_version": "2.15.0", "date_saved": "2024-01-01@00:00:00"}).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members.items():
            new.writestr(zipfile.ZipInfo(name), content)
    older = keras.Sequential(layers(clipped, clipped))
    older.set_weights(ours.get_weights())
    x = 2 * normal(4, 5, 3)
    write("keras2_hard_sigmoid", {"inputs": [x.tolist()], "outputs": [older.predict(x, verbose=0).tolist()],
                                  "keras3": [ours.predict(x, verbose=0).tolist()]})


keras.utils.set_random_seed(3)
stateful("stateful_lstm", 1, 5, [L.LSTM(3, stateful=True, return_sequences=True), L.LSTM(2, stateful=True), L.Dense(2)])
stateful("stateful_both", 2, 6, [L.Bidirectional(L.GRU(2, stateful=True, return_sequences=True)), L.SimpleRNN(3, stateful=True)])
metric_names()
keras2()
