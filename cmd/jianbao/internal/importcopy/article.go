package importcopy

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/strict"
)

// file imports a file.
func (m *importer) file(f *file) {
	if f.kind == photo {
		m.photo(f)
		return
	}
	if sum := f.sum(); m.known[sum] {
		m.log.Add("import-known", diag.Whole(f.shown()), f.shown())
		return
	} else {
		m.known[sum] = true
	}
	switch f.kind {
	case document:
		if m.opt.Copies {
			m.copyDocument(f)
		} else {
			m.document(f)
		}
	case markdown:
		m.markdown(f)
	case plain:
		m.plain(f)
	}
}

// entry returns the entry of an article.
func entry(f *file, title, below string, keys ...string) string {
	b := origin(f) + "[[section.article]]\n"
	if title != "" {
		b += "title  = " + strict.Quote(title) + "\n"
	}
	return b + "file   = " + strict.Quote(below) + "\n" + strings.Join(keys, "")
}

// add adds an article, unless a file of it exists that is another one.
func (m *importer) add(f *file, a *article) {
	for i := range a.outputs {
		if m.exists(&a.outputs[i]) == different {
			m.log.Add("import-target", diag.Whole(f.shown()), m.shown(a.outputs[i].path))
			return
		}
	}
	m.articles = append(m.articles, a)
}

// copyDocument imports a document as it is.
func (m *importer) copyDocument(f *file) {
	var log diag.List
	a, ok := m.readFile(f, "", &log)
	m.log.Join(&log)
	if !ok {
		m.leftOut(f)
		return
	}
	ending := strings.ToLower(filepath.Ext(f.path))
	if kindOf(f.path) != document {
		ending = ".docx"
	}
	o := output{m.name(f, articlesFolder, f.stem(), ending), f.data}
	title := ""
	if a.Title.Value == f.stem() && a.Title.Place.Source != a.File {
		title = a.Title.Value
	}
	var keys []string
	if m.opt.Changes != "" {
		keys = append(keys, "changes = "+strict.Quote(m.opt.Changes)+"\n")
	}
	m.add(f, &article{outputs: []output{o}, entry: entry(f, title, o.path, keys...)})
}

// leftOut reports that an article is not imported because of the errors about it. The same
// document under another name may be without them.
func (m *importer) leftOut(f *file) {
	delete(m.known, f.sum())
	m.log.Add("import-left-out", diag.Whole(f.shown()), f.shown())
}

// document imports a document as Markdown.
func (m *importer) document(f *file) {
	var log diag.List
	a, ok := m.readFile(f, "", &log)
	m.log.Join(&log)
	if !ok {
		m.leftOut(f)
		return
	}
	m.written(f, a, f.stem(), true)
}

// plain imports a text as it is.
func (m *importer) plain(f *file) {
	var log diag.List
	a, ok := m.readFile(f, "x", &log)
	if !ok {
		m.log.Join(&log)
		m.leftOut(f)
		return
	}
	m.joinSevere(&log)
	o := output{m.name(f, articlesFolder, f.stem(), strings.ToLower(filepath.Ext(f.path))), f.data}
	m.add(f, &article{outputs: []output{o}, entry: entry(f, m.titleOf(f, a), o.path)})
}

// joinSevere adds those findings about a copied text that are not only about its reading:
// the next check of the issue reports the others.
func (m *importer) joinSevere(log *diag.List) {
	for _, d := range log.Items() {
		if d.Severity > diag.Notice {
			m.log.AddFound(d)
		}
	}
}

// markdown imports a text in Markdown. Its pictures are copied, and their paths in it are
// changed; nothing else is.
func (m *importer) markdown(f *file) {
	var log diag.List
	a, ok := m.readFile(f, "x", &log)
	if !ok {
		m.log.Join(&log)
		m.leftOut(f)
		return
	}
	m.joinSevere(&log)
	out := &article{}
	file := output{path: m.name(f, articlesFolder, f.stem(), ".md")}
	type change struct {
		at   diag.Span
		text string
	}
	var changes []change
	n := 0
	for _, b := range a.Body {
		p, is := b.(*content.Picture)
		if !is || p.Image == nil {
			continue
		}
		o, known := output{}, false
		for _, before := range out.outputs {
			if string(before.data) == string(p.Image.Data) {
				o, known = before, true
			}
		}
		if !known {
			n++
			o = m.pictureOf(f, p, n)
			out.outputs = append(out.outputs, o)
		}
		at := p.File.Place.At(0, len(p.File.Value))
		to := "../" + o.path
		if before := byteBefore(at); strings.ContainsAny(to, " ()") && before != '<' {
			to = "<" + to + ">"
		}
		changes = append(changes, change{at, to})
	}
	text := a.File.Data
	slices.SortStableFunc(changes, func(x, y change) int { return y.at.Start - x.at.Start })
	for _, c := range changes {
		text = slices.Concat(text[:c.at.Start], []byte(c.text), text[c.at.End:])
	}
	if file.data = text; len(changes) == 0 {
		file.data = f.data
	}
	out.outputs = append([]output{file}, out.outputs...)
	title := m.titleOf(f, a)
	out.entry = entry(f, title, file.path)
	files := map[string][]byte{}
	for _, o := range out.outputs {
		files[o.path] = o.data
	}
	var again diag.List
	if b, ok := m.read(m.folder, f.shown(), "title = \"x\"\nfile = "+strict.Quote(file.path)+"\n", files, &again); !ok || !alike(a, b) {
		m.log.Add("import-unlike", diag.Whole(f.shown()), f.shown())
		return
	}
	m.add(f, out)
}

// pictureOf returns the file of the nth picture of a text. It is named after the text; one
// that has no description keeps its name, which may be one.
func (m *importer) pictureOf(f *file, p *content.Picture, n int) output {
	if p.Alt.Value == "" && !p.Decorative {
		base := path.Base(p.File.Value)
		o := output{m.name(f, photosFolder, strings.TrimSuffix(base, path.Ext(base)), formatEnding(p.Image.Format, "")), p.Image.Data}
		if m.exists(&o) != different {
			return o
		}
	}
	return output{m.name(f, photosFolder, fmt.Sprintf("%s-%d", f.stem(), n), formatEnding(p.Image.Format, "")), p.Image.Data}
}

func byteBefore(at diag.Span) byte {
	if at.Start == 0 || at.Source == nil {
		return 0
	}
	return at.Source.Data[at.Start-1]
}

// photo imports a picture that is given by itself.
func (m *importer) photo(f *file) {
	if m.hasPhoto(f.data) {
		m.log.Add("import-known", diag.Whole(f.shown()), f.shown())
		return
	}
	o := output{m.name(f, photosFolder, f.stem(), strings.ToLower(filepath.Ext(f.path))), f.data}
	if m.exists(&o) == different {
		m.log.Add("import-target", diag.Whole(f.shown()), m.shown(o.path))
		return
	}
	m.photos = append(m.photos, given{o, f})
}

// hasPhoto reports whether the issue has a picture already, under whatever name.
func (m *importer) hasPhoto(data []byte) bool {
	folder := filepath.Join(m.folder, photosFolder)
	names, _ := os.ReadDir(folder)
	for _, n := range names {
		info, err := n.Info()
		if err != nil || info.Size() != int64(len(data)) {
			continue
		}
		if there, err := os.ReadFile(filepath.Join(folder, n.Name())); err == nil && bytes.Equal(there, data) {
			return true
		}
	}
	return false
}

// unused returns the pictures given by themselves that no article of this run has, and
// reports them.
func (m *importer) unused() (outputs []output) {
	used := map[string]bool{}
	for _, a := range m.articles {
		for _, o := range a.outputs {
			used[string(o.data)] = true
		}
	}
	for _, p := range m.photos {
		if used[string(p.data)] {
			continue
		}
		target := "../" + p.path
		if strings.ContainsAny(target, " ()") {
			target = "<" + target + ">"
		}
		m.log.Add("import-photo", diag.Whole(p.of.shown()), m.shown(p.path), "![…]("+target+")")
		outputs = append(outputs, p.output)
	}
	return outputs
}

// name returns the path of a file to write in a folder of the issue: of two files of one
// name in this run, the second has a number.
func (m *importer) name(f *file, folder, stem, ending string) string {
	const most = 120
	for n := 1; ; n++ {
		s := name.Clean(stem, most)
		if n > 1 {
			s += fmt.Sprintf("-%d", n)
		}
		p := path.Join(folder, s+ending)
		key := name.Fold(p)
		if _, taken := m.taken[key]; taken || m.opt.Free && m.exists(&output{path: p}) != absent {
			continue
		}
		m.taken[key] = f.path
		return p
	}
}
