package edition

import (
	"path"
	"path/filepath"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/layout/frame"
)

// Arranged is an article in its place in the issue.
type Arranged struct {
	Section  string // title of its section; empty: the section has none
	In       int    // ordinal of its section, from 1
	Title    string
	Authors  []string
	File     string       // below the manifest's folder, with slashes; empty: its text is in the manifest
	Source   *diag.Source // of its text; nil: it could not be read
	Text     diag.Span    // of its text where that is in the manifest
	Table    diag.Span    // of its table in the manifest
	Page     string       // printed number of its first page; empty: not composed, or without number
	Attached bool         // it is an attachment of the one before it, and has no table of its own among the articles
	Plain    bool         // it is paragraphs and headings without styles: its extracted text is all of it
	Sheet    int          // index of that page in the document; -1: not composed
	Pages    int          // that it is on; 0: not composed, or without advice
	Last     string       // printed number of the last of them
	Free     int          // rows free on it; -1: another article follows there
}

// Arrangement returns the articles in the order of the issue, attachments after theirs.
func (e *Edition) Arrangement() []Arranged {
	if e.Issue == nil {
		return nil
	}
	first := e.firstPages()
	var list []Arranged
	for i := range e.Issue.Sections {
		s := &e.Issue.Sections[i]
		for k := range s.Articles {
			a := &s.Articles[k]
			item := Arranged{Section: s.Title.Joined(), In: i + 1, Title: a.Title.Joined(), Source: a.File, Table: e.Issue.Parts.Span(a.Span), Plain: isPlain(a.Body), Attached: a.Attached != nil, Sheet: -1}
			for _, author := range a.Authors {
				item.Authors = append(item.Authors, author.Value)
			}
			if a.File != nil && a.File != e.Issue.Source {
				item.File = e.Below(a.File)
			}
			if n := len(list) + 1; n < len(first) && first[n] > 0 {
				item.Sheet = first[n] - 1
				item.Page = e.Doc.Pages[item.Sheet].Label
				if n <= len(e.Doc.Ends) {
					ends := e.Doc.Ends[n-1]
					item.Pages, item.Free = ends.Pages, ends.Free
					if last := item.Sheet + ends.Pages - 1; last < len(e.Doc.Pages) {
						item.Last = e.Doc.Pages[last].Label
					}
				}
			}
			list = append(list, item)
		}
	}
	return list
}

// isPlain reports whether blocks are paragraphs and headings whose text has no styles.
func isPlain(blocks []content.Block) bool {
	for _, b := range blocks {
		var in []content.Inline
		switch b := b.(type) {
		case *content.Paragraph:
			in = b.Inlines
		case *content.Heading:
			in = b.Inlines
		default:
			return false
		}
		for _, x := range in {
			r, ok := x.(content.Run)
			if !ok || r.Strong || r.Emphasis || r.Script != content.NoScript || r.Link != "" || r.Code || r.Decoration != (content.Decoration{}) || r.Ruby.Text != "" {
				return false
			}
		}
	}
	return true
}

// firstPages returns for each article, by its ordinal, its first page, from 1; 0: none.
func (e *Edition) firstPages() []int {
	if e.Doc == nil {
		return nil
	}
	var first []int
	for i := range e.Doc.Pages {
		for _, item := range e.Doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Article == 0 || e.Doc.Pages[i].Front {
				continue
			}
			for len(first) <= l.Article {
				first = append(first, 0)
			}
			if first[l.Article] == 0 {
				first[l.Article] = i + 1
			}
		}
	}
	return first
}

// Below returns the name of a source below the manifest's folder, with slashes, or that
// of publication.toml, which may be above it; "" if it is elsewhere or no file.
func (e *Edition) Below(s *diag.Source) string {
	if s == nil || s.Data == nil {
		return ""
	}
	if shared := e.Issue.Shared; shared != nil && s == shared.Source {
		return shared.PictureName(manifest.PublicationName)
	}
	if s == e.Issue.Source {
		return path.Base(filepath.ToSlash(s.Path))
	}
	folder := path.Dir(filepath.ToSlash(e.inputs[0]))
	name := filepath.ToSlash(s.Path)
	if folder != "." {
		below, ok := strings.CutPrefix(name, strings.TrimSuffix(folder, "/")+"/")
		if !ok {
			return ""
		}
		name = below
	}
	if path.IsAbs(name) || strings.HasPrefix(name, "../") || strings.Contains(name, ":") {
		return ""
	}
	return name
}

// Texts returns the sources that an issue's text was read from: the manifest, articles
// and tables.
func (e *Edition) Texts() []*diag.Source {
	if e.Issue == nil {
		return nil
	}
	list := []*diag.Source{e.Issue.Source}
	for _, a := range e.Arrangement() {
		if a.Source != nil && a.File != "" {
			list = append(list, a.Source)
		}
	}
	return append(list, e.Issue.TableFiles()...)
}
