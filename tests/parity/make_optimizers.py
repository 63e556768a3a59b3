# Writes fixtures/optimizers.json: ten steps of every Keras optimizer and option on two small matrices, and learning rate schedules.
# Made with keras 3.15.1, tensorflow-cpu 2.21.0: KERAS_BACKEND=tensorflow TF_ENABLE_ONEDNN_OPTS=0 python make_optimizers.py
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
import keras
import numpy as np

random = np.random.default_rng(11)
shapes = [(3, 5), (2,)]
start = [random.normal(size=shape).astype("float32") for shape in shapes]
gradients = [[(random.normal(size=shape) * 10.0 ** random.integers(-3, 2)).astype("float32") for shape in shapes] for _ in range(10)]
gradients[4] = [np.zeros(shape, "float32") for shape in shapes]


def flat(array):
    return [float(f"{x:.9g}") for x in np.asarray(array, "float32").ravel()]


def optimizer_case(text, optimizer):
    weights = [keras.Variable(value, name=f"w{i}") for i, value in enumerate(start)]
    optimizer.build(weights)
    for step in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(g) for g in step], weights)
    own = [v for v in optimizer.variables if v.name.split("/")[-1] not in ("iteration", "learning_rate")]
    return {"optimizer": text, "weights": [flat(w) for w in weights], "variables": [flat(v) for v in own]}


o = keras.optimizers
cases = [
    ("sgd", o.SGD()),
    ("SGD(learning_rate=0.1,momentum=0.9)", o.SGD(learning_rate=0.1, momentum=0.9)),
    ("sgd(momentum=0.8,nesterov=true)", o.SGD(momentum=0.8, nesterov=True)),
    ("sgd(weight_decay=0.1,clipvalue=0.5)", o.SGD(weight_decay=0.1, clipvalue=0.5)),
    ("rmsprop", o.RMSprop()),
    ("rmsprop(rho=0.8,momentum=0.7)", o.RMSprop(rho=0.8, momentum=0.7)),
    ("rmsprop(centered=true,learning_rate=0.01)", o.RMSprop(centered=True, learning_rate=0.01)),
    ("rmsprop(centered=true,momentum=0.5,epsilon=0.001)", o.RMSprop(centered=True, momentum=0.5, epsilon=0.001)),
    ("adam", o.Adam()),
    ("adam(learning_rate=0.05,beta_1=0.8,beta_2=0.99,epsilon=0.001)", o.Adam(learning_rate=0.05, beta_1=0.8, beta_2=0.99, epsilon=0.001)),
    ("adam(amsgrad=true,learning_rate=0.02)", o.Adam(amsgrad=True, learning_rate=0.02)),
    ("adam(clipnorm=1.0)", o.Adam(clipnorm=1.0)),
    ("adam(global_clipnorm=1.0,learning_rate=0.01)", o.Adam(global_clipnorm=1.0, learning_rate=0.01)),
    ("sgd(global_clipnorm=0.7)", o.SGD(global_clipnorm=0.7)),
    ("sgd(clipnorm=0.7)", o.SGD(clipnorm=0.7)),
    ("adamw", o.AdamW()),
    ("AdamW(weight_decay=0.02,learning_rate=0.01,amsgrad=true)", o.AdamW(weight_decay=0.02, learning_rate=0.01, amsgrad=True)),
    ("adagrad", o.Adagrad()),
    ("adagrad(learning_rate=0.1,initial_accumulator_value=0.0,epsilon=0.01)", o.Adagrad(learning_rate=0.1, initial_accumulator_value=0.0, epsilon=0.01)),
    ("nadam", o.Nadam()),
    ("nadam(learning_rate=0.02,beta_1=0.8,beta_2=0.9)", o.Nadam(learning_rate=0.02, beta_1=0.8, beta_2=0.9)),
]

s = o.schedules
steps = [0, 1, 2, 3, 5, 7, 10, 11, 12, 15, 20, 25, 30, 100]
schedules = [
    ("exponential(initial_learning_rate=0.01,decay_steps=7,decay_rate=0.9)", s.ExponentialDecay(0.01, 7, 0.9)),
    ("ExponentialDecay(initial_learning_rate=0.01,decay_steps=5,decay_rate=0.5,staircase=true)", s.ExponentialDecay(0.01, 5, 0.5, staircase=True)),
    ("step(boundaries=[2,10],values=[0.1,0.01,0.001])", s.PiecewiseConstantDecay([2, 10], [0.1, 0.01, 0.001])),
    ("cosine(initial_learning_rate=0.1,decay_steps=20,alpha=0.1)", s.CosineDecay(0.1, 20, alpha=0.1)),
    ("CosineDecay(initial_learning_rate=0.0,decay_steps=20,warmup_target=0.1,warmup_steps=5)", s.CosineDecay(0.0, 20, warmup_target=0.1, warmup_steps=5)),
]

fixture = {
    "start": [flat(w) for w in start],
    "shapes": [list(shape) for shape in shapes],
    "gradients": [[flat(g) for g in step] for step in gradients],
    "cases": [optimizer_case(*case) for case in cases],
    "steps": steps,
    "schedules": [{"schedule": text, "rates": flat([schedule(step) for step in steps])} for text, schedule in schedules],
}
path = pathlib.Path(__file__).parent / "fixtures" / "optimizers.json"
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
