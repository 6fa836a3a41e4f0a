package manifest

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/content/diag"
)

// anchors finds the headings and titles that links lead to by their text, as Markdown on
// the web names them: [乡村振兴](#乡村振兴). Tables of contents that editors type are such
// links.
type anchors struct {
	titles   map[string]*content.Article
	headings map[string]*content.Heading                  // the first of each name in the issue
	own      map[*diag.Source]map[string]*content.Heading // of each article's file
}

// newAnchors collects the titles and headings of an issue by their names.
func newAnchors(issue *content.Issue) *anchors {
	a := &anchors{map[string]*content.Article{}, map[string]*content.Heading{}, map[*diag.Source]map[string]*content.Heading{}}
	for i := range issue.Sections {
		articles := issue.Sections[i].Articles
		for j := range articles {
			article := &articles[j]
			if name := anchorName(article.Title.Joined()); name != "" && a.titles[name] == nil {
				a.titles[name] = article
			}
			own := map[string]*content.Heading{}
			a.collect(article.Body, own)
			a.own[article.File] = own
		}
	}
	return a
}

// collect adds the headings among blocks and inside them. The second of a name in an
// article is name-1, as on the web.
func (a *anchors) collect(blocks []content.Block, own map[string]*content.Heading) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Heading:
			name := anchorName(content.JoinedRuns(b.Inlines).Value)
			if name == "" {
				continue
			}
			for n, first := 1, name; own[name] != nil; n++ {
				name = first + "-" + strconv.Itoa(n)
			}
			own[name] = b
			if a.headings[name] == nil {
				a.headings[name] = b
			}
		case *content.List:
			for _, item := range b.Items {
				a.collect(item, own)
			}
		case *content.Quote:
			a.collect(b.Blocks, own)
		case *content.Box:
			a.collect(b.Blocks, own)
		}
	}
}

// resolve names what a link leads to: a heading of its own article, else the title of an
// article, else the first heading of that name. It reports whether there is one.
func (a *anchors) resolve(link idLink) bool {
	name := anchorName(link.id)
	heading := a.own[link.at.Source][name]
	if heading == nil {
		if article := a.titles[name]; article != nil && (article.ID.Value == "" || article.ID.Value == link.id) {
			article.ID.Value = link.id
			return true
		}
		heading = a.headings[name]
	}
	if name == "" || heading == nil {
		return false
	}
	if !slices.Contains(heading.Anchors, link.id) {
		heading.Anchors = append(heading.Anchors, link.id)
	}
	return true
}

// anchorName returns the name of a heading's text or of a link: letters and digits in
// lower case, with a hyphen in place of blanks. Marks and signs are left out.
func anchorName(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r), r == '_':
			b.WriteRune(r)
		case unicode.IsSpace(r), r == '-':
			if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
				b.WriteByte('-')
			}
		}
	}
	return strings.TrimRight(b.String(), "-")
}
