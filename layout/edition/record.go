package edition

import (
	"bytes"
	"encoding/json"
	"fmt"

	"jianbao/content"
	"jianbao/content/manifest"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
)

// record is the machine-readable description of an issue for archives: the JSON
// file embedded in PDF/A-3. The order of the fields is that of the file.
type record struct {
	Schema      int             `json:"schema"`
	Tool        string          `json:"tool"`
	Publication string          `json:"publication"`
	Title       string          `json:"title"`
	Issuer      []string        `json:"issuer,omitempty"`
	Year        int             `json:"year"`
	Number      string          `json:"number"`
	Total       string          `json:"total,omitempty"`
	Date        string          `json:"date"`
	Language    string          `json:"language"`
	Record      string          `json:"record,omitempty"`
	Reset       bool            `json:"reset,omitempty"`
	Produced    string          `json:"produced,omitempty"`
	Elements    []recordElement `json:"elements,omitempty"`
	Pages       int             `json:"pages"`
	Articles    []recordArticle `json:"articles"`
	Choices     *recordChoices  `json:"choices,omitempty"`
	Sources     []recordFile    `json:"sources"`
	Fonts       []string        `json:"fonts"` // of the pages: "NotoSerifSC-Regular sha256:…", the hash of the font file
}

// recordChoices holds the choices of the command line that the manifest does not
// contain.
type recordChoices struct {
	Theme string   `json:"theme,omitempty"`
	Set   []string `json:"set,omitempty"` // KEY=VALUE
}

type recordElement struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type recordArticle struct {
	Section string `json:"section"`
	Title   string `json:"title"`
	Source  string `json:"source,omitempty"`
	Page    string `json:"page"` // as printed
}

// recordFile is a file that was read. Size and hash of an attached picture are those
// of the attachment.
type recordFile struct {
	Path       string `json:"path"` // below the manifest's folder
	Kind       string `json:"kind"` // manifest, article, table, theme, picture, font
	Size       int    `json:"size"`
	SHA256     string `json:"sha256"`
	Attachment string `json:"attachment,omitempty"` // empty: the file is not attached
}

// recordName is the name of the record in the file.
const recordName = "record.json"

// attachments returns the files embedded in PDF/A-3: the sources and the record. The
// file can be made again from them, with the same program and the fonts that the
// record lists.
func (e *Edition) attachments() ([]pdf.Attachment, error) {
	sources := e.sources()
	var list []pdf.Attachment
	for i := range sources {
		s := &sources[i]
		if s.kind == manifest.KindPicture && !e.Issue.Archive.Pictures {
			s.attached = ""
		}
		if s.attached != "" {
			list = append(list, pdf.Attachment{Name: s.attached, MIME: s.mime, Data: s.data, Relationship: "Source", Description: s.name})
		}
	}
	r := recordOf(e.Issue, e.Doc, sources)
	r.Tool = e.engine.options.Tool.String()
	r.Choices = e.recordChoices(sources)
	r.Fonts = e.recordFonts()
	if r.Reset {
		r.Produced = e.Output.Produced.ISO()
	}
	data, err := r.json()
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	return append(list, pdf.Attachment{Name: recordName, MIME: "application/json", Data: data, Relationship: "Data", Description: "record of the issue"}), nil
}

// recordChoices returns the caller's choices about the pages; nil if there are none.
func (e *Edition) recordChoices(sources []source) *recordChoices {
	c := recordChoices{Theme: e.chosen.Theme}
	for i := range sources {
		if c.Theme != "" && sources[i].kind == manifest.KindTheme {
			c.Theme = sources[i].name // it is read before those it extends
			break
		}
	}
	for _, s := range e.chosen.Set {
		c.Set = append(c.Set, s.Key+"="+s.Value)
	}
	if c.Theme == "" && c.Set == nil {
		return nil
	}
	return &c
}

// recordFonts returns the faces that set the pages, sorted.
func (e *Edition) recordFonts() []string {
	faces := map[*fonts.Face]bool{}
	for g := range glyphs(e.Doc) {
		faces[g.Face] = true
	}
	var list []string
	for f := range faces {
		list = append(list, e.engine.faceName(f, e.Library))
	}
	return sortedOnce(list)
}

// recordOf returns the record of an issue with the given sources. Tool,
// choices, fonts and the day on which an old issue was typeset again are not filled in.
func recordOf(issue *content.Issue, doc *frame.Document, sources []source) record {
	r := record{
		Schema: 1, Publication: issue.Publication.Title.Joined(), Title: doc.Meta.Title,
		Year: issue.Number.Year, Number: issue.Number.Issue.Value, Total: issue.Number.Total.Value,
		Date: issue.Number.Date.ISO(), Language: issue.Publication.Lang,
		Record: issue.Archive.Record.Value, Reset: issue.Archive.Reset, Pages: len(doc.Pages), Articles: []recordArticle{},
	}
	for _, t := range issue.Publication.Issuer {
		r.Issuer = append(r.Issuer, t.Joined())
	}
	for _, e := range issue.Archive.Elements {
		r.Elements = append(r.Elements, recordElement{e.Key, e.Text.Value})
	}
	labels := articlePages(doc)
	n := 0
	for i := range issue.Sections {
		for k := range issue.Sections[i].Articles {
			a := &issue.Sections[i].Articles[k]
			n++
			r.Articles = append(r.Articles, recordArticle{issue.Sections[i].Title.Joined(), a.Title.Joined(), a.Source.Value, labels[n]})
		}
	}
	for _, s := range sources {
		r.Sources = append(r.Sources, recordFile{s.name, s.kind, len(s.data), sha256Hex(s.data), s.attached})
	}
	return r
}

func (r *record) json() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(r)
	return b.Bytes(), err
}

// articlePages returns the printed number of the page where each article's
// title stands, by its ordinal.
func articlePages(doc *frame.Document) map[int]string {
	labels := map[int]string{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindTitle && l.Article > 0 {
				if _, known := labels[l.Article]; !known {
					labels[l.Article] = doc.Pages[i].Label
				}
			}
		}
	}
	return labels
}
