package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
)

// record is what an archive wants to know of an issue, for machines: the JSON
// file that goes into PDF/A-3. The order of its fields is that of the file.
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

// source is a text file that an issue was made from.
type source struct {
	name, mime, about string
	data              []byte
}

// sources lists manifest, articles and theme files in a fixed order.
func (p *prepared) sources() []source {
	folder := path.Dir(p.issue.Source.Path)
	below := func(name string) string {
		if folder == "." {
			return name
		}
		return strings.TrimPrefix(name, strings.TrimSuffix(folder, "/")+"/")
	}
	list := []source{{path.Base(p.issue.Source.Path), "application/toml", "manifest", p.issue.Source.Bytes()}}
	seen := map[string]bool{}
	for _, s := range p.issue.Sections {
		for i := range s.Articles {
			a := &s.Articles[i]
			if a.File == nil || a.File == p.issue.Source || seen[a.File.Path] {
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
	for _, f := range p.themeFiles {
		name := below(filepath.ToSlash(f.name))
		if path.IsAbs(name) || strings.HasPrefix(name, "../") || strings.Contains(name, ":") {
			name = "theme/" + path.Base(name)
		}
		list = append(list, source{name, "application/toml", "theme", f.data})
	}
	return list
}

// attachments are what PDF/A-3 carries along: the sources, and the record.
func (p *prepared) attachments(doc *frame.Document) ([]pdf.Attachment, error) {
	sources := p.sources()
	var list []pdf.Attachment
	for _, s := range sources {
		list = append(list, pdf.Attachment{Name: s.name, MIME: s.mime, Data: s.data, Relationship: "Source", Description: s.about})
	}
	data, err := p.record(doc, sources)
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	return append(list, pdf.Attachment{Name: "record.json", MIME: "application/json", Data: data, Relationship: "Data", Description: "record of the issue"}), nil
}

func (p *prepared) record(doc *frame.Document, sources []source) ([]byte, error) {
	issue := p.issue
	r := record{
		Schema: 1, Tool: "jianbao " + versionOf().Version, Publication: issue.Publication.Title.Joined(), Title: doc.Meta.Title,
		Year: issue.Number.Year, Number: issue.Number.Issue.Value, Total: issue.Number.Total.Value,
		Date: day(issue.Number.Date), Language: issue.Publication.Lang,
		Record: issue.Archive.Record.Value, Reset: issue.Archive.Reset, Pages: len(doc.Pages), Articles: []recordArticle{},
	}
	if issue.Archive.Reset {
		r.Produced = day(issue.Archive.Produced)
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

// day writes a date as ISO 8601 does; empty if there is none.
func day(d content.Date) string {
	if d == (content.Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// readTheme is a file of a theme that was read.
type readTheme struct {
	name string
	data []byte
}

// producedFrom fills in the day of a re-setting from SOURCE_DATE_EPOCH where
// the manifest gives none: the clock is never asked.
func producedFrom(epoch string, issue *content.Issue, log *diag.List) {
	if !issue.Archive.Reset || issue.Archive.Produced != (content.Date{}) || epoch == "" {
		return
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || seconds < 0 || seconds > 253402300799 {
		log.Add("bad-epoch", diag.Span{}, epoch)
		return
	}
	year, month, d := time.Unix(seconds, 0).UTC().Date()
	issue.Archive.Produced = content.Date{Year: year, Month: int(month), Day: d}
}
