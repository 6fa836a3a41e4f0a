package desk

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// TestLimited: connections beyond the limit take the places of those that have not shown
// the cookie; those that have, and have a request, stay.
func TestLimited(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	l := limit(listener, 4)
	hold := make(chan struct{})
	server := &http.Server{ConnState: l.state, ConnContext: withConn, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie") == "" {
			http.Error(w, "refused", http.StatusForbidden)
			return
		}
		admitted(r)
		if r.URL.Path == "/hold" {
			w.WriteHeader(http.StatusOK)
			http.NewResponseController(w).Flush()
			<-hold
		}
		io.WriteString(w, "done")
	})}
	go server.Serve(l)
	defer server.Close()
	dial := func(request string) (net.Conn, *bufio.Reader) {
		c, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		c.SetDeadline(time.Now().Add(10 * time.Second))
		io.WriteString(c, request)
		return c, bufio.NewReader(c)
	}
	status := func(r *bufio.Reader) int {
		a, err := http.ReadResponse(r, nil)
		if err != nil {
			return 0
		}
		if a.ContentLength >= 0 {
			io.Copy(io.Discard, a.Body)
		}
		return a.StatusCode
	}
	const mine = "Host: a\r\nCookie: a=b\r\n\r\n"
	_, held := dial("GET /hold HTTP/1.1\r\n" + mine)
	if got := status(held); got != http.StatusOK {
		t.Fatal(got)
	}
	idle, again := dial("GET / HTTP/1.1\r\n" + mine)
	if got := status(again); got != http.StatusOK {
		t.Fatal(got)
	}
	for range 40 { // strangers: silent, in the midst of a header, refused and staying
		dial("")
		dial("GET / HT")
		if _, r := dial("GET / HTTP/1.1\r\nHost: a\r\n\r\n"); status(r) != http.StatusForbidden {
			t.Fatal("no answer")
		}
	}
	io.WriteString(idle, "GET / HTTP/1.1\r\n"+mine) // still there
	if got := status(again); got != http.StatusOK {
		t.Errorf("a page's connection was closed for those of strangers: %d", got)
	}
	for range 8 { // new pages: the idle one makes place, the one with a request does not
		if _, r := dial("GET / HTTP/1.1\r\n" + mine); status(r) != http.StatusOK {
			t.Error("a new page gets no answer")
		}
	}
	close(hold)
	if rest, err := io.ReadAll(io.LimitReader(held, 4)); err != nil || len(rest) != 4 {
		t.Errorf("the request that was held: %q, %v", rest, err)
	}
}
