"""How quickly scikit-learn tells praise from blame: TF-IDF of words and pairs, and a linear support vector machine.

The same comments, the same fifth held back and the same line of JSON as the example `comments` of boussole-text.
"""

import csv
import gzip
import json
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import balanced_accuracy_score
from sklearn.svm import LinearSVC

CHARS_MAX = 280


def is_held_back(text: str) -> bool:
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return value % 5 == 0


def main() -> None:
    path, text, score, blame, praise, runs = sys.argv[1:]
    csv.field_size_limit(1 << 24)
    comments = []
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            is_praise = row[score] in praise.split(",")
            if (is_praise or row[score] in blame.split(",")) and len(row[text]) <= CHARS_MAX:
                comments.append((row[text], is_praise, is_held_back(row[text])))
    learnt = [(words, is_praise) for words, is_praise, is_held in comments if not is_held]
    held = [(words, is_praise) for words, is_praise, is_held in comments if is_held]
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    machine = LinearSVC(class_weight="balanced")
    machine.fit(vectors.fit_transform([words for words, _ in learnt]), [is_praise for _, is_praise in learnt])
    told = machine.predict(vectors.transform([words for words, _ in held]))
    balanced = balanced_accuracy_score([is_praise for _, is_praise in held], told)
    texts = [words for words, _, _ in comments]
    seconds = []
    for _ in range(int(runs)):
        start = time.perf_counter()
        machine.predict(vectors.transform(texts))
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"what": "praise or blame", "n": len(texts), "seconds": seconds, "balanced": balanced}))


main()
