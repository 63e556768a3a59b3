"""Opens files that we wrote in Keras: the same predictions, and the same training from the optimizer state in the file.

usage: python check_written_files.py GATEWISE
For every compiled file in fixtures/keras: `gatewise model fit` trains two epochs and writes it; Keras loads what we wrote, predicts,
and trains two more epochs, while we train the same two. Prints each difference and ends with "N files, M differences"; exit code 1
where M > 0. Keras 3.15.1. Not part of ./test: the program never needs Python.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np

FILES = pathlib.Path(__file__).parent / "fixtures" / "keras"


def run(gatewise, *args):
    done = subprocess.run([gatewise, "model", *map(str, args), "--json", "-"], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip() or f"exit code {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def far(ours, theirs):
    ours, theirs = np.asarray(ours, dtype="float64"), np.asarray(theirs, dtype="float64")
    if ours.shape != theirs.shape:
        return f"shape {ours.shape} against {theirs.shape}"
    d = np.max(np.abs(ours - theirs)) / max(1.0, np.max(np.abs(theirs)))
    return None if d < 1e-5 else f"differs by {d:.3g}"


def hold(gatewise, name, folder):
    facts = json.loads((FILES / f"{name}.json").read_text())
    arguments, data, targets = [], [], []
    for kind, arrays in (("input", data), ("target", targets)):
        for i, values in enumerate(facts[kind + "s"]):
            arrays.append(np.asarray(values, dtype="float32"))
            np.save(folder / f"{kind}{i}.npy", arrays[-1])
            arguments += [f"--{kind}", folder / f"{kind}{i}.npy"]
    inputs = [a for pair in zip(arguments[::2], arguments[1::2]) if pair[0] == "--input" for a in pair]
    common = ["--epochs", 2, "--batch-size", facts["batch_size"], "--no-shuffle"]
    run(gatewise, "fit", FILES / f"{name}.keras", *arguments, *common, "--out", folder / "ours.keras")
    model = keras.models.load_model(folder / "ours.keras")
    found = []
    x = data if len(data) > 1 else data[0]
    theirs = model(x, training=False)
    theirs = theirs if isinstance(theirs, (list, tuple)) else [theirs]
    for i, (a, b) in enumerate(zip(run(gatewise, "predict", folder / "ours.keras", *inputs)[0]["outputs"], theirs)):
        if problem := far(a, b):
            found.append(f"output {i} {problem}")
    iterations = facts["iterations"] + 2 * -(-len(data[0]) // facts["batch_size"])
    if int(model.optimizer.iterations) != iterations:
        found.append(f"iterations {int(model.optimizer.iterations)} against {iterations}")
    history = model.fit(x, targets if len(targets) > 1 else targets[0], batch_size=facts["batch_size"], epochs=2, shuffle=False, verbose=0).history
    lines = run(gatewise, "fit", folder / "ours.keras", *arguments, *common)
    for key, values in history.items():
        # On TensorFlow Keras averages the outputs' own losses over batches, not over samples, once the last batch is smaller.
        if key.endswith("_loss") and len(data[0]) % facts["batch_size"]:
            continue
        if key not in lines[0]:
            found.append(f"{key} is missing")
        elif problem := far([line[key] for line in lines if "epoch" in line], values):
            found.append(f"{key} {problem}")
    return found


def main():
    names = sorted(path.stem for path in FILES.glob("*.json") if "history" in json.loads(path.read_text()))
    differences = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            for line in hold(sys.argv[1], name, pathlib.Path(folder)):
                differences += 1
                print(f"{name}: {line}", flush=True)
    print(f"{len(names)} files, {differences} differences")
    sys.exit(1 if differences or not names else 0)


main()
