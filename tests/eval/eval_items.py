#!/usr/bin/env python3
"""Scores `gongkaictl items` against labelled list and home pages; what differs is listed, so that a person can look."""

import json
import os
import subprocess
import sys

KINDS = ("list", "home", "js_redirect", "js_shell", "bot_wall", "soft_404", "meta_refresh")
TARGET_F1, TARGET_DATES, TARGET_PAGES = 0.97, 0.98, 0.90


def samples_folder():
    source = os.environ.get("srcdir", ".")
    return os.environ.get("GONGKAI_SAMPLES", os.path.join(source, "..", "shared", "samples"))


def read_items(path, url):
    command = [os.path.join(os.environ.get("builddir", "."), "gongkaictl"), "items", path, "--json"]
    if url:
        command += ["--base", url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


class Score:
    """Sums over all pages."""

    def __init__(self):
        self.matched = self.extra = self.missing = 0
        self.dates = self.titles = self.invented = 0
        self.pages = self.pages_right = 0
        self.notes = []

    def page(self, label, found):
        name = label["file"]
        left = list(found)
        differences = 0
        for wanted in label.get("items", []):
            item = next((item for item in left if item["url"] == wanted["url"]), None)
            if item is None:
                self.missing += 1
                differences += 1
                self.notes.append(f"{name}: missing {wanted['url']} {wanted['title'][:30]}")
                continue
            left.remove(item)
            self.matched += 1
            differences += self.compare(name, item, wanted)
        for item in left:
            self.extra += 1
            self.notes.append(f"{name}: extra {item['date']} {item['url']} {item['title'][:30]}")
        self.pages += 1
        self.pages_right += not differences and not left

    def compare(self, name, item, wanted):
        """Counts what is right; returns whether the date is wrong."""
        self.dates += item["date"] == wanted["date"]
        self.titles += item["title"] == wanted["title"]
        self.invented += item["date"] is not None and wanted["date"] is None
        if item["title"] != wanted["title"]:
            self.notes.append(f"{name}: title {item['title']!r}, labelled {wanted['title']!r}")
        if item["date"] != wanted["date"]:
            self.notes.append(f"{name}: date {item['date']}, labelled {wanted['date']}: {wanted['title'][:30]}")
        return item["date"] != wanted["date"]

    def show(self):
        precision = self.matched / max(1, self.matched + self.extra)
        recall = self.matched / max(1, self.matched + self.missing)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        dates = self.dates / max(1, self.matched)
        right = self.pages_right / max(1, self.pages)
        print("\n".join(self.notes))
        print(f"items: precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f} (target {TARGET_F1})")
        print(f"dates exact {dates:.4f} (target {TARGET_DATES})  invented {self.invented} (target 0)")
        print(f"titles exact {self.titles / max(1, self.matched):.4f}  addresses exact {recall:.4f}")
        print(f"pages all right {self.pages_right} of {self.pages}: {right:.4f} (target {TARGET_PAGES})")
        return f1 >= TARGET_F1 and dates >= TARGET_DATES and right >= TARGET_PAGES and not self.invented


def main():
    folder = os.path.join(samples_folder(), "pages")
    labels = os.path.join(folder, "labels.jsonl")
    if not os.path.exists(labels):
        print("no samples:", labels)
        return 77
    score = Score()
    with open(labels, encoding="utf-8") as lines:
        for label in map(json.loads, lines):
            if label["kind"] in KINDS:
                score.page(label, read_items(os.path.join(folder, label["file"]), label["url"]))
    return 0 if score.show() else 1


if __name__ == "__main__":
    sys.exit(main())
