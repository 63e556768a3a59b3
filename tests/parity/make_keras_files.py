"""Writes small .keras files with Keras, and what Keras computes with them, into fixtures/keras/.

Keras 3.15.1 on tensorflow-cpu 2.21.0. Each file comes with NAME.json: inputs, outputs, and for the compiled ones the targets and
the losses of two more epochs from the saved state on (no shuffle), so that the optimizer's state is held too.
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
from keras import layers as L

HERE = pathlib.Path(__file__).parent / "fixtures" / "keras"
RNG = np.random.default_rng(5)


def normal(*shape):
    return RNG.normal(0, 1, shape).astype("float32")


def spread(model):
    """All weights different, biases too."""
    model.set_weights([w + 0.1 * normal(*w.shape) for w in model.get_weights()])


def save(name, model, inputs, targets=None, epochs=2, batch=4):
    x = inputs if len(inputs) > 1 else inputs[0]
    spread(model)
    if targets is not None:
        model.fit(x, targets if len(targets) > 1 else targets[0], epochs=3, batch_size=batch, shuffle=False, verbose=0)
    # Before saving: a model that Keras loads loses the prefixes of its paths.
    paths = [w.path for w in model.weights]
    model.save(HERE / f"{name}.keras")
    model = keras.models.load_model(HERE / f"{name}.keras")
    outputs = model(x, training=False)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    facts = {"inputs": [i.tolist() for i in inputs], "outputs": [np.asarray(o).tolist() for o in outputs],
             "paths": paths, "parameters": model.count_params()}
    if targets is not None:
        facts["targets"] = [t.tolist() for t in targets]
        facts["iterations"] = int(model.optimizer.iterations)
        facts["batch_size"] = batch
        facts["history"] = model.fit(x, targets if len(targets) > 1 else targets[0], epochs=epochs, batch_size=batch, shuffle=False,
                                     verbose=0).history["loss"]
    (HERE / f"{name}.json").write_text(json.dumps(facts) + "\n")


def main():
    HERE.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(3)

    def stacked(optimizer, **compile):
        model = keras.Sequential([L.Input((5, 3)), L.Masking(), L.Bidirectional(L.LSTM(2, return_sequences=True, kernel_regularizer="l2")),
                                  L.TimeDistributed(L.Dense(3, activation="relu")), L.LayerNormalization(), L.GRU(3, name="mine"), L.Dropout(0.0),
                                  L.Dense(1)])
        model.compile(loss="mse", optimizer=optimizer, **compile)
        return model

    optimizers = {"adam": keras.optimizers.Adam(0.01, clipnorm=1.0), "amsgrad": keras.optimizers.Adam(0.01, amsgrad=True),
                  "nadam": keras.optimizers.Nadam(0.01), "rmsprop": keras.optimizers.RMSprop(0.01, momentum=0.5, centered=True),
                  "sgd": keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 4, 0.9), momentum=0.9, nesterov=True)}
    for name, optimizer in optimizers.items():
        keras.backend.clear_session()
        save(f"stacked_{name}", stacked(optimizer, metrics=["mae"]), [normal(6, 5, 3)], [normal(6, 1)])

    keras.backend.clear_session()
    tokens, features = L.Input((None,), name="tokens"), L.Input((None, 3), name="features")
    x = L.Embedding(30, 4, mask_zero=True)(tokens)
    x, h, c = L.LSTM(2, return_sequences=True, return_state=True)(x)
    shared = L.LSTM(2, return_sequences=True, name="shared")
    y, y2 = shared(features, initial_state=[h, c]), shared(features, initial_state=[c, h])
    dense = L.Dense(3, activation="softmax")
    masked = L.GRU(2, reset_after=False)(x)
    model = keras.Model([tokens, features], [dense(y), L.Concatenate()([masked, L.Flatten()(L.RepeatVector(2)(h))]), dense(y2)])
    model.compile(loss=[keras.losses.CategoricalCrossentropy(label_smoothing=0.1), "mae", keras.losses.Huber()], optimizer="adam",
                  loss_weights=[1.0, 0.5, 0.25])
    data = (1 + RNG.permutation(20)).reshape(5, 4).astype("float32")
    data[1:3, 2:] = 0
    one_hot = np.eye(3, dtype="float32")[RNG.integers(0, 3, (5, 4))]
    save("graph", model, [data, normal(5, 4, 3)], [one_hot, normal(5, 6), normal(5, 4, 3)])

    keras.backend.clear_session()
    i = L.Input((4, 2), name="i")
    x = L.Bidirectional(L.GRU(2, return_sequences=True, use_bias=False), merge_mode="mul")(L.Masking(0.5)(i))
    x = L.Activation("gelu")(x)
    x = L.SimpleRNN(3, go_backwards=True, return_sequences=True, activation="relu")(x)
    x = L.Reshape((6, -1))(x)
    model = keras.Model(i, L.Dense(2)(L.Flatten()(x)))
    model.get_layer("simple_rnn").trainable = False
    values = normal(3, 4, 2)
    values[1, 2:] = 0.5
    save("masked", model, [values])

    keras.backend.clear_session()
    source, target = L.Input((4,), name="source"), L.Input((3,), name="target")
    embedding = L.Embedding(30, 3, mask_zero=True)
    x, *states = L.Bidirectional(L.GRU(2, return_sequences=True, return_state=True))(embedding(source))
    y = L.Bidirectional(L.GRU(2, return_sequences=True))(embedding(target), initial_state=states)
    save("decoder", keras.Model([source, target], [L.Dense(2)(y), x]),
         [np.array([[1, 2, 0, 0], [3, 4, 5, 0], [6, 7, 8, 9]], "float32"), np.array([[3, 0, 0], [3, 4, 0], [1, 1, 2]], "float32")])

    keras.backend.clear_session()
    i = L.Input((8, 2))
    (HERE / "conv.keras").unlink(missing_ok=True)
    keras.Sequential([i, L.SeparableConv1D(2, 3, name="conv_2"), L.LSTM(2)]).save(HERE / "conv.keras")


main()
