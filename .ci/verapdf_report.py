"""Sums up a veraPDF XML report: verapdf_report.py REPORT NUMBER-OF-FILES.

Prints the failed rules of every file that does not comply. Status 0 if all
NUMBER files comply, 1 if not, 3 if the report does not cover all of them.
"""

import sys
import xml.etree.ElementTree as ET


def local(element):
    return element.tag.rpartition("}")[2]


def children(element, name):
    return [e for e in element.iter() if local(e) == name]


def main(path, number):
    try:
        jobs = children(ET.parse(path).getroot(), "job")
    except ET.ParseError as err:
        print(f"veraPDF left no report: {err}", file=sys.stderr)
        return 3
    if len(jobs) != number:
        print(f"veraPDF was given {number} files and reported {len(jobs)}", file=sys.stderr)
        return 3
    bad = 0
    for job in jobs:
        name = next((e.text for e in children(job, "name")), "?")
        reports = children(job, "validationReport")
        if reports and reports[0].get("isCompliant") == "true":
            continue
        bad += 1
        print(f"does not comply: {name}")
        for e in children(job, "exceptionMessage"):
            print(f"  {e.text}")
        for rule in children(job, "rule"):
            if rule.get("status") != "failed":
                continue
            said = next((e.text for e in children(rule, "description")), "")
            where = next((e.text for e in children(rule, "context")), "")
            print(f"  {rule.get('specification')} {rule.get('clause')}, {rule.get('failedChecks')} times: {said}")
            print(f"    {where}")
    print(f"veraPDF: {number - bad} of {number} comply")
    return 1 if bad else 0


sys.exit(main(sys.argv[1], int(sys.argv[2])))
