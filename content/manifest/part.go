package manifest

import (
	"path"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// title reads an article's title, which all have but the further parts of articles, and
// those whose file has it.
func (l *loader) title(t *strict.Table, k *key.Key, a *articleEntry) {
	if t.Has("part-of") || titledByFile(t) || t.Require(k.Name, asWritten(t, k)) {
		if s, ok := t.Str(k.Name); ok {
			a.Title = l.printed(t, k, s)
		}
	}
}

// titledByFile reports whether the title of an article may be that of its file.
func titledByFile(t *strict.Table) bool {
	name := strings.Trim(t.ValueSpan("file").Text(), `"'`)
	return slices.Contains(wordEndings(), strings.ToLower(path.Ext(name)))
}

// partOf reads the id of the article that an article is a further part of.
func (l *loader) partOf(t *strict.Table, k *key.Key, a *articleEntry) {
	s, ok := t.Str(k.Name)
	if !ok {
		return
	}
	l.filled(t, k, s)
	a.PartOf = trimmed(content.Text(s))
}

// part reports what a further part of an article cannot have.
func (l *loader) part(a *content.Article) {
	if a.PartOf.Value == "" {
		return
	}
	for _, own := range []struct {
		key  string
		text content.Text
	}{{"title", a.Title}, {"id", a.ID}, {"contents-title", a.ContentsTitle}, {"kicker", a.Kicker}, {"subtitle", a.Subtitle}, {"author", slices.Concat(a.Authors, []content.Text{{}})[0]}} {
		if n := len(own.text.Value); n > 0 {
			l.log.Add("part-key", own.text.Place.At(0, n), own.key)
		}
	}
}

// joinParts gives the further parts of articles the titles of these. Links to articles
// without such an id, and parts before the article, are errors.
func (r *references) joinParts(issue *content.Issue, log *diag.List) {
	var before []string // ids of earlier articles
	for i := range issue.Sections {
		articles := issue.Sections[i].Articles
		for j := range articles {
			a := &articles[j]
			if a.ID.Value != "" {
				before = append(before, a.ID.Value)
			}
			id := a.PartOf.Value
			if id == "" {
				continue
			}
			at := a.PartOf.Place.At(0, len(id))
			switch first := r.articles[id]; {
			case first == nil:
				log.AddFix("id-unknown", at, diag.Fix{DidYouMean: diag.Nearest(id, r.ids)}, id)
			case !slices.Contains(before, id):
				log.Add("part-order", at, first.Title.Joined())
			default:
				a.Title = first.Title
			}
		}
	}
}
