package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/release"
)

// TestVersion: a plain go build calls itself what CHANGELOG.md's newest heading
// says, and so does the script that other builds ask.
func TestVersion(t *testing.T) {
	changes, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := release.Version(changes)
	if err != nil {
		t.Fatal(err)
	}
	if version != strings.TrimSuffix(want, "-dev")+"-dev" {
		t.Errorf("the program is %q, the newest heading says %q: without -ldflags it is that with -dev", version, want)
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("needs sh")
	}
	out, err := exec.Command("sh", "../../.ci/version").CombinedOutput()
	if err != nil || string(out) != want+"\n" {
		t.Errorf(".ci/version: %q, %v; want %q", out, err, want)
	}
}
