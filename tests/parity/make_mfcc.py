"""Makes fixtures/mfcc.json: mel-frequency cepstral coefficients of made-up sounds by python_speech_features.

Run by hand: python make_mfcc.py
Versions used: python_speech_features 0.6, numpy 2.4.6, scipy 1.17.1.

Its last frame is filled up with zeros, ours must lie in the sound whole: what is more than that is left out here.
"""
import json
import pathlib

import numpy as np
from python_speech_features import mfcc

FOLDER = pathlib.Path(__file__).parent / "fixtures"
rng = np.random.default_rng(11)


def sound(rate, seconds):
    """A glide with an overtone, a click, noise and a stretch of silence: every band has something, and nothing."""
    t = np.arange(int(rate * seconds)) / rate
    wave = 0.4 * np.sin(2 * np.pi * (200 + 900 * t) * t) + 0.1 * np.sin(2 * np.pi * rate / 3 * t)
    wave += 0.02 * rng.standard_normal(len(t))
    wave[len(t) // 3] += 0.5
    wave[-int(0.045 * rate):] = 0
    # The numbers that the test reads are these, to the last bit of a float.
    return np.round(wave, 5).astype(np.float32)


def case(rate, seconds, window=0.025, hop=0.010, transform=512, pre=0.97, filters=26, coefficients=13):
    samples = sound(rate, seconds)
    found = mfcc(samples.astype(np.float64), rate, winlen=window, winstep=hop, numcep=coefficients, nfilt=filters,
                 nfft=transform, lowfreq=0, highfreq=rate / 2, preemph=pre, ceplifter=0, appendEnergy=False,
                 winfunc=np.hamming)
    whole = 1 + (len(samples) - int(window * rate + 0.5)) // int(hop * rate + 0.5)
    return {"rate": rate, "window": window, "hop": hop, "transform": transform, "pre_emphasis": pre,
            "filters": filters, "coefficients": coefficients,
            "samples": [round(float(x), 5) for x in samples],
            "mfcc": [[float(f"{x:.9g}") for x in row] for row in found[:whole]]}


cases = [case(16000, 0.15), case(8000, 0.2, transform=256, filters=20, coefficients=12), case(16000, 0.12, window=0.02,
         hop=0.0125, pre=0.0, filters=40, coefficients=20, transform=1024), case(11000, 0.1, coefficients=26)]
(FOLDER / "mfcc.json").write_text(json.dumps(cases) + "\n")
print([len(each["mfcc"]) for each in cases])
