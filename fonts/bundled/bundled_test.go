package bundled

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFilesMatchDocumentation checks that the program, the README and the
// folder agree on every file.
func TestFilesMatchDocumentation(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^ {4}([0-9a-f]{64})  (\S+)$`).FindAllStringSubmatch(string(readme), -1) {
		documented[m[2]] = m[1]
	}
	onDisk, err := filepath.Glob("*.ttf")
	if err != nil {
		t.Fatal(err)
	}
	if len(onDisk) != len(All()) || len(documented) != len(All()) {
		t.Errorf("%d files, %d in README.md, %d in All", len(onDisk), len(documented), len(All()))
	}
	for _, info := range All() {
		sum := sha256.Sum256([]byte(Data(info.File)))
		got := hex.EncodeToString(sum[:])
		if got != info.SHA256 {
			t.Errorf("%s: sha256 %s, in All %s", info.File, got, info.SHA256)
		}
		if got != documented[info.File] {
			t.Errorf("%s: sha256 %s, in README.md %q", info.File, got, documented[info.File])
		}
		if !strings.Contains(string(readme), "| `"+info.File+"` | "+info.Role+" |") ||
			!strings.Contains(string(readme), strings.Fields(info.Origin)[1]) {
			t.Errorf("%s: role or origin not in README.md", info.File)
		}
		licence := info.File[:strings.IndexAny(info.File, "_-")] + ".OFL.txt"
		text, err := os.ReadFile(licence)
		if err != nil || !strings.Contains(string(text), "SIL OPEN FONT LICENSE Version 1.1") {
			t.Errorf("%s: no licence in %s (%v)", info.File, licence, err)
		}
	}
	if Data("none.ttf") != "" {
		t.Error("data for a file that is not bundled")
	}
}
