package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestVersion: a plain go build calls itself what CHANGELOG.md's newest heading
// says, and so does the script that other builds ask.
func TestVersion(t *testing.T) {
	changes, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	heading := regexp.MustCompile(`(?m)^## (\S+) – (unreleased|\d{4}-\d{2}-\d{2})$`).FindSubmatch(changes)
	if heading == nil {
		t.Fatal("CHANGELOG.md has no heading with a version")
	}
	number, _, _ := strings.Cut(version, "-")
	if string(heading[1]) != number || !strings.HasSuffix(version, "-dev") {
		t.Errorf("the program is %q, the newest heading %q: without -ldflags it is that with -dev", version, heading[0])
	}
	if !regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$`).MatchString(number) {
		t.Errorf("%q is no semantic version", number)
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("needs sh")
	}
	want := number
	if string(heading[2]) == "unreleased" {
		want = version
	}
	out, err := exec.Command("sh", "../../.ci/version").CombinedOutput()
	if err != nil || string(out) != want+"\n" {
		t.Errorf(".ci/version: %q, %v; want %q", out, err, want)
	}
}
