package desk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a helper waits for what must happen soon.
const patience = 30 * time.Second

// root is the root of the repository.
var root = func() string {
	dir, err := filepath.Abs("../..")
	if err != nil {
		panic(err)
	}
	return dir
}()

// program returns the path of the program under test.
var program = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("JIANBAO"); path != "" {
		return filepath.Abs(path)
	}
	path := filepath.Join(scratch, "jianbao")
	build := exec.Command("go", "build", "-o", path, "./cmd/jianbao")
	build.Dir, build.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, text)
	}
	return path, nil
})

// Sample returns a copy of an issue of testdata/issues, in a folder of the same name.
func Sample(t testing.TB, name string) string {
	t.Helper()
	return Copy(t, filepath.Join(root, "testdata", "issues", name))
}

// Copy returns a copy of a folder, in a folder of the same name that the test may change.
func Copy(t testing.TB, folder string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), filepath.Base(folder))
	if err := os.CopyFS(to, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	return to
}

// Desk is a running "jianbao desk".
type Desk struct {
	T       testing.TB
	Folder  string
	Address string // of its first line: http://127.0.0.1:PORT/?token=…
	Origin  string // http://127.0.0.1:PORT
	Process *os.Process

	stderr *syncBuffer
	done   chan struct{} // closed when the program has ended
	err    error         // how
}

// firstLine is what the desk prints first.
var firstLine = regexp.MustCompile(`^(http://127\.0\.0\.1:[0-9]+)/\?token=[A-Za-z0-9]+$`)

// Start runs "jianbao desk --no-open FOLDER" until the test ends, and reads its address.
func Start(t testing.TB, folder string, flags ...string) *Desk {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return StartCommand(t, folder, append([]string{path, "desk", "--no-open"}, append(flags, folder)...)...)
}

// StartCommand runs a command that ends in running the desk on a folder, such as one
// that gives it a network of its own first.
func StartCommand(t testing.TB, folder string, command ...string) *Desk {
	t.Helper()
	d := &Desk{T: t, Folder: folder, stderr: &syncBuffer{}, done: make(chan struct{})}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stderr = d.stderr
	cmd.Env = append(os.Environ(), "LANG=zh_CN.UTF-8", "LC_ALL=zh_CN.UTF-8")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	started := make(chan error, 1)
	go func() {
		// The kernel kills the child when the thread that started it ends.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			d.err = cmd.Wait()
			close(d.done)
		}
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	d.Process = cmd.Process
	t.Cleanup(func() {
		d.Kill()
		Keep(t, "desk.txt", d.stderr.Bytes())
	})
	first := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(stdout).ReadString('\n')
		first <- strings.TrimSuffix(line, "\n")
	}()
	select {
	case d.Address = <-first:
	case <-time.After(patience):
		t.Fatalf("the desk printed no line within %v", patience)
	}
	m := firstLine.FindStringSubmatch(d.Address)
	if m == nil {
		d.Kill()
		t.Fatalf("the desk's first line is %q\n%s", d.Address, d.stderr.Bytes())
	}
	d.Origin = m[1]
	return d
}

// Kill kills the program, as a power cut would, and waits until it is gone.
func (d *Desk) Kill() {
	d.Process.Kill()
	<-d.done
}

// Wait returns how the program ended by itself.
func (d *Desk) Wait() error {
	d.T.Helper()
	select {
	case <-d.done:
		return d.err
	case <-time.After(patience):
		d.T.Fatalf("the desk has not ended within %v", patience)
		return nil
	}
}

// Stderr returns what the program has printed on its error output.
func (d *Desk) Stderr() string { return string(d.stderr.Bytes()) }

// Read returns a file of the folder.
func (d *Desk) Read(name string) string {
	d.T.Helper()
	data, err := os.ReadFile(filepath.Join(d.Folder, filepath.FromSlash(name)))
	if err != nil {
		d.T.Fatal(err)
	}
	return string(data)
}

// Write writes a file of the folder, as another program would.
func (d *Desk) Write(name, text string) {
	d.T.Helper()
	if err := os.WriteFile(filepath.Join(d.Folder, filepath.FromSlash(name)), []byte(text), 0o666); err != nil {
		d.T.Fatal(err)
	}
}

// Run runs the program with arguments to its end, and returns what it printed.
func Run(t testing.TB, arguments ...string) (stdout string, err error) {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	data, err := exec.Command(path, arguments...).Output()
	var status *exec.ExitError
	if errors.As(err, &status) {
		err = fmt.Errorf("%w\n%s", err, status.Stderr)
	}
	return string(data), err
}

// Keep writes a file into the folder of results, named after the test.
func Keep(t testing.TB, name string, data []byte) {
	t.Helper()
	if len(data) == 0 {
		return
	}
	path := filepath.Join(root, ".ci", "out", "desk", strings.NewReplacer("/", "-", " ", "_").Replace(t.Name())+"-"+name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// syncBuffer is a buffer that a process writes and a test reads.
type syncBuffer struct {
	mu   sync.Mutex
	data []byte
}

var _ io.Writer = (*syncBuffer)(nil)

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.data = append(b.data, p...)
	return len(p), nil
}

// Bytes returns what has been written.
func (b *syncBuffer) Bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]byte(nil), b.data...)
}
