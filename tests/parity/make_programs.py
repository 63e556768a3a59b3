"""Makes fixtures/programs.json: Keras's logs of five epochs of every tutorial program that trains.

usage: python make_programs.py TST_PROGRAMS
TST_PROGRAMS is the built test program; it writes data and initial models (.keras, compiled) to a folder, so both sides train on the
same numbers. Keras then fits with shuffle=False. No program has dropout, whose masks could not be the same; the script refuses one.
Keras 3.15.1 on tensorflow-cpu 2.21.0, TF_ENABLE_ONEDNN_OPTS=0.
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

EPOCHS = 5


def arrays(folder, prefix):
    found = []
    while (path := folder / f"{prefix}{len(found)}.npy").exists():
        found.append(np.load(path))
    return found[0] if len(found) == 1 else found


def train(folder):
    """Logs of one program, by name."""
    model = keras.models.load_model(folder / "model.keras")
    assert '"dropout": 0.' not in model.to_json().replace('"dropout": 0.0', ""), folder.name
    held_out = arrays(folder, "val_x"), arrays(folder, "val_y")
    history = model.fit(arrays(folder, "x"), arrays(folder, "y"), batch_size=int((folder / "batch_size").read_text()), epochs=EPOCHS,
                        shuffle=False, verbose=0, validation_data=held_out if len(held_out[0]) else None).history
    print(folder.name, model.optimizer.name, model.loss, model.count_params(), file=sys.stderr, flush=True)
    return {name: [float(f"{value:.9g}") for value in values] for name, values in sorted(history.items())}


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1]], env={**os.environ, "PROGRAMS_EXPORT": folder}, check=True)
        programs = {each.name: train(each) for each in sorted(pathlib.Path(folder).iterdir())}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(logs)}" for name, logs in programs.items())
    path = pathlib.Path(__file__).parent / "fixtures" / "programs.json"
    path.write_text('{"keras": "%s", "programs": {\n%s\n}}\n' % (keras.__version__, lines))


main()
