package main

import (
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/release"
)

// TestVersion: a plain go build and .ci/version have the version of CHANGELOG.md's
// newest heading.
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
		t.Errorf("the program has version %q, want %q from the newest heading, with -dev", version, want)
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("needs sh")
	}
	out, err := exec.Command("sh", "../../.ci/version").CombinedOutput()
	if err != nil || string(out) != want+"\n" {
		t.Errorf(".ci/version: %q, %v; want %q", out, err, want)
	}
}

// TestCommitVersion: the version of a development build has its commit, that of a
// release does not.
func TestCommitVersion(t *testing.T) {
	settings := func(revision, modified string) *debug.BuildInfo {
		return &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: revision}, {Key: "vcs.modified", Value: modified}}}
	}
	for _, tt := range []struct {
		info *debug.BuildInfo
		want string
	}{
		{nil, version},
		{&debug.BuildInfo{}, version},
		{settings("0123456789abcdef0123", "false"), version + "+0123456789ab"},
		{settings("0123456789abcdef0123", "true"), version + "+0123456789ab.modified"},
		{settings("012", "false"), version + "+012"},
	} {
		if got := commitOf(tt.info).version(); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.info, got, tt.want)
		}
	}
}
