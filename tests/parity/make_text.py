"""Makes fixtures/text.json: Tokenizer, pad_sequences, to_categorical and validation_split of Keras, item for item.

Run by hand: KERAS_BACKEND=tensorflow python make_text.py
Versions used: keras 3.15.1, tensorflow-cpu 2.21.0 (its legacy Tokenizer), numpy 2.4.6.
"""
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
from keras.src.trainers.data_adapters.array_slicing import train_validation_split
from tensorflow.keras.preprocessing.text import Tokenizer

FOLDER = pathlib.Path(__file__).parent / "fixtures"
rng = np.random.default_rng(4)

# Made up for this file: ties, repeats, every filter character, upper case beyond ASCII, empty texts, odd spaces.
TEXTS = [
    ["the gate opens, the gate closes", "a gate; a cell; a gate!", "THE CELL KEEPS", ""],
    ["b a", "a b", "c c", "d"],
    ["tab\tand\nline", "one  two   three", " lead", "trail ", "car\rriage"],
    ["Straße ÉTÉ Über", "ĂĄ Łódź Žižek", "ΑΒΓ αβγ ΌΏΎΈ", "ПРИВЕТ мир Ёлка", "日本 日本語 😀 😀x"],
    ["don't stop", "a-b_c", "x{y}z|w~v", "100% of #1 & @2", "\"quoted\" 'single' `back` \\slash\\"],
    ["<oov> is here", "unknown <oov> <oov>", "oov"],
    ["a,b c,d", "a b,c", ",,"],
]
WORDS = ["gate", "cell", "Keep", "WRITE", "read", "x.", "(y)", "é", "Ž", "0", "-", "state;state"]


def random_texts():
    return [" ".join(rng.choice(WORDS, rng.integers(0, 9))) for _ in range(rng.integers(1, 7))]


def tokenizer_case(fits, asked, **options):
    tokenizer = Tokenizer(**options)
    for texts in fits:
        tokenizer.fit_on_texts(texts)
    return {"options": options, "fits": fits, "asked": asked, "index_word": sorted(tokenizer.index_word.items()),
            "word_index": dict(tokenizer.word_index), "word_counts": [[w, c] for w, c in tokenizer.word_counts.items()],
            "sequences": tokenizer.texts_to_sequences(asked)}


OPTIONS = [{}, {"oov_token": "<oov>"}, {"oov_token": "oov"}, {"num_words": 4}, {"num_words": 4, "oov_token": "<oov>"}, {"num_words": 1},
           {"lower": False}, {"filters": ""}, {"filters": "aé<"}, {"split": ","}, {"split": "--"}, {"char_level": True},
           {"char_level": True, "oov_token": "?", "num_words": 5}, {"char_level": True, "lower": False}]
tokenizers = []
for options in OPTIONS:
    for texts in TEXTS + [random_texts() for _ in range(6)]:
        asked = texts + ["never seen gate", "a b é Q", ""]
        fits = [texts] if rng.random() < 0.7 else [texts, random_texts()]
        tokenizers.append(tokenizer_case(fits, asked, **options))

paddings = []
for _ in range(60):
    sequences = [rng.integers(1, 30, rng.integers(0, 9)).tolist() for _ in range(rng.integers(1, 6))]
    options = {"maxlen": [None, 1, 3, 5, 12][rng.integers(5)], "padding": ["pre", "post"][rng.integers(2)],
               "truncating": ["pre", "post"][rng.integers(2)], "value": int(rng.choice([0, 0, -1, 7]))}
    paddings.append({"options": options, "sequences": sequences,
                     "padded": keras.utils.pad_sequences(sequences, **options).tolist()})

splits = []
for samples in (2, 3, 5, 7, 10, 33, 100, 499, 1000, 3175, 4032):
    for share in (0.1, 0.2, 0.25, 0.3, 1 / 3, 0.5, 0.7, 0.9):
        try:
            (training,), (validation,) = train_validation_split((np.arange(samples),), share)
        except ValueError:
            splits.append({"samples": samples, "share": share, "start": None})
            continue
        assert validation[0] == len(training) and validation[-1] == samples - 1
        splits.append({"samples": samples, "share": share, "start": len(training)})

one_hots = []
for labels, classes in (([0, 2, 1], None), ([4], None), ([1, 1, 0], 5), ([3, 0, 3, 2], 4)):
    one_hots.append({"labels": labels, "classes": classes, "rows": keras.utils.to_categorical(labels, classes).tolist()})

FOLDER.mkdir(exist_ok=True)
(FOLDER / "text.json").write_text(json.dumps({"tokenizers": tokenizers, "paddings": paddings, "splits": splits,
                                              "one_hots": one_hots}, ensure_ascii=False) + "\n")
print(len(tokenizers), "tokenizers", len(paddings), "paddings", len(splits), "splits")
