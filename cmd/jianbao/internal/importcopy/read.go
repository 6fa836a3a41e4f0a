package importcopy

import (
	"path"
	"path/filepath"
	"strings"
	"time"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
)

// frame returns the beginning of a manifest for reading one article, with the date of the
// issue.
func (m *importer) frame() string {
	date := m.day
	if m.root != nil {
		if issue := m.root.Value("issue"); issue != nil && issue.Table() != nil && issue.Table().Has("date") {
			if v := issue.Table().Value("date"); v.Kind() == strict.KindDate {
				date = v.Span.Text()
			}
		}
	}
	if date == "" {
		date = m.opt.Day.Format(time.DateOnly)
	}
	return "schema = 1\n\n[publication]\ntitle = \"x\"\n\n[issue]\nyear = 2000\nnumber = 1\ndate = " + date + "\n"
}

// read reads an article as the issue will: from files in memory, whose names are relative
// to a folder, and from that folder. keys are the lines of its entry. Findings about the
// entry are about the file shown. ok is false if there are errors.
func (m *importer) read(dir, shown, keys string, files map[string][]byte, log *diag.List) (a *content.Article, ok bool) {
	name := filepath.Join(dir, ManifestName)
	in := manifest.Buffers{Name: name, Files: map[string][]byte{
		path.Clean(filepath.ToSlash(name)): []byte(m.frame() + "\n[[section]]\ntitle = \"x\"\n\n[[section.article]]\n" + keys),
	}}
	for below, data := range files {
		in.Files[path.Clean(filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(below))))] = data
	}
	disk := manifest.NewDisk(name)
	defer disk.Close()
	in.Over = disk
	var found diag.List
	issue := manifest.Load(in, manifest.Options{NoPublication: true}, &found)
	for _, d := range found.Items() {
		if s := d.Span.Source; s != nil && s.Path == filepath.ToSlash(name) {
			if d.Code == "year-date" || d.Code == "missing-key" {
				continue // of the frame, or the title of a document that cannot be read
			}
			d.Span = diag.Whole(shown)
		}
		log.AddFound(d)
	}
	if issue == nil || len(issue.Sections) == 0 || len(issue.Sections[0].Articles) == 0 {
		return nil, false
	}
	return &issue.Sections[0].Articles[0], !found.HasErrors()
}

// readFile reads a file as an article, with a title if one is given. Without one the
// document's is taken, else the name of the file.
func (m *importer) readFile(f *file, title string, log *diag.List) (a *content.Article, ok bool) {
	base := filepath.Base(f.path)
	keys := "file = " + strict.Quote(base) + "\n"
	if f.kind == document && m.opt.Changes != "" {
		keys += "changes = " + strict.Quote(m.opt.Changes) + "\n"
	}
	if title != "" {
		keys = "title = " + strict.Quote(title) + "\n" + keys
	}
	var found diag.List
	a, ok = m.read(filepath.Dir(f.path), f.shown(), keys, map[string][]byte{base: f.data}, &found)
	if title == "" && found.Has("docx-title-missing") {
		m.log.Add("import-title", diag.Whole(f.shown()), f.stem())
		return m.readFile(f, f.stem(), log)
	}
	log.Join(&found)
	return a, ok
}

// maxTitle is the greatest number of characters of a first line that is taken for a
// title.
const maxTitle = 50

// titleOf returns the title of an article that was read under another one: its first
// heading or line, if that looks like one; the name of the file otherwise, which is
// reported.
func (m *importer) titleOf(f *file, a *content.Article) string {
	for i, b := range a.Body {
		var text string
		switch b := b.(type) {
		case *content.Heading:
			text = content.JoinedRuns(b.Inlines).Value
		case *content.Paragraph:
			if i+1 < len(a.Body) {
				text = content.JoinedRuns(b.Inlines).Value
			}
		case *content.Picture, *content.Table:
			continue
		}
		text = strings.TrimSpace(text)
		if n := len([]rune(text)); n > 0 && n <= maxTitle && !strings.ContainsAny(text, "。；\n\t") && !strings.HasSuffix(text, "：") && !strings.HasSuffix(text, "，") {
			return text
		}
		break
	}
	m.log.Add("import-title", diag.Whole(f.shown()), f.stem())
	return f.stem()
}
