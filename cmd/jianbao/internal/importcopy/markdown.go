package importcopy

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/mdwrite"
	"jianbao/content/numeral"
	"jianbao/content/parts"
	"jianbao/content/picture"
	"jianbao/content/strict"
)

// A table of more rows or columns than these goes to a file of its own.
const (
	manyRows    = 30
	manyColumns = 12
)

// written adds an article as a file of Markdown with its pictures and large tables.
// tables reports whether large tables may have files of their own.
func (m *importer) written(f *file, a *content.Article, stem string, tables bool) {
	target := m.name(f, articlesFolder, stem, ".md")
	if w, own, ok := m.compose(f, a, stem, target, tables); ok {
		m.add(f, &article{outputs: w.outputs, entry: entry(f, a.Title.Value, target, own, w.entries.String())})
	}
}

// compose makes the files of an article and the keys of its entry, if they are read as the
// same article; ok is false if they are not, which is reported.
func (m *importer) compose(f *file, a *content.Article, stem, target string, tables bool) (w *writing, own string, ok bool) {
	w = &writing{importer: m, of: f, stem: stem, tables: tables, pictures: map[*picture.Image]string{}}
	text, lost := mdwrite.Write(w.blocks(a.Body), path.Dir(target))
	if len(lost) > 0 {
		m.log.Add("import-no-markdown", spanOf(lost[0], f), f.shown())
		return nil, "", false
	}
	w.outputs = append([]output{{target, text}}, w.outputs...)
	files := map[string][]byte{}
	for _, o := range w.outputs {
		files[o.path] = o.data
	}
	keys := "title = " + strict.Quote(a.Title.Value) + "\nfile = " + strict.Quote(target) + "\n"
	notes := ""
	if a.NotesAtEnd {
		notes = "notes = \"article\"\n"
	}
	if unnumbered(a.Body) {
		own = ownHeadings
	}
	for {
		var log diag.List
		if b, ok := m.read(m.folder, f.shown(), keys+notes+own+w.entries.String(), files, &log); ok && alike(a, b) {
			return w, notes + own, true
		}
		if own != "" {
			m.log.Add("import-unlike", diag.Whole(f.shown()), f.shown())
			return nil, "", false
		}
		own = ownHeadings
	}
}

// ownHeadings is the key of an article whose headings are set as they are written.
const ownHeadings = "headings = \"typed\"\n"

// unnumbered reports whether an article has a heading without a number, which a theme
// would number.
func unnumbered(blocks []content.Block) bool {
	return slices.ContainsFunc(blocks, func(b content.Block) bool {
		h, ok := b.(*content.Heading)
		if !ok {
			return false
		}
		_, numbered := numeral.At(content.JoinedRuns(h.Inlines).Value)
		return !numbered
	})
}

// alike reports whether two articles are set alike: they have the same blocks, and the
// same parts are recognized among them.
func alike(a, b *content.Article) bool {
	if b == nil || a.NotesAtEnd != b.NotesAtEnd || !mdwrite.Same(a.Body, b.Body) {
		return false
	}
	rules := parts.Rules{Salutation: true, Attachment: true, Signature: true, RunIn: true, Clause: true, Chapter: true}
	of := func(a *content.Article) []content.Block { return rules.Body(a.Body, a.Markdown && !a.OwnNumbers) }
	return mdwrite.Same(of(a), of(b))
}

// spanOf returns the place of a block, or else the file.
func spanOf(b content.Block, f *file) diag.Span {
	at := diag.Span{}
	switch b := b.(type) {
	case *content.Paragraph:
		at = b.Span
	case *content.Heading:
		at = b.Span
	case *content.Table:
		at = b.Span
	case *content.Picture:
		at = b.Span
	case *content.List:
		at = b.Span
	case *content.Quote:
		at = b.Span
	case *content.Box:
		at = b.Span
	}
	if at.Source == nil {
		return diag.Whole(f.shown())
	}
	return at
}

// writing is the state of writing an article.
type writing struct {
	*importer
	of       *file
	stem     string
	tables   bool
	pictures map[*picture.Image]string // paths by picture
	outputs  []output
	entries  strings.Builder // of the manifest, for pictures and tables
	numbers  int             // of large tables
}

// blocks returns the blocks for Markdown: with the paths of their pictures, notes numbered
// anew, and without the pictures and tables that have entries in the manifest.
func (w *writing) blocks(body []content.Block) []content.Block {
	var out []content.Block
	paragraphs := 0
	placeable := true // an entry can say that it stands here
	for _, b := range body {
		switch x := b.(type) {
		case *content.Paragraph:
			paragraphs++
			placeable = true
		case *content.Picture:
			p := *x
			below := w.picture(x)
			p.File = content.Text{Value: "../" + below}
			if x.Code != nil {
				p.File = x.File
			}
			if plainPicture(x) || !placeable || x.Code != nil {
				out = append(out, &p)
				placeable = false
				continue
			}
			w.pictureEntry(x, below, paragraphs)
			continue
		case *content.Table:
			if w.tables && large(x) && placeable {
				if data, ok := csvOf(x); ok {
					w.tableEntry(x, data, paragraphs)
					continue
				}
			}
			placeable = false
		default:
			placeable = false
		}
		out = append(out, b)
	}
	for _, n := range mdwrite.Notes(out) {
		n.Label = "" // numbered anew
	}
	return out
}

// plainPicture reports whether a picture has a form in Markdown.
func plainPicture(p *content.Picture) bool {
	return p.Width.Value == "" && p.Place == content.PlaceHere && !p.Decorative && !strings.ContainsAny(p.Credit.Value, "｜|")
}

// picture returns the path of a picture's file. A picture that occurs again has one file.
func (w *writing) picture(p *content.Picture) string {
	if p.Image == nil {
		return ""
	}
	if name := w.pictures[p.Image]; name != "" {
		return name
	}
	for _, o := range w.outputs {
		if bytes.Equal(o.data, p.Image.Data) {
			return o.path
		}
	}
	o := output{w.name(w.of, photosFolder, fmt.Sprintf("%s-%d", w.stem, len(w.pictures)+1), formatEnding(p.Image.Format, "")), p.Image.Data}
	w.outputs = append(w.outputs, o)
	w.pictures[p.Image] = o.path
	return o.path
}

// pictureEntry writes the entry of a picture that has no form in Markdown.
func (w *writing) pictureEntry(p *content.Picture, below string, after int) {
	b := &w.entries
	b.WriteString("\n[[section.article.picture]]\nfile = " + strict.Quote(below) + "\n")
	for _, v := range []struct{ key, value string }{{"alt", p.Alt.Value}, {"caption", mdwrite.Caption(p.Caption)}, {"credit", p.Credit.Value}, {"width", p.Width.Value},
		{"place", [...]string{"", "top", "bottom", "page", "left", "right"}[p.Place]}} {
		if v.value != "" {
			b.WriteString(v.key + " = " + strict.Quote(v.value) + "\n")
		}
	}
	if p.Decorative {
		b.WriteString("decorative = true\n")
	}
	b.WriteString("after = " + strconv.Itoa(after) + "\n")
}

func large(t *content.Table) bool { return len(t.Rows) > manyRows || len(t.Columns) > manyColumns }

// csvOf returns a table in CSV form; ok is false if its cells have more than text,
// scripts and breaks.
func csvOf(t *content.Table) (data []byte, ok bool) {
	if t.Place != content.PlaceHere || t.Wide || t.Rotate || t.Side > 0 || t.Rules.Value != "" || len(t.Called) > 0 || t.Head == 0 && len(t.Rows) == 0 {
		return nil, false
	}
	for _, in := range append(slices.Clone(t.Notes), t.Caption, t.Unit) {
		if _, ok := simple(in); !ok {
			return nil, false
		}
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	owners := mdwrite.Owners(t)
	for r, row := range t.Rows {
		record := make([]string, len(row))
		for c := range row {
			owner := owners[r*len(row)+c]
			cell := &t.Rows[owner[0]][owner[1]]
			switch {
			case r > owner[0]:
				record[c] = "^"
			case c < owner[1]+cell.Columns-1:
				record[c] = ">"
			default:
				text, ok := simple(cell.Inlines)
				if !ok {
					return nil, false
				}
				if text == ">" || text == "^" {
					text = `\` + text
				}
				record[c] = text
			}
		}
		if w.Write(record) != nil {
			return nil, false
		}
	}
	w.Flush()
	return b.Bytes(), w.Error() == nil
}

// simple returns a text as CSV and manifests have it; ok is false if it has more than
// scripts and breaks.
func simple(in []content.Inline) (text string, ok bool) {
	for _, x := range in {
		switch x := x.(type) {
		case content.Break:
			text += "\n"
		case content.Run:
			plain := content.Run{Value: x.Value, Place: x.Place, Script: x.Script}
			if x.Strong || x.Emphasis || x.Link != "" || x.Literal || x.Decoration != plain.Decoration || x.Ruby != plain.Ruby {
				return "", false
			}
			text += [...]string{"", "~", "^"}[x.Script] + x.Value + [...]string{"", "~", "^"}[x.Script]
		default:
			return "", false
		}
	}
	return text, true
}

// tableEntry writes the entry of a table with a file of its own.
func (w *writing) tableEntry(t *content.Table, data []byte, after int) {
	w.numbers++
	o := output{w.name(w.of, tablesFolder, fmt.Sprintf("%s-%d", w.stem, w.numbers), ".csv"), data}
	w.outputs = append(w.outputs, o)
	b := &w.entries
	b.WriteString("\n[[section.article.table]]\nfile = " + strict.Quote(o.path) + "\n")
	if text, _ := simple(t.Caption); text != "" {
		b.WriteString("caption = " + strict.Quote(text) + "\n")
	}
	if text, _ := simple(t.Unit); text != "" {
		b.WriteString("unit = " + strict.Quote(text) + "\n")
	}
	if len(t.Notes) > 0 {
		notes := make([]string, len(t.Notes))
		for i, in := range t.Notes {
			text, _ := simple(in)
			notes[i] = strict.Quote(text)
		}
		b.WriteString("notes = [" + strings.Join(notes, ", ") + "]\n")
	}
	if t.Head != 1 {
		b.WriteString("head = " + strconv.Itoa(t.Head) + "\n")
	}
	if aligned := aligns(t); aligned != "" {
		b.WriteString("align = " + aligned + "\n")
	}
	b.WriteString("after = " + strconv.Itoa(after) + "\n")
}

// aligns returns the alignments of a table's columns, empty if all are automatic.
func aligns(t *content.Table) string {
	some := false
	words := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		words[i] = strict.Quote([...]string{"", "left", "center", "right", "figure"}[c.Align])
		some = some || c.Align != content.AlignAuto
	}
	if !some {
		return ""
	}
	return "[" + strings.Join(words, ", ") + "]"
}
