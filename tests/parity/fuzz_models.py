"""Builds random Keras models, all layers, options and depths mixed, and holds `gatewise model` against them.

usage: python fuzz_models.py GATEWISE [--count 300] [--seed 1] [--fit-every 4]
For each model: saved by Keras, read by us; predictions, loss, gradients, input gradients compared, and h of every step of every recurrent
layer in each direction, as `trace` has it; every few, three epochs of fit (several outputs, sample weights, validation split and
clipping mixed in) compared in all logs and our saved file read back by Keras. Prints each difference and ends with "N models, M differences"; exit
code 1 where M > 0. Keras 3.15.1 on tensorflow-cpu 2.21.0. Not part of ./test: the program never needs Python.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from keras import layers as L

ACTIVATIONS = ["relu", "tanh", "sigmoid", "hard_sigmoid", "linear", "elu", "gelu", "silu", "softmax"]
INITIALIZERS = ["glorot_uniform", "glorot_normal", "he_normal", "lecun_uniform", "orthogonal", "random_normal"]
OPTIMIZERS = {"sgd": lambda: keras.optimizers.SGD(0.01), "sgd(momentum=0.9,nesterov=true)": lambda: keras.optimizers.SGD(0.01, 0.9, True),
              "adam": lambda: keras.optimizers.Adam(0.01), "rmsprop": lambda: keras.optimizers.RMSprop(0.01),
              "adamw": lambda: keras.optimizers.AdamW(0.01), "adagrad": lambda: keras.optimizers.Adagrad(0.01),
              "nadam": lambda: keras.optimizers.Nadam(0.01), "adam(amsgrad=true)": lambda: keras.optimizers.Adam(0.01, amsgrad=True)}


class Builder:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def chance(self, p):
        return bool(self.rng.random() < p)

    def pick(self, items):
        return items[int(self.rng.integers(len(items)))]

    def units(self):
        return int(self.pick([1, 2, 3, 4, 5, 7]))

    def regularizer(self):
        return self.pick([None, None, None, keras.regularizers.L1(0.01), keras.regularizers.L2(0.01), keras.regularizers.L1L2(0.01, 0.02)])

    def recurrent(self, sequences, **extra):
        kind = self.pick(["lstm", "gru", "rnn"])
        options = dict(units=self.units(), activation=self.pick(["tanh", "tanh", *ACTIVATIONS[:-1]]), use_bias=self.chance(0.8),
                       return_sequences=sequences, go_backwards=self.chance(0.2), kernel_initializer=self.pick(INITIALIZERS),
                       kernel_regularizer=self.regularizer(), bias_regularizer=self.regularizer(),
                       recurrent_regularizer=self.regularizer(), dropout=self.pick([0, 0, 0.2]),
                       recurrent_dropout=self.pick([0, 0, 0.3]), **extra)
        if kind == "rnn":
            return L.SimpleRNN(**options)
        options["recurrent_activation"] = self.pick(["sigmoid", "sigmoid", "hard_sigmoid", "tanh", "silu"])
        if kind == "lstm":
            return L.LSTM(unit_forget_bias=self.chance(0.5), **options)
        return L.GRU(reset_after=self.chance(0.6), **options)

    def dense(self, units=None):
        return L.Dense(units or self.units(), activation=self.pick(ACTIVATIONS), use_bias=self.chance(0.8), kernel_regularizer=self.regularizer(),
                       kernel_initializer=self.pick(INITIALIZERS))

    def on_sequence(self, x):
        choice = self.pick(["recurrent"] * 4 + ["bidirectional"] * 3 + ["dense", "norm", "dropout", "distributed", "activation"])
        if choice == "recurrent":
            return self.recurrent(True)(x)
        if choice == "bidirectional":
            layer = self.recurrent(True)
            layer.go_backwards = False
            return L.Bidirectional(layer, merge_mode=self.pick(["concat", "sum", "mul", "ave"]))(x)
        if choice == "dense":
            return self.dense()(x)
        if choice == "norm":
            return L.LayerNormalization(center=self.chance(0.7), scale=self.chance(0.7), epsilon=self.pick([1e-3, 1e-5]))(x)
        if choice == "dropout":
            return L.Dropout(0.3)(x)
        if choice == "distributed":
            return L.TimeDistributed(self.dense())(x)
        return L.Activation(self.pick(ACTIVATIONS))(x)

    def to_vector(self, x):
        choice = self.pick(["recurrent"] * 4 + ["bidirectional"] * 2 + ["flatten", "reshape"])
        if choice == "recurrent":
            return self.recurrent(False)(x)
        if choice == "bidirectional":
            layer = self.recurrent(False)
            layer.go_backwards = False
            return L.Bidirectional(layer, merge_mode=self.pick(["concat", "sum", "mul", "ave"]))(x)
        if choice == "flatten" or x.shape[1] is None:
            return L.Flatten()(x) if x.shape[1] is not None else self.recurrent(False)(x)
        return L.Reshape((int(x.shape[1] * x.shape[2]),))(x)

    def encoder_decoder(self, batch):
        units = self.units()
        make = self.pick([L.LSTM, L.GRU, L.SimpleRNN])
        source, target = keras.Input((4, 2)), keras.Input((3, 5))
        _, *states = make(units, return_state=True)(source)
        out, *_ = make(units, return_sequences=True, return_state=True)(target, initial_state=states if len(states) > 1 else states[0])
        out = L.Dense(4, activation="softmax")(out)
        return keras.Model([source, target], out), [self.normal((batch, 4, 2)), self.normal((batch, 3, 5))]

    def normal(self, shape):
        return self.rng.normal(0, 1, shape).astype("float32")

    def model(self):
        batch, steps, features = int(self.pick([1, 2, 3, 5, 17])), int(self.pick([1, 2, 3, 5])), int(self.pick([1, 2, 3, 5]))
        style = self.pick(["sequence"] * 5 + ["tokens"] * 2 + ["masked", "encoder", "branches"])
        if style == "encoder":
            return (*self.encoder_decoder(batch), False)
        if style == "tokens":
            inputs = keras.Input((steps,))
            x = L.Embedding(7, self.units(), mask_zero=self.chance(0.7))(inputs)
            data = self.rng.integers(0, 7, (batch, steps)).astype("float32")
            data[:, 0] = np.maximum(data[:, 0], 1)
        else:
            inputs = keras.Input((steps, features))
            x, data = inputs, self.normal((batch, steps, features))
            if style == "masked":
                data[self.rng.random((batch, steps)) < 0.3] = 0
                x = L.Masking(0.0)(x)
        masked = style in ("tokens", "masked")
        for _ in range(int(self.rng.integers(0, 3))):
            x = self.on_sequence(x)
        if style == "branches":
            x = L.Concatenate()([self.on_sequence(x), self.on_sequence(x)])
            outputs = [self.dense()(self.to_vector(x)), self.dense()(x)]
            return keras.Model(inputs, outputs), [data], False
        if self.chance(0.3) and x.shape.rank == 3 if hasattr(x.shape, "rank") else self.chance(0.3):
            return keras.Model(inputs, self.dense()(x)), [data], style == "tokens"
        x = self.recurrent(False)(x) if masked else self.to_vector(x)
        if self.chance(0.3):
            x = L.RepeatVector(int(self.pick([2, 3])))(x)
            return keras.Model(inputs, self.dense()(self.recurrent(True)(x))), [data], style == "tokens"
        if self.chance(0.8):
            x = self.dense()(x)
        return keras.Model(inputs, x), [data], style == "tokens"


def run(gatewise, *args):
    done = subprocess.run([gatewise, "model", *map(str, args), "--json", "-"], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip() or f"exit code {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def far(ours, theirs, tolerance):
    ours, theirs = np.asarray(ours, dtype="float64").ravel(), np.asarray(theirs, dtype="float64").ravel()
    if ours.shape != theirs.shape:
        return f"shape {ours.shape} against {theirs.shape}"
    if ours.size == 0:
        return None
    d = np.max(np.abs(ours - theirs)) / max(1.0, np.max(np.abs(theirs)))
    return None if d < tolerance else f"differs by {d:.3g}"


def hold_traces(gatewise, path, model, arguments, targets, sample):
    """Each recurrent layer on what the trace says it read."""
    found = []
    for layer in model.layers:
        directions = [("forward", layer.forward_layer), ("backward", layer.backward_layer)] if isinstance(layer, L.Bidirectional) else [(None, layer)]
        for direction, inner in directions:
            if not isinstance(inner, L.RNN):
                continue
            more = ["--direction", direction] if direction else []
            answer = run(gatewise, "trace", path, *arguments, *targets, "--loss", "mse", "--layer", layer.name, "--sample", sample, *more)[0]
            alone = type(inner).from_config(inner.get_config() | {"return_sequences": True, "return_state": False})
            x = np.asarray(answer["layer_input"], "float32")[None]
            alone.build(x.shape)
            alone.set_weights(inner.get_weights())
            h = np.asarray(alone(x, training=False))[0]
            if problem := far(answer["values"]["h"], h[::-1] if inner.go_backwards else h, 1e-5):
                found.append(f"trace of {layer.name} {direction or ''}: h {problem}")
            if direction and answer["direction"] != direction:
                found.append(f"trace of {layer.name}: direction {answer['direction']}, asked for {direction}")
    return found


def hold_fit(gatewise, folder, builder, path, model, data, targets, arguments, target_arguments):
    name = builder.pick(list(OPTIMIZERS))
    clip, split = builder.pick([None, None, 0.5]), builder.pick([0.0, 0.3]) if len(data[0]) > 2 else 0.0
    optimizer, extra, more = OPTIMIZERS[name](), [], {}
    if clip:
        optimizer.clipnorm = clip
        extra += ["--clip-norm", clip]
    if split:
        more["validation_split"] = split
        extra += ["--validation-split", split]
    if builder.chance(0.5) and len({t.ndim for t in targets}) == 1:
        # One a sample, or one a sample and step.
        weights = builder.rng.uniform(0, 2, targets[0].shape[:-1]).astype("float32")
        np.save(folder / "w.npy", weights)
        more["sample_weight"] = [weights] * len(targets) if len(targets) > 1 else weights
        extra += ["--sample-weight", folder / "w.npy"]
    ours = run(gatewise, "fit", path, *arguments, *target_arguments, "--loss", "mse", "--optimizer", name, "--learning-rate", 0.01,
               "--epochs", 3, "--batch-size", 4, "--no-shuffle", "--out", folder / "out.keras", *extra)
    x = data if len(data) > 1 else data[0]
    model.compile(optimizer=optimizer, loss=["mse"] * len(targets) if len(targets) > 1 else "mse")
    history = model.fit(x, targets if len(targets) > 1 else targets[0], batch_size=4, epochs=3, shuffle=False, verbose=0, **more).history
    found, what = [], f"fit with {name}, clip {clip}, {', '.join(more) or 'plain'}"
    if not all(np.isfinite(v).all() for v in history.values()):
        return found
    for log, values in history.items():
        if problem := far([line.get(log, np.nan) for line in ours if "epoch" in line], values, 1e-4):
            found.append(f"{what}: {log} {problem}")
    again = keras.models.load_model(folder / "out.keras")
    theirs = again(x, training=False)
    mine = run(gatewise, "predict", folder / "out.keras", *arguments)[0]["outputs"]
    for i, (mine_one, their_one) in enumerate(zip(mine, theirs if isinstance(theirs, (list, tuple)) else [theirs])):
        if problem := far(mine_one, their_one, 1e-5):
            found.append(f"our file read by Keras: output {i} {problem}")
    return found


def hold(gatewise, folder, seed, fit):
    builder = Builder(seed)
    keras.utils.set_random_seed(seed)
    model, data, tokens = builder.model()
    model.set_weights([w + 0.1 * builder.normal(w.shape) for w in model.get_weights()])
    outputs = model(data if len(data) > 1 else data[0], training=False)
    outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
    if not all(np.isfinite(o).all() and np.max(np.abs(o)) < 1e3 for o in outputs):
        return []
    path = folder / "model.keras"
    model.save(path)
    arguments, targets = [], [builder.normal(o.shape) for o in outputs]
    for i, d in enumerate(data):
        np.save(folder / f"x{i}.npy", d)
        arguments += ["--input", folder / f"x{i}.npy" if len(data) == 1 else f"{model.inputs[i]._keras_history.operation.name}={folder / f'x{i}.npy'}"]
    found = []
    answer = run(gatewise, "predict", path, *arguments)[0]["outputs"]
    for i, (ours, theirs) in enumerate(zip(answer, outputs)):
        if problem := far(ours, theirs, 1e-5):
            found.append(f"output {i} {problem}")
    target_arguments = []
    for i, t in enumerate(targets):
        np.save(folder / f"y{i}.npy", t)
        target_arguments += ["--target", folder / f"y{i}.npy"]
    loss_function = keras.losses.MeanSquaredError()
    tensors = [tf.constant(d) for d in data]
    with tf.GradientTape() as tape:
        for t in tensors:
            tape.watch(t)
        outputs = model(tensors if len(tensors) > 1 else tensors[0], training=False)
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        # As in compute_loss: with the penalties of the regularizers.
        loss = sum(loss_function(t, o) for t, o in zip(targets, outputs)) + sum(model.losses)
    trainable = [w.value for w in model.trainable_weights]
    gradients = tape.gradient(loss, trainable + tensors, unconnected_gradients="zero")
    answer = run(gatewise, "gradients", path, *arguments, *target_arguments, "--loss", "mse")[0]
    if problem := far([answer["loss"]], [float(loss)], 1e-5):
        found.append(f"loss {problem}: {answer['loss']} against {float(loss)}")
    for ours, theirs, variable in zip(answer["gradients"], gradients, model.trainable_weights):
        if ours["path"] != variable.path:
            found.append(f"path {ours['path']} against {variable.path}")
        if problem := far(ours["values"], tf.convert_to_tensor(theirs), 2e-5):
            found.append(f"gradient of {variable.path} {problem}")
    if not tokens:
        for i, (ours, theirs) in enumerate(zip(answer["input_gradients"], gradients[len(trainable):])):
            if problem := far(ours, theirs, 2e-5):
                found.append(f"input gradient {i} {problem}")
    masked = any(isinstance(l, L.Masking) or getattr(l, "mask_zero", False) for l in model.layers)
    if len(data) == 1 and not masked:
        found += hold_traces(gatewise, path, model, arguments, target_arguments, builder.rng.integers(len(data[0])))
    drops = any(isinstance(l, L.Dropout) or getattr(l, "dropout", 0) or getattr(l, "recurrent_dropout", 0)
                or getattr(getattr(l, "forward_layer", None), "dropout", 0) or getattr(getattr(l, "forward_layer", None), "recurrent_dropout", 0)
                for l in model.layers)
    if fit and not drops and trainable:
        found += hold_fit(gatewise, folder, builder, path, model, data, targets, arguments, target_arguments)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gatewise")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fit-every", type=int, default=4)
    arguments = parser.parse_args()
    differences = 0
    with tempfile.TemporaryDirectory() as folder:
        for i in range(arguments.count):
            keras.backend.clear_session()
            seed = arguments.seed + i
            try:
                found = hold(arguments.gatewise, pathlib.Path(folder), seed, i % arguments.fit_every == 0)
            except Exception as error:   # a refusal by either side is a finding too
                found = [f"{type(error).__name__}: {error}"]
            for line in found:
                differences += 1
                print(f"seed {seed}: {line}", flush=True)
    print(f"{arguments.count} models, {differences} differences")
    sys.exit(1 if differences else 0)


main()
