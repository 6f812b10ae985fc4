#!/usr/bin/env python3
"""Scores `gongkaictl scan` against labelled texts and pages: precision and recall of the spam detectors, and every
text that was missed or accused wrongly. A row is positive where any gambling or obscenity is found."""

import glob
import json
import os
import subprocess
import sys
import tempfile

RECALL_TARGET = 0.95
PRECISION_TARGET = 0.98


def samples_folder():
    source = os.environ.get("srcdir", ".")
    return os.environ.get("GONGKAI_SAMPLES", os.path.join(source, "..", "shared", "samples"))


def findings(path):
    command = [os.path.join(os.environ.get("builddir", "."), "gongkaictl"), "scan", path, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [row for row in rows if row["detector"] in ("gambling", "obscene")]


def scan_text(text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        return findings(stream.name)


def rows_of(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def report(name, label, found, counts):
    spam = bool(found)
    counts[(label, spam)] += 1
    if spam != label:
        first = found[0] if found else {}
        print(f"{'wrongly accused' if spam else 'missed':<16}{name}: {first.get('reason', '')} {first.get('excerpt', '')}")


def main():
    samples = samples_folder()
    folder = os.path.join(samples, "spam")
    if not os.path.exists(os.path.join(folder, "spam.jsonl")):
        print("no samples:", folder)
        return 77
    counts = {(a, b): 0 for a in (False, True) for b in (False, True)}
    for row in rows_of(os.path.join(folder, "spam.jsonl")) + rows_of(os.path.join(folder, "constructed.jsonl")):
        if row["cls"] != "impersonation":
            report(row["id"], row["label"] == 1, scan_text(row["text"]), counts)
    pages = sorted(glob.glob(os.path.join(samples, "pages", "*.html")) +
                   glob.glob(os.path.join(samples, "notices", "*.txt")))
    for path in pages:
        report(os.path.basename(path), False, findings(path), counts)
    for path in sorted(glob.glob(os.path.join(samples, "..", "seeds", "*.txt"))):
        name = os.path.basename(path)
        report(name, name.startswith("002"), findings(path), counts)
    caught, missed = counts[(True, True)], counts[(True, False)]
    wrong = counts[(False, True)]
    recall = caught / (caught + missed)
    precision = caught / (caught + wrong) if caught + wrong else 0
    print(f"\n{'spam':<10}{caught + missed:>5}   caught {caught}, missed {missed}: recall {recall:.3f} (target {RECALL_TARGET})")
    print(f"{'clean':<10}{wrong + counts[(False, False)]:>5}   wrongly accused {wrong}: precision {precision:.3f} "
          f"(target {PRECISION_TARGET})")
    return 0 if recall >= RECALL_TARGET and precision >= PRECISION_TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
