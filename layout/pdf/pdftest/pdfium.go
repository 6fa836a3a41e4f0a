package pdftest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"testing"
)

// pdfiumServer does what it is asked to line by line: a list of the name of a function
// and its arguments in JSON. The answer is a line, too: the result, and all that was
// written to stderr.
const pdfiumServer = `
import json, os, sys, tempfile, traceback, pypdfium2

def draw(path):
    doc = pypdfium2.PdfDocument(path)
    assert len(doc) > 0
    for page in doc:
        page.render(scale=0.3)
    doc.close()

def render(path, to, number, dpi):
    doc = pypdfium2.PdfDocument(path)
    doc[number].render(scale=dpi / 72).to_pil().convert("RGB").save(to, "PPM")
    doc.close()

def text(path):
    doc = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in doc]
    doc.close()
    return pages

answers, errors = os.fdopen(os.dup(1), "w"), tempfile.TemporaryFile()
os.dup2(errors.fileno(), 1)
os.dup2(errors.fileno(), 2)
print(json.dumps(["", ""]), file=answers, flush=True)
for line in sys.stdin:
    name, *args = json.loads(line)
    result = None
    try:
        result = {"draw": draw, "render": render, "text": text}[name](*args)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    errors.seek(0)
    said = errors.read().decode("utf-8", "replace")
    errors.seek(0)
    errors.truncate()
    print(json.dumps([result, said]), file=answers, flush=True)
`

// A pdfium is a process of Python with pdfium that serves all tests of a test program,
// because starting one takes longer than most of what it is asked. It ends when its input
// does, with the test program.
type pdfium struct {
	mu      sync.Mutex
	in      io.WriteCloser
	out     *bufio.Reader
	lacking bool // there is no Python with pdfium
}

var sharedPdfium = sync.OnceValue(func() *pdfium {
	p := new(pdfium)
	p.lacking = p.start() != nil
	return p
})

func (p *pdfium) start() error {
	cmd := exec.Command("python3", "-c", pdfiumServer)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	p.in, p.out = in, bufio.NewReader(out)
	if _, err = p.out.ReadString('\n'); err != nil {
		p.stop()
	}
	return err
}

// stop lets the process end; what is asked next starts another.
func (p *pdfium) stop() {
	p.in.Close()
	p.in = nil
}

// call has a function of the server called and stores its result.
func (p *pdfium) call(result any, request ...any) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.in == nil {
		if err := p.start(); err != nil {
			return err
		}
	}
	line, err := json.Marshal(request)
	if err != nil {
		return err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		p.stop()
		return err
	}
	answer, err := p.out.ReadBytes('\n')
	if err != nil {
		p.stop()
		return fmt.Errorf("the process ended: %w", err)
	}
	var said string
	if err := json.Unmarshal(answer, &[]any{result, &said}); err != nil {
		return err
	}
	if said != "" {
		return fmt.Errorf("%s", said)
	}
	return nil
}

func needPdfium(t testing.TB) {
	t.Helper()
	need(t, "python3")
	if sharedPdfium().lacking {
		t.Skip("needs pypdfium2")
	}
}

// askPdfium calls a function of pdfiumServer; an error, or anything printed, fails the
// test. result is a pointer, or nil if there is none.
func askPdfium(t testing.TB, result any, request ...any) {
	t.Helper()
	if err := sharedPdfium().call(result, request...); err != nil {
		t.Errorf("pdfium %q: %v", request, err)
	}
}
