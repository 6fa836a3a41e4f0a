package desk

import (
	"net"
	"sync"
)

// maxConnections is the greatest number of connections at once; a browser uses some six
// for each of its windows.
const maxConnections = 128

// limited is a listener whose connections beyond a number wait to be accepted until
// others end.
type limited struct {
	net.Listener
	slots chan struct{}
}

func limit(l net.Listener, n int) *limited {
	return &limited{l, make(chan struct{}, n)}
}

// Accept implements net.Listener.
func (l *limited) Accept() (net.Conn, error) {
	l.slots <- struct{}{}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.slots
		return nil, err
	}
	return &counted{Conn: c, free: sync.OnceFunc(func() { <-l.slots })}, nil
}

// counted is a connection that frees its slot when it is closed.
type counted struct {
	net.Conn
	free func()
}

// Close implements net.Conn.
func (c *counted) Close() error {
	c.free()
	return c.Conn.Close()
}
