"""Trains the Keras twin of each honest lesson and prints its held-out figures beside Gatewise's.

usage: python honest_twins.py GATEWISE [--seed N] [LESSON ...]
GATEWISE trains a lesson and writes its data, its models untrained and trained, and how they are trained (train --export). Keras
trains the same untrained models on the same samples, with shuffles of its own, and judges both on what was held out: the
figures should be of the same order, not equal. Where a lesson compares models from several seeds, the first seed is compared.
Keras 3.15.1 on tensorflow-cpu 2.21.0.
"""
import argparse
import json
import os
import pathlib
import subprocess
import tempfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np


def arrays(folder, prefix):
    found = []
    while (path := folder / f"{prefix}{len(found)}.npy").exists():
        found.append(np.load(path))
    return found[0] if len(found) == 1 else found or None


def twin(folder, how, model):
    keras.utils.set_random_seed(how["seed"])
    x, y = arrays(folder, "training_x"), arrays(folder, "training_y")
    validation = arrays(folder, "validation_x"), arrays(folder, "validation_y")
    weights = folder / "training_weights.npy"
    stopping = []
    if how["patience"] > 0:
        stopping = [keras.callbacks.EarlyStopping(patience=how["patience"], restore_best_weights=how["restore_best_weights"])]
    model.fit(x, y, sample_weight=np.load(weights) if weights.exists() else None, epochs=how["epochs"],
              batch_size=how["batch_size"], shuffle=how["shuffle"], callbacks=stopping, verbose=0,
              validation_data=validation if validation[0] is not None else None)


def figures(folder, model):
    x, y = arrays(folder, "held_out_x"), arrays(folder, "held_out_y")
    return model.evaluate(x, y, verbose=0, return_dict=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gatewise")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("lessons", nargs="*")
    options = parser.parse_args()
    listed = json.loads(subprocess.run([options.gatewise, "lessons", "--json", "-"], check=True, capture_output=True).stdout)
    lessons = options.lessons or [one["id"] for one in (listed["lessons"] if isinstance(listed, dict) else listed)]
    print(f"{'lesson':16} {'model':24} {'held out':26} {'Gatewise':>10} {'Keras':>10} {'untrained':>10}")
    for lesson in lessons:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            subprocess.run([options.gatewise, "train", lesson, "--version", "real", "--seed", str(options.seed), "--export", name],
                           check=True, stdout=subprocess.DEVNULL)
            how = json.loads((folder / "training.json").read_text())
            if how["epochs"] == 0:
                continue
            for number, described in enumerate(how["models"]):
                model = keras.saving.load_model(folder / described["file"])
                ours = keras.saving.load_model(folder / f"trained{number}.keras")
                before = figures(folder, model)
                twin(folder, how, model)
                theirs, mine = figures(folder, model), figures(folder, ours)
                for figure in theirs:
                    print(f"{lesson:16} {described['name']:24} {figure:26} {mine[figure]:10.4f} {theirs[figure]:10.4f} "
                          f"{before[figure]:10.4f}", flush=True)


if __name__ == "__main__":
    main()
