package importcopy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"jianbao/content"
	"jianbao/content/charset"
	"jianbao/content/diag"
	"jianbao/content/docx"
	"jianbao/content/manifest"
	"jianbao/content/strict"
)

// Where a document is divided, other than at the titles of a file.
const (
	SplitHeadings = "heading"
	SplitManifest = "manifest"
)

// cut is a title in a document at which an article begins.
type cut struct {
	at, lines int // blocks of the title
	title     string
	slot      *slot // for the article in the manifest; nil: it gets an entry of its own
}

// slot is an article of the manifest whose file does not exist yet.
type slot struct {
	title  string
	file   string // empty: the entry has none
	after  int    // offset of the line after its title
	indent string
}

// split imports one document that holds the articles of an issue.
func (m *importer) split(files []file) {
	var whole []*file
	for i := range files {
		if files[i].kind == photo {
			m.photo(&files[i])
			continue
		}
		whole = append(whole, &files[i])
	}
	if len(whole) != 1 {
		if !m.log.HasErrors() {
			m.log.Add("import-split-one", diag.Span{}, len(whole))
		}
		return
	}
	f := whole[0]
	var log diag.List
	a, ok := m.readFile(f, f.stem(), &log)
	log.Remove(func(d *diag.Diagnostic) bool { return d.Code == "docx-title-differs" }) // from the name of the file
	m.log.Join(&log)
	if !ok {
		m.leftOut(f)
		return
	}
	a.Body = m.asWritten(f, a)
	cuts, ok := m.cuts(f, a)
	if !ok {
		return
	}
	m.before(f, a, cuts[0])
	for i, c := range cuts {
		to := len(a.Body)
		if i+1 < len(cuts) {
			to = cuts[i+1].at
		}
		m.part(f, a, c, a.Body[c.at+c.lines:to], i+1)
	}
}

// asWritten returns the blocks of a document with the levels that its headings have in it:
// in an article typed numbers decide, and 一、 below a title would be its equal.
func (m *importer) asWritten(f *file, a *content.Article) []content.Block {
	var raw []content.Block
	if f.kind == document {
		changes := map[string]docx.Changes{"accept": docx.Accept, "reject": docx.Reject}[m.opt.Changes]
		if doc, _ := docx.Read(f.data, docx.Options{Path: f.shown(), Changes: changes}, &diag.List{}); doc != nil {
			raw = doc.Blocks
		}
	} else {
		raw, _ = manifest.Markdown(a.File, "", nil, &diag.List{})
	}
	levels := map[int]int{}
	for _, b := range raw {
		if h, ok := b.(*content.Heading); ok {
			levels[h.Span.Start] = h.Level
		}
	}
	out := slices.Clone(a.Body)
	for i, b := range out {
		h, ok := b.(*content.Heading)
		if !ok {
			continue
		}
		if level := levels[h.Span.Start]; level > 0 {
			written := *h
			written.Level = level
			out[i] = &written
		}
	}
	return out
}

// cuts returns the titles at which a document is divided, in its order; ok is false if
// there are errors.
func (m *importer) cuts(f *file, a *content.Article) (cuts []cut, ok bool) {
	switch m.opt.Split {
	case SplitHeadings:
		cuts = headings(a.Body)
		if len(cuts) == 0 {
			m.log.Add("import-split-none", diag.Whole(f.shown()))
		}
		return cuts, len(cuts) > 0
	case SplitManifest:
		slots := m.slots()
		if len(slots) == 0 {
			m.log.Add("import-split-manifest", diag.Whole(m.shown(ManifestName)), m.shown(ManifestName))
			return nil, false
		}
		for i := range slots {
			cuts = append(cuts, cut{title: slots[i].title, slot: &slots[i]})
		}
	default:
		for _, title := range m.titles() {
			cuts = append(cuts, cut{title: title})
		}
		if len(cuts) == 0 {
			return nil, false
		}
	}
	ok = true
	for i := range cuts {
		ok = m.find(f, a.Body, &cuts[i]) && ok
	}
	slices.SortFunc(cuts, func(x, y cut) int { return x.at - y.at })
	for i := 1; ok && i < len(cuts); i++ {
		if cuts[i].at < cuts[i-1].at+cuts[i-1].lines {
			m.log.Add("import-split-twice", spanOf(a.Body[cuts[i].at], f), cuts[i].title)
			ok = false
		}
	}
	return cuts, ok
}

// headings returns the headings of the highest level.
func headings(body []content.Block) (cuts []cut) {
	for i, b := range body {
		if h, ok := b.(*content.Heading); ok && h.Level == 1 {
			cuts = append(cuts, cut{at: i, lines: 1, title: strings.TrimSpace(content.JoinedRuns(h.Inlines).Value)})
		}
	}
	return cuts
}

// maxTitleLines is the greatest number of lines of a title in a document.
const maxTitleLines = 3

// find finds the only place of a title; ok is false if there is none or more than one.
func (m *importer) find(f *file, body []content.Block, c *cut) (ok bool) {
	found := 0
	for i := range body {
		text := ""
		for n := 1; n <= maxTitleLines && i+n <= len(body); n++ {
			line := textOf(body[i+n-1])
			if line == "" {
				break
			}
			if text += line; folded(text) == folded(c.title) {
				if found++; found == 2 {
					m.log.Add("import-split-twice", spanOf(body[i], f), c.title)
					return false
				}
				c.at, c.lines = i, n
				break
			}
		}
	}
	if found == 0 {
		m.log.Add("import-split-missing", diag.Whole(f.shown()), c.title)
	}
	return found == 1
}

// textOf returns the text of a paragraph or heading, empty for other blocks.
func textOf(b content.Block) string {
	switch b := b.(type) {
	case *content.Paragraph:
		return content.JoinedRuns(b.Inlines).Value
	case *content.Heading:
		return content.JoinedRuns(b.Inlines).Value
	}
	return ""
}

// folded returns a text without blanks and breaks, and with full-width signs as those of
// ASCII.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, width.Fold.String(s))
}

// titles returns the lines of the file with titles.
func (m *importer) titles() (titles []string) {
	shown := filepath.ToSlash(m.opt.Split)
	raw, err := manifest.ReadFile(m.opt.Split, manifest.MaxArticleSize)
	if err != nil {
		m.log.Add("import-input", diag.Whole(shown), shown, diag.Cause(err))
		return nil
	}
	src, ok := charset.Decode(shown, raw, charset.Auto, m.log)
	if !ok {
		return nil
	}
	for _, line := range strings.FieldsFunc(string(src.Data), func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); line != "" {
			titles = append(titles, line)
		}
	}
	if len(titles) == 0 {
		m.log.Add("import-split-empty", diag.Whole(shown), shown)
	}
	return titles
}

// slots returns the articles of the manifest without a text, or whose file does not exist.
func (m *importer) slots() (slots []slot) {
	if m.root == nil || m.root.Value("section") == nil {
		return nil
	}
	data := m.manifest.Data
	for _, item := range m.root.Value("section").Items() {
		section := item.Table()
		if section == nil || !section.Has("article") {
			continue
		}
		for _, item := range section.Value("article").Items() {
			t := item.Table()
			if t == nil || !t.Has("title") || t.Has("text") {
				continue
			}
			title := t.Value("title")
			text, _ := title.Str()
			s := slot{title: strings.ReplaceAll(text.Value, "\n", "")}
			if t.Has("file") {
				file, ok := t.Value("file").Str()
				if !ok || m.exists(&output{path: file.Value}) != absent {
					continue
				}
				s.file = file.Value
			}
			end := strings.IndexByte(string(data[title.Span.End:]), '\n')
			if s.after = len(data); end >= 0 {
				s.after = title.Span.End + end + 1
			}
			line := strings.LastIndexByte(string(data[:title.Key.Start]), '\n') + 1
			s.indent = string(data[line:title.Key.Start])
			slots = append(slots, s)
		}
	}
	return slots
}

// before imports the text before the first title as an article of its own.
func (m *importer) before(f *file, a *content.Article, first cut) {
	if first.at == 0 {
		return
	}
	m.log.Add("import-split-before", spanOf(a.Body[0], f), f.stem(), first.title)
	m.part(f, a, cut{title: f.stem()}, a.Body[:first.at], 0)
}

// part imports a part of a document.
func (m *importer) part(f *file, a *content.Article, c cut, body []content.Block, n int) {
	if len(body) == 0 {
		m.log.Add("import-split-no-text", diag.Whole(f.shown()), c.title)
		return
	}
	sum := sha256.Sum256(append(slices.Clone(f.data), c.title...))
	p := &file{path: f.path, kind: f.kind, data: f.data, part: hex.EncodeToString(sum[:6])}
	if m.known[p.sum()] {
		m.log.Add("import-known", diag.Whole(f.shown()), c.title)
		return
	}
	m.known[p.sum()] = true
	article := &content.Article{Title: content.Text{Value: c.title}, Body: raised(body), Markdown: a.Markdown, OwnNumbers: a.OwnNumbers, NotesAtEnd: a.NotesAtEnd}
	stem := fmt.Sprintf("%02d-%s", n, strings.Join(strings.Fields(c.title), ""))
	if c.slot == nil {
		m.written(p, article, stem, true)
		return
	}
	m.fill(p, article, stem, c.slot)
}

// raised returns blocks whose highest headings have level 1.
func raised(body []content.Block) []content.Block {
	top := 4
	for _, b := range body {
		if h, ok := b.(*content.Heading); ok {
			top = min(top, h.Level)
		}
	}
	out := slices.Clone(body)
	for i, b := range out {
		if h, ok := b.(*content.Heading); ok && top > 1 {
			raised := *h
			raised.Level -= top - 1
			out[i] = &raised
		}
	}
	return out
}

// fill imports a part as the text of an article that the manifest has.
func (m *importer) fill(f *file, a *content.Article, stem string, s *slot) {
	target := s.file
	if target == "" {
		target = m.name(f, articlesFolder, stem, ".md")
	}
	if ending := strings.ToLower(path.Ext(target)); ending != ".md" && ending != ".markdown" {
		m.log.Add("import-split-ending", diag.Whole(m.shown(ManifestName)), target)
		return
	}
	keys := ""
	if s.file == "" {
		keys = s.indent + "file   = " + strict.Quote(target) + "\n"
	}
	w, own, ok := m.compose(f, a, stem, target, false)
	if !ok {
		return
	}
	if w.entries.Len() > 0 {
		m.log.Add("import-unlike", diag.Whole(f.shown()), f.shown())
		return
	}
	for line := range strings.Lines(own) {
		keys += s.indent + line
	}
	before := len(m.articles)
	m.add(f, &article{outputs: w.outputs})
	if len(m.articles) > before && keys != "" {
		m.replaced = append(m.replaced, edit{s.after, keys})
	}
}
