package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"jianbao/content"
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
	Sources     []recordFile    `json:"sources"`
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

type recordFile struct {
	Path   string `json:"path"` // below the manifest's folder
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// source is a text file that an issue is made from.
type source struct {
	name, mime, about string
	data              []byte
}

// sources returns manifest, articles and theme files in a fixed order, with
// their names below the manifest's folder.
func sources(issue *content.Issue, themes []themeFile) []source {
	folder := path.Dir(issue.Source.Path)
	below := func(name string) string {
		if folder == "." {
			return name
		}
		return strings.TrimPrefix(name, strings.TrimSuffix(folder, "/")+"/")
	}
	list := []source{{path.Base(issue.Source.Path), "application/toml", "manifest", issue.Source.Bytes()}}
	seen := map[string]bool{}
	for _, s := range issue.Sections {
		for i := range s.Articles {
			a := &s.Articles[i]
			if a.File == nil || a.File == issue.Source || seen[a.File.Path] {
				continue
			}
			seen[a.File.Path] = true
			mime := "text/plain"
			if ext := strings.ToLower(path.Ext(a.File.Path)); ext == ".md" || ext == ".markdown" {
				mime = "text/markdown"
			}
			list = append(list, source{below(a.File.Path), mime, "article", a.File.Bytes()})
		}
	}
	for _, f := range themes {
		name := below(filepath.ToSlash(f.name))
		if path.IsAbs(name) || strings.HasPrefix(name, "../") || strings.Contains(name, ":") {
			name = "theme/" + path.Base(name)
		}
		list = append(list, source{name, "application/toml", "theme", f.data})
	}
	return list
}

// attachments returns the files embedded in PDF/A-3: the sources and the record.
func (e *Edition) attachments() ([]pdf.Attachment, error) {
	sources := sources(e.Issue, e.themes)
	var list []pdf.Attachment
	for _, s := range sources {
		list = append(list, pdf.Attachment{Name: s.name, MIME: s.mime, Data: s.data, Relationship: "Source", Description: s.about})
	}
	r := recordOf(e.Issue, e.Doc, sources)
	r.Tool = e.engine.options.Tool.String()
	if r.Reset {
		r.Produced = day(e.Output.Produced)
	}
	data, err := r.json()
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	return append(list, pdf.Attachment{Name: "record.json", MIME: "application/json", Data: data, Relationship: "Data", Description: "record of the issue"}), nil
}

// recordOf returns the record of an issue with the given sources. Tool, and the
// day on which an old issue was typeset again, are not filled in.
func recordOf(issue *content.Issue, doc *frame.Document, sources []source) record {
	r := record{
		Schema: 1, Publication: issue.Publication.Title.Joined(), Title: doc.Meta.Title,
		Year: issue.Number.Year, Number: issue.Number.Issue.Value, Total: issue.Number.Total.Value,
		Date: day(issue.Number.Date), Language: issue.Publication.Lang,
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
		sum := sha256.Sum256(s.data)
		r.Sources = append(r.Sources, recordFile{s.name, len(s.data), hex.EncodeToString(sum[:])})
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

// day returns a date in the form of ISO 8601; "" if there is none.
func day(d content.Date) string {
	if d == (content.Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}
