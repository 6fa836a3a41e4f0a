package pdftest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// Ghostscript has Ghostscript interpret a file and returns all that it prints, which is
// nothing for a correct file. A process for each file spends most of its time on its
// start and on the same colour profiles, so that files share one by default; with
// JIANBAO_THOROUGH each has its own. The test is skipped if it is not installed.
func Ghostscript(t testing.TB, file []byte) string {
	t.Helper()
	need(t, "gs")
	path := save(t, file)
	interpreted := shared().interpret
	if thorough() {
		interpreted = interpretAlone
	}
	said, err := interpreted(path)
	if err != nil {
		t.Errorf("gs %s: %v\n%s", path, err, said)
	}
	return strings.TrimSpace(said)
}

func gsOptions() []string {
	return []string{"-q", "-dNOPAUSE", "-dSAFER", "-sDEVICE=nullpage", fmt.Sprintf("-dLastPage=%d", lastPage())}
}

func interpretAlone(path string) (string, error) {
	said, err := exec.Command("gs", append(gsOptions(), "-dBATCH", path)...).CombinedOutput()
	return string(said), err
}

// A ghostscript is a process of Ghostscript that interprets file after file. It is
// started for the first one and ends when its input does, with the test program.
type ghostscript struct {
	mu  sync.Mutex
	in  io.WriteCloser
	out *bufio.Scanner
}

var shared = sync.OnceValue(func() *ghostscript { return new(ghostscript) })

// endOfFile is the line that Ghostscript prints after each file.
const endOfFile = "--- end of file ---"

// interpret returns what Ghostscript prints about a file, to stdout or stderr. After a
// failure that ends the process, the next file gets a new one.
func (g *ghostscript) interpret(path string) (string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.in == nil {
		if err := g.start(); err != nil {
			return "", err
		}
	}
	// Two lines: an error ends the interpretation of its own line only.
	quoted := strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`).Replace(path)
	if _, err := fmt.Fprintf(g.in, "(%s) run\n(%s) = flush\n", quoted, endOfFile); err != nil {
		g.in = nil
		return "", err
	}
	var said strings.Builder
	for g.out.Scan() {
		before, ended := strings.CutSuffix(g.out.Text(), endOfFile)
		said.WriteString(before)
		if ended {
			return said.String(), nil
		}
		said.WriteByte('\n')
	}
	g.in.Close()
	g.in = nil
	return said.String(), io.ErrUnexpectedEOF
}

func (g *ghostscript) start() error {
	// Without a file, Ghostscript executes stdin line by line as it comes.
	cmd := exec.Command("gs", append(gsOptions(), "-dNOPROMPT", "--permit-file-read="+os.TempDir()+string(os.PathSeparator))...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		return err
	}
	g.in, g.out = in, bufio.NewScanner(out)
	return nil
}
