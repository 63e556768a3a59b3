"""Makes fixtures/fitting.json: what model.fit does beside the plain case, and what callbacks decide.

usage: python make_fitting.py
Stateful layers through training, validation, prediction and reset_states; several outputs with loss_weights; sample weights with masks;
EarlyStopping, ReduceLROnPlateau, ModelCheckpoint and TerminateOnNaN on recorded losses. Keras 3.15.1 on tensorflow-cpu 2.21.0.
"""
import itertools
import json
import math
import os
import pathlib
import tempfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np
from keras import layers as L

random = np.random.default_rng(8)


def numbers(array):
    return json.loads(json.dumps(np.asarray(array, "float32").tolist()), parse_float=lambda text: float(f"{float(text):.9g}"))


def weights_of(model):
    return [{"path": w.path, "shape": list(w.shape), "values": numbers(np.ravel(w))} for w in model.weights]


def normal(*shape):
    return random.normal(size=shape).astype("float32")


def history_of(history):
    return {name: numbers(values) for name, values in history.history.items()}


def fit_case(name, model, x, y, batch_size, losses, **fit):
    """x and y: lists, by input and output."""
    model.set_weights([random.normal(0, 0.5, w.shape) for w in model.weights])
    case = {"name": name, "config": json.loads(model.to_json()), "weights": weights_of(model), "x": [numbers(a) for a in x],
            "y": [numbers(a) for a in y], "batch_size": batch_size, "losses": losses}
    loss_weights, metrics = fit.pop("loss_weights", None), fit.pop("metrics", [])
    case |= {"loss_weights": loss_weights, "metrics": metrics}
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss=losses if len(losses) > 1 else losses[0], loss_weights=loss_weights,
                  metrics=[metrics] * len(losses) if len(losses) > 1 else metrics)
    if "validation" in fit:
        held_out = fit.pop("validation")
        case["val_x"], case["val_y"] = [numbers(a) for a in held_out[0]], [numbers(a) for a in held_out[1]]
        fit["validation_data"] = (held_out[0][0], held_out[1][0])
    if "sample_weight" in fit:
        case["sample_weight"] = numbers(fit["sample_weight"])
        # One weight a sample of sequences needs an axis to spread over; Keras 3.15 does not add it itself.
        spread = [w[:, None] if w.ndim == 1 and target.ndim == 3 else w for w in [fit["sample_weight"]] for target in y]
        fit["sample_weight"] = spread if len(y) > 1 else spread[0]
    case["history"] = history_of(model.fit(x if len(x) > 1 else x[0], y if len(y) > 1 else y[0], batch_size=batch_size, epochs=3,
                                           shuffle=False, verbose=0, **fit))
    case["end"] = weights_of(model)
    return case


def stateful_case(kind, **options):
    make = {"lstm": L.LSTM, "gru": L.GRU, "rnn": L.SimpleRNN}[kind]
    model = keras.Sequential([keras.Input(batch_shape=(3, 2, 2)), make(3, stateful=True, return_sequences=True, **options),
                              make(2, stateful=True), L.Dense(2)])
    # Four batches of three; as Keras has it, states go on over batches, epochs and into validation.
    case = fit_case(f"stateful {kind} {options}", model, [normal(12, 2, 2)], [normal(12, 2)], 3, ["mse"], validation=([normal(6, 2, 2)], [normal(6, 2)]))
    x = normal(6, 2, 2)
    model.reset_states() if hasattr(model, "reset_states") else [layer.reset_states() for layer in model.layers[:2]]
    predict = lambda: numbers(model.predict(x, batch_size=3, verbose=0))
    case["predict_x"], case["predictions"] = numbers(x), [predict(), predict()]
    for layer in model.layers[:2]:
        layer.reset_states()
    case["predictions"].append(predict())
    return case


def two_outputs():
    inputs = keras.Input((4, 2))
    hidden = L.GRU(3, return_sequences=True)(inputs)
    return keras.Model(inputs, [L.Dense(2, name="each_step")(hidden), L.Dense(3, activation="softmax", name="whole")(L.LSTM(2)(hidden))])


def masked_sequences():
    return keras.Sequential([keras.Input((4, 2)), L.Masking(0.0), L.LSTM(3, return_sequences=True), L.Dense(2)])


def fits():
    masked = normal(7, 4, 2)
    masked[0, 2:] = masked[1, :1] = masked[4, 1:3] = 0
    classes = np.eye(3, dtype="float32")[random.integers(0, 3, 7)]
    weights, each = random.uniform(0, 2, 7).astype("float32"), random.uniform(0, 2, (7, 4)).astype("float32")
    return [
        stateful_case("lstm"), stateful_case("gru"), stateful_case("gru", reset_after=False), stateful_case("rnn"), stateful_case("lstm", go_backwards=True),
        fit_case("loss weights", two_outputs(), [normal(7, 4, 2)], [normal(7, 4, 2), classes], 3, ["mean_squared_error", "categorical_crossentropy"],
                 loss_weights=[0.3, 2.0], metrics=["mean_absolute_error"]),
        fit_case("loss weights and sample weights", two_outputs(), [normal(7, 4, 2)], [normal(7, 4, 2), classes], 3,
                 ["mean_squared_error", "categorical_crossentropy"], loss_weights=[0.3, 2.0], sample_weight=weights),
        fit_case("mask", masked_sequences(), [masked], [normal(7, 4, 2)], 3, ["mse"], metrics=["mean_absolute_error"]),
        fit_case("mask and sample weights", masked_sequences(), [masked], [normal(7, 4, 2)], 3, ["mse"], sample_weight=weights),
        fit_case("mask and weights by step", masked_sequences(), [masked], [normal(7, 4, 2)], 3, ["mse"], sample_weight=each),
        fit_case("weights by step", keras.Sequential([keras.Input((4, 2)), L.SimpleRNN(3, return_sequences=True), L.Dense(2)]), [normal(7, 4, 2)],
                 [normal(7, 4, 2)], 3, ["mae"], sample_weight=each),
    ]


def watched_model():
    """One weight that says which epoch it is from."""
    model = keras.Sequential([keras.Input((1,)), L.Dense(1, use_bias=False)])
    model.compile(optimizer=keras.optimizers.SGD(1.0), loss="mse")
    return model


def losses_of(length):
    """In tenths, so that plateaus and ties happen."""
    return [float(f"{v:.9g}") for v in np.round(1 - 0.05 * np.arange(length) + 0.2 * random.normal(size=length), 1)]


def run(callback, losses, each=lambda model, epoch: None):
    model = watched_model()
    callback.set_model(model)
    callback.on_train_begin()
    model.stop_training, stopped = False, -1
    for epoch, loss in enumerate(losses):
        model.set_weights([np.array([[epoch]], "float32")])
        callback.on_epoch_end(epoch, {"val_loss": math.nan if loss is None else loss})
        each(model, epoch)
        if model.stop_training:
            stopped = epoch
            break
    callback.on_train_end()
    return model, stopped


def early_stopping():
    cases = []
    for patience, min_delta, baseline, restore, start in itertools.product((0, 1, 3), (0, 0.1), (None, 0.7), (False, True), (0, 2)):
        options = dict(patience=patience, min_delta=min_delta, baseline=baseline, restore_best_weights=restore, start_from_epoch=start)
        for losses in (losses_of(12), [1.0, 0.5, None, 0.4, 0.6, 0.6, 0.6, 0.6]):
            model, stopped = run(keras.callbacks.EarlyStopping("val_loss", mode="min", **options), losses)
            cases.append({"options": options, "losses": losses, "stopped": stopped, "weight": float(model.get_weights()[0][0, 0])})
    return cases


def plateaus():
    cases = []
    for patience, min_delta, cooldown, factor, least in itertools.product((1, 2), (1e-4, 0.15), (0, 2), (0.5, 0.1), (0.0, 0.2)):
        options = dict(patience=patience, min_delta=min_delta, cooldown=cooldown, factor=factor, min_lr=least)
        losses, rates = losses_of(14), []
        run(keras.callbacks.ReduceLROnPlateau("val_loss", mode="min", **options), losses,
            lambda model, epoch: rates.append(float(f"{float(model.optimizer.learning_rate):.9g}")))
        cases.append({"options": options, "losses": losses, "rates": rates})
    return cases


def checkpoints():
    cases = []
    for mode, threshold, best in itertools.product(("min", "max"), (None, 0.6), (True, False)):
        losses = losses_of(12)
        with tempfile.TemporaryDirectory() as folder:
            run(keras.callbacks.ModelCheckpoint(folder + "/{epoch:02d}.weights.h5", "val_loss", save_best_only=best, save_weights_only=True, mode=mode,
                                                initial_value_threshold=threshold), losses)
            saved = sorted(int(path.name[:2]) - 1 for path in pathlib.Path(folder).iterdir())
        cases.append({"options": {"mode": mode, "threshold": threshold, "best": best}, "losses": losses, "saved": saved})
    return cases


def nan_case():
    """A line fitted with a rate that is too large: the batch at which the loss is no number any more."""
    class Count(keras.callbacks.Callback):
        batches = 0

        def on_train_batch_end(self, batch, logs=None):
            self.batches += 1

    cases = []
    for rate in (3.0, 10.0, 1e3):
        model, count = watched_model(), Count()
        model.set_weights([np.array([[0.5]], "float32")])
        model.optimizer.learning_rate = rate
        x = np.array([[1], [2], [3], [4]], "float32")
        model.fit(x, 2 * x, batch_size=2, epochs=200, shuffle=False, verbose=0, callbacks=[count, keras.callbacks.TerminateOnNaN()])
        cases.append({"rate": rate, "batches": count.batches})
    return cases


def main():
    parts = {"fits": fits(), "early_stopping": early_stopping(), "plateaus": plateaus(), "checkpoints": checkpoints(), "nan": nan_case()}
    text = ",\n".join('"%s": [\n%s\n]' % (name, ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)) for name, cases in parts.items())
    (pathlib.Path(__file__).parent / "fixtures" / "fitting.json").write_text("{" + text + "}\n")
    print({name: len(cases) for name, cases in parts.items()})


main()
