package desk

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"jianbao/layout/edition"
)

// A second desk on a folder prints an address of the first and ends; the record of the
// first is its user's alone and is taken away with it.
func TestSecondDesk(t *testing.T) {
	_, dir := issueIn(t)
	options := Options{Folder: dir, Tool: edition.Tool{Name: "jianbao", Version: "test"}}
	ctx, stop := context.WithCancel(context.Background())
	from, to := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, options, to) }()
	first, err := bufio.NewReader(from).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	record := filepath.Join(dir, filepath.FromSlash(recordName))
	info, err := os.Stat(record)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Fatalf("%v %v", info, err)
	}
	var second bytes.Buffer
	if err := Run(context.Background(), options, &second); err != nil {
		t.Fatal(err)
	}
	before := func(s string) string { s, _, _ = strings.Cut(s, "?"); return s }
	if first == second.String() || before(first) != before(second.String()) {
		t.Fatalf("addresses are %q and %q", first, second.String())
	}
	for _, address := range []string{strings.TrimSpace(first), strings.TrimSpace(second.String())} {
		for _, want := range []int{200, 403} { // it works once
			r, err := http.Get(address)
			if err != nil {
				t.Fatal(err)
			}
			r.Body.Close()
			if r.StatusCode != want {
				t.Errorf("%s: %d, want %d", address, r.StatusCode, want)
			}
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(record); err == nil {
		t.Error("the record is still there")
	}
}

// The port of a desk that was killed may be another program's by now: what that one
// answers is no address of a desk.
func TestRecordOfKilledDesk(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range []string{"http://example.org/?token=x", "", "http://127.0.0.1:1/?token=x"} {
		other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, answer) }))
		dir := t.TempDir()
		record, err := json.Marshal(instance{host, other.Listener.Addr().(*net.TCPAddr).Port, "secret"})
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, recordName, string(record))
		if address, host := running(dir); address != "" || host != "" {
			t.Errorf("answer %q: address %q of host %q", answer, address, host)
		}
		other.Close()
		if address, host := running(dir); address != "" || host != "" { // nobody listens
			t.Errorf("address %q of host %q", address, host)
		}
	}
}
