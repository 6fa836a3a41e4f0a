package parts

import (
	"reflect"

	"jianbao/content"
)

// Memo keeps the bodies that Recognize has made of bodies, for issues that are read again
// and again: of a body that is the same in memory the result is the same too. It holds
// those of the last issue and no more. The zero value holds nothing yet.
type Memo struct {
	rules  Rules
	bodies map[bodyKey]bodies
}

// bodyKey identifies a body by its memory.
type bodyKey struct {
	first    *content.Block
	length   int
	markdown bool
}

// bodies are a body, which is kept so that no other one takes its memory, and what it was
// made into.
type bodies struct{ from, to []content.Block }

// next returns a memo for an issue: the results of the last one hold for the same rules.
func (m *Memo) next(r *Rules) *Memo {
	next := &Memo{rules: *r, bodies: map[bodyKey]bodies{}}
	if !reflect.DeepEqual(m.rules, *r) {
		m.bodies = nil
	}
	return next
}

// body is Rules.Body with the results of the last issue, which are kept for the next one.
func (m *Memo) body(next *Memo, from []content.Block, markdown bool) []content.Block {
	key := bodyKey{length: len(from), markdown: markdown}
	if len(from) > 0 {
		key.first = &from[0]
	}
	known, ok := m.bodies[key]
	if !ok {
		known = bodies{from, next.rules.Body(from, markdown)}
	}
	next.bodies[key] = known
	return known.to
}
