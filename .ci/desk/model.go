package desk

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// model is what an issue must be after edits: strings and lists, no TOML and no editor.
type model struct {
	sections []section
	files    map[string]string // bytes of the files of articles
	done     []change
	undone   []change
}

type section struct {
	title    string
	articles []entry
}

// entry is an article of a manifest. Its text is in a file, or else in the manifest.
type entry struct {
	title, file, text string
	comments          []string
}

// change is a step that can be taken back: the sections and files as they were before
// and after it; files that it did not change are in neither.
type change struct {
	sections [2][]section // nil: unchanged
	files    [2]map[string]string
	typed    string // file that was typed in; issue.toml for a text of the manifest
}

func (m *model) copySections() []section {
	list := slices.Clone(m.sections)
	for i := range list {
		list[i].articles = slices.Clone(list[i].articles)
	}
	return list
}

// do changes the model by a function, as one step.
func (m *model) do(f func()) {
	before, files := m.copySections(), maps.Clone(m.files)
	f()
	c := change{files: [2]map[string]string{{}, {}}}
	if fmt.Sprint(before) != fmt.Sprint(m.sections) {
		c.sections = [2][]section{before, m.copySections()}
	}
	for name, text := range files {
		if now, ok := m.files[name]; !ok || now != text {
			c.files[0][name] = text
		}
	}
	for name, text := range m.files {
		if was, ok := files[name]; !ok || was != text {
			c.files[1][name] = text
		}
	}
	m.done, m.undone = append(m.done, c), nil
}

// apply makes a change again (1), or takes it back (0).
func (m *model) apply(c change, side int) {
	if c.sections[side] != nil {
		m.sections = c.sections[side]
		m.sections = m.copySections()
	}
	for name := range c.files[1-side] {
		delete(m.files, name)
	}
	maps.Copy(m.files, c.files[side])
}

func (m *model) undo() {
	c := m.done[len(m.done)-1]
	m.done = m.done[:len(m.done)-1]
	m.apply(c, 0)
	m.undone = append(m.undone, c)
}

func (m *model) redo() {
	c := m.undone[len(m.undone)-1]
	m.undone = m.undone[:len(m.undone)-1]
	m.apply(c, 1)
	m.done = append(m.done, c)
}

// run returns how many of the last steps are typing in one file: they are one step or
// several, by when it was done.
func (m *model) run() int {
	n := len(m.done)
	if n == 0 || m.done[n-1].typed == "" {
		return 1
	}
	count := 1
	for count < n && m.done[n-1-count].typed == m.done[n-1].typed {
		count++
	}
	return count
}

// join makes the last n steps one.
func (m *model) join(n int) {
	for ; n > 1; n-- {
		b, a := m.done[len(m.done)-1], m.done[len(m.done)-2]
		maps.Copy(a.files[1], b.files[1])
		for name, text := range b.files[0] {
			if _, ok := a.files[0][name]; !ok {
				a.files[0][name] = text
			}
		}
		if a.sections[0] == nil {
			a.sections[0] = b.sections[0]
		}
		if b.sections[1] != nil {
			a.sections[1] = b.sections[1]
		}
		m.done = append(m.done[:len(m.done)-2], a)
	}
}

// outside forgets the steps that a change by another program, of a file or of the
// manifest (""), makes impossible to take back, and those before them that they build on.
func (m *model) outside(file string) {
	for _, list := range []*[]change{&m.done, &m.undone} {
		blocked := map[string]bool{file: true}
		var kept []change
		for _, c := range slices.Backward(*list) {
			names := slices.Concat(slices.Collect(maps.Keys(c.files[0])), slices.Collect(maps.Keys(c.files[1])))
			if c.sections[0] != nil {
				names = append(names, "")
			}
			if slices.ContainsFunc(names, func(n string) bool { return blocked[n] }) {
				for _, n := range names {
					blocked[n] = true
				}
				continue
			}
			kept = append(kept, c)
		}
		slices.Reverse(kept)
		*list = kept
	}
}

// at returns the section and the place in it of an article.
func (m *model) at(n int) (in, place int) {
	for in = range m.sections {
		if n < len(m.sections[in].articles) {
			return in, n
		}
		n -= len(m.sections[in].articles)
	}
	panic("no such article")
}

func (m *model) entry(n int) *entry {
	in, place := m.at(n)
	return &m.sections[in].articles[place]
}

// move puts an article before another place of a section.
func (m *model) move(n, in, before int) {
	from, place := m.at(n)
	e := m.sections[from].articles[place]
	m.sections[from].articles = slices.Delete(m.sections[from].articles, place, place+1)
	if from == in && place < before {
		before--
	}
	m.sections[in].articles = slices.Insert(m.sections[in].articles, before, e)
}

// step moves an article by one place, over the borders of sections; ok is false at an
// end.
func (m *model) step(n int, down bool) (ok bool) {
	in, place := m.at(n)
	switch {
	case down && place+1 < len(m.sections[in].articles):
		m.move(n, in, place+2)
	case down && in+1 < len(m.sections):
		m.move(n, in+1, 0)
	case !down && place > 0:
		m.move(n, in, place-1)
	case !down && in > 0:
		m.move(n, in-1, len(m.sections[in-1].articles))
	default:
		return false
	}
	return true
}

// names returns the names of the articles in their order, as the page has them.
func (m *model) names() []string {
	var list []string
	for _, s := range m.sections {
		for _, e := range s.articles {
			name := e.file
			if name == "" {
				name = fmt.Sprintf("issue.toml#%d", len(list)+1)
			}
			list = append(list, name)
		}
	}
	return list
}

// replaced returns a text in which a part, in bytes of its form with line feeds, is
// another one; line ends of that are the text's.
func replaced(raw string, from, to int, text string) string {
	at := func(off int) int {
		n := 0
		for i := 0; i < len(raw); i++ {
			if n == off {
				return i
			}
			if raw[i] == '\r' && i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
			n++
		}
		return len(raw)
	}
	ending := "\n"
	if i := strings.IndexAny(raw, "\r\n"); i >= 0 && raw[i] == '\r' {
		ending = "\r"
		if strings.HasPrefix(raw[i:], "\r\n") {
			ending = "\r\n"
		}
	}
	return raw[:at(from)] + strings.ReplaceAll(text, "\n", ending) + raw[at(to):]
}
