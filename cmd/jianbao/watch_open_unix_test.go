//go:build !windows

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWatchOpen: watch --open gives the PDF to the desktop's program for files, once, after
// the first build that has one; without such a program it says so and goes on.
func TestWatchOpen(t *testing.T) {
	for _, installed := range []bool{true, false} {
		dir, bin := filepath.Join(t.TempDir(), "石塘 03"), t.TempDir()
		writeText(t, filepath.Join(dir, "issue.toml"), watchedIssue)
		told := filepath.Join(bin, "told")
		if installed {
			for _, name := range []string{"xdg-open", "open"} {
				if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\nprintf '%s\\n' \"$@\" >> \"${0%/*}/told\"\n"), 0o777); err != nil {
					t.Fatal(err)
				}
			}
		}
		t.Setenv("PATH", bin)
		opened := func() string {
			data, _ := os.ReadFile(told)
			return string(data)
		}
		var stdout, stderr bytes.Buffer
		polls := 0
		sys := &system{
			stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, systemLang: func() string { return "" },
			pause: func(d time.Duration, _ <-chan struct{}) bool {
				if d == settleFor {
					return true
				}
				switch polls++; polls {
				case 1:
					if opened() != "" {
						t.Errorf("opened without a PDF: %q", opened())
					}
					writeText(t, filepath.Join(dir, "articles", "01.txt"), "渠水放到了田里。\n")
				case 2:
					for end := time.Now().Add(10 * time.Second); installed && !strings.HasSuffix(opened(), "\n") && time.Now().Before(end); {
						time.Sleep(time.Millisecond)
					}
					writeText(t, filepath.Join(dir, "articles", "01.txt"), "渠水放到了田里，秧也插了。\n")
				}
				return polls < 3
			},
		}
		if status := run(sys, []string{"watch", "--lang", "en", "--open", dir}); status != statusDone {
			t.Fatalf("status %d %s", status, &stderr)
		}
		if want := filepath.Join(dir, "石塘 03.pdf") + "\n"; installed && opened() != want || !installed && opened() != "" {
			t.Errorf("opened %q, want %q", opened(), want)
		}
		if n := strings.Count(stderr.String(), "watch-open"); installed && n > 0 || !installed && n != 1 {
			t.Errorf("installed %v: %s", installed, &stderr)
		}
		if strings.Count(stdout.String(), "\n") != 3 {
			t.Errorf("%s", &stdout)
		}
	}
}
