package pdftest

import (
	"os"
	"os/exec"
	"testing"
)

// PDFX checks a file against PDF/X-4 ("4") or PDF/X-1a:2001 ("1a"). The command
// named by the environment variable PDFX is called with more arguments, the
// level and the file's path; its exit status is the result. Arguments are those of
// .ci/pdfx: the plates of the job, its bleed.
func PDFX(t *testing.T, file []byte, level string, args ...string) {
	t.Helper()
	t.Run("pdfx-"+level, func(t *testing.T) {
		t.Helper()
		call(t, "PDFX", append(args, level, save(t, file))...)
	})
}

// Separations prints a file on plates and checks that black text is on the black
// plate alone, that it knocks nothing out of the others, and that every spot ink
// is on its own plate alone. SEPARATIONS names the command; arguments are those
// of .ci/separations.
func Separations(t *testing.T, file []byte, args ...string) {
	t.Helper()
	t.Run("separations", func(t *testing.T) {
		t.Helper()
		call(t, "SEPARATIONS", append(args, save(t, file))...)
	})
}

// SamePages checks that two files show the same glyphs in the same places of the
// trimmed page, page by page. SAMEPAGES names the command.
func SamePages(t *testing.T, a, b []byte) {
	t.Helper()
	t.Run("same-pages", func(t *testing.T) {
		t.Helper()
		call(t, "SAMEPAGES", save(t, a), save(t, b))
	})
}

// call runs the command that an environment variable names; its output is shown
// if its status is not 0.
func call(t *testing.T, variable string, args ...string) {
	t.Helper()
	tool := os.Getenv(variable)
	if tool == "" {
		t.Skipf("needs the command that %s names", variable)
	}
	if out, err := exec.Command(tool, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
