// Package desk serves the editor's desk: a page in the browser, on this machine alone,
// where an issue is a list of articles with their text and the real pages beside it.
//
//	server (guard, handlers) ──▶ work (one open issue: texts, composing, saving) ──▶ files (root, history)
//
// Files on disk stay the truth. A change is kept in a history first, then written by
// temporary file and rename if the file is still the one that was read.
package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// Options are what the command tells the desk.
type Options struct {
	Folder string // of an issue, or of several
	Port   int    // 0: any free one
	Lang   diag.Lang
	Tool   edition.Tool
	Epoch  string // SOURCE_DATE_EPOCH
	// Show opens an address or a file with the program that the system has for it; nil:
	// nothing is opened.
	Show func(address string) error

	otherHost string // machine on which another desk may serve the folder; empty: none is known
}

// PortError is returned if the port cannot be used.
type PortError struct{ Err error }

func (e *PortError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *PortError) Unwrap() error { return e.Err }

// idle is the time after which a desk that no page is connected to ends.
const idle = 10 * time.Minute

// Run serves the desk until it is told to end, or ctx is, or no page has been connected
// for ten minutes. The first line that it prints is the address.
func Run(ctx context.Context, o Options, stdout io.Writer) error {
	folder, err := filepath.Abs(o.Folder)
	if err != nil {
		return err
	}
	if info, err := os.Stat(folder); err != nil {
		return err
	} else if !info.IsDir() {
		folder = filepath.Dir(folder)
	}
	o.Folder = folder
	address, other := running(folder)
	if address != "" {
		if _, err := fmt.Fprintln(stdout, address); err != nil {
			return err
		}
		if o.Show != nil {
			return o.Show(address)
		}
		return nil
	}
	o.otherHost = other
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: o.Port})
	if err != nil {
		return &PortError{err}
	}
	s, err := newServer(o, listener.Addr().(*net.TCPAddr).Port)
	if err != nil {
		listener.Close()
		return err
	}
	defer s.close()
	if err := s.record(); err != nil { // a folder that cannot be written to
		listener.Close()
		return err
	}
	go s.issue(".") // is composed while the browser starts; without a manifest there is only the shelf
	address = s.guard.address()
	if _, err := fmt.Fprintln(stdout, address); err != nil {
		listener.Close()
		return err
	}
	if o.Show != nil {
		o.Show(address) // the address is printed, too
	}
	limited := limit(listener, maxConnections)
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ConnState: limited.state, ConnContext: withConn, BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() {
		s.wait(ctx)
		s.saveAll()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		if server.Shutdown(ending) != nil { // pages are still connected
			server.Close()
		}
	}()
	if err := server.Serve(limited); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
