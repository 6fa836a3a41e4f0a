package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// brokenWriter panics, like a bug in the program.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { panic("a bug") }

func TestPanicIsStatus3(t *testing.T) {
	var stderr bytes.Buffer
	status := run(&system{
		stdout: brokenWriter{}, stderr: &stderr,
		getenv: func(string) string { return "" }, systemLang: func() string { return "" },
	}, []string{"help"})
	if status != statusSystem || !strings.Contains(stderr.String(), "error[internal]: internal error: a bug") {
		t.Errorf("status %d, stderr %q", status, stderr.String())
	}
}

// TestDesktopLanguage: without a locale in the environment the language of the desktop
// is used.
func TestDesktopLanguage(t *testing.T) {
	var stderr bytes.Buffer
	run(&system{
		stdout: &stderr, stderr: &stderr,
		getenv: func(string) string { return "" }, systemLang: func() string { return "zh-CN" },
	}, nil)
	if !strings.Contains(stderr.String(), "列出清单和稿件里的全部问题") {
		t.Errorf("stderr %q", stderr.String())
	}
}

// TestColour: escape sequences are written only to a terminal, and not if NO_COLOR is
// set.
func TestColour(t *testing.T) {
	tests := []struct {
		name     string
		terminal bool
		env      map[string]string
		ansi     bool
		args     string
		want     bool
	}{
		{"terminal", true, nil, true, "build", true},
		{"no terminal", false, nil, true, "build", false},
		{"NO_COLOR", true, map[string]string{"NO_COLOR": "1"}, true, "build", false},
		{"empty NO_COLOR counts for nothing", true, map[string]string{"NO_COLOR": ""}, true, "build", true},
		{"dumb", true, map[string]string{"TERM": "dumb"}, true, "build", false},
		{"old console", true, nil, false, "build", false},
		{"JSON", true, nil, true, "build --format json", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var stderr bytes.Buffer
			status := run(&system{
				stdout: &stderr, stderr: &stderr, terminal: tt.terminal,
				getenv:     func(k string) string { return tt.env[k] },
				systemLang: func() string { return "" },
				width:      func() int { return 80 },
				ansi:       func() bool { return tt.ansi },
			}, strings.Fields(tt.args))
			if got := strings.Contains(stderr.String(), "\x1b["); got != tt.want || status != statusUsage {
				t.Errorf("coloured: %v, want %v; status %d", got, tt.want, status)
			}
		})
	}
}

// TestPanicElsewhereIsStatus3: a panic in a goroutine of a batch also gives status 3,
// with the issue and the stack, both after storing an issue and after finding one that
// was finished before.
func TestPanicElsewhereIsStatus3(t *testing.T) {
	t.Parallel()
	dir, out := someIssues(t, 6), filepath.Join(t.TempDir(), "out")
	broken := func(args ...string) {
		t.Helper()
		var stderr bytes.Buffer
		status := run(&system{
			stdout: brokenWriter{}, stderr: &stderr,
			getenv: func(string) string { return "" }, systemLang: func() string { return "" },
		}, append([]string{"batch", "--lang", "en", "-o", out, dir}, args...))
		said := stderr.String()
		if status != statusSystem || !strings.Contains(said, "/issue.toml: a bug") || !strings.Contains(said, "brokenWriter") {
			t.Errorf("%v: status %d, stderr:\n%s", args, status, said)
		}
	}
	broken("--report", "-")
	batchOf(t, statusCopy, "-o", out, "--resume", dir)
	broken("--report", "-", "--resume")
}

// TestInitReports: at a terminal init names what it made and what to run next;
// elsewhere it is silent.
func TestInitReports(t *testing.T) {
	for _, terminal := range []bool{true, false} {
		var stderr bytes.Buffer
		folder := filepath.ToSlash(filepath.Join(t.TempDir(), "first"))
		status := run(&system{
			stdout: &stderr, stderr: &stderr, terminal: terminal,
			getenv:     func(string) string { return "" },
			systemLang: func() string { return "" },
			width:      func() int { return 0 },
			ansi:       func() bool { return true },
		}, []string{"init", "--lang", "en", folder})
		want := ""
		if terminal {
			want = "wrote " + folder + "/issue.toml and a first article; edit them, then run jianbao build " + folder + "\n"
		}
		if status != statusDone || stderr.String() != want {
			t.Errorf("terminal %v: status %d, %q, want %q", terminal, status, &stderr, want)
		}
	}
}
