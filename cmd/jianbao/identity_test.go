package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFileIdentity compares the build ID of this program with the one that the go
// command reads. Files without one are identified by all their bytes.
func TestFileIdentity(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if tool, err := exec.LookPath("go"); err != nil {
		t.Log("no go command: the build ID is not compared")
	} else if out, err := exec.Command(tool, "tool", "buildid", program).CombinedOutput(); err != nil {
		t.Errorf("go tool buildid: %v\n%s", err, out)
	} else if want := "go:" + strings.TrimSpace(string(out)); len(want) < 40 || fileIdentity(program) != want {
		t.Errorf("%s, go tool buildid has %s", fileIdentity(program), want)
	}

	const note = "\x04\x00\x00\x00\x03\x00\x00\x00\x04\x00\x00\x00Go\x00\x00a/b\x00"
	long := strings.Repeat("x", 2*buildIDWithin)
	for _, c := range []struct{ name, data, want string }{
		{"ELF", "\x7fELF...." + note + long, "go:a/b"},
		{"another program", "MZ....\xff Go build ID: \"a/b\"\n \xff" + long, "go:a/b"},
		{"a note that is cut off", "\x7fELF" + note[:len(note)-3], "sha256:"},
		{"a note of another type", "\x7fELF" + strings.Replace(note, "\x04\x00\x00\x00Go", "\x03\x00\x00\x00Go", 1), "sha256:"},
		{"an empty ID", "MZ\xff Go build ID: \"\"\n \xff", "sha256:"},
		{"a text that does not end", "MZ\xff Go build ID: \"a/b", "sha256:"},
		{"no program", "", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	} {
		name := filepath.Join(t.TempDir(), "program")
		if err := os.WriteFile(name, []byte(c.data), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := fileIdentity(name); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	// Bytes after the head count, too.
	name := filepath.Join(t.TempDir(), "program")
	identities := map[string]bool{}
	for _, end := range []string{"1", "2"} {
		if err := os.WriteFile(name, []byte(long+end), 0o666); err != nil {
			t.Fatal(err)
		}
		identities[fileIdentity(name)] = true
	}
	if len(identities) != 2 {
		t.Errorf("two programs have one identity: %v", identities)
	}
}
