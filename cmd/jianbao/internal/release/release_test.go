package release

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2027, 1, 15, 8, 30, 2, 0, time.FixedZone("CST", 8*3600))

// TestMake releases a small program twice, from folders of different names and at
// different times, and compares the output.
func TestMake(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go")
	}
	systems := []System{{runtime.GOOS, runtime.GOARCH}}
	if os.Getenv("JIANBAO_THOROUGH") != "" && runtime.GOOS != "windows" {
		systems = append(systems, System{"windows", "amd64"})
	}
	var written []map[string][]byte
	for _, folder := range []string{"one", "another/place"} {
		dir := filepath.Join(t.TempDir(), folder)
		for name, text := range map[string]string{
			"go.mod":  "module small\n\ngo 1.26\n",
			"main.go": "package main\n\nvar version = \"devel\"\n\nfunc main() { println(\"small\", version) }\n",
		} {
			if err := os.MkdirAll(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		out := filepath.Join(t.TempDir(), "dist")
		err := Make(Config{
			Name: "small", Version: "1.2.3", Dir: dir, Package: ".", Systems: systems, Out: out, Log: io.Discard, Time: day,
			Files: []File{{Name: "README.md", Data: []byte("read me\n")}, {Name: "licences/x.txt", Data: []byte("free\n")}},
		})
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, readFolder(t, out))
	}
	first := written[0]
	if len(first) != 2*len(systems)+1 || len(written[1]) != len(first) {
		t.Fatalf("%d and %d files", len(first), len(written[1]))
	}
	var want strings.Builder
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range first {
			if !yield(name) {
				return
			}
		}
	}) {
		if !bytes.Equal(first[name], written[1][name]) {
			t.Errorf("%s differs between two runs", name)
		}
		if name != "SHA256SUMS" {
			fmt.Fprintf(&want, "%x  %s\n", sha256.Sum256(first[name]), name)
		}
	}
	if got := string(first["SHA256SUMS"]); got != want.String() {
		t.Errorf("SHA256SUMS:\n%s\nwant\n%s", got, &want)
	}

	name := fmt.Sprintf("small-1.2.3-%s-%s", runtime.GOOS, runtime.GOARCH)
	suffix := ""
	if runtime.GOOS == "windows" {
		suffix = ".exe"
	}
	program := filepath.Join(t.TempDir(), "small"+suffix)
	if err := os.WriteFile(program, first[name+suffix], 0o777); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program).CombinedOutput(); err != nil || string(out) != "small 1.2.3\n" {
		t.Errorf("the program prints %q, %v", out, err)
	}
	if out, err := exec.Command("go", "tool", "nm", program).CombinedOutput(); err == nil && bytes.Contains(out, []byte("main.main")) {
		t.Error("the program is not stripped")
	}
	files := readArchive(t, first[name+".zip"])
	if got := files[name+"/small"+suffix]; !bytes.Equal(got, first[name+suffix]) {
		t.Errorf("the archive's program is another one")
	}
}

// TestArchives: without an archive, a system has its program and its checksum.
func TestArchives(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go")
	}
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "dist")
	for name, text := range map[string]string{"go.mod": "module small\n\ngo 1.26\n", "main.go": "package main\n\nfunc main() {}\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	err := Make(Config{
		Name: "small", Version: "1", Dir: dir, Package: ".", Systems: []System{{runtime.GOOS, runtime.GOARCH}}, Out: out, Log: io.Discard, Time: day,
		Archives: func(System) bool { return false },
	})
	if err != nil {
		t.Fatal(err)
	}
	files := readFolder(t, out)
	sums := string(files["SHA256SUMS"])
	delete(files, "SHA256SUMS")
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	for name, data := range files {
		if want := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name); strings.HasSuffix(name, ".zip") || sums != want {
			t.Errorf("%s; SHA256SUMS:\n%s\nwant\n%s", name, sums, want)
		}
	}
}

// TestArchive: sorted names, fixed modes and times, equal bytes for any order.
func TestArchive(t *testing.T) {
	files := []File{{"b/y.txt", []byte("y"), false}, {"prog", []byte("\x7fELF"), true}, {"a.txt", bytes.Repeat([]byte("a"), 1000), false}}
	var one, two bytes.Buffer
	if err := Archive(&one, "f", files, day); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(files)
	if err := Archive(&two, "f", files, day.UTC()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the archive depends on the order of its files or on the time zone")
	}
	z, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range z.File {
		got = append(got, fmt.Sprint(f.Name, " ", f.Mode(), " ", f.Modified.UTC().Format(time.RFC3339)))
	}
	want := []string{"f/a.txt -rw-r--r-- 2027-01-15T00:30:02Z", "f/b/y.txt -rw-r--r-- 2027-01-15T00:30:02Z", "f/prog -rwxr-xr-x 2027-01-15T00:30:02Z"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, bad := range [][]File{
		{{Name: "../x"}}, {{Name: "/x"}}, {{Name: ""}}, {{Name: "."}}, {{Name: "a"}, {Name: "b"}, {Name: "a"}},
	} {
		if err := Archive(io.Discard, "f", bad, day); err == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
}

func TestVersion(t *testing.T) {
	for changes, want := range map[string]string{
		"# Changes\n\n## 0.9.0 – unreleased\n\n## 0.8.0 – 2026-01-02\n":  "0.9.0-dev",
		"# Changes\n\n## 1.10.0 – 2027-01-15\n\n## 0.8.0 – unreleased\n": "1.10.0",
		"## Unreleased\n## 0.8.0 – 2026-01-02\n":                         "0.8.0",
		"## Unreleased\n":          "",
		"## 0.9 – unreleased\n":    "",
		"## 00.9.0 – unreleased\n": "",
		"## 0.9.0 - unreleased\n":  "",
	} {
		got, err := Version([]byte(changes))
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %q, %v; want %q", changes, got, err, want)
		}
	}
}

func TestSystems(t *testing.T) {
	var names []string
	for _, s := range Systems() {
		names = append(names, s.String())
	}
	if got := strings.Join(names, " "); got != "darwin-amd64 darwin-arm64 linux-amd64 linux-arm64 windows-amd64 windows-arm64" {
		t.Error(got)
	}
}

func readFolder(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func readArchive(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return files
}
