"""Makes fixtures/layers_*.json: every layer and option in Keras 3, forward, gradients and ten optimizer steps.

Run by hand: KERAS_BACKEND=tensorflow TF_ENABLE_ONEDNN_OPTS=0 python make_layers.py [lstm|gru|simple_rnn|plain|attention ...]
Versions used: keras 3.15.1, tensorflow-cpu 2.21.0, numpy 2.4.6. Sizes are 2, 3 and 5 and all weights differ, so that a
swapped gate or a transposed kernel cannot pass.
"""
import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf
from keras import layers as L

FOLDER = pathlib.Path(__file__).parent / "fixtures"
BATCH, STEPS, FEATURES, UNITS = 3, 5, 2, 3
RECURRENT = {"lstm": L.LSTM, "gru": L.GRU, "simple_rnn": L.SimpleRNN}
ACTIVATIONS = ["relu", "tanh", "sigmoid", "hard_sigmoid", "softmax", "linear", "elu", "gelu", "silu"]


def numbers(array):
    array = np.asarray(array)
    if array.ndim == 0:
        return float(f"{float(array):.9g}")
    return [numbers(a) for a in array]


def case(name, model, inputs, *, sparse_classes=0, train=True, input_gradients=True, calls=1):
    """One case. Weights are drawn anew; the loss is mse (or sparse categorical cross-entropy)."""
    rng = np.random.default_rng(abs(hash_text(name)) % 2**32)
    # Gates without bounds amplify the last bit from step to step; smaller weights keep float32 comparable.
    spread = 0.25 if "recurrent_activation linear" in name else 0.5
    drawn = [rng.normal(0, spread, w.shape).astype("float32") for w in model.weights]
    model.set_weights([abs(d) if w.path.endswith("moving_variance") else d for d, w in zip(drawn, model.weights)])
    inputs = [i.astype("float32") for i in inputs]
    tensors = [tf.constant(i) for i in inputs]
    outputs_now = lambda: as_list(model(tensors if len(tensors) > 1 else tensors[0], training=False))
    weights = [{"path": w.path, "shape": list(w.shape), "values": numbers(np.ravel(w.numpy()))} for w in model.weights]
    record = {"name": name, "config": json.loads(model.to_json()), "weights": weights, "inputs": [numbers(i) for i in inputs]}
    if calls > 1:   # stateful: what the same input gives call after call
        record["calls"] = [[numbers(o) for o in outputs_now()] for _ in range(calls)]
        return record
    with tf.GradientTape() as tape:
        for t in tensors:
            tape.watch(t)
        outputs = outputs_now()
        if sparse_classes:
            targets = [rng.integers(0, sparse_classes, o.shape[:-1]).astype("float32") for o in outputs]
            loss_name = "sparse_categorical_crossentropy"
        else:
            targets = [rng.normal(0, 1, o.shape).astype("float32") for o in outputs]
            loss_name = "mse"
        loss = sum(type_of_loss(loss_name)()(t, o) for t, o in zip(targets, outputs))   # the outputs' masks are applied
        if model.losses:
            loss = loss + sum(model.losses)
    trainable = [w.value for w in model.trainable_weights]
    gradients = tape.gradient(loss, trainable + tensors)
    record |= {"loss": loss_name, "targets": [numbers(t) for t in targets], "loss_value": numbers(loss),
               "outputs": [numbers(o) for o in outputs],
               "gradients": [numbers(np.ravel(tf.convert_to_tensor(g))) for g in gradients[:len(trainable)]]}
    if input_gradients:
        record["input_gradients"] = [numbers(g) for g in gradients[len(trainable):]]
    if train:
        model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss_name)
        x = inputs if len(inputs) > 1 else inputs[0]
        y = targets if len(targets) > 1 else targets[0]
        losses = model.fit(x, y, batch_size=2, epochs=5, shuffle=False, verbose=0).history["loss"]   # two batches an epoch: ten steps
        record["trained"] = {"optimizer": "adam", "learning_rate": 0.01, "batch_size": 2, "epochs": 5,
                             "losses": [numbers(v) for v in losses],
                             "weights": [numbers(np.ravel(w.numpy())) for w in model.weights]}
    return record


def type_of_loss(name):
    return {"mse": keras.losses.MeanSquaredError,
            "sparse_categorical_crossentropy": keras.losses.SparseCategoricalCrossentropy}[name]


def hash_text(text):
    value = 1469598103934665603
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return value


def as_list(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def sequence_input(rng, features=FEATURES):
    return rng.normal(0, 1, (BATCH, STEPS, features))


def sequential(*layers, shape=(STEPS, FEATURES)):
    return keras.Sequential([keras.Input(shape), *layers])


def recurrent_cases(kind):
    make = RECURRENT[kind]
    rng = np.random.default_rng(1)
    x = sequence_input(rng)
    masked = x.copy()
    masked[0, :2] = 0
    masked[1, 3:] = 0
    masked[2, 2] = 0
    cases = []

    def add(name, model, inputs=None, **more):
        keras_name = f"{kind} {name}"
        cases.append(case(keras_name, model, inputs or [x], **more))

    for activation in ACTIVATIONS:
        add(f"activation {activation}", sequential(make(UNITS, activation=activation), L.Dense(2)))
        if kind != "simple_rnn" and activation not in ("tanh", "softmax"):
            add(f"recurrent_activation {activation}", sequential(make(UNITS, recurrent_activation=activation, return_sequences=True)))
    variants = [dict(return_sequences=True), dict(go_backwards=True), dict(go_backwards=True, return_sequences=True),
                dict(use_bias=False), dict(kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02), recurrent_regularizer="l2",
                                           bias_regularizer="l1")]
    if kind == "gru":
        variants += [dict(reset_after=False), dict(reset_after=False, return_sequences=True, go_backwards=True),
                     dict(reset_after=False, use_bias=False), dict(reset_after=True, use_bias=False, return_sequences=True)]
    for options in variants:
        add(" ".join(f"{k}={v if isinstance(v, bool) else 'set'}" for k, v in options.items()), sequential(make(UNITS, **options)))
        add("masked " + " ".join(f"{k}={v if isinstance(v, bool) else 'set'}" for k, v in options.items()),
            sequential(L.Masking(0.0), make(UNITS, **options)), [masked], train=not options.get("return_sequences", False))
    add("masked default", sequential(L.Masking(0.0), make(UNITS), L.Dense(2)), [masked])
    add("stacked", sequential(make(UNITS, return_sequences=True), make(2, return_sequences=True), make(5)))
    add("stacked masked", sequential(L.Masking(0.0), make(UNITS, return_sequences=True), make(2)), [masked])
    add("one unit", sequential(make(1)))
    for mode in ("concat", "sum", "mul", "ave"):
        for sequences in (False, True):
            add(f"bidirectional {mode} sequences={sequences}",
                sequential(L.Bidirectional(make(UNITS, return_sequences=sequences), merge_mode=mode)))
    add("bidirectional masked", sequential(L.Masking(0.0), L.Bidirectional(make(UNITS))), [masked])
    add("bidirectional masked sequences", sequential(L.Masking(0.0), L.Bidirectional(make(UNITS, return_sequences=True)), make(2)), [masked])
    inputs = keras.Input((STEPS, FEATURES))
    add("bidirectional none", keras.Model(inputs, L.Bidirectional(make(UNITS, return_sequences=True), merge_mode=None)(inputs)))
    inputs = keras.Input((STEPS, FEATURES))
    add("bidirectional return_state", keras.Model(inputs, L.Bidirectional(make(UNITS, return_state=True))(inputs)))
    inputs = keras.Input((STEPS, FEATURES))
    add("return_state", keras.Model(inputs, make(UNITS, return_sequences=True, return_state=True)(inputs)))
    # Initial states as inputs, and encoder states into a decoder.
    inputs = keras.Input((STEPS, FEATURES))
    states = [keras.Input((UNITS,)) for _ in range(2 if kind == "lstm" else 1)]
    add("initial_state", keras.Model([inputs, *states], make(UNITS, return_sequences=True)(inputs, initial_state=states if len(states) > 1 else states[0])),
        [x, *[rng.normal(0, 1, (BATCH, UNITS)) for _ in states]])
    source, target = keras.Input((STEPS, FEATURES)), keras.Input((2, 5))
    _, *state = make(UNITS, return_state=True)(source)
    decoded, *_ = make(UNITS, return_sequences=True, return_state=True)(target, initial_state=state if len(state) > 1 else state[0])
    add("encoder decoder", keras.Model([source, target], L.Dense(4, activation="softmax")(decoded)),
        [x, rng.normal(0, 1, (BATCH, 2, 5))], sparse_classes=4)
    model = keras.Sequential([keras.Input(batch_shape=(BATCH, STEPS, FEATURES)), make(UNITS, stateful=True)])
    add("stateful", model, calls=3)
    return cases


def plain_cases():
    rng = np.random.default_rng(2)
    x = sequence_input(rng)
    flat = rng.normal(0, 1, (BATCH, 5))
    tokens = np.array([[1, 2, 3, 0, 0], [4, 0, 1, 2, 0], [6, 5, 4, 3, 2]])
    cases = []
    for activation in ACTIVATIONS:
        cases.append(case(f"dense {activation}", sequential(L.Dense(3, activation=activation), shape=(5,)), [flat]))
        cases.append(case(f"activation {activation}", sequential(L.Dense(3), L.Activation(activation)), [x]))
    cases += [
        case("dense no bias regularized", sequential(L.Dense(3, use_bias=False, kernel_regularizer="l1"), L.Dense(2, bias_regularizer="l2"), shape=(5,)), [flat]),
        case("dense on sequences", sequential(L.Dense(3, activation="tanh")), [x]),
        case("softmax sparse", sequential(L.Dense(4, activation="softmax"), shape=(5,)), [flat], sparse_classes=4),
        case("softmax sparse sequences", sequential(L.LSTM(3, return_sequences=True), L.Dense(4, activation="softmax")), [x], sparse_classes=4),
        case("time distributed", sequential(L.LSTM(3, return_sequences=True), L.TimeDistributed(L.Dense(2, activation="relu"))), [x]),
        case("repeat vector", sequential(L.LSTM(3), L.RepeatVector(2), L.LSTM(5, return_sequences=True)), [x]),
        case("layer normalization", sequential(L.LayerNormalization(), L.Dense(2)), [x]),
        case("layer normalization bare", sequential(L.Dense(3), L.LayerNormalization(center=False, scale=False, epsilon=1e-5), shape=(5,)), [flat]),
        case("flatten", sequential(L.Flatten(), L.Dense(3)), [x]),
        case("reshape", sequential(L.Reshape((2, 5)), L.LSTM(3)), [x]),
        case("reshape flat", sequential(L.Reshape((10,)), L.Dense(3)), [x]),
        case("dropout at inference", sequential(L.Dropout(0.5), L.Dense(3), shape=(5,)), [flat], train=False),
        case("embedding", sequential(L.Embedding(7, 3), L.LSTM(2), shape=(5,)), [tokens], input_gradients=False),
        case("embedding masked", sequential(L.Embedding(7, 3, mask_zero=True), L.LSTM(2), L.Dense(2), shape=(5,)), [tokens], input_gradients=False),
        case("embedding masked gru", sequential(L.Embedding(7, 3, mask_zero=True), L.GRU(2), shape=(5,)), [tokens], input_gradients=False),
        case("embedding masked bidirectional", sequential(L.Embedding(7, 3, mask_zero=True), L.Bidirectional(L.LSTM(2, return_sequences=True)),
             L.LSTM(3), shape=(5,)), [tokens], input_gradients=False),
        case("autoencoder", sequential(L.LSTM(3, activation="relu"), L.RepeatVector(5), L.LSTM(3, activation="relu", return_sequences=True),
             L.TimeDistributed(L.Dense(2))), [x]),
        case("forecaster", sequential(L.LSTM(5, activation="relu"), L.Dense(1)), [x]),
    ]
    a, b = keras.Input((STEPS, FEATURES)), keras.Input((STEPS, 3))
    cases.append(case("concatenate features", keras.Model([a, b], L.LSTM(2)(L.Concatenate()([a, b]))), [x, rng.normal(0, 1, (BATCH, STEPS, 3))]))
    a, b = keras.Input((STEPS, FEATURES)), keras.Input((2, FEATURES))
    cases.append(case("concatenate time", keras.Model([a, b], L.GRU(2)(L.Concatenate(axis=1)([a, b]))), [x, rng.normal(0, 1, (BATCH, 2, FEATURES))]))
    a = keras.Input((5,))
    shared = L.Dense(5, activation="tanh")
    cases.append(case("shared layer, two outputs", keras.Model(a, [L.Dense(2)(shared(shared(a))), shared(a)]), [flat]))
    a, b = keras.Input((STEPS, FEATURES)), keras.Input((STEPS, FEATURES))
    shared = L.LSTM(3)
    cases.append(case("shared lstm", keras.Model([a, b], L.Concatenate()([shared(a), shared(b)])), [x, x[::-1].copy() * 0.5]))
    return cases


def attention_cases():
    rng = np.random.default_rng(3)
    cases = []

    def add(name, shapes, build, inputs=None, **more):
        tensors = [keras.Input(shape) for shape in shapes]
        inputs = inputs or [rng.normal(0, 1, (BATCH, *shape)) for shape in shapes]
        cases.append(case(f"attention {name}", keras.Model(tensors, build(*tensors)), inputs, **more))

    add("dot", [(2, 3), (5, 3)], lambda q, v: L.Attention()([q, v]), train=False)
    add("scaled", [(2, 3), (5, 3)], lambda q, v: L.Dense(2)(L.Attention(use_scale=True)([q, v])))
    add("key of its own", [(2, 3), (5, 2), (5, 3)], lambda q, v, k: L.Attention(use_scale=True)([q, v, k]))
    source = np.array([[1, 2, 3, 0, 0], [4, 5, 1, 2, 0], [6, 5, 4, 3, 2]])
    target = np.array([[1, 2, 0], [3, 4, 2], [4, 0, 0]])

    def translator(source, target, attention=True):
        states, *last = L.LSTM(3, return_sequences=True, return_state=True)(L.Embedding(7, 2, mask_zero=True)(source))
        decoded = L.LSTM(3, return_sequences=True)(L.Embedding(5, 2, mask_zero=True)(target), initial_state=last)
        context = L.Attention()([decoded, states])
        return L.Dense(5, activation="softmax")(L.Concatenate()([decoded, context]))

    add("masked translator", [(5,), (3,)], translator, [source, target], sparse_classes=5, input_gradients=False)
    return cases


def around_cases():
    """Layers that stand around recurrent ones, the operations Keras records, models in models, cells in an RNN."""
    rng = np.random.default_rng(4)
    x, flat, rows = sequence_input(rng), rng.normal(0, 1, (BATCH, 5)), rng.normal(0, 1, (BATCH, 2, 5, 3))
    masked = x.copy()
    masked[0, 3:] = 0
    masked[1, 4:] = 0
    cases = []

    def add(name, *layers, shape=(STEPS, FEATURES), inputs=None, **more):
        cases.append(case(f"around {name}", sequential(*layers, shape=shape), [x if inputs is None else inputs], **more))

    def graph(name, build, *inputs, **more):
        inputs = inputs or [x]
        tensors = [keras.Input(i.shape[1:]) for i in inputs]
        cases.append(case(f"around {name}", keras.Model(tensors, build(*tensors)), list(inputs), **more))

    for padding in ("valid", "same", "causal"):
        add(f"conv1d {padding}", L.Conv1D(3, 2, padding=padding, activation="tanh"), L.LSTM(2))
    add("conv1d strides", L.Conv1D(3, 3, strides=2, padding="same", use_bias=False), L.GRU(2))
    add("conv1d dilated", L.Conv1D(2, 2, dilation_rate=2, kernel_regularizer="l2"), L.LSTM(3))
    for pooling in (L.MaxPooling1D, L.AveragePooling1D):
        add(f"{pooling.__name__}", pooling(2), L.LSTM(2))
        add(f"{pooling.__name__} same", pooling(3, strides=2, padding="same"), L.Flatten(), L.Dense(2))
    for pooling in (L.GlobalMaxPooling1D, L.GlobalAveragePooling1D):
        add(f"{pooling.__name__}", L.LSTM(3, return_sequences=True), pooling(), L.Dense(2))
        add(f"{pooling.__name__} keepdims", L.LSTM(3, return_sequences=True), pooling(keepdims=True), L.LSTM(2))
    add("masked average", L.Masking(0.0), L.LSTM(3, return_sequences=True), L.GlobalAveragePooling1D(), L.Dense(2), inputs=masked)
    add("batch normalization", L.Dense(3), L.BatchNormalization(), L.Dense(2), inputs=flat, shape=(5,))
    add("batch normalization of sequences", L.LSTM(3, return_sequences=True), L.BatchNormalization(), L.LSTM(2))
    add("batch normalization bare", L.BatchNormalization(center=False, scale=False, momentum=0.9, epsilon=1e-2), L.LSTM(2))
    add("batch normalization masked", L.Masking(0.0), L.BatchNormalization(), L.LSTM(2), inputs=masked)
    frozen = L.BatchNormalization()
    frozen.trainable = False
    add("batch normalization frozen", frozen, L.LSTM(2))
    add("unit normalization", L.UnitNormalization(), L.LSTM(2))
    for layer in (L.LeakyReLU(), L.LeakyReLU(0.1), L.ELU(0.7), L.ReLU(max_value=1.0, negative_slope=0.1, threshold=0.2), L.PReLU(),
                  L.PReLU(shared_axes=[1]), L.PReLU(shared_axes=[1, 2]), L.Softmax(), L.Softmax(axis=1)):
        add(f"{layer.__class__.__name__} {len(cases)}", L.LSTM(3, return_sequences=True), layer, L.LSTM(2))
    add("noise at inference", L.SpatialDropout1D(0.5), L.GaussianNoise(1.0), L.GaussianDropout(0.5), L.LSTM(2), train=False)
    add("cropping", L.Cropping1D((1, 2)), L.LSTM(2))
    add("padding", L.ZeroPadding1D((2, 1)), L.LSTM(2))
    add("upsampling", L.UpSampling1D(3), L.LSTM(2))
    add("permute", L.Permute((2, 1)), L.LSTM(3))
    for activation in ("leaky_relu", "relu6", "celu", "selu", "softplus", "softsign", "squareplus", "soft_shrink", "sparse_plus",
                       "tanh_shrink", "sparse_sigmoid", "exponential", "hard_silu", "hard_tanh", "hard_shrink", "mish", "log_softmax",
                       "log_sigmoid"):
        add(f"activation {activation}", L.Dense(3, activation=activation), L.LSTM(2))
    for constraint in (keras.constraints.MaxNorm(0.5), keras.constraints.NonNeg(), keras.constraints.UnitNorm(),
                       keras.constraints.MinMaxNorm(0.2, 0.6, rate=0.5)):
        add(f"constraint {constraint.__class__.__name__}", L.LSTM(3, kernel_constraint=constraint, recurrent_constraint=constraint,
            bias_constraint=constraint), L.Dense(2, kernel_constraint=constraint))
    add("constraint of a convolution", L.Conv1D(3, 2, kernel_constraint=keras.constraints.MaxNorm(0.4)),
        L.Conv1D(3, 2, kernel_constraint=keras.constraints.MaxNorm(0.4, axis=[0, 1])), L.LSTM(2))
    for merge in (L.Add, L.Subtract, L.Multiply, L.Average, L.Maximum, L.Minimum):
        graph(f"{merge.__name__}", lambda a, m=merge: L.LSTM(2)(m()([a, L.Dense(FEATURES)(a)])))
    graph("add of a vector", lambda a: L.LSTM(2)(L.Add()([a, L.LSTM(FEATURES)(a)])) if STEPS == FEATURES else
          L.Dense(2)(L.Add()([L.LSTM(3)(a), L.GRU(3)(a)])))
    for axes in (1, 2, (1, 1), -1):
        graph(f"dot {axes}", lambda a, b, ax=axes: L.Dense(2)(L.Flatten()(L.Dot(ax)([a, b]))), x, x[::-1].copy())
    graph("dot normalised", lambda a, b: L.Dense(2)(L.Dot(1, normalize=True)([L.LSTM(3)(a), L.LSTM(3)(b)])), x, x[::-1].copy())
    graph("dot of sequence and vector", lambda a: L.Dense(2)(L.Dot((2, 1))([L.LSTM(3, return_sequences=True)(a), L.LSTM(3)(a)])))
    graph("additive attention", lambda a, b: L.Dense(2)(L.AdditiveAttention()([a, b])), x[:, :2].copy(), x)
    graph("additive attention bare", lambda a, b: L.Dense(2)(L.AdditiveAttention(use_scale=False)([a, b])), x[:, :2].copy(), x)
    graph("attention concat", lambda a, b: L.Dense(2)(L.Attention(score_mode="concat", use_scale=True)([a, b])), x[:, :2].copy(), x)
    graph("last step", lambda a: L.Dense(2)(L.LSTM(3, return_sequences=True)(a)[:, -1, :]))
    graph("slices", lambda a: L.LSTM(2)(a[:, 1:4]) + L.LSTM(2)(a[:, ::-2]))
    graph("one feature", lambda a: L.Dense(2)(a[..., 0]))
    graph("arithmetic", lambda a: L.LSTM(2)(1.0 - (2.0 * a + a) / 3.0 - a * a + (-a) ** 2))
    graph("reductions", lambda a: L.Dense(2)(keras.ops.mean(a, axis=1) + keras.ops.max(a, axis=1) + keras.ops.sum(a, 1)))
    graph("sum over features", lambda a: L.LSTM(2)(a * keras.ops.sum(a, axis=-1, keepdims=True)))
    graph("reshaped", lambda a: L.Dense(2)(keras.ops.tanh(keras.ops.reshape(a, (-1, STEPS * FEATURES)))))
    graph("transposed", lambda a: L.Dense(2)(L.Flatten()(a @ keras.ops.transpose(a, (0, 2, 1)))))
    graph("expanded", lambda a: L.LSTM(2)(keras.ops.concatenate([a, keras.ops.expand_dims(L.LSTM(FEATURES)(a), 1)], axis=1)))
    graph("quotient", lambda a: L.LSTM(2)(a / keras.ops.exp(a)))
    graph("attention by hand", lambda a: L.Dense(2)(keras.ops.sum(keras.ops.softmax(L.Dense(1)(a), axis=1) * a, axis=1)))
    for kind, cell in (("lstm", L.LSTMCell), ("gru", L.GRUCell), ("simple", L.SimpleRNNCell)):
        add(f"rnn of a {kind} cell", L.RNN(cell(3), return_sequences=True), L.RNN(cell(2), go_backwards=True))
    add("bidirectional rnn", L.Bidirectional(L.RNN(L.LSTMCell(3))), L.Dense(2))
    inner = lambda name: keras.Sequential([keras.Input((STEPS, FEATURES)), L.LSTM(3, return_sequences=True), L.LSTM(2)], name=name)
    add("sequential inside", inner("encoder"), L.Dense(2))
    graph("sequential at two places", lambda a, b, e=inner("shared_encoder"): L.Dense(2)(L.Subtract()([e(a), e(b)])), x, x[::-1].copy())
    a = keras.Input((STEPS, FEATURES))
    functional = keras.Model(a, [L.LSTM(2)(a), L.GRU(3)(a)], name="two_heads")
    graph("functional inside", lambda b, f=functional: L.Dense(2)(L.Concatenate()(f(b))))
    add("time distributed lstm", L.TimeDistributed(L.LSTM(2)), L.LSTM(3), shape=(2, 5, 3), inputs=rows)
    add("time distributed convolution", L.TimeDistributed(L.Conv1D(2, 2, activation="relu")), L.TimeDistributed(L.MaxPooling1D(2)),
        L.TimeDistributed(L.Flatten()), L.LSTM(3), shape=(2, 5, 3), inputs=rows)
    add("time distributed model", L.TimeDistributed(keras.Sequential([keras.Input((5, 3)), L.LSTM(2, return_sequences=True), L.GRU(3)])),
        L.LSTM(2), shape=(2, 5, 3), inputs=rows)
    add("time distributed sequences", L.TimeDistributed(L.LSTM(2, return_sequences=True)), L.TimeDistributed(L.GRU(2)), L.LSTM(2),
        shape=(2, 5, 3), inputs=rows)
    return cases


def main():
    FOLDER.mkdir(exist_ok=True)
    keras.utils.set_random_seed(1)
    for name in sys.argv[1:] or [*RECURRENT, "plain", "attention", "around"]:
        makers = {"plain": plain_cases, "attention": attention_cases, "around": around_cases}
        cases = makers[name]() if name in makers else recurrent_cases(name)
        text = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
        (FOLDER / f"layers_{name}.json").write_text(
            '{"keras":"%s","tensorflow":"%s","cases":[\n%s\n]}\n' % (keras.__version__, tf.__version__, text))
        print(name, len(cases))


main()
