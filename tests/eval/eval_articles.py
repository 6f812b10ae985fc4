#!/usr/bin/env python3
"""Scores `gongkaictl page` against labelled article pages: one row a field, and every page where a field differs."""

import json
import os
import re
import subprocess
import sys
import unicodedata

FIELDS = ("title", "published", "number", "source", "organ or source", "issued", "encoding")
TARGETS = {"title": 0.97, "published": 0.97, "number": 0.95, "organ or source": 0.90}


def samples_folder():
    source = os.environ.get("srcdir", ".")
    return os.environ.get("GONGKAI_SAMPLES", os.path.join(source, "..", "shared", "samples"))


def plain(value):
    """What a reader would call the same: compatibility forms unified, blanks gone."""
    return None if value is None else re.sub(r"\s+", "", unicodedata.normalize("NFKC", value))


def read_page(path, url):
    command = [os.path.join(os.environ.get("builddir", "."), "gongkaictl"), "page", path, "--json"]
    if url:
        command += ["--base", url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return json.loads(done.stdout)


def compare(page, label):
    """Pairs (found, wanted) by field."""
    organ_or_source = page["source"]
    if plain(page["organ"]) == plain(label["source"]):
        organ_or_source = page["organ"]
    return {
        "title": (page["title"], label["title"]),
        "published": (page["published"], label["pub_date"]),
        "number": (page["number"], label["docno"]),
        "source": (page["source"], label["source"]),
        "organ or source": (organ_or_source, label["source"]),
        "issued": (page["issued"], label["issue_date"]),
        "encoding": (page["encoding"], label["encoding"]),
    }


def main():
    folder = os.path.join(samples_folder(), "pages")
    labels = os.path.join(folder, "labels.jsonl")
    if not os.path.exists(labels):
        print("no samples:", labels)
        return 77
    right = dict.fromkeys(FIELDS, 0)
    present = dict.fromkeys(FIELDS, 0)
    present_right = dict.fromkeys(FIELDS, 0)
    invented = dict.fromkeys(FIELDS, 0)
    pages = 0
    stubs = []
    with open(labels, encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    for row in rows:
        if row["kind"] not in ("article", "js_redirect", "js_shell", "bot_wall", "soft_404", "meta_refresh"):
            continue
        page = read_page(os.path.join(folder, row["file"]), row["url"])
        if row["kind"] != "article":
            stubs.append((row["file"], row["kind"], page["health"], page.get("target"), row.get("redirect_target")))
            continue
        pages += 1
        if page["health"] != "good":
            print(f"health    {row['file']}: {page['health']}")
        for field, (found, wanted) in compare(page, row).items():
            same = plain(found) == plain(wanted)
            right[field] += same
            present[field] += wanted is not None
            present_right[field] += wanted is not None and same
            invented[field] += wanted is None and found is not None
            if not same and field != "organ or source":
                print(f"{field:10}{row['file']}: wanted {wanted!r}, found {found!r}")
    print(f"\n{'field':<18}{'exact':>8}{'of':>5}{'where present':>16}{'invented':>10}{'target':>8}")
    failed = False
    for field in FIELDS:
        share = right[field] / pages
        print(f"{field:<18}{share:>8.3f}{pages:>5}{present_right[field]:>10}/{present[field]:<5}{invented[field]:>10}"
              f"{TARGETS.get(field, ''):>8}")
        failed = failed or share < TARGETS.get(field, 0)
    print()
    for name, kind, health, target, wanted in stubs:
        print(f"{kind:<14}{health:<16}{name} -> {target}")
        failed = failed or health == "good" or (wanted is not None and target != wanted)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
