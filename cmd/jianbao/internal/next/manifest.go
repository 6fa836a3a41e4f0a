package next

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
)

// MostLines is how many lines a manifest has at most before its articles, where a
// publication.toml holds what does not change and the issue itself does not change more.
const MostLines = 15

// Source is the issue that a manifest is derived from.
type Source struct {
	Text   []byte        // of its manifest, without a byte order mark
	Root   *strict.Table // of Text alone
	Shared *strict.Table // of the publication.toml of the new issue; nil: there is none
	Single bool          // the issue is an official document, which has one article
	// Path returns what a relative path to a file outside the issue's folder is in the new
	// one.
	Path func(string) string
}

// Article is the entry of an article in a new manifest.
type Article struct{ Title, File string }

// Manifest returns the manifest of the next issue: that of the source with another number,
// and in each section one article, which article returns for the section's ordinal and
// title. Values that publication.toml has as well are left out; omitted lists the keys that
// belong to the source alone, which are left out, too.
func (s *Source) Manifest(n Number, article func(i int, section string) Article) (text []byte, omitted []string) {
	w := writing{Source: s, blocks: blocks(s.Text, s.Root)}
	w.number(n)
	w.omit()
	w.paths()
	if v := s.Root.Entry("section"); v != nil && !v.Headed() { // in braces
		w.remove(s.Root, "section", false)
	}
	if s.Shared != nil {
		w.prune()
	}
	out := w.assemble(article)
	if s.Shared != nil && linesBefore(out) > MostLines {
		if short := compact(out); sameValues(out, short) {
			out = short
		}
	}
	if bytes.Contains(s.Text, []byte("\r\n")) {
		out = bytes.ReplaceAll(out, []byte("\n"), []byte("\r\n"))
	}
	return out, w.omitted
}

// Sections returns the titles of the sections that the manifest will have.
func (s *Source) Sections() []string {
	var out []string
	for _, item := range s.sections() {
		title := ""
		if v := item.Table().Entry("title"); v != nil {
			text, _ := v.Str()
			title = text.Value
		}
		out = append(out, title)
	}
	return out
}

func (s *Source) sections() []*strict.Value {
	v := s.Root.Entry("section")
	if v == nil {
		return nil
	}
	items := slices.DeleteFunc(slices.Clone(v.Items()), func(i *strict.Value) bool { return i.Table() == nil })
	if s.Single && len(items) > 1 {
		items = items[:1]
	}
	return items
}

// block is the text of a table with a header, from the comment above the header up to that
// of the next.
type block struct {
	from, to int
	section  bool
	table    *strict.Table
}

func blocks(text []byte, root *strict.Table) []block {
	var out []block
	var walk func(t *strict.Table, section bool)
	walk = func(t *strict.Table, section bool) {
		for _, name := range t.Keys() {
			v := t.Entry(name)
			in := section || t == root && name == "section"
			headed := []*strict.Value{v}
			if v.Headed() && v.Table() == nil {
				headed = v.Items()
			}
			for _, h := range headed {
				if h.Table() == nil || h.Inline() {
					continue
				}
				if v.Headed() {
					out = append(out, block{from: commentAbove(text, h.Span.Start), section: in, table: h.Table()})
				}
				walk(h.Table(), in)
			}
		}
	}
	walk(root, false)
	slices.SortFunc(out, func(a, b block) int { return cmp.Compare(a.from, b.from) })
	for i := range out {
		if out[i].to = len(text); i+1 < len(out) {
			out[i].to = out[i+1].from
		}
	}
	return out
}

// lineStart returns where the line of a byte begins.
func lineStart(text []byte, at int) int { return bytes.LastIndexByte(text[:at], '\n') + 1 }

// lineEnd returns where the line of a byte ends, after its line end.
func lineEnd(text []byte, at int) int {
	if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(text)
}

// commentAbove returns where the comment lines directly above a line begin.
func commentAbove(text []byte, at int) int {
	at = lineStart(text, at)
	for at > 0 {
		above := lineStart(text, at-1)
		if !bytes.HasPrefix(bytes.TrimLeft(text[above:at], " \t"), []byte("#")) || above == 0 {
			break // the comment at the top belongs to the file
		}
		at = above
	}
	return at
}

// edit replaces a range of the source's text.
type edit struct {
	from, to int
	text     string
}

type writing struct {
	*Source
	blocks  []block
	edits   []edit
	omitted []string
}

func (w *writing) replace(v *strict.Value, text string) {
	w.edits = append(w.edits, edit{v.Span.Start, v.Span.End, text})
}

// remove removes an entry of a table: its lines, or its place in braces.
func (w *writing) remove(t *strict.Table, name string, inline bool) {
	v := t.Entry(name)
	if v.Headed() {
		for _, b := range w.blocks {
			if b.table == v.Table() {
				w.edits = append(w.edits, edit{from: b.from, to: b.to})
			}
		}
		return
	}
	if !inline {
		w.edits = append(w.edits, edit{from: lineStart(w.Text, v.Key.Start), to: lineEnd(w.Text, v.Span.End)})
		return
	}
	keys := t.Keys()
	switch i := slices.Index(keys, name); {
	case i+1 < len(keys):
		w.edits = append(w.edits, edit{from: v.Key.Start, to: t.Entry(keys[i+1]).Key.Start})
	case i > 0:
		w.edits = append(w.edits, edit{from: t.Entry(keys[i-1]).Span.End, to: v.Span.End})
	default:
		w.edits = append(w.edits, edit{from: v.Key.Start, to: v.Span.End})
	}
}

// number writes number, year, date and total.
func (w *writing) number(n Number) {
	v := w.Root.Entry("issue")
	if v == nil || v.Table() == nil {
		return
	}
	t := v.Table()
	for _, f := range [...]struct{ name, value string }{
		{"year", strconv.Itoa(n.Year)}, {"number", numberValue(n.Issue)}, {"date", n.Date.Format(time.DateOnly)}, {"total", numberValue(n.Total)},
	} {
		switch own := t.Entry(f.name); {
		case own != nil && f.value != "":
			w.replace(own, f.value)
		case f.name == "total" && own != nil:
			w.remove(t, "total", v.Inline())
			w.omitted = append(w.omitted, "issue.total")
		case f.name == "total" && f.value != "":
			after := t.Entry("number")
			line := ", total = " + f.value
			at := after.Span.End
			if !v.Inline() {
				at = lineEnd(w.Text, after.Span.End)
				prefix := strings.TrimSuffix(string(w.Text[lineStart(w.Text, after.Key.Start):after.Key.Start]), `"`)
				line = prefix + "total = " + f.value + "\n"
			}
			w.edits = append(w.edits, edit{at, at, line})
		}
	}
}

// numberValue returns a number as a value: whole numbers without quotes, unless they begin
// with 0.
func numberValue(s string) string {
	if n, err := strconv.Atoi(s); err == nil && strconv.Itoa(n) == s {
		return s
	}
	if s == "" {
		return ""
	}
	return strict.Quote(s)
}

// ownKeys are keys that belong to one issue: what they say is wrong in the next, or the
// file that they name is not there.
func ownKeys() []string {
	return []string{
		"issue.serial", "issue.cover-picture", "archive.record", "archive.reset", "archive.produced", "archive.item", "archive.keywords", "archive.abstract",
		"document.number", "document.copy-number", "document.urgency", "document.issued.date",
	}
}

// omit removes ownKeys.
func (w *writing) omit() {
	for _, key := range ownKeys() {
		t, inline := w.Root, false
		parts := strings.Split(key, ".")
		for _, part := range parts[:len(parts)-1] {
			v := t.Entry(part)
			if v == nil || v.Table() == nil {
				t = nil
				break
			}
			t, inline = v.Table(), v.Inline()
		}
		if name := parts[len(parts)-1]; t != nil && t.Has(name) {
			w.remove(t, name, inline)
			w.omitted = append(w.omitted, key)
		}
	}
}

// paths rewrites relative paths of themes, fonts and profiles that lead out of the issue's
// folder.
func (w *writing) paths() {
	var walk func(t *strict.Table, name string)
	walk = func(t *strict.Table, name string) {
		for _, k := range t.Keys() {
			v, full := t.Entry(k), strings.TrimPrefix(name+"."+k, ".")
			if v.Table() != nil {
				walk(v.Table(), full)
				continue
			}
			if s, ok := v.Str(); ok && isPath(full) && strings.HasPrefix(s.Value, "../") {
				if moved := w.Path(s.Value); moved != s.Value {
					w.replace(v, strict.Quote(moved))
				}
			}
		}
	}
	walk(w.Root, "")
}

// isPath reports whether the values of a key may be paths.
func isPath(key string) bool {
	return key == "style.theme" || key == "print.icc" || strings.HasPrefix(key, "style.fonts.") || strings.HasPrefix(key, "publication.emblem") ||
		strings.HasPrefix(key, "publication.masthead") || strings.HasPrefix(key, "style.set.font-files.")
}

// prune removes values that publication.toml has as well, and the tables that are empty
// then. Paths stay: they are relative to another folder.
func (w *writing) prune() {
	shared := map[string]string{}
	flatten(w.Shared, "", shared)
	for _, k := range manifest.PublicationKeys() {
		if v := w.Root.Entry(k.Name); v != nil && v.Table() != nil && k.Name != "schema" && k.Name != "issue" {
			w.pruneEntry(w.Root, k.Name, k.Name, shared)
		}
	}
	if v := w.Root.Entry("issue"); v != nil && v.Table() != nil && v.Table().Has("label") {
		w.pruneValue(v.Table(), "label", "issue.label", v.Inline(), shared)
	}
}

// pruneEntry removes an entry if nothing of it is left, and reports whether it did.
func (w *writing) pruneEntry(t *strict.Table, name, full string, shared map[string]string) bool {
	v := t.Entry(name)
	if v.Table() == nil || v.Inline() {
		return w.pruneValue(t, name, full, false, shared)
	}
	left := false
	for _, k := range v.Table().Keys() {
		if !w.pruneEntry(v.Table(), k, full+"."+k, shared) {
			left = true
		}
	}
	if !left && v.Headed() {
		w.remove(t, name, false)
	}
	return !left
}

func (w *writing) pruneValue(t *strict.Table, name, full string, inline bool, shared map[string]string) bool {
	own := map[string]string{}
	flattenValue(t.Entry(name), full, own)
	for key, value := range own {
		if got, ok := shared[key]; !ok || got != value || isPath(key) {
			return false
		}
	}
	w.remove(t, name, inline)
	return true
}

// flatten adds the values of a table by their dotted keys.
func flatten(t *strict.Table, prefix string, into map[string]string) {
	for _, k := range t.Keys() {
		flattenValue(t.Entry(k), prefix+k, into)
	}
}

func flattenValue(v *strict.Value, name string, into map[string]string) {
	if v.Table() != nil {
		flatten(v.Table(), name+".", into)
		return
	}
	into[name] = strict.Encode(v.Any())
}

// assemble joins what stands before the sections, the sections with their articles, and
// tables that stand after them.
func (w *writing) assemble(article func(i int, section string) Article) []byte {
	first := len(w.Text)
	for _, b := range w.blocks {
		if b.section {
			first = min(first, b.from)
		}
	}
	var out bytes.Buffer
	out.Write(bytes.TrimRight(w.apply(0, first), "\r\n\t "))
	titles := w.Sections()
	for i, item := range w.sections() {
		out.WriteString("\n\n")
		out.WriteString(w.section(item))
		a := article(i, titles[i])
		out.WriteString("\n[[section.article]]\ntitle = " + strict.Quote(a.Title) + "\nfile  = " + strict.Quote(a.File))
	}
	out.WriteByte('\n')
	for _, b := range w.blocks {
		if b.section || b.from < first {
			continue
		}
		if text := bytes.TrimSpace(w.apply(b.from, b.to)); len(text) > 0 {
			out.WriteByte('\n')
			out.Write(text)
			out.WriteByte('\n')
		}
	}
	return bytes.ReplaceAll(out.Bytes(), []byte("\r\n"), []byte("\n"))
}

// section returns the header of a section with the comment above it, and its title as it
// is written.
func (w *writing) section(item *strict.Value) string {
	title := item.Table().Entry("title")
	for _, b := range w.blocks {
		if b.table != item.Table() {
			continue
		}
		head := string(w.Text[b.from:lineEnd(w.Text, item.Span.Start)])
		if title != nil {
			head += string(w.Text[lineStart(w.Text, title.Key.Start):lineEnd(w.Text, title.Span.End)])
		}
		return strings.TrimRight(head, "\r\n") + "\n"
	}
	text := "[[section]]\n"
	if title != nil { // in braces
		text += "title = " + strict.Encode(title.Any()) + "\n"
	}
	return text
}

// apply returns a range of the source's text with the edits in it.
func (w *writing) apply(from, to int) []byte {
	edits := slices.Clone(w.edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	var out []byte
	at := from
	for _, e := range edits {
		if e.from < at || e.to > to || e.from >= to {
			continue // elsewhere, or in a range that is removed
		}
		out = append(append(out, w.Text[at:e.from]...), e.text...)
		at = e.to
	}
	return append(out, w.Text[at:to]...)
}

// linesBefore returns how many lines a manifest has before its first article.
func linesBefore(text []byte) int {
	at := bytes.Index(text, []byte("[[section.article]]"))
	return bytes.Count(text[:max(at, 0)], []byte("\n"))
}

// sameValues reports whether two texts have the same values: blank lines and number signs
// may be part of a text.
func sameValues(a, b []byte) bool {
	var values [2]map[string]string
	for i, text := range [][]byte{a, b} {
		root, ok := strict.Read("", text, &diag.List{})
		if !ok {
			return false
		}
		values[i] = map[string]string{}
		flatten(root, "", values[i])
	}
	return maps.Equal(values[0], values[1])
}

// compact removes the comments that have a line of their own, and all blank lines but one
// above each header, up to the first article.
func compact(text []byte) []byte {
	at := max(bytes.Index(text, []byte("[[section.article]]")), 0)
	var out []string
	for line := range strings.Lines(string(text[:at])) {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || strings.HasPrefix(trimmed, "#") && !strings.HasPrefix(trimmed, "#:schema") {
			continue
		}
		if strings.HasPrefix(trimmed, "[") && len(out) > 0 {
			out = append(out, "\n")
		}
		out = append(out, line)
	}
	return append([]byte(strings.Join(out, "")+"\n"), text[at:]...)
}
