"""Makes fixtures/bleu.json: corpus BLEU-4 of small corpora, as sacrebleu counts it without smoothing.

Run by hand: python make_bleu.py
Version used: sacrebleu 2.6.0. Sentences are given word by word (tokenize="none").
"""
import json
import pathlib

import sacrebleu

CORPORA = [
    ("all right", ["el perro está en el jardín ."], [["el perro está en el jardín ."]]),
    ("one word wrong", ["el gato está en el jardín ."], [["el perro está en el jardín ."]]),
    ("too short", ["el perro está en el"], [["el perro está en el jardín ."]]),
    ("too long", ["el perro está en el jardín grande de mi casa ."], [["el perro está en el jardín ."]]),
    ("repeated words are clipped", ["el el el perro está en el el el jardín ."], [["el perro está en el jardín ."]]),
    ("no common four-gram", ["está el perro en jardín el ."], [["el perro está en el jardín ."]]),
    ("nothing said", ["", "el perro está aquí ."], [["hola .", "el perro está aquí ."]]),
    ("a corpus, short sentences in it", ["sí .", "el perro está en la casa .", "ella lee mucho .", "¿ dónde estás ?"],
     [["sí .", "el perro está en casa .", "ella lee un libro .", "¿ dónde estás ?"]]),
    ("two references", ["ve a casa ahora .", "el coche es muy caro ."],
     [["vete a casa ahora .", "el coche es caro ."], ["ve a tu casa ahora mismo .", "ese coche es muy caro ."]]),
    ("two references as near as each other", ["el perro grande come mucho pan ."],
     [["el perro grande come pan ."], ["el perro grande come mucho pan blanco hoy ."]]),
]


def main():
    cases = []
    for name, translations, references in CORPORA:
        bleu = sacrebleu.corpus_bleu(translations, references, tokenize="none", smooth_method="none")
        cases.append({"name": name, "translations": translations, "references": references, "bleu": bleu.score / 100})
        print(f"{bleu.score:8.4f}  {name}")
    text = ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases)
    path = pathlib.Path(__file__).parent / "fixtures" / "bleu.json"
    path.write_text('{"sacrebleu":"%s","cases":[\n%s\n]}\n' % (sacrebleu.__version__, text), encoding="utf-8")


main()
