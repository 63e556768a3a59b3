# Writes fixtures/losses.json and fixtures/metrics.json: Keras's losses with their gradients, and its metrics, on small odd arrays.
# Made with keras 3.15.1, tensorflow-cpu 2.21.0: KERAS_BACKEND=tensorflow TF_ENABLE_ONEDNN_OPTS=0 python make_losses.py
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
import keras
import numpy as np
import tensorflow as tf
from keras.src import backend

random = np.random.default_rng(3)
fixtures = pathlib.Path(__file__).parent / "fixtures"


def numbers(array):
    return json.loads(json.dumps(np.asarray(array, "float32").tolist()), parse_float=lambda text: float(f"{float(text):.9g}"))


def write(name, value):
    (fixtures / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return (e / e.sum(-1, keepdims=True)).astype("float32")


def distribution(*shape):
    return softmax(random.normal(size=shape))


def one_hot(labels, classes):
    return np.eye(classes, dtype="float32")[labels]


def keras_loss(text):
    name, _, arguments = text.partition("(")
    values = {}
    for part in filter(None, arguments.rstrip(")").split(",")):
        key, value = part.split("=")
        values[key] = value == "true" if value in ("true", "false") else float(value)
    return keras.losses.get({"class_name": name, "config": values})


def loss_case(text, output, target, weights=None, mask=None):
    y_pred = tf.Variable(np.asarray(output, "float32"))
    with tf.GradientTape() as tape:
        prediction = tf.identity(y_pred)
        if mask is not None:
            backend.set_keras_mask(prediction, tf.constant(mask))
        value = keras_loss(text)(np.asarray(target, "float32"), prediction, None if weights is None else np.asarray(weights, "float32"))
    gradient = tape.gradient(value, y_pred)
    case = {"loss": text, "output": numbers(output), "target": numbers(target), "value": float(f"{float(value):.9g}"),
            "gradient": numbers(gradient)}
    if weights is not None:
        case["weights"] = numbers(weights)
    if mask is not None:
        case["mask"] = np.asarray(mask).tolist()
    return case


def loss_cases():
    mask = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0], [0, 1, 1]], bool)
    sample = np.array([0.5, 2.0, 0.0, 1.5, 3.0])
    timed = random.uniform(0.1, 2.0, (5, 3))
    for text in ("MeanSquaredError", "MeanAbsoluteError", "Huber", "Huber(delta=0.3)"):
        vectors = [random.normal(size=(5, 2)), random.normal(size=(5, 2))]
        vectors[1][0, 0] = vectors[0][0, 0]
        sequences = [random.normal(size=(5, 3, 2)), random.normal(size=(5, 3, 2))]
        yield loss_case(text, *vectors)
        yield loss_case(text, *vectors, sample)
        yield loss_case(text, *sequences)
        yield loss_case(text, *sequences, timed)
        yield loss_case(text, *sequences, None, mask)
        yield loss_case(text, *sequences, timed, mask)
        yield loss_case(text, *sequences, None, np.zeros((5, 3), bool))
        yield loss_case(text, random.normal(size=(5, 3, 1)), random.normal(size=(5, 3)))
    for arguments in ("", "(label_smoothing=0.2)", "(from_logits=true)", "(from_logits=true,label_smoothing=0.2)"):
        logits = "logits" in arguments
        shape = (lambda *s: random.normal(size=s) * 3) if logits else (lambda *s: random.uniform(0.01, 0.99, s))
        bits = lambda *s: random.integers(0, 2, s)
        yield loss_case("BinaryCrossentropy" + arguments, shape(5, 1), bits(5, 1))
        yield loss_case("BinaryCrossentropy" + arguments, shape(5, 2), bits(5, 2), sample)
        yield loss_case("BinaryCrossentropy" + arguments, shape(5, 3, 2), bits(5, 3, 2), timed, mask)
        yield loss_case("BinaryCrossentropy" + arguments, shape(5, 3, 1), bits(5, 3))
        rows = (lambda *s: random.normal(size=s) * 3) if logits else distribution
        labels = random.integers(0, 4, 5)
        yield loss_case("CategoricalCrossentropy" + arguments, rows(5, 4), one_hot(labels, 4), sample)
        yield loss_case("CategoricalCrossentropy" + arguments, rows(5, 4), distribution(5, 4) if not logits else one_hot(labels, 4))
        yield loss_case("CategoricalCrossentropy" + arguments, rows(5, 3, 4), one_hot(random.integers(0, 4, (5, 3)), 4), None, mask)
        if "smoothing" not in arguments:
            yield loss_case("SparseCategoricalCrossentropy" + arguments, rows(5, 4), labels, sample)
            yield loss_case("SparseCategoricalCrossentropy" + arguments, rows(5, 4), labels[:, None])
            yield loss_case("SparseCategoricalCrossentropy" + arguments, rows(5, 3, 4), random.integers(0, 4, (5, 3)), timed, mask)
            yield loss_case("SparseCategoricalCrossentropy" + arguments, rows(5, 3, 4), random.integers(0, 4, (5, 3, 1)))
    # Rows that do not sum to 1, and numbers beyond the clip at either end.
    free = random.uniform(0.1, 2.0, (3, 5))
    yield loss_case("CategoricalCrossentropy", free, one_hot([1, 0, 4], 5))
    yield loss_case("SparseCategoricalCrossentropy", free, [1, 0, 4])
    ends = np.array([[0.0, 1.0, 1e-9], [1e-7, 0.5, 1.0], [0.9999999, 2e-7, 0.3]])
    for target in (np.eye(3), np.ones((3, 3)) - np.eye(3), np.zeros((3, 3))):
        yield loss_case("BinaryCrossentropy", ends, target)
    yield loss_case("CategoricalCrossentropy", [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1e-9, 0.5, 0.5]], np.eye(3)[[1, 2, 0]])
    yield loss_case("SparseCategoricalCrossentropy", [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1e-9, 0.5, 0.5]], [1, 2, 0])
    yield loss_case("BinaryCrossentropy(from_logits=true)", [[-90.0, 90.0], [40.0, -40.0]], [[1, 0], [1, 0]])
    yield loss_case("SparseCategoricalCrossentropy(from_logits=true)", [[-90.0, 90.0], [400.0, -40.0]], [0, 1])


def metric_case(text, metric, loss, batches):
    """batches: (output, target, mask or None); the result after all of them."""
    stored = []
    for output, target, mask in batches:
        prediction = tf.constant(np.asarray(output, "float32"))
        if mask is not None:
            backend.set_keras_mask(prediction, tf.constant(mask))
        metric.update_state(tf.constant(np.asarray(target, "float32")), prediction)
        one = {"output": numbers(output), "target": numbers(target)}
        if mask is not None:
            one["mask"] = np.asarray(mask).tolist()
        stored.append(one)
    return {"metric": text, "loss": loss, "batches": stored, "value": float(f"{float(metric.result()):.9g}")}


def metric_cases():
    m = keras.metrics
    mask = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1]], bool)

    def batches(make):
        return [make(5), make(3), make(2)]

    def binary(n):
        return random.uniform(size=(n, 1)), random.integers(0, 2, (n, 1)), None

    def multilabel(n):
        return random.uniform(size=(n, 3)), random.integers(0, 2, (n, 3)), None

    def categorical(n):
        return distribution(n, 4), one_hot(random.integers(0, 4, n), 4), None

    def sparse(n):
        return distribution(n, 4), random.integers(0, 4, (n, 1)), None

    def regression(n):
        return random.normal(size=(n, 2)), random.normal(size=(n, 2)), None

    def masked(make):
        return [make(mask), make(mask[::-1].copy()), make(None)]

    yield metric_case("accuracy", m.BinaryAccuracy(), "binary_crossentropy", batches(binary))
    yield metric_case("binary_accuracy(threshold=0.3)", m.BinaryAccuracy(threshold=0.3), "binary_crossentropy", batches(multilabel))
    yield metric_case("accuracy", m.CategoricalAccuracy(), "categorical_crossentropy", batches(categorical))
    yield metric_case("accuracy", m.SparseCategoricalAccuracy(), "sparse_categorical_crossentropy", batches(sparse))
    yield metric_case("top_k_categorical_accuracy(k=2)", m.TopKCategoricalAccuracy(k=2), "categorical_crossentropy", batches(categorical))
    yield metric_case("sparse_top_k_categorical_accuracy(k=3)", m.SparseTopKCategoricalAccuracy(k=3), "sparse_categorical_crossentropy", batches(sparse))
    ties = [(np.array([[1, 1, 0.5, 1], [0, 2, 2, 1]]), np.array([[3], [2]]), None)]
    yield metric_case("sparse_top_k_categorical_accuracy(k=1)", m.SparseTopKCategoricalAccuracy(k=1), "sparse_categorical_crossentropy", ties)
    yield metric_case("accuracy", m.SparseCategoricalAccuracy(), "sparse_categorical_crossentropy", ties)
    for text, metric in (("mae", m.MeanAbsoluteError()), ("mse", m.MeanSquaredError()),
                         ("root_mean_squared_error", m.RootMeanSquaredError())):
        yield metric_case(text, metric, "mse", batches(regression))
    yield metric_case("categorical_crossentropy", m.CategoricalCrossentropy(), "categorical_crossentropy", batches(categorical))

    def sequence_sparse(rows):
        return distribution(3, 3, 4), random.integers(0, 4, (3, 3)), rows

    def sequence_values(rows):
        return random.normal(size=(3, 3, 2)), random.normal(size=(3, 3, 2)), rows

    def sequence_bits(rows):
        return random.uniform(size=(3, 3, 1)), random.integers(0, 2, (3, 3, 1)), rows

    yield metric_case("accuracy", m.SparseCategoricalAccuracy(), "sparse_categorical_crossentropy", masked(sequence_sparse))
    yield metric_case("accuracy", m.BinaryAccuracy(), "binary_crossentropy", masked(sequence_bits))
    yield metric_case("mae", m.MeanAbsoluteError(), "mse", masked(sequence_values))
    yield metric_case("root_mean_squared_error", m.RootMeanSquaredError(), "mse", masked(sequence_values))
    yield metric_case("precision", m.Precision(), "binary_crossentropy", masked(sequence_bits))
    for text, metric in (("precision", m.Precision()), ("recall", m.Recall()), ("recall(thresholds=0.8)", m.Recall(thresholds=0.8)),
                         ("precision(class_id=1)", m.Precision(class_id=1)), ("recall(top_k=2)", m.Recall(top_k=2)),
                         ("f1_score(average=macro,threshold=0.5)", m.F1Score(average="macro", threshold=0.5)),
                         ("f1_score(average=micro,threshold=0.5)", m.F1Score(average="micro", threshold=0.5)),
                         ("f1_score(average=weighted)", m.F1Score(average="weighted")), ("auc", m.AUC()),
                         ("auc(num_thresholds=7)", m.AUC(num_thresholds=7)), ("auc(curve=PR)", m.AUC(curve="PR"))):
        yield metric_case(text, metric, "binary_crossentropy", batches(multilabel))
    yield metric_case("auc(from_logits=true)", m.AUC(from_logits=True), "binary_crossentropy",
                      [(random.normal(size=(20, 1)), random.integers(0, 2, (20, 1)), None)])
    edges = [(np.array([[0.0], [1.0], [0.5], [1.0], [0.0]]), np.array([[0], [1], [1], [0], [1]]), None)]
    yield metric_case("auc", m.AUC(), "binary_crossentropy", edges)


write("losses.json", list(loss_cases()))
write("metrics.json", list(metric_cases()))
