package desk

import "sync"

// event is something that pages are told.
type event struct {
	kind     string // busy, state, saved, conflict, ended
	revision int
}

// topic sends events to all who listen. A listener that is slow misses events of a kind
// that a later one repeats.
type topic struct {
	mu   sync.Mutex
	list map[chan event]bool
}

func newTopic() *topic { return &topic{list: map[chan event]bool{}} }

// listen returns a channel of events, and a function that ends listening.
func (t *topic) listen() (<-chan event, func()) {
	c := make(chan event, 32)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.list[c] = true
	return c, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.list, c)
	}
}

func (t *topic) send(e event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for c := range t.list {
		select {
		case c <- e:
		default: // it will read the state anyway when it comes to the events before
		}
	}
}
