"""What jianbao understood of a document: runs `jianbao check --outline --format json`."""

import json
import os
import re
import subprocess

BLANKS = re.compile(r"[\s\u00a0\u200b\u3000]+")


def squeezed(text):
    """The text without blanks."""
    return BLANKS.sub("", text)


class Outline:
    """The entries and findings of one run. entries and findings are as in the JSON."""

    def __init__(self, jianbao, manifest, *flags):
        command = [str(jianbao), "check", "--outline", "--format", "json", "--lang", "en", *flags, str(manifest)]
        # A reader that needs more memory than this is at fault.
        done = subprocess.run(command, capture_output=True, timeout=60, env={**os.environ, "GOMEMLIMIT": "1GiB"})
        self.status = done.returncode
        if self.status not in (0, 1) or b"internal-error" in done.stderr or b"panic" in done.stderr:
            raise RuntimeError(f"{' '.join(command)}: status {self.status}\n{done.stderr.decode()[-3000:]}")
        self.entries = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        self.findings = [json.loads(line) for line in done.stderr.decode("utf-8").splitlines() if line.startswith("{")]
        if self.status == 1 and not any(f["severity"] == "error" for f in self.findings):
            raise RuntimeError(f"{' '.join(command)}: status 1 and no error\n{done.stderr.decode()[-3000:]}")

    def codes(self, *severities):
        return sorted({f["code"] for f in self.findings if f["severity"] in severities})
