package pdftest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// save puts a file where tools can read it.
func save(t testing.TB, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// need skips the test, by the tool's name, if it is not installed, and with -short:
// what other programs say of a file does not depend on how the test was built.
func need(t testing.TB, tool string) {
	t.Helper()
	if testing.Short() {
		t.Skip("short: without " + tool)
	}
	if _, err := exec.LookPath(tool); err != nil {
		t.Skip("needs " + tool)
	}
}

// run returns what a tool prints to stdout; anything on stderr that is not one
// of the harmless lines, or a status other than 0, fails the test.
func run(t testing.TB, harmless []string, name string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var said []string
next:
	for _, line := range strings.Split(errs.String(), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		for _, h := range harmless {
			if strings.Contains(line, h) {
				continue next
			}
		}
		said = append(said, line)
	}
	if err != nil || len(said) > 0 {
		t.Errorf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, strings.Join(said, "\n"), tailOf(out.String()))
	}
	return out.String()
}

func tailOf(s string) string {
	if len(s) > 2000 {
		s = "…" + s[len(s)-2000:]
	}
	return "\n" + s
}

// Debian builds MuPDF without ICC and reports that for every file.
var mupdfHarmless = []string{"ICC support is not available"}

// fewPages is the number of pages that Poppler, MuPDF and Ghostscript draw of a file by
// default; with JIANBAO_THOROUGH they draw all.
const fewPages = 3

func thorough() bool { return os.Getenv("JIANBAO_THOROUGH") != "" }

func lastPage() int {
	if thorough() {
		return 1 << 20
	}
	return fewPages
}

// Validate runs every validator and renderer that is installed over a file, each
// in a subtest that skips by the tool's name if it is missing. Any warning
// fails.
func Validate(t *testing.T, file []byte) {
	t.Helper()
	t.Run("qpdf", func(t *testing.T) {
		need(t, "qpdf")
		out := run(t, nil, "qpdf", "--check", save(t, file))
		if strings.Contains(strings.ToLower(out), "warning") || !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Error(out)
		}
	})
	t.Run("poppler", func(t *testing.T) {
		need(t, "pdftoppm")
		path := save(t, file)
		run(t, nil, "pdftoppm", "-r", "20", "-gray", "-l", strconv.Itoa(lastPage()), path, filepath.Join(filepath.Dir(path), "page"))
		out := run(t, nil, "pdffonts", path)
		for _, line := range strings.Split(out, "\n")[2:] {
			// name … emb sub uni object ID
			if f := strings.Fields(line); len(f) > 5 && strings.Join(f[len(f)-5:len(f)-2], " ") != "yes yes yes" {
				t.Errorf("font not embedded, not a subset or without Unicode: %s", line)
			}
		}
	})
	t.Run("mupdf", func(t *testing.T) {
		need(t, "mutool")
		path := save(t, file)
		run(t, mupdfHarmless, "mutool", "info", path)
		run(t, mupdfHarmless, "mutool", "draw", "-q", "-r", "20", "-F", "pgm", "-o", filepath.Join(filepath.Dir(path), "page%d.pgm"), path, "1-"+strconv.Itoa(lastPage()))
	})
	t.Run("ghostscript", func(t *testing.T) {
		if out := Ghostscript(t, file); out != "" {
			t.Error(out)
		}
	})
	t.Run("pdfium", func(t *testing.T) {
		needPdfium(t)
		askPdfium(t, nil, "draw", save(t, file))
	})
}

// veraPDF is the environment variable with the command that VeraPDF calls.
const veraPDF = "VERAPDF"

// veraPDFLater is the environment variable with a folder in which VeraPDF only puts the
// files, below their flavours.
const veraPDFLater = "JIANBAO_VERAPDF_LATER"

// HasVeraPDF reports whether VeraPDF checks files, for tests that would make large ones
// for it alone.
func HasVeraPDF() bool { return os.Getenv(veraPDF) != "" }

// VeraPDF checks a file against a flavour of PDF/A or PDF/UA ("2u", "ua1"). The
// command named by the environment variable VERAPDF is called with the flavour
// and the file's path; its exit status is the result. Where JIANBAO_VERAPDF_LATER names a
// folder, its owner validates the files later, all of a flavour in one process: the start
// of the validator takes seconds.
func VeraPDF(t *testing.T, file []byte, flavour string) {
	t.Helper()
	t.Run("verapdf-"+flavour, func(t *testing.T) {
		tool := os.Getenv(veraPDF)
		if tool == "" {
			t.Skip("needs verapdf (environment variable VERAPDF)")
		}
		if later := os.Getenv(veraPDFLater); later != "" {
			if err := keep(filepath.Join(later, flavour), t.Name(), file); err != nil {
				t.Error(err)
			}
			return
		}
		if out, err := exec.Command(tool, flavour, save(t, file)).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
}

// keep writes a file into a folder, under the name of a test.
func keep(folder, name string, file []byte) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, name)+"-*.pdf")
	if err != nil {
		return err
	}
	_, err = f.Write(file)
	return errors.Join(err, f.Close())
}
