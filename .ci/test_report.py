"""Prints the output of `go test -json` as `go test` would, and checks it.

test_report.py FILE: status 0 if every test passed and none was skipped because
the machine lacks a tool (a skip whose message has the word "needs").
"""

import collections
import json
import sys


def main(path):
    output = collections.defaultdict(list)
    failed, lacking, skipped, passed, done = [], [], [], 0, set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            try:
                event = json.loads(line)
            except ValueError:
                print(line, end="")  # a build error of the go command itself
                failed.append("go test")
                continue
            action, test = event["Action"], event.get("Test", "")
            package = event.get("Package") or event.get("ImportPath", "")
            key = (package, test)
            if action in ("output", "build-output"):
                output[key].append(event["Output"])
            elif action == "build-fail":
                print("".join(output[key]), end="")
                failed.append(package)
            elif action == "pass" and test:
                passed += 1
            elif action == "skip" and test:
                reason = "".join(l for l in output[key] if not l.startswith(("=== ", "--- "))).strip()
                (lacking if "needs " in reason else skipped).append(f"{package} {test}: {reason}")
            elif action == "fail" and test:
                failed.append(f"{package} {test}")
                print("".join(output[key]), end="")
            if action in ("pass", "fail", "skip") and not test:
                done.add(package)
                lines_of_package = output[key]
                if action == "fail":
                    failed.append(package)
                    print("".join(lines_of_package), end="")
                elif lines_of_package:
                    print(lines_of_package[-1], end="")
    for title, names in (("skipped", skipped), ("skipped for want of a tool", lacking)):
        if names:
            print(f"{title}:")
            print("\n".join(f"  {name}" for name in names))
    print(f"{passed} tests passed in {len(done)} packages, {len(skipped) + len(lacking)} skipped, {len(failed)} failed")
    if failed:
        print("failed:")
        print("\n".join(f"  {name}" for name in failed))
    return 1 if failed or lacking or not passed else 0


sys.exit(main(sys.argv[1]))
