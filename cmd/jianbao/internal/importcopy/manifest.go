package importcopy

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/pattern"
	"jianbao/content/strict"
)

// imported matches what the comment before an entry says of the document that it was
// imported from.
var imported = pattern.New(`(?m)^# .*\(sha256 ([0-9a-f]{12})\)\r?$`)

// origin returns that comment.
func origin(f *file) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return '_'
		}
		return r
	}, filepath.Base(f.path))
	return "# " + name + " (sha256 " + f.sum() + ")\n"
}

// newHeader returns the beginning of a new manifest. Values that nobody gave are those
// that init writes, with a warning each.
func (m *importer) newHeader() string {
	at := diag.Whole(m.shown(ManifestName))
	value := func(key, standard string) string {
		if v := m.opt.Values[key]; v != "" {
			return v
		}
		m.log.Add("import-default", at, key, standard)
		return standard
	}
	var b strings.Builder
	b.WriteString("schema = 1\n")
	m.publication(&b, value)
	date, ok := m.date(value("date", m.opt.Day.Format(time.DateOnly)))
	if !ok {
		m.log.Add("import-value", at, "date", m.opt.Values["date"])
	}
	m.day = date.Format(time.DateOnly)
	year := m.opt.Values["year"]
	if year == "" {
		year = date.Format("2006")
	}
	fmt.Fprintf(&b, "\n[issue]\nyear   = %s\nnumber = %s\ndate   = %s\n", m.whole("year", year), m.number(value("number", "1")), date.Format(time.DateOnly))
	if v := m.opt.Values["total"]; v != "" {
		b.WriteString("total  = " + m.number(v) + "\n")
	}
	if v := m.opt.Values["label"]; v != "" {
		b.WriteString("label  = " + strict.Quote(v) + "\n")
	}
	return b.String()
}

// publication writes the table [publication], without what the issue inherits from a
// publication.toml.
func (m *importer) publication(b *strings.Builder, value func(key, standard string) string) {
	inherited := false
	disk := manifest.NewDisk(filepath.Join(m.folder, ManifestName))
	defer disk.Close()
	if found, err := manifest.FindPublication(disk); err == nil && found != nil {
		if root, ok := strict.Read(filepath.ToSlash(found.Name), found.Data, &diag.List{}); ok {
			t := root.Value("publication")
			inherited = t != nil && t.Table() != nil && t.Table().Has("title")
		}
	}
	var lines []string
	if title := m.opt.Values["title"]; title != "" || !inherited {
		standard := "Bulletin"
		if m.opt.Lang == diag.ZH {
			standard = "工作简报"
		}
		lines = append(lines, "title  = "+strict.Quote(value("title", standard)))
	}
	if v := m.opt.Values["issuer"]; v != "" {
		parts := strings.FieldsFunc(v, func(r rune) bool { return r == '；' || r == ';' || r == '、' })
		for i, p := range parts {
			parts[i] = strict.Quote(strings.TrimSpace(p))
		}
		lines = append(lines, "issuer = ["+strings.Join(parts, ", ")+"]")
	}
	if v := m.opt.Values["lang"]; v != "" {
		lines = append(lines, "lang   = "+strict.Quote(v))
	}
	if len(lines) > 0 {
		b.WriteString("\n[publication]\n" + strings.Join(lines, "\n") + "\n")
	}
}

// date reads a date.
func (m *importer) date(s string) (time.Time, bool) {
	s = strings.TrimSuffix(strings.NewReplacer("年", "-", "月", "-", "/", "-", ".", "-").Replace(strings.TrimSpace(s)), "日")
	t, err := time.Parse("2006-1-2", s)
	return t, err == nil
}

// whole returns an integer of the manifest.
func (m *importer) whole(key, s string) string {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n <= 0 {
		m.log.Add("import-value", diag.Whole(m.shown(ManifestName)), key, s)
	}
	return strconv.Itoa(n)
}

// number returns the number of an issue: an integer, or a text such as 9-10.
func (m *importer) number(s string) string {
	s = strings.TrimSpace(s)
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && len(s) <= 6 {
		return strconv.Itoa(n)
	}
	return strict.Quote(s)
}

// text returns the manifest with the entries of the articles; ok is false if there is no
// place for them in it.
func (m *importer) text() (text []byte, ok bool) {
	var entries strings.Builder
	for _, a := range m.articles {
		if a.entry != "" {
			entries.WriteString("\n" + a.entry)
		}
	}
	section := "\n[[section]]\ntitle = " + strict.Quote(m.opt.Section) + "\n"
	if m.manifest == nil {
		return []byte(m.header + section + entries.String()), true
	}
	return m.inserted(entries.String(), section)
}

// inserted returns the manifest with text inserted: entries of articles at the end of the
// section of that title, else with a section of its own at the end of the file, and the
// edits. Nothing else is changed.
func (m *importer) inserted(entries, section string) (text []byte, ok bool) {
	raw := m.manifest.Data
	end := "\n"
	if i := slices.Index(raw, '\n'); i > 0 && raw[i-1] == '\r' {
		end = "\r\n"
	}
	edits := slices.Clone(m.replaced)
	if entries != "" {
		at, within := m.endOfSection()
		if !within {
			at, entries = len(raw), section+entries
		}
		if at > 0 && raw[at-1] != '\n' {
			entries = "\n" + entries
		}
		if at < len(raw) { // a line divides it from what follows
			entries = strings.TrimSuffix(strings.TrimPrefix(entries, "\n"), "\n") + "\n\n"
		}
		edits = append(edits, edit{at, entries})
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return a.at - b.at })
	from := 0
	for _, e := range edits {
		text = append(append(text, raw[from:e.at]...), strings.ReplaceAll(e.text, "\n", end)...)
		from = e.at
	}
	text = append(text, raw[from:]...)
	ok = m.holds(text)
	if mark := []byte("\uFEFF"); bytes.HasPrefix(m.manifest.Bytes(), mark) {
		text = append(mark, text...)
	}
	return text, ok
}

// tableHeader is the line of a header in a manifest.
var tableHeader = pattern.New(`(?m)^[ \t]*\[[^\n]*$`)

// articleHeader matches the headers that are part of a section.
var articleHeader = pattern.New(`^[ \t]*\[+[ \t]*section[ \t]*\.`)

// endOfSection returns where the articles of the section with the title of the import end:
// before the header of the next table, with the comment above it. ok is false if there is
// no such section, or its articles are written in another form.
func (m *importer) endOfSection() (at int, ok bool) {
	raw := m.manifest.Data
	begin := -1
	for _, s := range m.sections() {
		if s.title == m.opt.Section {
			begin = s.at
		}
	}
	if begin < 0 {
		return 0, false
	}
	for _, h := range tableHeader().FindAllIndex(raw, -1) {
		if h[0] <= begin || articleHeader().Match(raw[h[0]:h[1]]) {
			continue
		}
		at = h[0]
		for at > 0 { // comments and empty lines above the header belong to it
			line := strings.LastIndexByte(string(raw[:at-1]), '\n') + 1
			if t := strings.TrimSpace(string(raw[line:at])); !strings.HasPrefix(t, "#") {
				break
			}
			at = line
		}
		return at, true
	}
	return len(raw), true
}

// sectionAt is a section of the manifest and where its table begins.
type sectionAt struct {
	title string
	at    int
}

func (m *importer) sections() (all []sectionAt) {
	v := m.root.Value("section")
	if v == nil {
		return nil
	}
	for _, item := range v.Items() {
		if t := item.Table(); t != nil && t.Has("title") {
			if s, ok := t.Value("title").Str(); ok {
				all = append(all, sectionAt{strings.TrimSpace(s.Value), t.Span().Start})
			}
		}
	}
	return all
}

// holds reports whether a manifest has the sections and articles that it had, and those of
// the import.
func (m *importer) holds(text []byte) bool {
	var log diag.List
	root, ok := strict.Parse(&diag.Source{Path: ManifestName, Data: text}, &log)
	if !ok || log.HasErrors() {
		return false
	}
	want := entriesOf(m.root)
	added := 0
	for _, a := range m.articles {
		if a.entry != "" {
			added++
		}
	}
	got := entriesOf(root)
	if len(got) != len(want)+added {
		return false
	}
	for _, e := range want {
		if !slices.Contains(got, e) {
			return false
		}
	}
	inSection := 0
	for _, e := range got {
		if e.section == m.opt.Section {
			inSection++
		}
	}
	for _, e := range want {
		if e.section == m.opt.Section {
			inSection--
		}
	}
	return inSection == added
}

// entryOf is what tells an article's entry from others.
type entryOf struct{ section, title, file string }

func entriesOf(root *strict.Table) (all []entryOf) {
	v := root.Value("section")
	if v == nil {
		return nil
	}
	str := func(t *strict.Table, key string) string {
		if !t.Has(key) {
			return ""
		}
		s, _ := t.Value(key).Str()
		return s.Value
	}
	for _, item := range v.Items() {
		section := item.Table()
		if section == nil || !section.Has("article") {
			continue
		}
		for _, a := range section.Value("article").Items() {
			if t := a.Table(); t != nil {
				all = append(all, entryOf{strings.TrimSpace(str(section, "title")), str(t, "title"), ""})
			}
		}
	}
	return all
}
