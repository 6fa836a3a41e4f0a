package desk

import (
	"context"
	"net"
	"net/http"
	"sync"
)

// maxConnections is the greatest number of connections at once; a browser uses some six
// for each of its windows.
const maxConnections = 128

// limited is a listener that holds a limited number of connections: beyond it a new one
// takes the place of another, of one that has not shown the cookie yet, else of one
// without a request; if there is none, it waits. Connections of strangers, however many,
// do not keep pages of the desk out.
type limited struct {
	net.Listener
	most int

	mu    sync.Mutex
	freed *sync.Cond
	open  []*counted // those that have waited longest first
}

func limit(l net.Listener, most int) *limited {
	limited := &limited{Listener: l, most: most}
	limited.freed = sync.NewCond(&limited.mu)
	return limited
}

// Accept implements net.Listener.
func (l *limited) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	one := &counted{Conn: c, of: l}
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.open) >= l.most {
		if other := l.dispensable(); other != nil {
			l.remove(other)
			other.Conn.Close()
		} else {
			l.freed.Wait()
		}
	}
	l.open = append(l.open, one)
	return one, nil
}

// dispensable returns the connection whose place a new one may take; nil: there is none.
func (l *limited) dispensable() *counted {
	for _, c := range l.open {
		if !c.admitted {
			return c
		}
	}
	for _, c := range l.open {
		if !c.busy {
			return c
		}
	}
	return nil
}

// remove takes a connection out of the list.
func (l *limited) remove(c *counted) {
	for i := range l.open {
		if l.open[i] == c {
			l.open = append(l.open[:i], l.open[i+1:]...)
			l.freed.Signal()
			return
		}
	}
}

// state notes whether a connection has a request; see http.Server.ConnState.
func (l *limited) state(c net.Conn, s http.ConnState) {
	one, ok := c.(*counted)
	if !ok {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	one.busy = s == http.StateActive
	if s == http.StateIdle { // it has waited for the shortest time now
		for i := range l.open {
			if l.open[i] == one {
				l.open = append(append(l.open[:i], l.open[i+1:]...), one)
				break
			}
		}
		l.freed.Signal()
	}
}

// counted is a connection of a limited listener.
type counted struct {
	net.Conn
	of       *limited
	admitted bool // a request on it had the cookie
	busy     bool // it has a request
}

// Close implements net.Conn.
func (c *counted) Close() error {
	c.of.mu.Lock()
	c.of.remove(c)
	c.of.mu.Unlock()
	return c.Conn.Close()
}

// connKey is the key of a request's connection in its context.
type connKey struct{}

// withConn is the ConnContext of the server.
func withConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// admitted notes that a request had the cookie.
func admitted(r *http.Request) {
	if c, ok := r.Context().Value(connKey{}).(*counted); ok {
		c.of.mu.Lock()
		c.admitted = true
		c.of.mu.Unlock()
	}
}
