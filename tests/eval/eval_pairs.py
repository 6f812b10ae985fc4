#!/usr/bin/env python3
"""Scores `gongkaictl match` against labelled pairs of policies and interpretations.

First from titles, dates and addresses alone, then with the link that a page of the pair holds. Prints precision, recall
and F1 by group, the same for each half of the pairs (weights that fit one half only would show), how many of the most
similar wrong titles are accepted, and every error."""

import json
import os
import subprocess
import sys
import tempfile
import zlib

PLAIN = ("id", "title", "date", "url")
# group: precision, recall
TARGETS = {"easy": (0.98, 0.95), "independent and none": (0.95, 0.85)}
HARD_NEGATIVES = 0.01
LINKED_PRECISION = 0.99


def samples_folder():
    source = os.environ.get("srcdir", ".")
    return os.path.join(os.environ.get("GONGKAI_SAMPLES", os.path.join(source, "..", "shared", "samples")), "pairs")


def read_rows(path):
    with open(path, encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8") as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def pair(policies, interpretations):
    """Decisions by response id."""
    with tempfile.TemporaryDirectory() as folder:
        triggers, responses = os.path.join(folder, "a.jsonl"), os.path.join(folder, "b.jsonl")
        write_rows(triggers, policies)
        write_rows(responses, interpretations)
        program = os.path.join(os.environ.get("builddir", "."), "gongkaictl")
        command = [program, "match", "--triggers", triggers, "--responses", responses, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return {row["response"]: row for row in map(json.loads, done.stdout.splitlines())}


def plain_row(row):
    return {name: row[name] for name in PLAIN if row.get(name)}


def right_answers(label):
    return set(label["policy_ids"]) | set(label.get("also_acceptable") or [])


def group_of(label):
    return "easy" if label.get("easy") else "independent and none"


class Score:
    """Counts of one group."""

    def __init__(self):
        self.answerable = self.accepted = self.right = 0

    def add(self, label, trigger):
        answers = right_answers(label)
        self.answerable += bool(answers)
        self.accepted += trigger is not None
        self.right += trigger in answers

    def precision(self):
        return self.right / self.accepted if self.accepted else 1.0

    def recall(self):
        return self.right / self.answerable if self.answerable else 1.0

    def line(self, name):
        precision, recall = self.precision(), self.recall()
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return (f"{name:34} {self.right:4} right of {self.accepted} accepted, {self.answerable} to find: "
                f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


def score(labels, decisions, chosen):
    result = Score()
    for label in labels:
        if chosen(label):
            result.add(label, decisions[label["id"]]["trigger"])
    return result


def print_errors(labels, decisions, titles):
    for label in labels:
        decision = decisions[label["id"]]
        answers = right_answers(label)
        if decision["trigger"] in answers or (not answers and decision["trigger"] is None):
            continue
        print(f"  {label['id']} {label['title']}")
        print(f"    found  {titles.get(decision['trigger'], '-')}: {decision['score']} {decision['reason']}")
        for answer in sorted(answers):
            print(f"    wanted {titles.get(answer)}")


def hard_negatives(labels, decisions):
    """Wrong look-alikes accepted, and how many there are."""
    accepted = there = 0
    for label in labels:
        wrong = {one if isinstance(one, str) else one["id"] for one in label["hard_negatives"]} - right_answers(label)
        there += len(wrong)
        accepted += len(wrong & set(decisions[label["id"]]["triggers"]))
    return accepted, there


def evaluate_plain(policies, labels):
    decisions = pair([plain_row(row) for row in policies], [plain_row(row) for row in labels])
    missed = 0
    for group, (precision, recall) in TARGETS.items():
        result = score(labels, decisions, lambda label, group=group: group_of(label) == group)
        print(result.line(group))
        missed += result.precision() < precision or result.recall() < recall
        for half in (0, 1):
            part = score(labels, decisions, lambda label, group=group, half=half: group_of(label) == group
                         and zlib.crc32(label["id"].encode()) % 2 == half)
            print(part.line(f"  half {half + 1}"))
    accepted, there = hard_negatives(labels, decisions)
    print(f"hard negatives accepted: {accepted} of {there}")
    missed += accepted > HARD_NEGATIVES * there
    print_errors(labels, decisions, {row["id"]: row["title"] for row in policies})
    return missed


def evaluate_linked(policies, labels):
    """The pairs that a link proves, with that link, and all others without."""
    addresses = {row["id"]: row.get("url") for row in policies}
    responses = []
    for label in labels:
        row = plain_row(label)
        if label["known_by"] == "explicit-link":
            row["links"] = [addresses[one] for one in label["policy_ids"] if addresses.get(one)]
        responses.append(row)
    decisions = pair([plain_row(row) for row in policies], responses)
    result = score(labels, decisions, lambda label: True)
    print(result.line("all, with links"))
    print_errors(labels, decisions, {row["id"]: row["title"] for row in policies})
    return result.precision() < LINKED_PRECISION


def main():
    folder = samples_folder()
    if not os.path.isdir(folder):
        print(f"eval_pairs: no samples in {folder}: skipped")
        return 77
    policies = read_rows(os.path.join(folder, "policies.jsonl"))
    labels = read_rows(os.path.join(folder, "interpretations.jsonl"))
    missed = evaluate_plain(policies, labels)
    missed += evaluate_linked(policies, labels)
    print(f"eval_pairs: {missed} aims missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
