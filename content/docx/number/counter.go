package number

import (
	"strings"
	"unicode/utf8"

	"jianbao/content/docx/opc"
)

// Counter numbers paragraphs. They are fed to it in the order of the document.
type Counter struct {
	definitions *Definitions
	counts      map[*abstract]*counts
	begun       map[begun]bool // whose startOverride has been applied
}

type begun struct {
	list  *list
	level int
}

// counts are the numbers that a list has reached.
type counts struct {
	values [maxLevels]int
	used   [maxLevels]bool // since the level last began anew
}

// Count returns a counter that has counted nothing.
func (d *Definitions) Count() *Counter {
	return &Counter{definitions: d, counts: map[*abstract]*counts{}, begun: map[begun]bool{}}
}

// Next counts a paragraph and returns its label. style is the id of its style, "" if it
// names none, numPr what it says of numbers itself. Paragraphs that are not printed must
// not be counted. The error is an *UnknownFormat or a *TooLong; the paragraph is counted all
// the same.
func (c *Counter) Next(style string, numPr opc.Node) (Label, error) {
	id, at := c.definitions.resolve(style, numPr)
	l := c.definitions.lists[id]
	if l == nil || l.abstract == nil {
		return Label{}, nil
	}
	v := l.level(at)
	if v == nil {
		return Label{}, nil
	}
	n := c.count(l, at)
	label := Label{Suffix: v.suffix, Level: at, List: id, Look: v.look}
	if v.format == "bullet" {
		label.Text, label.Bullet = v.text, true
		return label, nil
	}
	text, err := l.text(v, n)
	label.Text = text
	return label, err
}

// resolve returns the list and the level of a paragraph: what it says itself, else what
// its style says, each on its own.
func (d *Definitions) resolve(name string, numPr opc.Node) (id string, at int) {
	id, at = reference(numPr)
	if name == "" {
		name = d.standard
	}
	var chain []string
	for i := 0; name != "" && i < 100; i++ { // a circle must end
		s, ok := d.styles[name]
		if !ok {
			break
		}
		chain = append(chain, name)
		if id == "" {
			id = s.id
			if id != "" && at < 0 {
				at = d.levelOf(id, chain)
			}
		}
		if at < 0 {
			at = s.level
		}
		name = s.based
	}
	return id, max(at, 0)
}

// levelOf returns the level of a list that belongs to the first of some styles that has
// one, -1 if none has.
func (d *Definitions) levelOf(id string, styles []string) int {
	l := d.lists[id]
	if l == nil || l.abstract == nil {
		return -1
	}
	for _, s := range styles {
		for i := range maxLevels {
			if v := l.level(i); v != nil && v.style == s {
				return i
			}
		}
	}
	return -1
}

// level returns the definition of a level in a list; nil if it has none.
func (l *list) level(i int) *level {
	if v := l.override[i].level; v != nil {
		return v
	}
	return l.abstract.levels[i]
}

// count advances the number of a level, and lets the levels below begin anew.
func (c *Counter) count(l *list, at int) *counts {
	n := c.counts[l.abstract]
	if n == nil {
		n = &counts{}
		c.counts[l.abstract] = n
	}
	// The levels above that have not been used yet count as begun.
	for i := range at {
		c.override(l, n, i)
		if !n.used[i] {
			n.values[i], n.used[i] = l.start(i), true
		}
	}
	switch {
	case c.override(l, n, at):
	case n.used[at]:
		n.values[at]++
	default:
		n.values[at] = l.start(at)
	}
	n.used[at] = true
	for i := at + 1; i < maxLevels; i++ {
		if v := l.level(i); v == nil || v.restart < 0 || at < v.restart || v.restart > i {
			n.used[i] = false
		}
	}
	return n
}

// override lets a level begin anew where a list says so for its first paragraph, and
// reports whether it does.
func (c *Counter) override(l *list, n *counts, i int) bool {
	o := l.override[i]
	key := begun{l, i}
	if !o.hasStart || c.begun[key] {
		return false
	}
	c.begun[key] = true
	n.values[i], n.used[i] = o.start, true
	return true
}

func (l *list) start(i int) int {
	if o := l.override[i]; o.hasStart {
		return o.start
	}
	if v := l.level(i); v != nil {
		return v.start
	}
	return 1
}

// text returns the label of a level: its text with the numbers put in.
func (l *list) text(v *level, n *counts) (string, error) {
	var b strings.Builder
	var err error
	rest := v.text
	for rest != "" {
		i := strings.IndexByte(rest, '%')
		if i < 0 || i+1 == len(rest) {
			break
		}
		b.WriteString(rest[:i])
		d := int(rest[i+1]) - '1'
		if d < 0 || d >= maxLevels {
			b.WriteByte('%')
			rest = rest[i+1:]
			continue
		}
		rest = rest[i+2:]
		s, e := l.number(v, n, d)
		if s == "" && e == nil && b.Len() == 0 { // a level that prints none takes the full stop behind it along
			rest = strings.TrimPrefix(rest, ".")
		}
		if b.WriteString(s); e != nil {
			err = e
		}
	}
	b.WriteString(rest)
	if text := b.String(); utf8.RuneCountInString(text) > MaxLabel {
		return "", &TooLong{Label: string([]rune(text)[:20])}
	}
	return b.String(), err
}

// number returns the number of level i for a label of level v.
func (l *list) number(v *level, n *counts, i int) (string, error) {
	of := l.level(i)
	if of == nil {
		return "", nil
	}
	format := of.format
	if v.legal && format != "none" && format != "bullet" {
		format = "decimal"
	}
	return Format(format, n.values[i])
}
