"""Writes fixtures/auc.json: every option of keras.metrics.AUC over several batches. Keras 3.15.1 on tensorflow-cpu 2.21.0."""
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np

RNG = np.random.default_rng(11)


def text_of(options):
    def value(v):
        return str(v).lower() if isinstance(v, bool) else json.dumps(v) if isinstance(v, list) else str(v)
    return "auc" + ("(" + ",".join(f"{k}={value(v)}" for k, v in options.items()) + ")" if options else "")


def case(options):
    metric = keras.metrics.AUC(**options)
    batches = []
    for n in (7, 4, 9):
        output = np.round(RNG.uniform(size=(n, 3)), 2).astype("float32")
        target = RNG.integers(0, 2, (n, 3))
        metric.update_state(target, output)
        batches.append({"output": output.tolist(), "target": target.tolist()})
    return {"metric": text_of(options), "loss": "binary_crossentropy", "batches": batches, "value": float(f"{float(metric.result()):.9g}")}


def cases():
    for curve in ("ROC", "PR"):
        for summation in ("interpolation", "minoring", "majoring"):
            for more in ({}, {"num_thresholds": 9}, {"thresholds": [0.2, 0.35, 0.9]}, {"thresholds": [0.25, 0.5, 0.75]},
                         {"multi_label": True}, {"multi_label": True, "num_labels": 3, "label_weights": [0.5, 2.0, 1.0]},
                         {"label_weights": [0.5, 2.0, 1.0]}):
                yield case({"curve": curve, "summation_method": summation, **more})


path = pathlib.Path(__file__).parent / "fixtures" / "auc.json"
path.write_text("[\n" + ",\n".join(json.dumps(one) for one in cases()) + "\n]\n")
